"""What was chosen: in a row of options, in a chart by a click, from a list, by the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from views.address import went_back
from views.charts.style import least_width, with_ink
from views.frame import is_dark
from views.matrix_names import BOX, box_style, take_names

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from streamlit.delta_generator import DeltaGenerator

Value = TypeVar("Value", bound=str)


def choose_one(
    label: str,
    options: Mapping[Value, str],
    key: str,
    *,
    default: Value | None = None,
    place: DeltaGenerator | None = None,
) -> Value:
    """Show a few options side by side and return the one chosen, which is part of the address.

    Parameters
    ----------
    label : str
        Above them.
    options : mapping of str to str
        What each is called on the page, by value.
    key : str
        Name in the address.
    default : str
        The value at first, and when nothing is chosen; the first option when absent.
    place : DeltaGenerator, optional
        Where they stand; here when absent.
    """
    usual: Value = default or next(iter(options))
    chosen = (place or st).segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        default=usual,
        key=key,
        bind="query-params",
    )
    return chosen if chosen is not None and chosen in options else usual


def selected_value(key: str) -> str:
    """Return the ``customdata`` of the point clicked last in a chart; "" when there is none.

    Parameters
    ----------
    key : str
        Of the chart; call this before the chart is drawn.
    """
    state = st.session_state.get(key)
    points = state["selection"]["points"] if state else []
    if not points:
        return ""
    data = points[0].get("customdata", "")
    return str(data[0] if isinstance(data, list) else data)


def show_chart(figure: go.Figure, key: str, *, alt: str) -> None:
    """Show a chart whose marks can be clicked, in the colours of the reader's theme.

    In a window too small for it, a matrix scrolls under the names of its columns and rows.
    """
    matrix, legend = least_width(figure) > 0, ""
    if matrix:
        st.html(box_style(figure, key))
    with st.container(key=f"{BOX}{key}") if matrix else nullcontext():
        if matrix:
            columns, rows, legend = take_names(figure)
            st.html(columns)
            st.html(rows)
        st.plotly_chart(
            with_ink(figure, is_dark()),
            key=key,
            on_select="rerun",
            selection_mode="points",
            config={"displayModeBar": False},
            alt=alt,
        )
    if legend:
        st.html(legend)


def _same(value: str) -> str:
    return value


def choose(
    figure: go.Figure,
    key: str,
    options: Mapping[str, str],
    *,
    label: str,
    alt: str,
    caption: str = "",
    option_of: Callable[[str], str] = _same,
) -> str:
    """Show a chart and a list of its marks, and return the one chosen in either.

    The list serves the keyboard and screen readers; the choice becomes part of the address.

    Parameters
    ----------
    figure : Figure
        Its marks carry ``customdata``.
    key : str
        Of the chart; also the name in the address.
    options : mapping of str to str
        What can be chosen, and how the list names it.
    label : str
        Of the list.
    alt : str
        What the chart shows, for those who cannot see it.
    caption : str
        Shown under the chart.
    option_of : callable
        Makes the key of an option from the ``customdata`` of a mark.

    Returns
    -------
    str
        A key of `options`; "" when nothing is chosen.
    """
    clicked = selected_value(key)
    show_chart(figure, key, alt=alt)
    if caption:
        st.caption(caption)
    return choose_from(key, options, label=label, clicked=option_of(clicked) if clicked else "")


def choose_from(key: str, options: Mapping[str, str], *, label: str, clicked: str = "") -> str:
    """Show a list to choose from, and return the choice; a new click outranks the list.

    Returns
    -------
    str
        A key of `options`; "" when nothing is chosen.
    """
    listed, seen = f"{key}-listed", f"{key}-seen"
    state = st.session_state
    if went_back() or (listed not in state and st.query_params.get(key) in options):
        state[listed] = st.query_params.get(key)
    if clicked != state.get(seen, ""):
        state[seen] = clicked
        if clicked in options:
            state[listed] = clicked
    if state.get(listed) not in options:
        state[listed] = None
    text = options.get(state[listed], "")
    if text != state.get(f"{key}-text", text):
        # A person's change gave the choice another name: set anew, or the list shows the old one.
        state[listed] = state[listed]
    state[f"{key}-text"] = text
    chosen = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda name: options[name],
        key=listed,
        placeholder="Click a mark, or choose here",
    )
    if chosen is None:
        st.query_params.pop(key, None)
        return ""
    if st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return str(chosen)
