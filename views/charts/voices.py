"""Charts of the Voices page: speakers by outlet, roles by group, reporting verbs."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.intervals import wilson
from views.charts.style import GREY, PALETTE, group_colours, new_figure, safe

_SEPARATOR = "\t"
SMALL = 5
"""Groups with fewer quotations are greyed: their shares say little."""


def speaker_matrix(quotations: pd.DataFrame, column: str, speakers: list[str]) -> go.Figure:
    """Return who is quoted where: a disc a speaker and column, its area the words quoted.

    Parameters
    ----------
    quotations : DataFrame
        `analysis.tables.quotations_table`.
    column : str
        What the columns are, for instance ``outlet``.
    speakers : list of str
        Names, from top to bottom.

    Returns
    -------
    Figure
        ``customdata`` is the speaker's name and the column, joined by a tab.
    """
    shown = quotations[quotations["name"].isin(speakers)]
    cells = shown.groupby(["name", column, "role"], as_index=False).agg(
        quotations=("quotation", "size"), words=("words", "sum")
    )
    columns = sorted(quotations[column].unique())
    colours = group_colours(quotations["role"])
    figure = new_figure(26 * len(speakers) + 150)
    biggest = max(1, int(cells["words"].max())) if len(cells) else 1
    for role, rows in cells.groupby("role"):
        figure.add_scatter(
            x=[columns.index(name) for name in rows[column]],
            y=[len(speakers) - 1 - speakers.index(name) for name in rows["name"]],
            mode="markers",
            name=safe(role),
            customdata=[
                f"{name}{_SEPARATOR}{place}"
                for name, place in zip(rows["name"], rows[column], strict=True)
            ],
            marker={
                "size": [8 + 20 * (words / biggest) ** 0.5 for words in rows["words"]],
                "color": colours[str(role)],
                "line": {"width": 0},
            },
            text=[
                f"<b>{safe(name)}</b>, {safe(place)}<br>{count} quotations, {words} words"
                for name, place, count, words in zip(
                    rows["name"], rows[column], rows["quotations"], rows["words"], strict=True
                )
            ],
            hovertemplate="%{text}<extra></extra>",
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
        tickvals=list(range(len(speakers))),
        ticktext=[safe(name, 40) for name in reversed(speakers)],
        range=[-0.7, len(speakers) - 0.3],
    )
    figure.update_layout(legend={"y": 0, "yanchor": "top", "title": "role"})
    return figure


def role_shares(quotations: pd.DataFrame, group: str, unit: str) -> pd.DataFrame:
    """Return each role's share of a group's quotations or words.

    Parameters
    ----------
    quotations : DataFrame
        `analysis.tables.quotations_table`.
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
    """Return the shares of roles by group as stacked bars; small groups are pale.

    Parameters
    ----------
    shares : DataFrame
        As `role_shares` makes it.

    Returns
    -------
    Figure
        ``customdata`` of a part is the group and the role, joined by a tab.
    """
    groups = sorted(shares["group"].unique(), reverse=True)
    totals = shares.groupby("group")["total"].first()
    counts = shares.groupby("group")["count"].sum()
    colours = group_colours(shares["role"])
    figure = new_figure(38 * len(groups) + 110, barmode="stack")
    for role in sorted(shares["role"].unique()):
        rows = shares[shares["role"] == role]
        figure.add_bar(
            y=rows["group"].map(groups.index),
            x=rows["share"],
            orientation="h",
            name=safe(role),
            customdata=[f"{name}{_SEPARATOR}{role}" for name in rows["group"]],
            marker={
                "color": colours[role],
                "opacity": [0.35 if counts[name] < SMALL else 1.0 for name in rows["group"]],
            },
            text=[f"{share:.0%}" if share >= 0.08 else "" for share in rows["share"]],
            insidetextanchor="middle",
            hovertext=[_share_text(row) for row in rows.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.update_yaxes(
        tickvals=list(range(len(groups))),
        ticktext=[f"{safe(name)} (n={int(totals[name])})" for name in groups],
    )
    figure.update_xaxes(tickformat=".0%", range=[0, 1], showgrid=False)
    return figure


def _share_text(row: dict[str, object]) -> str:
    between = ""
    if row["low"] == row["low"]:
        between = f"<br>95 % interval {row['low']:.0%} to {row['high']:.0%}"
    return (
        f"<b>{safe(row['group'])}</b><br>{safe(row['role'])}: {row['share']:.0%} "
        f"({row['count']} quotations, {row['words']} words){between}"
    )


VERB_CLASSES = {
    "neutral": PALETTE[0],
    "endorsing": PALETTE[5],
    "doubting": PALETTE[3],
    "emotive": PALETTE[1],
    "directive": PALETTE[2],
    "": GREY,
}


def verb_bars(quotations: pd.DataFrame, group: str) -> go.Figure:
    """Return how speech is reported: shares of verb classes by group.

    Parameters
    ----------
    quotations : DataFrame
        `analysis.tables.quotations_table`; those without a verb are left out.
    group : str
        Column of groups.

    Returns
    -------
    Figure
        ``customdata`` of a part is the group and the verb class, joined by a tab.
    """
    cued = quotations[quotations["verb"] != ""]
    groups = sorted(cued[group].unique(), reverse=True)
    counts = cued.groupby([group, "verb_class"], as_index=False).agg(
        count=("quotation", "size"), verbs=("verb", lambda v: ", ".join(v.value_counts().index[:6]))
    )
    total = counts.groupby(group)["count"].sum()
    figure = new_figure(38 * len(groups) + 110, barmode="stack")
    for name, colour in VERB_CLASSES.items():
        rows = counts[counts["verb_class"] == name]
        if rows.empty:
            continue
        figure.add_bar(
            y=rows[group].map(groups.index),
            x=rows["count"] / rows[group].map(total),
            orientation="h",
            name=name or "in no list",
            marker={"color": colour},
            customdata=[f"{place}{_SEPARATOR}{name}" for place in rows[group]],
            hovertext=[
                f"<b>{safe(place)}</b><br>{name or 'in no list'}: {count}<br>{safe(verbs)}"
                for place, count, verbs in zip(
                    rows[group], rows["count"], rows["verbs"], strict=True
                )
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.update_yaxes(
        tickvals=list(range(len(groups))),
        ticktext=[f"{safe(name)} (n={int(total[name])})" for name in groups],
    )
    figure.update_xaxes(tickformat=".0%", range=[0, 1], showgrid=False)
    return figure
