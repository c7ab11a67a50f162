"""Names and legend of a matrix, in sight while it scrolls: beside the chart, not drawn in it."""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING, Any

from views.charts.style import LETTER, least_width

if TYPE_CHECKING:
    import plotly.graph_objects as go

BOX = "wide-"
"""Begins the key of the box in which a matrix scrolls."""
_PAD = 16
_WIDEST = 250
_TALL = 1250
"""Height in pixels from which a matrix scrolls in a box in any window, under its columns' names."""
_RULES = (
    f"[class*=st-key-{BOX}]{{overflow:auto;gap:0;position:relative}}",
    f"[class*=st-key-{BOX}]>*{{min-width:calc(var(--names) + var(--least))}}",
    f"[class*=st-key-{BOX}]>:has(.px-columns){{position:sticky;top:0;z-index:3}}",
    f"[class*=st-key-{BOX}]>:has(.px-rows){{z-index:2}}",
    f"[class*=st-key-{BOX}]>:has(.stPlotlyChart){{padding-left:var(--names)}}",
    f"@media(max-width:800px){{[class*=st-key-{BOX}]{{max-height:80vh}}}}",
    f"@media print{{[class*=st-key-{BOX}]{{max-height:none!important}}}}",
    ".px-columns,.px-rows{font-size:12px;line-height:1.15}",
    ".px-columns{position:relative;background:var(--ground)}",
    ".px-corner{position:sticky;left:0;z-index:1;width:var(--names);height:100%;"
    "background:var(--ground)}",
    ".px-across{position:absolute;top:0;bottom:5px}",
    ".px-across span{position:absolute;bottom:0;white-space:nowrap;transform-origin:0 100%}",
    ".px-rows{position:sticky;left:0;width:var(--names);height:0}",
    ".px-rows div{position:relative;background:var(--ground)}",
    ".px-rows span{position:absolute;left:0;right:8px;transform:translateY(-50%);text-align:right;"
    "overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}",
    ".px-keys{font-size:12px;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}",
    ".px-keys b{display:inline-block;width:1.3em;font-size:15px;line-height:1;text-align:center}",
)
_GROUND = "light-dark(#FDFCF9,#14181A)"
"""Colour of the page, which names need behind them where marks scroll under them."""
_GLYPHS = {
    "circle": "●", "circle-open": "○", "square": "■", "diamond": "◆", "diamond-open": "◇",
    "x": "✖", "line-ew": "━", "triangle-up": "▲", "triangle-down": "▼",
}  # fmt: skip
"""What stands in the legend for a symbol of Plotly."""


def box_style(figure: go.Figure, key: str) -> str:
    """Return the style sheet of the box of one matrix; it holds no text from outside."""
    longest = max((len(line) for name in figure.layout.yaxis.ticktext for line in _lines(name)),
                  default=0)  # fmt: skip
    names = min(_WIDEST, int(longest * LETTER) + _PAD)
    tall = "max-height:90vh;" if figure.layout.height > _TALL else ""
    # On a telephone names leave the larger part of the window to the marks.
    own = (
        f".st-key-{BOX}{key}{{{tall}--names:min({names}px,42vw);"
        f"--least:{least_width(figure)}px;--ground:{_GROUND}}}"
    )
    return "<style>" + own + "".join(_RULES) + "</style>"


def take_names(figure: go.Figure) -> tuple[str, str, str]:
    """Take the names of columns and rows, and the legend, out of a matrix.

    Parameters
    ----------
    figure : Figure
        Named by `views.charts.style.name_columns` and `name_rows`; loses its names, its legend and
        the margins they had. Plotly would widen these where a legend needs more lines, and the
        rows would no longer stand beside their names.

    Returns
    -------
    tuple of str
        As safe HTML: the columns' and the rows' names, to stand above and to the left of the
        chart, and the legend, to stand below it; "" when there is none.
    """
    above = figure.layout.margin.t
    high = figure.layout.height - above - figure.layout.margin.b
    columns, rows, legend = _columns(figure, above), _rows(figure, high), _legend(figure)
    figure.update_layout(height=high, margin={"t": 0, "l": 0, "b": 0}, showlegend=False)
    figure.update_xaxes(showticklabels=False)
    figure.update_yaxes(showticklabels=False, automargin=False)
    return columns, rows, legend


def _legend(figure: go.Figure) -> str:
    if figure.layout.showlegend is False:
        return ""
    entries = "".join(
        f'<span><b style="color:{trace.marker.color}">{_GLYPHS[trace.marker.symbol or "circle"]}'
        f"</b> {_text(trace.name)}</span>"
        for trace in figure.data
        if trace.showlegend is not False
    )
    return f'<div class="px-keys">{entries}</div>'


def _columns(figure: go.Figure, above: int) -> str:
    turn = f"rotate({figure.layout.xaxis.tickangle}deg)"
    spans = "".join(
        f'<span style="left:{100 * place:.3f}%;transform:translateX(5px) {turn}">'
        f"{_text(name)}</span>"
        for place, name in _placed(figure.layout.xaxis)
    )
    across = f"left:var(--names);right:{figure.layout.margin.r}px"
    return (
        f'<div class="px-columns" style="height:{above}px"><div class="px-corner"></div>'
        f'<div class="px-across" style="{across}">{spans}</div></div>'
    )


def _rows(figure: go.Figure, high: float) -> str:
    spans = "".join(
        f'<span style="top:{high * (1 - place):.1f}px" title="{_text(name)}">{_text(name)}</span>'
        for place, name in _placed(figure.layout.yaxis)
    )
    return f'<div class="px-rows"><div style="height:{high}px">{spans}</div></div>'


def _placed(axis: Any) -> list[tuple[float, str]]:
    """Return the names on an axis, each with its place from the axis' begin, 0, to its end, 1."""
    begin, end = axis.range
    return [
        ((value - begin) / (end - begin), name)
        for value, name in zip(axis.tickvals, axis.ticktext, strict=True)
    ]


def _lines(name: str) -> list[str]:
    return [unescape(line) for line in name.split("<br>")]


def _text(name: str) -> str:
    return escape(" ".join(_lines(name)), quote=True)
