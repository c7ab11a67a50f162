"""The outlet registry: which outlet stands behind a domain or a name, and of what type it is.

``outlets.csv`` holds the facts, each row with their source; a user's own file overlays it row by
row. The columns are ``name, domain, country, type, owner, also, source``; ``also`` lists further
names, separated by semicolons.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OUTLET_TYPES = (
    "agency",
    "national",
    "regional/local",
    "broadcaster",
    "digital native",
    "public broadcaster",
    "state-controlled",
    "government",
    "intergovernmental",
    "advocacy/NGO",
    "religious",
    "think tank",
    "party",
    "company",
    "opinion/blog",
    "aggregator",
    "news",
    "unknown",
)
"""The one vocabulary of outlet types, here and wherever articles are grouped. ``news`` is an outlet
of news whose medium or reach is not known, as text alone often tells; the shipped file does not use
it. A person, or a user's own file, may use any other word."""

COLUMNS = ("name", "domain", "country", "type", "owner", "also", "source")

_SHIPPED = Path(__file__).with_name("outlets.csv")
# What the registries of these suffixes let in is a fact of its own: see docs/outlets.md.
_GOVERNMENT = re.compile(r"(?:^|\.)(?:gov|mil|go|gob|gouv|govt|gub|gc)(?:\.[a-z]{2})?$")
_NEEDS_COUNTRY = {"go", "gob", "gouv", "govt", "gub", "gc"}
_INTERGOVERNMENTAL = re.compile(r"\.int$")
_ARTICLE = re.compile(r"^the (?=\S)")
# Hundreds of papers go by these; without a domain nobody can tell which one is meant.
_COMMON_NAMES = frozenset(
    ("chronicle", "citizen", "city", "courier", "gazette", "herald", "journal", "mirror",
     "national", "news", "post", "press", "record", "reporter", "standard", "star", "tribune")
)  # fmt: skip
_NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet, as far as its facts are known; unknown facts are empty."""

    name: str
    domain: str = ""
    country: str = ""
    """English short name; ``International`` for bodies of several states."""
    type: str = "unknown"
    """One of `OUTLET_TYPES`, or a user's own word."""
    owner: str = ""
    also: tuple[str, ...] = ()
    """Further names it is known by."""
    source: str = ""
    """Where the facts of this row were taken from."""


class RegistryError(ValueError):
    """A registry file cannot be used; the message names file, row and what to do."""


class Registry:
    """Outlets by domain and by name.

    Parameters
    ----------
    outlets : iterable of Outlet
        Later ones replace earlier ones of the same domain; without a domain, of the same name.
    """

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        rows: dict[str, Outlet] = {}
        for outlet in outlets:
            rows[outlet.domain or "name:" + normal_name(outlet.name)] = outlet
        self._outlets = tuple(rows.values())
        self._by_domain = {outlet.domain: outlet for outlet in self._outlets if outlet.domain}
        self._by_name = _index(((outlet.name,), outlet) for outlet in self._outlets)
        for name in _COMMON_NAMES:
            self._by_name.pop(name, None)
        self._by_other_name = _index((outlet.also, outlet) for outlet in self._outlets)

    def __iter__(self) -> Iterator[Outlet]:
        """Yield the outlets in the order of the file."""
        return iter(self._outlets)

    def __len__(self) -> int:
        return len(self._outlets)

    def find(self, *, domain: str = "", name: str = "") -> Outlet | None:
        """Return the outlet of that domain or name; None when it is not listed or not clear.

        Parameters
        ----------
        domain : str
            A host or domain. ``news.example.org`` finds ``example.org`` unless it has its own row.
            Government and intergovernmental suffixes (``gov``, ``gouv.fr``, ``int`` …) are known
            without a row.
        name : str
            Compared without case, accents, punctuation and a leading "the".

        Returns
        -------
        Outlet or None
            The domain decides before the name. A name that outlets of different types share finds
            nothing: better unknown than wrong.
        """
        host = normal_domain(domain)
        found = self._of_host(host)
        if found is None and name:
            key = normal_name(name)
            found = self._by_name.get(key) or self._by_other_name.get(key)
            found = found or self._of_host(normal_domain(name))
        return found or _of_suffix(host)

    def _of_host(self, host: str) -> Outlet | None:
        labels = host.split(".")
        for begin in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[begin:]))
            if found is not None:
                return found
        return None


def own_file() -> Path:
    """Return where the user's own outlets are kept: ``PARALLAX_OUTLETS``, or the data folder."""
    given = os.environ.get("PARALLAX_OUTLETS", "").strip()
    if given:
        return Path(given)
    # Imported here: with the variable set nobody needs it.
    from platformdirs import user_data_path

    return Path(user_data_path("parallax", appauthor=False)) / "outlets.csv"


