"""A curve of cost against size, both on logarithmic scales, as a small SVG for a page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

WIDTH, HEIGHT = 560, 320
LEFT, RIGHT, TOP, BOTTOM = 70, 40, 20, 50
INK, LINE, GUIDE = "#6b6b66", "#0F7173", "#c9c5ba"


def curve_svg(points: Sequence[tuple[float, float]], *, across: str, up: str) -> str:
    """Return a picture of points, with a dashed line of n log n through the first.

    Parameters
    ----------
    points : sequence of (float, float)
        Size and cost, above 0, by size.
    across, up : str
        Names of the axes.
    """
    first, last = points[0], points[-1]
    guide = [(n, first[1] * n * log10(n) / (first[0] * log10(first[0]))) for n, _ in points]
    costs = [cost for _, cost in [*points, *guide]]
    xs = floor(log10(first[0])), ceil(log10(last[0]))
    ys = floor(log10(min(costs))), ceil(log10(max(costs)))

    def place(n: float, cost: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (log10(n) - xs[0]) / max(1, xs[1] - xs[0])
        y = (
            HEIGHT
            - BOTTOM
            - (HEIGHT - TOP - BOTTOM) * (log10(cost) - ys[0]) / max(1, ys[1] - ys[0])
        )
        return round(x, 1), round(y, 1)

    def line(row: Sequence[tuple[float, float]], colour: str, dashes: str) -> str:
        path = " ".join(f"{x},{y}" for x, y in (place(*point) for point in row))
        return (
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-dasharray="{dashes}"/>'
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="sans-serif" font-size="12" fill="{INK}">',
        *(_tick_across(10**n, place(10**n, 10 ** ys[0])) for n in range(xs[0], xs[1] + 1)),
        *(_tick_up(10.0**n, place(10 ** xs[0], 10.0**n)) for n in range(ys[0], ys[1] + 1)),
        line(guide, GUIDE, "6 4"),
        line(points, LINE, "none"),
        *(
            f'<circle cx="{x}" cy="{y}" r="4" fill="{LINE}"/>'
            for x, y in (place(*p) for p in points)
        ),
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{across}</text>',
        f'<text x="{LEFT}" y="{TOP - 6}">{up} (dashed: n log n)</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _tick_across(value: int, place: tuple[float, float]) -> str:
    x, y = place
    return (
        f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{y}" stroke="{GUIDE}" stroke-width="0.5"/>'
        f'<text x="{x}" y="{y + 18}" text-anchor="middle">{value:,}</text>'
    )


def _tick_up(value: float, place: tuple[float, float]) -> str:
    x, y = place
    tick = f"{value:,.0f}" if value >= 1 else f"{value:g}"
    return (
        f'<line x1="{x}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="{GUIDE}"'
        f' stroke-width="0.5"/><text x="{x - 8}" y="{y + 4}" text-anchor="end">{tick}</text>'
    )
