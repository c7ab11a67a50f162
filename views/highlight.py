"""The one place that makes HTML of article text: with marks, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to mark: a half-open character interval and what it is."""

    start: int
    end: int
    kind: str
    """One of `KINDS`."""
    title: str = ""
    """Shown when the pointer rests on it."""


KINDS = {
    "evidence": "What the figure was counted from",
    "shared": "Also in other sources",
    "unique": "Only here",
    "conflict": "Sources differ",
    "quotation": "Quoted or reported speech",
    "speaker": "Who is speaking",
    "cue": "How it is reported",
    "name": "A name for the same thing",
    "reused": "Word for word in another article",
    "target": "What the stance is about",
    "dropped": "Left out elsewhere",
    "changed": "Worded differently elsewhere",
    "added": "Only in this wording",
}

_COLOURS = {
    "evidence": ("#FFE9A8", "#5C4A12"),
    "shared": ("#CFE8E5", "#12494A"),
    "unique": ("#EDE6D6", "#40392A"),
    "conflict": ("#F9D5C4", "#6B2C17"),
    "quotation": ("#E6DCEF", "#42304F"),
    "speaker": ("#D6E4EE", "#23404F"),
    "cue": ("#E4E4DF", "#3A3D40"),
    "name": ("#FFE9A8", "#5C4A12"),
    "reused": ("#DDE8C9", "#35451C"),
    "target": ("#D6E4EE", "#23404F"),
    "dropped": ("#F9D5C4", "#6B2C17"),
    "changed": ("#FFDF85", "#7A6110"),
    "added": ("#CFE8E5", "#12494A"),
}


PRINT = (
    # A chart keeps the width it has on the screen, which A3 holds; printers make it A4.
    "@page{size:A3;margin:10mm}"
    "@media print{.stMainBlockContainer{padding:0!important;max-width:1040px}"
    ".stPlotlyChart{break-inside:avoid}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "[data-testid=stSidebar],[data-testid=stHeader],[data-testid=stPopover],"
    "[data-testid=stBaseButton-secondary],[data-testid=stBaseButton-primary],"
    "[data-testid=stFileUploader],[class*=-listed],[data-testid=stToast]{display:none!important}}"
)
"""Rules for paper: without what only a screen can use, marks in their colours."""
MENU = (
    "<style>@media(min-width:641px){[data-testid=stSidebarNav]{display:none}}"
    "@media(max-width:640px){.st-key-menu{display:none}}"
    ".st-key-menu a{padding-top:.2rem;padding-bottom:.2rem}</style>"
)
"""Style sheet of the menu: on a telephone Streamlit's own is shown, which gives way to the page."""


def style(dark: bool) -> str:
    """Return the style sheet of marks and passages for one theme; it holds no text from outside."""
    rules = [
        ".px-text{font-family:'Source Serif','Source Serif 4','Source Serif Pro',Georgia,serif;"
        "font-size:1.02rem;line-height:1.6;overflow-wrap:anywhere;max-width:46rem}",
        "header[data-testid=stHeader]{background:transparent}",
        ".stMainBlockContainer{padding-top:2.2rem;padding-bottom:3rem}",
        ".stMainBlockContainer h1{font-size:2.1rem;padding:.2rem 0 0 0}",
        ".stMainBlockContainer h3{font-size:1.25rem;padding:.3rem 0 .1rem 0}",
        "[data-testid=stBaseButton-tertiary] p{white-space:normal;text-align:left}",
        ".st-key-stacked-lists [data-testid=stBaseButton-tertiary]{min-height:0}",
        # As high as the boxes beside them, so that their labels stand in one line.
        "[data-testid=stButtonGroup] [data-variant^=segmented]{min-height:2.5rem}",
        "@media(max-width:1000px){[class*=st-key-stacked] [data-testid=stColumn]"
        "{min-width:calc(100% - 1.5rem)}}",
        PRINT,
        "[data-testid=stFileUploaderDropzone]{min-height:7.5rem}",
        "[data-testid=stFileUploaderDropzone]>*{align-self:center}",
        ".px-stacked{font-size:.85rem;font-weight:600}",
        # Streamlit puts columns below each other up to 640 pixels.
        "@media(min-width:641px){[data-testid=stElementContainer]:has(.px-stacked){display:none}}",
        # Streamlit writes white on them, too weak on the light colour of the dark theme.
        "[data-testid=stMultiSelectTagsContainer] [data-tag] *,"
        "[data-testid=stBaseButton-primary]:not([disabled]) *"
        f"{{color:{'#14181A' if dark else '#FFFFFF'};color:light-dark(#FFFFFF,#14181A)}}",
        ".px-text.px-legend{font-family:inherit;font-size:.88rem;max-width:none}",
        ".px-legend mark{margin-right:.9em;padding:.1em .45em}",
        ".px-text p{margin:0 0 .8em 0}",
        ".px-text p:last-child{margin-bottom:0}",
        ".px-text mark{color:inherit;border-radius:2px;padding:.05em .1em}",
    ]
    for kind, (light_colour, dark_colour) in _COLOURS.items():
        colour = dark_colour if dark else light_colour
        # The second follows the browser's theme at once, where it changes while a page is open.
        turning = f"light-dark({light_colour},{dark_colour})"
        rules.append(f".px-text mark.px-{kind}{{background:{colour};background:{turning}}}")
    return "<style>" + "".join(rules) + "</style>"


