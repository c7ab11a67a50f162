"""Every example in a docstring says what comes out."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.conftest import ROOT

NOT_YET = {
    "analysis.quotations.transcripts": "a single label at the very top is taken for a headline",
}
"""Modules with an example that does not hold, and why."""
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("sources", "analysis", "views", "corpora", "benchmarks", "training")
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def _case(name: str) -> object:
    marks = pytest.mark.xfail(strict=True, reason=NOT_YET[name]) if name in NOT_YET else ()
    return pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", [_case(name) for name in MODULES])
def test_examples_of_a_module_hold(name: str):
    module = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
