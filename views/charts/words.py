"""Charts of the Words page: distinctive words on two sides, and names of the same thing."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from views.charts.style import GREY, PALETTE, new_figure, safe

_SEPARATOR = "\t"


def keyness(words: pd.DataFrame, group: str, most: int = 25) -> go.Figure:
    """Return the most distinctive words of one group as bars of their z-score.

    Parameters
    ----------
    words : DataFrame
        `Tables.words`.
    group : str
        The group to show.
    most : int
        Bars, the largest first.

    Returns
    -------
    Figure
        ``customdata`` of a bar is the term. Bars below z = 1.96 are pale.
    """
    rows = words[words["group"] == group].sort_values("z", ascending=False).head(most).iloc[::-1]
    figure = new_figure(24 * len(rows) + 60, showlegend=False)
    figure.add_bar(
        x=rows["z"],
        y=list(range(len(rows))),
        orientation="h",
        customdata=rows["term"],
        marker={
            "color": PALETTE[0],
            "opacity": [1.0 if z >= 1.96 else 0.45 for z in rows["z"]],
        },
        text=[f"{a} : {b}" for a, b in zip(rows["count"], rows["count_rest"], strict=True)],
        textposition="outside",
        cliponaxis=False,
        hovertext=[
            f"<b>{safe(term)}</b><br>z {z:.1f}, {count} uses here in {articles} articles, "
            f"{rest} elsewhere"
            for term, z, count, articles, rest in zip(
                rows["term"], rows["z"], rows["count"], rows["articles"], rows["count_rest"],
                strict=True,
            )
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=[safe(t) for t in rows["term"]])
    figure.update_xaxes(title="z-score of the weighted log-odds", showgrid=True)
    figure.add_vline(x=1.96, line={"color": GREY, "width": 1, "dash": "dot"})
    return figure


def naming_matrix(names: pd.DataFrame, column: str) -> go.Figure:
    """Return who uses which name of one thing: a disc a name and column, its area the uses.

    Parameters
    ----------
    names : DataFrame
        Rows of `analysis.tables.names_table` for one referent.
    column : str
        What the columns are, for instance ``outlet``.

    Returns
    -------
    Figure
        ``customdata`` is the name and the column, joined by a tab.
    """
    cells = names.groupby(["variant", column], as_index=False).size()
    order = names["variant"].value_counts().index.tolist()
    columns = sorted(names[column].unique())
    figure = new_figure(30 * len(order) + 130, showlegend=False)
    figure.add_scatter(
        x=[columns.index(name) for name in cells[column]],
        y=[len(order) - 1 - order.index(name) for name in cells["variant"]],
        mode="markers+text",
        text=[str(size) for size in cells["size"]],
        textfont={"color": "white"},
        customdata=[
            f"{variant}{_SEPARATOR}{place}"
            for variant, place in zip(cells["variant"], cells[column], strict=True)
        ],
        marker={
            "size": [16 + 6 * min(size, 9) ** 0.5 for size in cells["size"]],
            "color": PALETTE[0],
        },
        hovertext=[
            f"<b>{safe(variant)}</b><br>{safe(place)}: {size}"
            for variant, place, size in zip(
                cells["variant"], cells[column], cells["size"], strict=True
            )
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[safe(name, 22) for name in columns],
        side="top",
        tickangle=-40,
        range=[-0.6, len(columns) - 0.4],
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(order))),
        ticktext=[safe(name, 40) for name in reversed(order)],
        range=[-0.7, len(order) - 0.3],
    )
    return figure
