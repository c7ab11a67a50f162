"""The house keeps its shape: imports point one way, and nothing dangerous gets in."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.commands import NAMES as ANALYSIS_COMMANDS
from tests.conftest import ROOT
from views.pages import PAGES

ROOMS = {
    "sources": {"sources"},
    "analysis": {"analysis", "sources"},
    "views": {"views", "analysis", "sources"},
    "corpora": {"corpora"},
    "training": {"training", "analysis", "sources", "benchmarks", "corpora"},
    "benchmarks": {"benchmarks", "analysis", "sources", "corpora", "training"},
}
LOCAL = {"sources", "analysis", "views", "corpora", "benchmarks", "training", "tests", "dashboard"}


def python_files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the tree of a file; parsed once for all the tests of the house."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return frozenset(names)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room: str):
    wrong = {
        str(path.relative_to(ROOT)): sorted((imported(path) & LOCAL) - ROOMS[room])
        for path in python_files(room)
        if (imported(path) & LOCAL) - ROOMS[room]
    }

    assert wrong == {}


def test_streamlit_is_known_in_views_and_dashboard_only():
    rooms = [room for room in ROOMS if room != "views"]

    assert [p for p in python_files(*rooms) if "streamlit" in imported(p)] == []


def test_plotly_express_is_never_imported():
    found = [
        path
        for path in [*python_files(*ROOMS), ROOT / "dashboard.py"]
        if re.search(r"plotly\.express|from plotly import express", path.read_text("utf-8"))
    ]

    assert found == []


def test_html_from_text_is_made_where_everything_is_escaped():
    unsafe = "unsafe_" + "allow_"
    makers = {"highlight.py", "matrix_names.py"}
    callers = {
        path.name
        for path in python_files("views")
        if re.search(r"<(p|mark|div|span|style)\b", path.read_text("utf-8"))
        and path.name not in makers
        and "highlight(" not in path.read_text("utf-8")
    }

    assert [p for p in python_files(*ROOMS) if unsafe in p.read_text("utf-8")] == []
    assert callers == set()


def test_nothing_is_unpickled():
    found = [
        p for p in python_files(*ROOMS) if imported(p) & {"pickle", "dill", "shelve", "marshal"}
    ]

    assert found == []


def test_project_names_no_path_of_this_machine():
    pattern = re.compile(r"/work/|/root/|/home/\w+|/opt/pypi")
    tracked = subprocess.run(
        ["git", "ls-files", "*.py", "*.md", "*.toml", "*.txt", "*.in", ".ci/run"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    found = [
        name
        for name in tracked
        if name != "tests/house/test_structure.py"
        and (ROOT / name).exists()
        and pattern.search((ROOT / name).read_text("utf-8", "replace"))
    ]

    assert found == []


def run_python(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


HEAVY = ("spacy", "sklearn", "trafilatura", "onnxruntime", "thinc", "torch")


def test_first_page_imports_no_heavy_library():
    code = (
        "import sys, logging; logging.disable(50)\n"
        "import views.overview, views.sidebar, views.opened, analysis.tables\n"
        f"print([n for n in {HEAVY} if n in sys.modules])"
    )

    assert run_python(code).strip() == "[]"


def test_command_line_starts_without_streamlit_and_pandas():
    code = (
        "import sys, analysis.__main__, analysis.commands.compare, sources\n"
        f"print([n for n in {(*HEAVY, 'streamlit', 'pandas', 'plotly')} if n in sys.modules])"
    )

    assert run_python(code).strip() == "[]"


@pytest.mark.parametrize("command", ANALYSIS_COMMANDS)
def test_every_analysis_command_is_in_the_documentation_and_has_help(command: str, capsys):
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert left.value.code == 0
    assert f"usage: python -m analysis {command}" in capsys.readouterr().out
    assert f"python -m analysis {command}" in (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_exists_and_is_in_the_documentation(page):
    documentation = (ROOT / "docs" / "pages.md").read_text("utf-8")

    assert (ROOT / page.file).exists()
    assert f"## {page.title}" in documentation
    assert page.question in documentation
