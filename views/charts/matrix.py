"""A matrix of discs: who with what, the area of a disc a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from views.charts.style import (
    fitting_height,
    legend_below,
    name_columns,
    name_rows,
    new_figure,
    safe,
)

SEPARATOR = "\t"
BIGGEST = 26
"""Diameter of the largest disc, in pixels."""


def disc_matrix(
    cells: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    colours: Mapping[str, str],
    *,
    row_height: int = 30,
    legend: bool = True,
) -> go.Figure:
    """Return a matrix whose discs have areas in proportion to a number.

    Parameters
    ----------
    cells : DataFrame
        row, column (names), amount (number), kind (text; decides the colour), hover (safe text),
        text (shown in the disc; may be empty).
    rows, columns : sequence of str
        Names, top to bottom and left to right.
    colours : mapping of str to str
        Colour of each kind; kinds appear in the legend in this order.
    legend : bool
        Whether kinds are told apart.

    Returns
    -------
    Figure
        ``customdata`` of a disc is its row and column, joined by a tab.
    """
    row_of = {name: len(rows) - 1 - place for place, name in enumerate(rows)}
    column_of = {name: place for place, name in enumerate(columns)}
    shown = cells[cells["row"].isin(row_of) & cells["column"].isin(column_of)]
    shown = shown.assign(
        x=shown["column"].map(column_of), y=shown["row"].map(row_of), size=_sizes(shown["amount"])
    )
    high = fitting_height(rows, row_height) * len(rows)
    figure = new_figure(high + 60, showlegend=legend)
    name_columns(figure, columns, room=BIGGEST + (24 if (shown["text"] != "").any() else 2))
    name_rows(figure, rows)
    kinds = [kind for kind in colours if kind in set(shown["kind"])]
    for kind in kinds:
        _add_discs(figure, shown[shown["kind"] == kind], kind, colours[kind])
    if legend:
        legend_below(figure, 1 + len(kinds) // 6)
    figure.update_layout(height=high + figure.layout.margin.t + figure.layout.margin.b)
    return figure


def _sizes(amounts: pd.Series[float]) -> pd.Series[float]:
    """Return the diameters of discs whose areas are in proportion to amounts, in pixels."""
    biggest = max(1e-9, float(amounts.max())) if len(amounts) else 1.0
    return (BIGGEST * (amounts / biggest) ** 0.5).clip(lower=4.0)


def _add_discs(figure: go.Figure, discs: pd.DataFrame, kind: str, colour: str) -> None:
    figure.add_scatter(
        x=discs["x"],
        y=discs["y"],
        mode="markers+text" if (discs["text"] != "").any() else "markers",
        name=safe(kind),
        text=discs["text"],
        textposition="middle right",
        textfont={"size": 11},
        customdata=discs["row"] + SEPARATOR + discs["column"],
        marker={"size": discs["size"], "color": colour, "line": {"width": 0}, "opacity": 0.9},
        hovertext=discs["hover"],
        hovertemplate="%{hovertext}<extra></extra>",
    )
