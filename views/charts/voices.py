"""Charts of the Voices page: speakers by outlet, roles by group, reporting verbs."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.intervals import wilson
from views.charts.matrix import disc_matrix
from views.charts.style import (
    BLUE,
    GREY,
    OCHRE,
    PALE,
    PURPLE,
    ROLE_COLOURS,
    TEAL,
    legend_below,
    name_rows,
    new_figure,
    safe,
    tint,
)

_SEPARATOR = "\t"
SMALL = 5
"""Groups with fewer quotations are greyed: their shares say little."""


def speaker_matrix(cells: pd.DataFrame, speakers: list[str], columns: list[str]) -> go.Figure:
    """Return who is quoted where: a disc a speaker and column, its area the words quoted.

    Parameters
    ----------
    cells : DataFrame
        As `speaker_cells` makes it.
    speakers, columns : list of str
        Names, top to bottom and left to right.

    Returns
    -------
    Figure
        ``customdata`` is the speaker's name and the column, joined by a tab.
    """
    return disc_matrix(cells, speakers, columns, ROLE_COLOURS, row_height=27)


def speaker_cells(quotations: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return how much each speaker is quoted in each column.

    Returns
    -------
    DataFrame
        row (name), column, amount (words), quotations (count), kind (the role given most often),
        hover (safe text), text (empty).
    """
    by = quotations.groupby(["name", column])
    cells = by.agg(
        quotations=("quotation", "size"),
        amount=("words", "sum"),
        kind=("role", lambda roles: roles.value_counts().index[0]),
    ).reset_index()
    cells = cells.rename(columns={"name": "row", column: "column"})
    cells["kind"] = cells["kind"].where(cells["kind"].isin(ROLE_COLOURS), "other")
    hover = [
        f"<b>{safe(name)}</b>, {safe(place)}<br>{role}: {count} quotations, {words} words"
        for name, place, role, count, words in zip(
            cells["row"], cells["column"], cells["kind"], cells["quotations"], cells["amount"],
            strict=True,
        )
    ]  # fmt: skip
    return cells.assign(hover=hover, text="")


def role_shares(quotations: pd.DataFrame, group: str, unit: str) -> pd.DataFrame:
    """Return each role's share of a group's quotations or words.

    Parameters
    ----------
    quotations : DataFrame
        `analysis.tables.voices.quotations_table`.
    group : str
        Column of groups.
    unit : str
        ``quotations`` or ``words``.

    Returns
    -------
    DataFrame
        group, role, count (quotations), words, total (of `unit`), share (0-1), low, high (95 %
        Wilson interval of the share of quotations; of words there is none, they are no sample of
        independent pieces: low and high are missing).
    """
    cells = quotations.groupby([group, "role"], as_index=False).agg(
        count=("quotation", "size"), words=("words", "sum")
    )
    cells = cells.rename(columns={group: "group"})
    number = cells["words"] if unit == "words" else cells["count"]
    cells["total"] = number.groupby(cells["group"]).transform("sum")
    cells["share"] = number / cells["total"].clip(lower=1)
    bounds = [
        wilson(int(n), int(total)) if unit != "words" else (float("nan"), float("nan"))
        for n, total in zip(number, cells["total"], strict=True)
    ]
    return cells.assign(low=[low for low, _ in bounds], high=[high for _, high in bounds])


def role_bars(shares: pd.DataFrame) -> go.Figure:
    """Return each role's share by group as bars with their intervals; small groups are grey.

    Parameters
    ----------
    shares : DataFrame
        As `role_shares` makes it.

    Returns
    -------
    Figure
        A block a group. ``customdata`` of a bar is the group and the role, joined by a tab.
    """
    rows = _blocks(shares)
    figure = new_figure(100, showlegend=False)
    _add_shares(figure, rows)
    lowest = _name_blocks(figure, rows)
    figure.update_xaxes(
        tickformat=".0%", range=[0, 1.02], tickvals=[0, 0.25, 0.5, 0.75, 1], side="top"
    )
    figure.update_layout(height=int(21 * -lowest) + 70, margin={"r": 90})
    return figure


