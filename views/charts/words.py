"""Charts of the Words page: keyness on two sides, names of the same thing, frames by group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from views.charts.matrix import disc_matrix
from views.charts.style import BROWN, GREY, PALE, TEAL, new_figure, safe

SURE = 0.05
"""Share of false finds (q) above which a bar is pale."""
SMALL = 20
"""Groups with fewer sentences are grey: a share of them says little."""


def keyness(words: pd.DataFrame, here: str, there: str, most: int = 15) -> go.Figure:
    """Return what one group says more (right) and what the other says more (left).

    Parameters
    ----------
    words : DataFrame
        As `analysis.words.counts.keyness_between` makes it.
    here, there : str
        Names of the two groups.
    most : int
        Bars a side, the strongest first.

    Returns
    -------
    Figure
        ``customdata`` of a bar is the kind and the term, joined by a tab. Pale bars may well be
        chance.
    """
    right = words[words["z"] > 0].head(most)
    left = words[words["z"] < 0].head(most)
    rows = max(len(right), len(left), 1)
    longest = max(2.2, float(words["z"].abs().max()) if len(words) else 2.2)
    figure = new_figure(24 * rows + 80, showlegend=False, barmode="overlay")
    _add_side(figure, right, TEAL, (here, there), rows)
    _add_side(figure, left, BROWN, (here, there), rows)
    figure.update_yaxes(visible=False, range=[-0.8, rows - 0.2])
    figure.update_xaxes(
        title={"text": "z-score of the weighted log-odds", "standoff": 6},
        range=[-1.7 * longest, 1.7 * longest],
        showgrid=False,
    )
    _draw_sides(figure, here, there)
    figure.update_layout(margin={"t": 28})
    return figure


def _add_side(
    figure: go.Figure, part: pd.DataFrame, colour: str, groups: tuple[str, str], rows: int
) -> None:
    """Draw the words of one side, the strongest on top, each with its uses here and there."""
    right = colour == TEAL
    uses = ["count", "count_there"] if right else ["count_there", "count"]
    places = [rows - 1 - place for place in range(len(part))]
    figure.add_bar(
        x=part["z"],
        y=places,
        orientation="h",
        width=0.74,
        customdata=part["kind"] + "\t" + part["term"],
        marker={"color": [colour if q <= SURE else _pale(colour) for q in part["q"]]},
        hovertext=[_hover(row, *groups) for row in part.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    # Not as text of the bars: Plotly stops at it and reports no click.
    figure.add_scatter(
        x=part["z"],
        y=places,
        mode="text",
        text=[
            f" {safe(term, 32)} {own}:{other} "
            for term, own, other in zip(part["term"], part[uses[0]], part[uses[1]], strict=True)
        ],
        textposition="middle right" if right else "middle left",
        textfont={"size": 12},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _draw_sides(figure: go.Figure, here: str, there: str) -> None:
    """Draw the middle, where a difference is likelier than chance, and whose side is whose."""
    for sign in (-1.96, 1.96):
        figure.add_vline(x=sign, line={"color": PALE, "width": 1, "dash": "dot"}, layer="below")
    figure.add_vline(x=0, line={"color": GREY, "width": 1})
    sides = ((1, "right", f"more in {safe(here, 30)} →"), (0, "left", f"← {safe(there, 30)}"))
    for x, anchor, name in sides:
        figure.add_annotation(
            text=f"<b>{name}</b>", x=x, xref="paper", xanchor=anchor, y=1, yref="paper",
            yanchor="bottom", showarrow=False, font={"size": 13},
        )  # fmt: skip


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.4)"


def _hover(row: Mapping[Hashable, Any], here: str, there: str) -> str:
    loaded = f"<br>loaded: {row['loadedness']:.2f}" if row["loadedness"] else ""
    return (
        f"<b>{safe(row['term'])}</b> ({row['kind']})<br>z {row['z']:+.1f}, q {row['q']:.2g}"
        f"<br>{safe(here)}: {row['count']} uses in {row['articles']} articles"
        f"<br>{safe(there)}: {row['count_there']} in {row['articles_there']}{loaded}"
    )


def naming_matrix(names: pd.DataFrame, column: str) -> go.Figure:
    """Return who uses which name of one thing: a disc a name and column, its area the uses.

    Parameters
    ----------
    names : DataFrame
        Rows of `analysis.tables.words.names_table` for one referent.
    column : str
        What the columns are, for instance ``outlet``.

    Returns
    -------
    Figure
        ``customdata`` is the name and the column, joined by a tab.
    """
    cells = names.groupby(["variant", column], as_index=False).size()
    cells = cells.rename(columns={"variant": "row", column: "column", "size": "amount"})
    hover = [
        f"<b>{safe(row)}</b><br>{safe(place)}: {amount}"
        for row, place, amount in zip(cells["row"], cells["column"], cells["amount"], strict=True)
    ]
    cells = cells.assign(hover=hover, text=cells["amount"].astype(str), kind="uses")
    order = names["variant"].value_counts(sort=True).index.tolist()
    columns = sorted(names[column].unique())
    return disc_matrix(cells, order, columns, {"uses": TEAL}, legend=False)


def frame_matrix(shares: pd.DataFrame) -> go.Figure:
    """Return how much of each group's sentences carries each frame: disc areas are shares.

    Parameters
    ----------
    shares : DataFrame
        group, frame, sentences (with the frame), total (of the group), share (0-1), articles.

    Returns
    -------
    Figure
        ``customdata`` is the frame and the group, joined by a tab.
    """
    weight = shares.groupby("frame")["sentences"].sum().sort_values(ascending=False, kind="stable")
    columns = sorted(shares["group"].unique())
    kinds = ["few" if total < SMALL else "enough" for total in shares["total"]]
    hover = [
        f"<b>{safe(frame)}</b>, {safe(group)}<br>{count} of {total} sentences, {share:.0%}, "
        f"in {articles} articles"
        for frame, group, count, total, share, articles in zip(
            shares["frame"], shares["group"], shares["sentences"], shares["total"],
            shares["share"], shares["articles"], strict=True,
        )
    ]  # fmt: skip
    cells = shares.rename(columns={"frame": "row", "group": "column", "share": "amount"}).assign(
        hover=hover,
        kind=kinds,
        text=[f"{share:.0%}" if len(columns) <= 8 else "" for share in shares["share"]],
    )
    colours = {"enough": TEAL, "few": PALE}
    return disc_matrix(cells, weight.index.tolist(), columns, colours, legend=False)
