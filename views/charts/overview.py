"""Charts of the Overview: articles over time, and the map of claims."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from views.charts.style import (
    BROWN,
    BY_HAND,
    GREY,
    PALE,
    PURPLE,
    STATUS_COLOURS,
    STATUS_WORDS,
    SYMBOLS,
    TEAL,
    fitting_height,
    legend_below,
    name_columns,
    name_rows,
    new_figure,
    outlet_type_colours,
    safe,
    wrap,
)
from views.wording import with_sign

_HEIGHT = 320
_PLOT = 225
"""Height of the claim map, and what of it the dots may fill, in pixels."""
_NAMED_DAYS = 8
"""Days of coverage up to which each is named below the timeline."""


def timeline(articles: pd.DataFrame) -> go.Figure:
    """Return the articles over time: a row an outlet type, a mark an article; copies are hollow.

    Parameters
    ----------
    articles : DataFrame
        `analysis.tables.articles.articles_table`; articles without a date are left out.

    Returns
    -------
    Figure
        ``customdata`` of a mark is the article id.
    """
    dated = articles[articles["published"].notna()]
    kinds = sorted(dated["outlet_type"].unique(), reverse=True)
    colours = outlet_type_colours(articles["outlet_type"])
    figure = new_figure(max(150, 30 * len(kinds) + 60), showlegend=False)
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
        tickfont={"size": 12},
    )
    figure.update_xaxes(type="date", showgrid=False, tickformat="%d %b\n%Y", nticks=8)
    if len(dated) and (dated["published"].max() - dated["published"].min()).days < _NAMED_DAYS:
        figure.update_xaxes(dtick=24 * 60 * 60 * 1000)  # or one day would be named several times
    return figure


def _lifts(days: pd.Series[pd.Timestamp]) -> list[float]:
    """Lift marks that fall on one day apart, up and down in turn."""
    place = days.groupby(days).cumcount()
    return [0.0 if n == 0 else 0.16 * math.ceil(n / 2) * (1 if n % 2 else -1) for n in place]


def claim_map(claims: pd.DataFrame) -> go.Figure:
    """Return the map of claims: how many independent sources make them, and whether these differ.

    Parameters
    ----------
    claims : DataFrame
        `analysis.tables.claims.claims_table`.

    Returns
    -------
    Figure
        A dot a claim, packed in its cell; ``customdata`` is the claim id.
    """
    placed = place_claims(claims)
    dots = float(placed["y"].max()) + 1 if len(placed) else 1.0
    figure = new_figure(_HEIGHT)
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
                "size": max(3.0, min(12.0, 0.9 * _PLOT / dots)),
                "color": colour,
                "symbol": SYMBOLS[list(STATUS_COLOURS).index(status)],
            },
            text=[
                f"{wrap(gist)}<br>{sources} independent, {mentions} mentions"
                for gist, sources, mentions in zip(
                    rows["gist"], rows["independent_sources"], rows["mentions"], strict=True
                )
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    _name_cells(figure, placed)
    legend_below(figure)
    figure.update_layout(legend={"itemclick": False, "itemdoubleclick": False}, margin={"b": 34})
    return figure


def _name_cells(figure: go.Figure, placed: pd.DataFrame) -> None:
    columns = placed.groupby("independent_sources")["x"]
    middles = (columns.min() + columns.max()) / 2
    figure.update_xaxes(
        tickvals=middles.tolist(),
        ticktext=[str(n) for n in middles.index],
        title={"text": "independent sources that make the claim", "standoff": 6},
        showgrid=False,
        range=[-1, float(placed["x"].max()) + 1] if len(placed) else None,
    )
    agree, differ = placed[placed["status"] != "conflict"], placed[placed["status"] == "conflict"]
    bands = [(rows["y"].mean(), word) for rows, word in ((agree, "agree"), (differ, "differ"))]
    bands = [(middle, word) for middle, word in bands if middle == middle]
    figure.update_yaxes(
        tickvals=[middle for middle, _ in bands],
        ticktext=[f"sources<br>{word}" for _, word in bands],
        showgrid=False,
    )


def place_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with a place each: dots packed by number of sources and by conflict.

    Returns
    -------
    DataFrame
        The columns of `claims` and x, y (in dots), band (y where the conflicts begin).
    """
    placed = claims.sort_values(["independent_sources", "status", "claim"], ignore_index=True)
    differ = placed["status"] == "conflict"
    cells = placed.groupby([placed["independent_sources"], differ])
    cell = cells.cumcount()
    biggest = int(cell.max()) + 1 if len(placed) else 1
    columns = placed["independent_sources"].rank(method="dense").astype(int) - 1
    # Twice as wide as high is what the chart has room for.
    across = max(4, math.ceil((2 * biggest / max(1, columns.nunique())) ** 0.5))
    tallest = int((cell[~differ] // across).max() + 1) if (~differ).any() else 0
    return placed.assign(
        x=columns * (across + 2) + cell % across,
        y=(cell // across) + differ * (tallest + 1 if tallest else 0),
        band=tallest + 1,
    )


STANCES = {
    "supportive": ("triangle-up", TEAL),
    "critical": ("triangle-down", BROWN),
    "mixed": ("diamond", PURPLE),
    "neutral": ("circle", GREY),
    "not enough evidence": ("circle-open", PALE),
}
"""Symbol and colour of a stance."""


def stance_matrix(stances: pd.DataFrame) -> go.Figure:
    """Return how the own voice of each outlet stands toward each target.

    Parameters
    ----------
    stances : DataFrame
        `analysis.tables.voices.stances_table` with a column ``label_of_article``: the row's name.

    Returns
    -------
    Figure
        ``customdata`` of a mark is the article id and the target, joined by a tab. Beside it: what
        quoted voices say, critics before supporters.
    """
    rows = list(dict.fromkeys(stances["label_of_article"]))
    columns = stances["target"].drop_duplicates().tolist()
    row_of = {name: len(rows) - 1 - place for place, name in enumerate(rows)}
    figure = new_figure(100)
    for label in STANCES:
        part = stances[stances["label"] == label]
        if not part.empty:
            _add_stances(figure, part, label, columns, row_of)
    if (stances["by_hand"] != "").any():
        ring = {
            "symbol": "circle-open", "size": 12, "color": BY_HAND, "line": {"width": 2.5}
        }  # fmt: skip
        figure.add_scatter(x=[None], y=[None], mode="markers", name="by hand", marker=ring)
    quoted = stances[["quoted_critical", "quoted_supportive"]].to_numpy().any()
    name_columns(figure, columns, room=44 if quoted else 22)
    name_rows(figure, rows, width=30)
    legend_below(figure)
    margin = figure.layout.margin
    height = fitting_height(rows, 28, width=30) * len(rows)
    figure.update_layout(height=height + margin.t + margin.b)
    return figure


def _add_stances(
    figure: go.Figure, part: pd.DataFrame, label: str, columns: list[str], row_of: dict[str, int]
) -> None:
    symbol, colour = STANCES[label]
    unsure = label == "not enough evidence"
    by_hand = [bool(hand) for hand in part["by_hand"]]
    quoted = zip(part["quoted_critical"], part["quoted_supportive"], strict=True)
    figure.add_scatter(
        x=[columns.index(name) for name in part["target"]],
        y=part["label_of_article"].map(row_of),
        mode="markers+text",
        name=label,
        text=[f"{critics}:{friends}" if critics or friends else "" for critics, friends in quoted],
        textposition="middle right",
        textfont={"size": 11},
        customdata=part["article"] + "\t" + part["target"],
        marker={
            "symbol": symbol,
            "color": colour,
            "size": 9 if unsure else 14,
            "line": {
                "width": [2.5 if hand else 1.5 * unsure for hand in by_hand],
                "color": [BY_HAND if hand else colour for hand in by_hand],
            },
        },
        hovertext=[_stance_text(row) for row in part.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _stance_text(row: Mapping[Hashable, Any]) -> str:
    return (
        f"<b>{safe(row['label_of_article'])}</b> on {safe(row['target'])}: {row['label']}"
        f"{' by hand' if row['by_hand'] else ''}<br>score {with_sign(row['score'])}, "
        f"confidence {row['confidence']:.0%}<br>quotes critics {row['quoted_critical']} : "
        f"supporters {row['quoted_supportive']}"
    )