def _add_shares(figure: go.Figure, rows: pd.DataFrame) -> None:
    figure.add_bar(
        x=rows["share"],
        y=rows["y"],
        orientation="h",
        width=0.72,
        customdata=rows["group"] + _SEPARATOR + rows["role"],
        marker={"color": rows["colour"]},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (rows["high"] - rows["share"]).fillna(0),
            "arrayminus": (rows["share"] - rows["low"]).fillna(0),
            "color": GREY,
            "thickness": 1.2,
            "width": 3,
        },
        hovertext=[_share_text(row) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        x=rows[["share", "high"]].max(axis=1) + 0.012,
        y=rows["y"],
        mode="text",
        text=[
            f"{share:.0%} · {n} of {total}"
            for share, n, total in zip(rows["share"], rows["number"], rows["total"], strict=True)
        ],
        textposition="middle right",
        textfont={"size": 11},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _name_blocks(figure: go.Figure, rows: pd.DataFrame) -> float:
    """Name the bars and, above each block, its group; return the lowest place."""
    groups = rows.drop_duplicates("group")
    ticks = [*rows["y"], *groups["head"]]
    names = [safe(role) for role in rows["role"]]
    names += [
        f"<b>{safe(name, 26)}</b>" + (" (few)" if few else "")
        for name, few in zip(groups["group"], groups["few"], strict=True)
    ]
    figure.update_yaxes(
        tickvals=ticks,
        ticktext=names,
        range=[min(ticks) - 0.7, 0.7],
        tickfont={"size": 12},
        showgrid=False,
    )
    return float(min(ticks))


def _blocks(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the shares in the order they are drawn, with their place and colour."""
    counts = shares.groupby("group")["count"].sum()
    order = {name: place for place, name in enumerate(ROLE_COLOURS)}
    rows = shares.assign(
        few=shares["group"].map(counts) < SMALL,
        number=(shares["share"] * shares["total"]).round().astype(int),
        size=shares["group"].map(counts),
        rank=shares["role"].map(order).fillna(len(order)),
    )
    # Groups that say something first; within a group the largest share.
    rows = rows.sort_values(
        ["few", "size", "group", "share", "rank"], ascending=[True, False, True, False, True],
        ignore_index=True,
    )  # fmt: skip
    block = (~rows["group"].duplicated()).cumsum() - 1
    rows["y"] = -(rows.index.to_numpy() + 1.5 * block + 1)
    rows["head"] = rows.groupby("group")["y"].transform("max") + 1
    rows["colour"] = [
        PALE if few else ROLE_COLOURS.get(role, GREY)
        for role, few in zip(rows["role"], rows["few"], strict=True)
    ]
    return rows


def _share_text(row: Mapping[Hashable, Any]) -> str:
    between = ""
    if row["low"] == row["low"]:
        between = f"<br>95 % interval {row['low']:.0%} to {row['high']:.0%}"
    return (
        f"<b>{safe(row['group'])}</b><br>{safe(row['role'])}: {row['share']:.0%} "
        f"({row['count']} quotations, {row['words']} words){between}"
    )


VERB_CLASSES = {
    "neutral": BLUE,
    "endorsing": TEAL,
    "doubting": OCHRE,
    "emotive": PURPLE,
    "directive": "#8A5A2B",
    "": "#B4B1A8",
}
"""Colour of each class of reporting verbs; "": in no list."""


def verb_bars(counts: pd.DataFrame) -> go.Figure:
    """Return how speech is reported: shares of verb classes by group.

    Parameters
    ----------
    counts : DataFrame
        As `verb_counts` makes it.

    Returns
    -------
    Figure
        Counts stand in the parts; groups with fewer than five are pale. ``customdata`` of a part is
        the group and the verb class, joined by a tab.
    """
    total = counts.groupby("group")["count"].sum()
    groups = total.sort_values(ascending=False, kind="stable").index.tolist()
    place = {name: len(groups) - 1 - number for number, name in enumerate(groups)}
    figure = new_figure(100, barmode="stack")
    for name, colour in VERB_CLASSES.items():
        rows = counts[counts["verb_class"] == name]
        if rows.empty:
            continue
        figure.add_bar(
            y=rows["group"].map(place),
            x=rows["count"] / rows["group"].map(total),
            orientation="h",
            name=name or "in no list",
            marker={
                "color": [tint(colour) if total[g] < SMALL else colour for g in rows["group"]],
            },
            customdata=rows["group"] + _SEPARATOR + name,
            hovertext=[
                f"<b>{safe(g)}</b><br>{name or 'in no list'}: {n} of {total[g]}<br>{safe(verbs)}"
                for g, n, verbs in zip(rows["group"], rows["count"], rows["verbs"], strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _write_counts(figure, counts, total, place)
    name_rows(figure, [f"{name} (n={total[name]})" for name in groups], width=26)
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(tickformat=".0%", range=[0, 1], showgrid=False)
    legend_below(figure)
    figure.update_layout(height=34 * len(groups) + 90, margin={"b": 60, "r": 24})
    return figure


def _write_counts(
    figure: go.Figure, counts: pd.DataFrame, total: pd.Series[int], place: dict[str, int]
) -> None:
    """Write the count into each part; not as text of the bars: Plotly reports no click then."""
    order = {name: number for number, name in enumerate(VERB_CLASSES)}
    rows = counts.assign(rank=counts["verb_class"].map(order)).sort_values(["group", "rank"])
    share = rows["count"] / rows["group"].map(total)
    middle = share.groupby(rows["group"]).cumsum() - share / 2
    dark = {"doubting", ""}
    figure.add_scatter(
        x=middle,
        y=rows["group"].map(place),
        mode="text",
        text=rows["count"].astype(str),
        textfont={
            "size": 12,
            "color": [
                "#1D1B17" if kind in dark or total[group] < SMALL else "#FFFFFF"
                for kind, group in zip(rows["verb_class"], rows["group"], strict=True)
            ],
        },
        hoverinfo="skip",
        showlegend=False,
    )


def verb_counts(quotations: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return how often each group uses each class of verbs: group, verb_class, count, verbs."""
    cued = quotations[quotations["verb"] != ""]
    counts = cued.groupby([group, "verb_class"], as_index=False).agg(
        count=("quotation", "size"), verbs=("verb", count_verbs)
    )
    return counts.rename(columns={group: "group"})


def count_verbs(verbs: pd.Series[str], most: int = 6) -> str:
    """Return the commonest verbs with their counts, as text."""
    counts = verbs.value_counts().head(most)
    return ", ".join(f"{verb} {count}" for verb, count in counts.items())
