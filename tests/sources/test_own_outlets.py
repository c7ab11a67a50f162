"""The user's own outlets, added and changed row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.outlets import Outlet, RegistryError, load_registry
from sources.own_outlets import own_outlets, remove_outlet, save_outlet


@pytest.fixture(autouse=True)
def _own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_OUTLETS", str(tmp_path / "new" / "outlets.csv"))


def test_outlet_is_added_changed_and_removed() -> None:
    assert own_outlets() == []
    made = save_outlet(Outlet(name=" The  Quay", domain="https://www.Quay.example/x", type="party"))
    assert (made.name, made.domain, made.source) == ("The Quay", "quay.example", "own file")
    other = save_outlet(Outlet(name="Bay News", country="Norhaven"))
    assert load_registry().find(domain="news.quay.example") == made
    renamed = save_outlet(Outlet(name="Quay", domain="quay.example.org"), replacing=made)
    assert own_outlets() == [renamed, other]
    assert load_registry().find(domain="quay.example") is None
    assert remove_outlet(other)
    assert not remove_outlet(other)
    assert own_outlets() == [renamed]


def test_shipped_row_stands_again_when_the_own_one_goes() -> None:
    shipped = load_registry().find(domain="bbc.co.uk")
    assert shipped is not None
    own = save_outlet(Outlet(name="BBC here", domain="bbc.co.uk", type="my type"))
    found = load_registry().find(domain="bbc.co.uk")
    assert found is not None
    assert (found.name, found.type, found.country) == ("BBC here", "my type", shipped.country)
    remove_outlet(own)
    assert load_registry().find(domain="bbc.co.uk") == shipped


@pytest.mark.parametrize(
    "outlet",
    [
        Outlet(name=""),
        Outlet(name="x", domain="no domain"),
        Outlet(name="x", domain="localhost"),
        Outlet(name="x" * 201),
        Outlet(name="\u202egnp"),
    ],
)
def test_outlet_that_cannot_be_is_refused_and_nothing_written(outlet: Outlet) -> None:
    with pytest.raises(RegistryError):
        save_outlet(outlet)
    assert own_outlets() == []