def load_registry(extra: Path | None = None) -> Registry:
    """Return the shipped registry, overlaid by the user's own file.

    Parameters
    ----------
    extra : Path, optional
        Instead of `own_file`, which need not be there. A CSV file with a header; ``name`` or
        ``domain`` is needed, other columns are optional. A row replaces the shipped row of the same
        domain (or, without domain, of the same name), and takes over from it what it leaves empty.

    Returns
    -------
    Registry
        What was found, with at least the shipped outlets.

    Raises
    ------
    RegistryError
        When the user's file cannot be read.
    """
    path = own_file() if extra is None else extra
    if extra is None and not path.exists():
        return _shipped_registry()
    return _shipped_registry_with(read_outlets(path))


def read_outlets(path: Path) -> list[Outlet]:
    """Return the outlets of a registry file.

    Returns
    -------
    list of Outlet
        In the order of the file.

    Raises
    ------
    RegistryError
        When the file cannot be read, lacks a usable header, or a row has neither name nor domain.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegistryError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    found = []
    for number, row in enumerate(rows, 2):
        outlet = _to_outlet(row)
        if not outlet.name and not outlet.domain:
            raise RegistryError(f"{path}: row {number}: needs a name or a domain")
        found.append(outlet)
    return found


def write_outlets(path: Path, outlets: Iterable[Outlet]) -> int:
    """Return the number of rows written to a registry file, which `read_outlets` reads back."""
    number = 0
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for outlet in outlets:
            values = {column: getattr(outlet, column) for column in COLUMNS}
            writer.writerow(list({**values, "also": ";".join(outlet.also)}.values()))
            number += 1
    part.replace(path)
    return number


def normal_domain(address: str) -> str:
    """Return the host of an address or domain, in lower case and without ``www.``.

    Examples
    --------
    >>> normal_domain("https://WWW.Example.org:443/a")
    'example.org'
    """
    host = address.strip().lower().partition("://")[2] or address.strip().lower()
    host = re.split(r"[/?#\\]", host, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    return host.strip(".").removeprefix("www.")


def normal_name(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the", for comparison.

    Examples
    --------
    >>> normal_name("The Äcme-Times")
    'acme times'
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("ı", "i"))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _NOT_WORD.sub(" ", plain.replace("'", "").replace("’", "")).strip()
    return _ARTICLE.sub("", plain)


@cache
def _shipped_outlets() -> tuple[Outlet, ...]:
    return tuple(read_outlets(_SHIPPED))


@cache
def _shipped_registry() -> Registry:
    return Registry(_shipped_outlets())


def _shipped_registry_with(own: Iterable[Outlet]) -> Registry:
    shipped = _shipped_registry()
    by_domain = {outlet.domain: outlet for outlet in shipped if outlet.domain}
    by_name = {normal_name(outlet.name): outlet for outlet in shipped}
    merged = []
    for outlet in own:
        base = by_domain.get(outlet.domain) if outlet.domain else None
        if not outlet.domain:
            base = by_name.get(normal_name(outlet.name))
        merged.append(_overlay(base, outlet) if base else outlet)
    return Registry((*shipped, *merged))


def _overlay(base: Outlet, own: Outlet) -> Outlet:
    return Outlet(
        name=base.name if own.name == own.domain else own.name,
        domain=own.domain or base.domain,
        country=own.country or base.country,
        type=own.type if own.type != "unknown" else base.type,
        owner=own.owner or base.owner,
        also=own.also or base.also,
        source=own.source or "own file",
    )


def _to_outlet(row: Mapping[str | None, str | list[str] | None]) -> Outlet:
    # A row longer than the header arrives under None, as a list: it is not ours to guess.
    fields = {
        key.strip().lower(): value.strip()
        for key, value in row.items()
        if key is not None and isinstance(value, str)
    }
    domain = normal_domain(fields.get("domain", ""))
    return Outlet(
        name=fields.get("name", "") or domain,
        domain=domain,
        country=fields.get("country", ""),
        type=fields.get("type", "") or "unknown",
        owner=fields.get("owner", ""),
        also=tuple(part.strip() for part in fields.get("also", "").split(";") if part.strip()),
        source=fields.get("source", ""),
    )


def _index(named: Iterable[tuple[Iterable[str], Outlet]]) -> dict[str, Outlet]:
    groups: dict[str, list[Outlet]] = {}
    for names, outlet in named:
        for key in {normal_name(name) for name in names} - {""}:
            groups.setdefault(key, []).append(outlet)
    return {key: group[0] for key, group in groups.items() if _is_one(group)}


def _is_one(group: list[Outlet]) -> bool:
    """Several domains of one outlet are one; namesakes in two countries are not."""
    return len({(outlet.country, outlet.type) for outlet in group}) == 1


def _of_suffix(host: str) -> Outlet | None:
    match = _GOVERNMENT.search(host)
    if match:
        label, _, country = match.group().strip(".").partition(".")
        if country or label not in _NEEDS_COUNTRY:
            return Outlet(name=host, domain=host, type="government", source="domain suffix")
    if _INTERGOVERNMENTAL.search(host):
        return Outlet(name=host, domain=host, type="intergovernmental", source="domain suffix")
    return None
