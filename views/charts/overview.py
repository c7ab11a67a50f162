"""Charts of the Overview: articles over time, and the map of claims."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from views.charts.style import (
    GREY,
    STATUS_COLOURS,
    STATUS_WORDS,
    SYMBOLS,
    group_colours,
    new_figure,
    safe,
    wrap,
)

_ACROSS = 6


def timeline(articles: pd.DataFrame) -> go.Figure:
    """Return the articles over time: a row an outlet type, a mark an article; copies are hollow.

    Parameters
    ----------
    articles : DataFrame
        `analysis.tables.articles_table`; articles without a date are left out.

    Returns
    -------
    Figure
        ``customdata`` of a mark is the article id.
    """
    dated = articles[articles["published"].notna()]
    kinds = sorted(dated["outlet_type"].unique(), reverse=True)
    colours = group_colours(articles["outlet_type"])
    figure = new_figure(max(150, 34 * len(kinds) + 60), showlegend=False)
    for kind in kinds:
        rows = dated[dated["outlet_type"] == kind].sort_values(["published", "label"])
        copies = rows["duplicate_of"] != ""
        day = rows["published"].dt.floor("D")
        figure.add_scatter(
            x=day,
            y=[kinds.index(kind) + lift for lift in _lifts(day)],
            mode="markers",
            customdata=rows["article"],
            marker={
                "size": 13,
                "color": ["rgba(0,0,0,0)" if copy else colours[kind] for copy in copies],
                "line": {"width": 2, "color": colours[kind]},
            },
            text=[
                f"<b>{safe(label)}</b><br>{wrap(title)}<br>{date:%d %b %Y}"
                + ("<br>a copy" if copy else "")
                for label, title, date, copy in zip(
                    rows["label"], rows["title"], rows["published"], copies, strict=True
                )
            ],
            hovertemplate="%{text}<extra></extra>",
            name=safe(kind),
        )
    figure.update_yaxes(
        tickvals=list(range(len(kinds))),
        ticktext=[safe(kind) for kind in kinds],
        range=[-0.6, len(kinds) - 0.4],
        showgrid=True,
    )
    figure.update_xaxes(type="date", showgrid=False, tickformat="%d %b\n%Y", nticks=8)
    return figure


def _lifts(days: pd.Series[pd.Timestamp]) -> list[float]:
    """Lift marks that fall on one day apart, up and down in turn."""
    place = days.groupby(days).cumcount()
    return [0.0 if n == 0 else 0.16 * math.ceil(n / 2) * (1 if n % 2 else -1) for n in place]


def claim_map(claims: pd.DataFrame, selected: str = "") -> go.Figure:
    """Return the map of claims: how many independent sources make them, and whether these differ.

    Parameters
    ----------
    claims : DataFrame
        `analysis.tables.claims_table`.
    selected : str
        Id of the claim to ring.

    Returns
    -------
    Figure
        A dot a claim, packed in its cell; ``customdata`` is the claim id.
    """
    placed = place_claims(claims)
    columns = sorted(placed["independent_sources"].unique())
    width = placed.groupby("independent_sources")["x"].max()
    figure = new_figure(360)
    for status, colour in STATUS_COLOURS.items():
        rows = placed[placed["status"] == status]
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["x"],
            y=rows["y"],
            mode="markers",
            name=f"{STATUS_WORDS[status]} ({len(rows)})",
            customdata=rows["claim"],
            marker={
                "size": 12,
                "color": colour,
                "symbol": SYMBOLS[list(STATUS_COLOURS).index(status)],
                "line": {
                    "width": [3 if claim == selected else 0 for claim in rows["claim"]],
                    "color": GREY,
                },
            },
            text=[
                f"{wrap(gist)}<br>{sources} independent, {mentions} mentions"
                for gist, sources, mentions in zip(
                    rows["gist"], rows["independent_sources"], rows["mentions"], strict=True
                )
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    ticks = [float(placed[placed["independent_sources"] == n]["x"].mean()) for n in columns]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[str(n) for n in columns],
        title="independent sources that make the claim",
        showgrid=False,
        range=[-1, float(width.max()) + 1] if len(width) else None,
    )
    figure.update_yaxes(
        tickvals=[0, placed["band"].max() or 1],
        ticktext=["they agree", "they differ"],
        showgrid=False,
    )
    return figure


def place_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with a place each: dots packed by number of sources and by conflict.

    Returns
    -------
    DataFrame
        The columns of `claims` and x, y (in dots), band (y where the conflicts begin).
    """
    placed = claims.sort_values(["independent_sources", "status", "claim"], ignore_index=True)
    differ = placed["status"] == "conflict"
    cell = placed.groupby([placed["independent_sources"], differ]).cumcount()
    tallest = int((cell[~differ] // _ACROSS).max() + 1) if (~differ).any() else 1
    column = placed["independent_sources"].rank(method="dense").astype(int) - 1
    return placed.assign(
        x=column * (_ACROSS + 2) + cell % _ACROSS,
        y=(cell // _ACROSS) + differ * (tallest + 1),
        band=tallest + 1,
    )
