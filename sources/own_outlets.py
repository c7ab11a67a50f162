"""The user's own outlets: rows that overlay the shipped registry, added and changed one by one."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

from sources.outlets import (
    Outlet,
    RegistryError,
    normal_domain,
    normal_name,
    own_file,
    read_outlets,
    write_outlets,
)

_LONGEST = 200
_DOMAIN = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$")
_lock = threading.Lock()


def own_outlets() -> list[Outlet]:
    """Return the user's own outlets, in the order of the file; none when there is no file.

    Raises
    ------
    RegistryError
        When the file cannot be read.
    """
    path = own_file()
    return read_outlets(path) if path.exists() else []


def save_outlet(outlet: Outlet, *, replacing: Outlet | None = None) -> Outlet:
    """Add an outlet to the user's own, or change one, and return it as it was written.

    Parameters
    ----------
    outlet : Outlet
        Needs a name or a domain. One of the same domain (or, without domain, of the same name) is
        replaced.
    replacing : Outlet, optional
        The row that this one was before, when its domain or name changes.

    Raises
    ------
    RegistryError
        When a value cannot be; the message names it and says what to do. Nothing is written then.
    """
    checked = check_outlet(outlet)
    with _lock:
        rows = own_outlets()
        keys = {_key(checked), *([_key(replacing)] if replacing else [])}
        places = [at for at, row in enumerate(rows) if _key(row) in keys]
        kept = [row for row in rows if _key(row) not in keys]
        kept.insert(places[0] if places else len(kept), checked)
        _write(kept)
    return checked


def remove_outlet(outlet: Outlet) -> bool:
    """Take an outlet out of the user's own; return whether it was there.

    What the shipped registry says of it stands again.
    """
    with _lock:
        rows = own_outlets()
        kept = [row for row in rows if _key(row) != _key(outlet)]
        if len(kept) == len(rows):
            return False
        _write(kept)
    return True


def check_outlet(outlet: Outlet) -> Outlet:
    """Return an outlet as it will be written: trimmed, its domain in plain form.

    Raises
    ------
    RegistryError
        For a row without name and domain, a domain that is none, or a value that is too long or
        holds line breaks or control letters.
    """
    values = {
        name: " ".join(str(getattr(outlet, name)).split())
        for name in ("name", "domain", "country", "type", "owner", "source")
    }
    also = tuple(" ".join(name.replace(";", " ").split()) for name in outlet.also)
    for name, value in [*values.items(), *[("also", each) for each in also]]:
        if len(value) > _LONGEST:
            raise RegistryError(f"{name} is over {_LONGEST} letters long")
        if any(not letter.isprintable() for letter in value):
            raise RegistryError(f"{name} holds a letter that cannot be shown")
    domain = normal_domain(values["domain"])
    if domain and not _DOMAIN.match(_ascii(domain)):
        raise RegistryError(f"{values['domain']!r} is no domain; write it like example.org")
    if not values["name"] and not domain:
        raise RegistryError("an outlet needs a name or a domain")
    values["name"] = values["name"] or domain
    values["type"] = values["type"] or "unknown"
    values["source"] = values["source"] or "own file"
    return replace(outlet, **{**values, "domain": domain}, also=tuple(filter(None, also)))


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _key(outlet: Outlet) -> str:
    return normal_domain(outlet.domain) or f"name:{normal_name(outlet.name)}"


def _write(rows: list[Outlet]) -> None:
    path = own_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_outlets(path, rows)
    except OSError as error:
        raise RegistryError(f"{path}: cannot be written ({error.strerror or error})") from error
