"""Every example in a docstring says what comes out."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("sources", "analysis", "views", "corpora", "benchmarks", "training")
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_hold(name: str):
    module = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
