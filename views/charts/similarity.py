"""Chart of the Similarity page: the ordered heatmap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from views.charts.style import name_columns, new_figure, safe

_SEPARATOR = "\t"
_COLUMNS_WIDE = 640
"""Pixels that all columns have together in a window of usual width."""
_NAMED_UP_TO = 60
"""Articles whose cells have room for a gap of two pixels."""
_WRITTEN_UP_TO = 12
"""Articles whose cells have room for their figure."""


def ordered(similarity: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with alike articles next to each other (optimal leaf order).

    References
    ----------
    Bar-Joseph, Gifford and Jaakkola (2001), Fast optimal leaf ordering for hierarchical clustering.

    Returns
    -------
    DataFrame
        The same values, rows and columns in the same new order.
    """
    if len(similarity) < 3:
        return similarity
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    distance = np.clip(1 - similarity.to_numpy(copy=True), 0, None)
    np.fill_diagonal(distance, 0)
    condensed = squareform((distance + distance.T) / 2, checks=False)
    order = leaves_list(optimal_leaf_ordering(linkage(condensed, "average"), condensed))
    return similarity.iloc[order, order]


def without_self(similarity: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with its diagonal missing: an article resembles itself, which says nothing.

    Returns
    -------
    DataFrame
        A copy.
    """
    values = similarity.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, np.nan)
    return pd.DataFrame(values, index=similarity.index, columns=similarity.columns)


def heatmap(similarity: pd.DataFrame, labels: dict[str, str]) -> go.Figure:
    """Return the heatmap of similarities between articles.

    Parameters
    ----------
    similarity : DataFrame
        Square, ids on both axes, 0 to 1; missing cells stay empty.
    labels : dict of str to str
        Id to the name shown.

    Returns
    -------
    Figure
        Clicks on a heatmap are not reported, so invisible squares lie over the cells; their
        ``customdata`` is both ids, joined by a tab.
    """
    ids = list(similarity.index)
    values = similarity.to_numpy(dtype=float)
    size = max(8, min(40, 560 // max(1, len(ids))))
    figure = new_figure(100, showlegend=False)
    _add_cells(figure, values)
    _add_squares(figure, values, ids, [safe(labels[name], 24) for name in ids], size)
    _name_axes(figure, [labels[name] for name in ids], size)
    margin = figure.layout.margin
    figure.update_layout(height=size * len(ids) + margin.t + margin.b)
    return figure


def _add_cells(figure: go.Figure, values: NDArray[np.float64]) -> None:
    count = len(values)
    missing = np.isnan(values)
    # Without its leading zero a figure still fits the cells of a narrow window.
    texts = [["" if np.isnan(v) else f"{v:.2f}".lstrip("0") for v in row] for row in values]
    gap = 2 if count <= _NAMED_UP_TO else 0.5
    figure.add_heatmap(
        z=values,
        x=list(range(count)),
        y=list(range(count)),
        zmin=0,
        zmax=1.0 if missing.all() else float(np.nanmax(values)),
        text=texts if count <= _WRITTEN_UP_TO else None,
        texttemplate="%{text}" if count <= _WRITTEN_UP_TO else None,
        xgap=gap,
        ygap=gap,
        hoverinfo="skip",
        showscale=False,
    )


def _add_squares(
    figure: go.Figure, values: NDArray[np.float64], ids: list[str], names: list[str], size: int
) -> None:
    """Lay invisible squares over the cells, which report clicks where a heatmap does not."""
    rows, columns = (place.tolist() for place in np.nonzero(~np.isnan(values)))
    pairs = list(zip(rows, columns, strict=True))
    figure.add_scatter(
        x=columns,
        y=rows,
        mode="markers",
        marker={"symbol": "square", "size": size * 0.8, "opacity": 0},
        customdata=[f"{ids[row]}{_SEPARATOR}{ids[column]}" for row, column in pairs],
        text=[
            f"{names[row]}<br>{names[column]}<br>{values[row, column]:.2f}" for row, column in pairs
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _name_axes(figure: go.Figure, names: list[str], size: int) -> None:
    count = len(names)
    name_columns(figure, names, room=min(22, _COLUMNS_WIDE // max(1, count)))
    # A name needs twelve pixels: of narrower rows every second is named, and so on.
    down = list(range(0, count, -(-12 // size)))
    across = list(range(0, count, -(-12 * count // _COLUMNS_WIDE)))
    figure.update_xaxes(
        showgrid=False,
        tickvals=across,
        ticktext=[figure.layout.xaxis.ticktext[place] for place in across],
    )
    figure.update_yaxes(
        tickvals=down,
        ticktext=[safe(names[place], 24) for place in down],
        showgrid=False,
        range=[count - 0.5, -0.5],
        tickfont={"size": 12},
    )


def grouped(similarity: pd.DataFrame, groups: dict[str, str]) -> pd.DataFrame:
    """Return the mean similarity between the articles of each two groups.

    Parameters
    ----------
    similarity : DataFrame
        Square, article ids on both axes.
    groups : dict of str to str
        Article id to group.

    Returns
    -------
    DataFrame
        Square, groups on both axes, 0 to 1; the diagonal is the mean within a group, missing where
        it has one article.
    """
    values = similarity.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, np.nan)
    names = sorted({groups[article] for article in similarity.index})
    member = np.array([[groups[a] == name for a in similarity.index] for name in names], float)
    known = ~np.isnan(values)
    total = member @ np.where(known, values, 0.0) @ member.T
    count = member @ known.astype(float) @ member.T
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / count
    return pd.DataFrame(mean, index=names, columns=names)
