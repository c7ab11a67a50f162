"""Imported once, when what pages need is loaded: takes it out of the collector's rounds.

Streamlit collects everything after every rerun, with the lock held; that costs 70 ms and more for
modules that will never go away, and next to nothing once these are frozen.
"""

from __future__ import annotations

import gc

import pandas  # noqa: F401 (loaded so that it is frozen)
import plotly.graph_objects  # noqa: F401 (loaded so that it is frozen)

gc.collect()
gc.freeze()
