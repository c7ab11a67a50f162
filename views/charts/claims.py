"""Charts of the Claims page: the matrix of claims and outlets, and the overlap of outlet types."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views.charts.style import (
    GREY,
    STATUS_COLOURS,
    STATUS_WORDS,
    SYMBOLS,
    fitting_height,
    legend_below,
    name_columns,
    name_rows,
    new_figure,
    safe,
    wrap,
)

ASSERTIONS: Mapping[str, tuple[str, str]] = {
    "stated": ("square", "stated in the outlet's own voice"),
    "attributed": ("circle", "put in somebody's mouth"),
    "hedged": ("diamond-open", "hedged"),
    "denied": ("x", "denied"),
}
"""Symbol and meaning of how a claim is asserted."""

HAND = "✎"
"""Before the name of a claim that a person merged, split or named."""
_SEPARATOR = "\t"


def claim_matrix(claims: pd.DataFrame, mentions: pd.DataFrame, columns: list[str]) -> go.Figure:
    """Return the matrix of claims (rows) and outlets (columns).

    Parameters
    ----------
    claims : DataFrame
        `analysis.tables.claims.claims_table`, in the order of the rows from top to bottom.
    mentions : DataFrame
        `analysis.tables.claims.mentions_table` with a column ``column``: where a mention belongs.
    columns : list of str
        Names of the columns, left to right.

    Returns
    -------
    Figure
        A mark where an outlet makes a claim, its symbol says how; ``customdata`` is the claim id
        and the column, joined by a tab. An empty cell: not found, which is not denied.
    """
    row_of = {claim: len(claims) - 1 - n for n, claim in enumerate(claims["claim"])}
    column_of = {name: n for n, name in enumerate(columns)}
    status = dict(zip(claims["claim"], claims["status"], strict=True))
    shown = mentions[mentions["claim"].isin(row_of) & mentions["column"].isin(column_of)]
    cells = strongest(shown)
    figure = new_figure(100)
    for assertion, (symbol, _) in ASSERTIONS.items():
        rows = cells[cells["assertion"] == assertion]
        if rows.empty:
            continue
        figure.add_scatter(
            x=[column_of[name] for name in rows["column"]],
            y=[row_of[claim] for claim in rows["claim"]],
            mode="markers",
            showlegend=False,
            customdata=[
                f"{claim}{_SEPARATOR}{column}"
                for claim, column in zip(rows["claim"], rows["column"], strict=True)
            ],
            marker={
                "symbol": symbol,
                "size": 13,
                "color": [STATUS_COLOURS[status[claim]] for claim in rows["claim"]],
                "line": {"width": 2 if symbol.endswith("open") else 0},
            },
            text=[
                f"<b>{safe(column)}</b><br>{wrap(text)}"
                for column, text in zip(rows["column"], rows["text"], strict=True)
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    _explain(figure, cells, set(claims["status"]))
    name_columns(figure, columns)
    names = row_names(claims)
    name_rows(figure, names)
    legend_below(figure, 2)
    margin = figure.layout.margin
    figure.update_layout(height=fitting_height(names, 30) * len(claims) + margin.t + margin.b)
    return figure


def row_names(claims: pd.DataFrame) -> list[str]:
    """Return the claims' names; those that a person shaped begin with a pencil."""
    by_hand = claims["by_hand"] if "by_hand" in claims else [""] * len(claims)
    return [
        f"{HAND} {gist}" if signed else str(gist)
        for gist, signed in zip(claims["gist"], by_hand, strict=True)
    ]


def _explain(figure: go.Figure, cells: pd.DataFrame, statuses: set[str]) -> None:
    """Add the legend: symbols in grey, then colours, since a mark has one of each."""
    entries = [
        (meaning, symbol, GREY)
        for assertion, (symbol, meaning) in ASSERTIONS.items()
        if assertion in set(cells["assertion"])
    ]
    entries += [
        (f"claim {words}", "line-ew", STATUS_COLOURS[name])
        for name, words in STATUS_WORDS.items()
        if name in statuses
    ]
    for meaning, symbol, colour in entries:
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=meaning,
            marker={
                "symbol": symbol,
                "size": 11,
                "color": colour,
                "line": {"width": 4 if symbol == "line-ew" else 1, "color": colour},
            },
        )
    figure.update_layout(legend={"itemclick": False, "itemdoubleclick": False})


