"""What was clicked in a chart, kept: Plotly forgets it as soon as the figure changes."""

from __future__ import annotations

import streamlit as st


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
