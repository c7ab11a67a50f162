"""One look for all charts: colours, fonts, margins; text from outside made safe for Plotly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

TEAL, BLUE, OCHRE, RUST, PURPLE = "#0F7173", "#4C86A8", "#D98E04", "#C8553D", "#7B4B94"
PLUM, OLIVE, SAND, NAVY, BROWN = "#A23B72", "#8F8A2E", "#B59A57", "#2F4B7C", "#8A5A2B"
GREY = "#8C8C86"
PALE = "rgba(140,140,134,0.45)"
"""For groups too small to say much of."""

SEQUENTIAL = ("#F1F6F5", "#A4CECA", "#378F8E", "#07484A")
SEQUENTIAL_DARK = ("#1E2A2C", "#21595B", "#3E9C99", "#BFEDE8")
"""From little to much: what is much stands out from the page of either theme."""

BY_HAND = OCHRE
"""Ring around what a person decided."""

PALETTE = (TEAL, OCHRE, PURPLE, RUST, BLUE, OLIVE, PLUM, SAND, NAVY, BROWN)

SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "star", "hexagon", "x", "bowtie")

STATUS_COLOURS: Mapping[str, str] = {"shared": TEAL, "conflict": RUST, "unique": SAND}
"""Colours of claim status, told apart by people who see colours otherwise too."""

STATUS_WORDS: Mapping[str, str] = {
    "shared": "shared",
    "conflict": "in conflict",
    "unique": "only one source",
}

ROLE_COLOURS: Mapping[str, str] = {
    "official": TEAL,
    "politician": NAVY,
    "expert": PURPLE,
    "advocate": OCHRE,
    "affected person": PLUM,
    "business": BROWN,
    "religious": SAND,
    "media": BLUE,
    "document": OLIVE,
    "other": GREY,
}
"""One colour a speaker's role, on every page."""

OUTLET_TYPE_COLOURS: Mapping[str, str] = {
    "agency": BLUE,
    "national": PLUM,
    "regional/local": RUST,
    "broadcaster": OCHRE,
    "public broadcaster": "#C78FB0",
    "digital native": OLIVE,
    "aggregator": "#7FA3B8",
    "state-controlled": BROWN,
    "news": "#5E6472",
    "opinion/blog": "#E0B25A",
    "government": PURPLE,
    "intergovernmental": "#B091C4",
    "party": NAVY,
    "advocacy/NGO": TEAL,
    "company": "#A98454",
    "religious": SAND,
    "think tank": "#5AA6A3",
    "unknown": GREY,
}
"""One colour an outlet type, on every page."""


def outlet_type_colours(types: Iterable[str]) -> dict[str, str]:
    """Return the colour of each outlet type; types of a person's own get what is left, by name."""
    names = sorted(set(types))
    own = [name for name in names if name not in OUTLET_TYPE_COLOURS]
    return {
        name: OUTLET_TYPE_COLOURS.get(name)
        or PALETTE[(own.index(name) if name in own else 0) % len(PALETTE)]
        for name in names
    }


