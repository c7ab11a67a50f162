"""One look for all charts: colours, fonts, margins; text from outside made safe for Plotly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import plotly.graph_objects as go

STATUS_COLOURS: Mapping[str, str] = {
    "shared": "#0F7173",
    "conflict": "#C8553D",
    "unique": "#B59A57",
}
"""Colours of claim status, told apart by people who see colours otherwise too."""

STATUS_WORDS: Mapping[str, str] = {
    "shared": "shared",
    "conflict": "in conflict",
    "unique": "only one source",
}

PALETTE = (
    "#0F7173", "#D98E04", "#7B4B94", "#C8553D", "#4C86A8",
    "#6B8F3A", "#A23B72", "#8A7A5C", "#2F4B7C", "#5E6472",
)  # fmt: skip

SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "star", "hexagon", "x", "bowtie")

GREY = "#8C8C86"


def group_colours(groups: Iterable[str]) -> dict[str, str]:
    """Return a colour a group, the same for the same set of groups; "unknown" is grey."""
    names = sorted(set(groups) - {"unknown"})
    colours = {name: PALETTE[place % len(PALETTE)] for place, name in enumerate(names)}
    return colours | {"unknown": GREY}


def safe(text: object, limit: int = 0) -> str:
    """Return text that Plotly shows letter for letter.

    Plotly renders some HTML in labels and hover texts, and MathJax between dollar signs where it
    is loaded; article text must do neither.

    Parameters
    ----------
    text : object
        Anything; its ``str`` is taken.
    limit : int
        Longest result in characters, cut with an ellipsis; 0: no limit.
    """
    words = " ".join(str(text).split())
    if limit and len(words) > limit:
        words = words[: limit - 1].rstrip() + "…"
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A zero-width joiner after each dollar sign: MathJax wants the delimiter next to the formula.
    return words.replace("$", "$\u2060")


def wrap(text: object, width: int = 60, lines: int = 4) -> str:
    """Return safe text broken into lines for a hover box."""
    import textwrap

    broken = textwrap.wrap(" ".join(str(text).split()), width)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], broken[lines - 1] + " …"]
    return "<br>".join(safe(line) for line in broken)


def new_figure(height: int, **layout: Any) -> go.Figure:
    """Return an empty figure in the common look."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "xanchor": "left", "x": 0},
        dragmode=False,
        font={"size": 13},
        **layout,
    )
    figure.update_xaxes(automargin=True, zeroline=False)
    figure.update_yaxes(automargin=True, zeroline=False)
    return figure
