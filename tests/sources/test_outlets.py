"""The outlet registry: what it holds, what it finds, what a user's own file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.outlets import (
    OUTLET_TYPES,
    Outlet,
    Registry,
    RegistryError,
    load_registry,
    normal_domain,
    normal_name,
    own_file,
    read_outlets,
    write_outlets,
)

CONTINENTS = (
    ("Africa", {"Nigeria", "Kenya", "South Africa", "Egypt", "Ghana", "Ethiopia", "Senegal"}),
    ("Asia", {"India", "Japan", "China", "Indonesia", "Turkey", "Israel", "Pakistan", "Qatar"}),
    ("Europe", {"France", "Germany", "Poland", "Ukraine", "United Kingdom", "Spain", "Russia"}),
    ("North America", {"United States", "Canada", "Mexico", "Guatemala", "Jamaica", "Cuba"}),
    ("South America", {"Brazil", "Argentina", "Chile", "Colombia", "Peru", "Uruguay"}),
    ("Oceania", {"Australia", "New Zealand", "Fiji", "Papua New Guinea", "Samoa"}),
)


def test_shipped_file_is_large_sourced_and_from_every_continent() -> None:
    registry = load_registry()
    hand = [outlet for outlet in registry if outlet.source.startswith("common knowledge")]
    assert len(hand) >= 500
    assert all(
        outlet.name and outlet.domain and outlet.source and outlet.country for outlet in registry
    )
    countries = {outlet.country for outlet in hand}
    assert all(wanted <= countries for _, wanted in CONTINENTS)


def test_every_type_is_known_and_used() -> None:
    types = {outlet.type for outlet in load_registry()}
    assert types == set(OUTLET_TYPES) - {"unknown", "news"}


def test_every_domain_is_plain_and_stands_once() -> None:
    outlets = read_outlets(Path("sources/outlets.csv").resolve())
    domains = [outlet.domain for outlet in outlets]
    assert len(set(domains)) == len(domains)
    assert all(domain == normal_domain(domain) and "." in domain for domain in domains)


@pytest.mark.parametrize(
    ("domain", "name", "type_"),
    [
        ("www.theguardian.com", "The Guardian", "national"),
        ("https://apnews.com/article/x", "Associated Press", "agency"),
        ("edition.cnn.com", "CNN", "broadcaster"),
        ("news.bbc.co.uk", "BBC News", "public broadcaster"),
        ("english.ahram.org.eg", "Al-Ahram", "state-controlled"),
        ("hrw.org", "Human Rights Watch", "advocacy/NGO"),
        ("asia.nikkei.com", "Nikkei Asia", "national"),
    ],
)
def test_domain_finds_the_outlet_of_the_nearest_row(domain: str, name: str, type_: str) -> None:
    found = load_registry().find(domain=domain)
    assert found is not None
    assert (found.name, found.type) == (name, type_)


@pytest.mark.parametrize(
    "name", ["AFP", "afp", "Agence France-Presse", "agence france presse", "afp.com"]
)
def test_name_is_found_in_any_spelling(name: str) -> None:
    found = load_registry().find(name=name)
    assert found is not None
    assert found.domain == "afp.com"


def test_domain_decides_before_the_name() -> None:
    found = load_registry().find(domain="dawn.com", name="Reuters")
    assert found is not None
    assert found.name == "Dawn"


@pytest.mark.parametrize(
    ("domain", "type_"),
    [
        ("kent.police.gov.uk", "government"),
        ("somewhere.gov", "government"),
        ("x.go.jp", "government"),
        ("ministerio.gob.ve", "government"),
        ("unit.mil", "government"),
        ("body.int", "intergovernmental"),
    ],
)
def test_closed_suffixes_tell_the_type(domain: str, type_: str) -> None:
    found = load_registry().find(domain=domain)
    assert found is not None
    assert found.type == type_


@pytest.mark.parametrize(
    "domain", ["", "com", "example.org", "go.com", "gov.example.com", "x.print"]
)
def test_unknown_domain_finds_nothing(domain: str) -> None:
    assert load_registry().find(domain=domain) is None


def test_name_shared_by_outlets_of_two_types_finds_neither() -> None:
    registry = Registry([
        Outlet(name="The Standard", domain="a.example", type="national", country="A"),
        Outlet(name="Standard", domain="b.example", type="party", country="B"),
    ])  # fmt: skip
    assert registry.find(name="the standard") is None


def test_own_file_overlays_row_by_row(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "\ufeffdomain,name,type\nhttps://www.dawn.com/,,state-controlled\n"
        "harbour.example,Harbour Post,school paper\n,Le Monde,party\n",
        encoding="utf-8",
    )
    registry = load_registry(own)
    dawn = registry.find(domain="dawn.com")
    assert dawn is not None
    assert (dawn.name, dawn.country, dawn.type, dawn.source) == (
        "Dawn",
        "Pakistan",
        "state-controlled",
        "own file",
    )
    harbour = registry.find(name="harbour post")
    assert harbour is not None
    assert harbour.type == "school paper"
    monde = registry.find(domain="lemonde.fr")
    assert monde is not None
    assert monde.type == "party"
    assert load_registry().find(domain="harbour.example") is None


def test_own_file_is_found_by_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_OUTLETS", str(tmp_path / "mine.csv"))
    assert load_registry().find(domain="mine.example") is None
    write_outlets(own_file(), [Outlet(name="Mine", domain="mine.example", type="my own")])
    found = load_registry().find(domain="mine.example")
    assert found is not None
    assert found.type == "my own"
    monkeypatch.delenv("PARALLAX_OUTLETS")
    assert own_file().name == "outlets.csv"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name,domain\n,\n", b"other\nx\n"])
def test_own_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.csv").write_bytes(content)
    with pytest.raises(RegistryError, match=r"own\.csv"):
        load_registry(tmp_path / "own.csv")
    with pytest.raises(RegistryError):
        load_registry(tmp_path / "missing.csv")


def test_written_registry_reads_back(tmp_path: Path) -> None:
    outlets = [
        Outlet(name='A "B", C', domain="a.example", also=("X", "Y"), source="me"),
        Outlet(name="D"),
    ]
    assert write_outlets(tmp_path / "own.csv", outlets) == 2
    assert read_outlets(tmp_path / "own.csv") == outlets


@given(st.text(), st.text())
def test_nothing_asked_is_an_error(domain: str, name: str) -> None:
    load_registry().find(domain=domain, name=name)
    assert normal_name(normal_name(name)) == normal_name(normal_name(normal_name(name)))