def stacked_name(name: str) -> str:
    """Return a name, as safe HTML, that is seen only where columns stand below each other."""
    return f'<div class="px-stacked">{escape(name, quote=True)}</div>'


def legend(kinds: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return what marks mean, each in its own colour, as safe HTML.

    Parameters
    ----------
    kinds : iterable of str
        Of `KINDS`; others are left out.
    names : mapping of str to str, optional
        What to call them; `KINDS` when not given.
    """
    named = KINDS if names is None else names
    marks = [
        f'<mark class="px-{kind}">{escape(named.get(kind, kind), quote=True)}</mark>'
        for kind in kinds
        if kind in KINDS
    ]
    return '<div class="px-text px-legend">' + " ".join(marks) + "</div>"


def passage(
    text: str, marks: Iterable[Mark] = (), *, start: int = 0, end: int | None = None
) -> str:
    """Return a piece of text as a reading column: `highlight` in the style of article text."""
    return f'<div class="px-text">{highlight(text, marks, start=start, end=end)}</div>'


def highlight(
    text: str, marks: Iterable[Mark] = (), *, start: int = 0, end: int | None = None
) -> str:
    """Return a piece of text as safe HTML, with ``<mark>`` around the marked stretches.

    Parameters
    ----------
    text : str
        The whole text that the marks count in. Hostile: every character of it is escaped.
    marks : iterable of Mark
        May overlap; where they do, the shorter one shows. Parts outside the piece are cut.
    start, end : int
        The piece of the text to render.

    Returns
    -------
    str
        Paragraphs in ``<p>``, nothing else but ``<mark>``.
    """
    stop = len(text) if end is None else min(end, len(text))
    begin = max(0, start)
    inside = [
        Mark(max(mark.start, begin), min(mark.end, stop), mark.kind, mark.title)
        for mark in marks
        if mark.start < stop and mark.end > begin and mark.kind in KINDS
    ]
    pieces = _flat(inside, begin, stop)
    html = "".join(_render(text[a:b], mark) for a, b, mark in pieces)
    return "<p>" + html + "</p>"


def _flat(marks: Sequence[Mark], begin: int, stop: int) -> list[tuple[int, int, Mark | None]]:
    """Cut the piece at every mark; each part goes with the shortest mark that covers it."""
    cuts = sorted({begin, stop, *(m.start for m in marks), *(m.end for m in marks)})
    parts: list[tuple[int, int, Mark | None]] = []
    for a, b in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= a and mark.end >= b]
        top = min(over, key=lambda mark: (mark.end - mark.start, mark.start), default=None)
        if parts and parts[-1][2] is top:
            parts[-1] = (parts[-1][0], b, top)
        else:
            parts.append((a, b, top))
    return parts


def _render(piece: str, mark: Mark | None) -> str:
    paragraphs = [escape(part, quote=True) for part in piece.split("\n\n")]
    if mark is None:
        return "</p><p>".join(paragraphs)
    title = f' title="{escape(mark.title, quote=True)}"' if mark.title else ""
    opening = f'<mark class="px-{mark.kind}"{title}>'
    return "</p><p>".join(opening + part + "</mark>" if part else part for part in paragraphs)