def threshold_lines(counts: pd.DataFrame, now: float | None = None) -> go.Figure:
    """Return how many claims are shared, in conflict and of one source at each threshold.

    Parameters
    ----------
    counts : DataFrame
        threshold (0-1), shared, conflict, unique (counts), a row a threshold.
    now : float, optional
        The threshold in force, marked by a line.

    Returns
    -------
    Figure
        A line a status.
    """
    figure = new_figure(320)
    for status, colour in STATUS_COLOURS.items():
        figure.add_scatter(
            x=counts["threshold"],
            y=counts[status],
            mode="lines+markers",
            name=STATUS_WORDS[status],
            line={"color": colour, "width": 2},
            marker={"symbol": SYMBOLS[list(STATUS_COLOURS).index(status)], "size": 9},
            hovertemplate="%{y} at %{x}",
        )
    if now is not None:
        figure.add_vline(x=now, line={"color": GREY, "dash": "dot", "width": 1.5})
        figure.add_annotation(
            x=now, y=1, yref="paper", yanchor="bottom", text=f"now {now:g}", showarrow=False
        )
        figure.update_layout(margin={"t": 28})
    figure.update_xaxes(title={"text": "match threshold", "standoff": 6}, showgrid=False)
    figure.update_yaxes(title={"text": "claims"}, rangemode="tozero")
    legend_below(figure)
    return figure


def strongest(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return one mention a claim and column: denied, else stated, else attributed, else hedged."""
    order = {"denied": 0, "stated": 1, "attributed": 2, "hedged": 3}
    ranked = mentions.assign(rank=mentions["assertion"].map(order))
    ranked = ranked.sort_values(["rank", "article", "start"], kind="stable")
    return ranked.drop_duplicates(["claim", "column"])


def split_selection(value: str) -> tuple[str, str]:
    """Return the claim id and the column of a mark that was clicked; empty strings for none."""
    claim, _, column = value.partition(_SEPARATOR)
    return claim, column


def overlap(claims: pd.DataFrame, mentions: pd.DataFrame, group: str, most: int = 15) -> go.Figure:
    """Return which groups make claims together (an UpSet plot: Lex et al. 2014).

    Parameters
    ----------
    claims, mentions : DataFrame
        Tables of the comparison; `mentions` has the column named by `group`.
    group : str
        Column of groups, for instance ``outlet_type``.
    most : int
        Combinations shown, the largest first.

    Returns
    -------
    Figure
        A bar a combination, with a dot below it for each group in it; ``customdata`` of a bar is
        the combination, groups joined by a tab.
    """
    sets = combinations(claims, mentions, group).head(most)
    groups = sorted({name for names in sets["groups"] for name in names}, reverse=True)
    height = 22 * len(groups)
    figure = new_figure(230 + height, showlegend=False)
    _add_counts(figure, sets)
    _add_members(figure, sets, groups)
    share = height / (height + 190)
    figure.update_layout(
        yaxis={
            "domain": [0, share],
            "tickvals": list(range(len(groups))),
            "ticktext": [safe(name, 24) for name in groups],
            "tickfont": {"size": 12},
            "range": [-0.6, len(groups) - 0.4],
        },
        yaxis2={"domain": [share + 0.06, 1], "title": "claims", "showgrid": True},
    )
    figure.update_xaxes(visible=False)
    return figure


def _add_counts(figure: go.Figure, sets: pd.DataFrame) -> None:
    figure.add_bar(
        x=list(range(len(sets))),
        y=sets["claims"],
        customdata=sets["together"],
        marker={"color": STATUS_COLOURS["shared"]},
        hovertext=[
            f"{count} claims made by {safe(' and '.join(names))}"
            for count, names in zip(sets["claims"], sets["groups"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        yaxis="y2",
    )
    # Not as text of the bars: Plotly stops at it and reports no click.
    figure.add_scatter(
        x=list(range(len(sets))),
        y=sets["claims"],
        mode="text",
        text=sets["claims"].astype(str),
        textposition="top center",
        hoverinfo="skip",
        cliponaxis=False,
        yaxis="y2",
    )


def _add_members(figure: go.Figure, sets: pd.DataFrame, groups: list[str]) -> None:
    for place, names in enumerate(sets["groups"]):
        rows = [groups.index(str(name)) for name in names]
        figure.add_scatter(
            x=[place] * len(rows),
            y=rows,
            mode="lines+markers",
            line={"color": GREY, "width": 2},
            marker={"size": 10, "color": STATUS_COLOURS["shared"]},
            customdata=[_SEPARATOR.join(names)] * len(rows),
            hoverinfo="none",
        )


def combinations(claims: pd.DataFrame, mentions: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return how many claims each combination of groups makes: groups (list), claims (count)."""
    known = mentions[mentions["claim"].isin(claims["claim"])]
    made_by = combination_of(known, group)
    counts = made_by.value_counts().rename_axis("together").reset_index(name="claims")
    counts["groups"] = counts["together"].str.split(_SEPARATOR)
    counts["size"] = counts["groups"].map(len)
    counts = counts.sort_values(["claims", "size", "together"], ascending=[False, False, True])
    return counts.reset_index(drop=True)


def combination_of(mentions: pd.DataFrame, group: str) -> pd.Series[str]:
    """Return, by claim id, the groups that make the claim, sorted and joined by a tab."""
    return mentions.groupby("claim")[group].agg(lambda names: _SEPARATOR.join(sorted(set(names))))