def tint(colour: str, share: float = 0.3) -> str:
    """Return a colour mixed into grey: solid, so that dark text reads on it in either theme.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.
    share : float
        How much of the colour is left, 0 to 1.
    """
    grey = 0xA6
    parts = (round(grey + share * (int(colour[n : n + 2], 16) - grey)) for n in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


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


def two_lines(text: object, width: int) -> str:
    """Return safe text on at most two lines of `width` characters, for a row's name."""
    import textwrap

    lines = textwrap.wrap(" ".join(str(text).split()), width) or [""]
    if len(lines) > 2:
        lines = [lines[0], safe_cut(" ".join(lines[1:]), width)]
    return "<br>".join(safe(line) for line in lines)


def safe_cut(text: str, limit: int) -> str:
    """Return text cut to `limit` characters, with an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


_SLANTED = 20
"""Columns up to which names are slanted."""
LETTER = 6.4
"""Width of a letter of a name in pixels, at size 12."""


def name_columns(
    figure: go.Figure, names: Sequence[str], *, room: int = 22, limit: int = 24
) -> None:
    """Name the columns of a matrix above it, so that every name begins at its column.

    Parameters
    ----------
    figure : Figure
        Of the matrix.
    names : sequence of str
        Left to right. They are slanted and lean out to the right, where a margin is kept for
        them; very many stand upright.
    room : int
        Pixels that a column needs; in a narrow window the chart scrolls.
    limit : int
        Letters of a name.
    """
    shown = [safe_cut(" ".join(str(name).split()), limit) for name in names]
    longest = max((len(name) for name in shown), default=0)
    upright = len(names) > _SLANTED
    # A slanted name needs 0.71 of its length.
    lean = max(16, int(len(shown[-1]) * LETTER * 0.71) - 10) if shown and not upright else 16
    above = int(longest * LETTER * (1 if upright else 0.71)) + 24
    figure.update_layout(margin={"t": above, "r": lean})
    figure.layout.meta = room * len(names) + lean
    figure.update_xaxes(
        tickvals=list(range(len(names))),
        ticktext=[safe(name) for name in shown],
        side="top",
        tickangle=-90 if upright else -45,
        ticklabeloverflow="allow",
        automargin=False,
        range=[-0.6, len(names) - 0.4],
        showgrid=len(names) > _SLANTED // 2,
        tickfont={"size": 12},
    )


def least_width(figure: go.Figure) -> int:
    """Return the pixels that a matrix's columns need; 0 for a chart that may be squeezed."""
    return int(figure.layout.meta or 0)


def name_rows(figure: go.Figure, names: Sequence[str], *, width: int = 36) -> None:
    """Name the rows of a matrix at its left, the first at the top, on two lines where needed."""
    count = len(names)
    shown = [two_lines(name, width) for name in reversed(names)]
    figure.update_yaxes(
        tickvals=list(range(count)),
        ticktext=shown,
        range=[-0.6, count - 0.4],
        showgrid=True,
        tickfont={"size": 12},
    )


def fitting_height(names: Sequence[str], least: int, *, width: int = 36) -> int:
    """Return the height of a matrix's rows in pixels: names on two lines need more of it."""
    return max(least, 38) if any("<br>" in two_lines(name, width) for name in names) else least


def legend_below(figure: go.Figure, lines: int = 1) -> None:
    """Put the legend under the chart, in a margin of its own."""
    room = 26 * lines + 10
    figure.update_layout(
        legend={
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "itemsizing": "constant",
            "traceorder": "normal",
        },
        margin={"b": room},
    )


def sequential(dark: bool) -> list[list[object]]:
    """Return the colour scale from little to much for a theme."""
    colours = SEQUENTIAL_DARK if dark else SEQUENTIAL
    return [[place, colour] for place, colour in zip((0.0, 0.25, 0.6, 1.0), colours, strict=True)]


def with_ink(figure: go.Figure, dark: bool) -> go.Figure:
    """Return the figure with names, ticks and lines dark (or light) enough for a theme."""
    ink, line = ("#D5D1C8", "#343D43") if dark else ("#3B382F", "#E4DFD3")
    axis = {"tickfont": {"color": ink}, "title": {"font": {"color": ink}}, "gridcolor": line}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    figure.update_layout(legend={"font": {"color": ink}}, font={"color": ink})
    for trace in figure.data:
        # Marks that lie invisibly over a heatmap must stay so. Bars take no font here: with one,
        # Plotly stops at their text and reports no click.
        if trace.type == "heatmap":
            trace.colorscale = sequential(dark)
        elif trace.type == "bar":
            trace.unselected = {"marker": {"opacity": 0.5}}
        elif trace.type == "scatter" and trace.marker.opacity != 0:
            trace.unselected = {"marker": {"opacity": 0.5}, "textfont": {"color": ink}}
    return figure


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
