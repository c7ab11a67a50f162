"""The README keeps its promises: its commands exist and its figures are the measured ones."""

from __future__ import annotations

import json

from benchmarks.gates import FIGURES, QUALITY
from benchmarks.readme import README, shown, with_table


def test_figures_in_the_readme_are_the_measured_ones():
    text = README.read_text("utf-8")

    assert text == with_table(text)


def test_every_figure_shown_was_measured():
    measured = json.loads(FIGURES.read_text("utf-8"))

    assert [
        (benchmark, figure)
        for benchmark, figure, _, _ in shown()
        if figure not in measured[benchmark]["figures"]
    ] == []
    assert sorted(measured) == sorted(QUALITY)


def test_the_two_commands_are_on_the_first_screen():
    first = "\n".join(README.read_text("utf-8").splitlines()[:30])

    assert "pip install -q -r requirements.txt && .venv/bin/streamlit run dashboard.py" in first
    assert "pip install -q -r requirements-dev.txt && .venv/bin/python -m pytest" in first
