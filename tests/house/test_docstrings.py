"""Everything public says what it gives back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.conftest import ROOT
from tests.house.test_structure import parsed, python_files

ROOMS = ("sources", "analysis", "views")


def public_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in python_files(*ROOMS):
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def gives_something(node: ast.FunctionDef) -> bool:
    returns = node.returns
    return returns is not None and not (isinstance(returns, ast.Constant) and returns.value is None)


def test_public_functions_have_docstrings():
    assert [name for name, node in public_functions() if not ast.get_docstring(node)] == []


def test_public_functions_that_give_something_say_what():
    silent = []
    for name, node in public_functions():
        text = ast.get_docstring(node) or ""
        first = text.split("\n", 1)[0].lower()
        says = (
            "Returns\n" in text
            or "Yields\n" in text
            or re.search(r"\b(return|yield)\b", first) is not None
        )
        if gives_something(node) and not says and "whether" not in first:
            silent.append(name)

    assert silent == []


def test_modules_say_what_they_are():
    assert [path for path in python_files(*ROOMS) if not ast.get_docstring(parsed(path))] == []
