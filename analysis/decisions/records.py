"""What a person decided about a comparison: a record, and the plain values it is kept as.

A decision names what survives a new comparison: passages by article, place and digest, speakers and
namings by their words. It never names a cluster or its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

About = Literal["claim", "speaker", "quotation", "naming", "stance"]
Act = Literal["together", "apart", "name", "no claim", "role", "speaker", "label"]

ACTS: Mapping[About, tuple[Act, ...]] = {
    "claim": ("together", "apart", "name", "no claim"),
    "speaker": ("together", "apart", "name", "role"),
    "quotation": ("speaker",),
    "naming": ("together", "apart", "name"),
    "stance": ("label",),
}
"""What can be decided about what."""

_DIGITS = 16


class DecisionError(ValueError):
    """A decision that cannot be read: it was made by hand or by a newer Parallax."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, so described that it is found again."""

    article: str
    """Article id."""
    start: int
    end: int
    words: str
    """Digest of the passage, blanks made one: found again where offsets moved."""
    text: str
    """Digest of the article's text: found again where the article was imported anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that one person decided about a comparison."""

    about: About
    act: Act
    places: tuple[Place, ...] = ()
    """Passages it is about; of an ``apart`` those on one side."""
    others: tuple[Place, ...] = ()
    """The passages on the other side of an ``apart``."""
    names: tuple[str, ...] = ()
    """Speakers' or things' names it is about; for a stance the target."""
    other_names: tuple[str, ...] = ()
    value: str = ""
    """The new name, role or label."""
    note: str = ""
    """What it was about, in the words the person saw: for lists of decisions, decides nothing."""
    person: str = ""
    time: datetime | None = None
    number: int = 0
    """Of the library; orders decisions of the same time."""


def digest(text: str) -> str:
    """Return sixteen hexadecimal digits that tell a text from others, blanks made one."""
    plain = " ".join(text.split())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def place(article: str, text: str, start: int, end: int) -> Place:
    """Return the place of a passage.

    Parameters
    ----------
    article : str
        Article id.
    text : str
        The article's whole text.
    start, end : int
        Half-open interval into it.
    """
    return Place(article, start, end, digest(text[start:end]), digest(text))


def to_plain(decision: Decision) -> dict[str, Any]:
    """Return a decision as values for JSON, without who, when and number.

    Returns
    -------
    dict
        about, act, and those of places, others (lists of [article, start, end, words, text]),
        names, other_names (lists of text), value and note that are not empty.
    """
    rows: dict[str, Any] = {"about": decision.about, "act": decision.act}
    for field in ("places", "others"):
        rows[field] = [
            [p.article, p.start, p.end, p.words, p.text] for p in getattr(decision, field)
        ]
    rows |= {"names": list(decision.names), "other_names": list(decision.other_names)}
    rows |= {"value": decision.value, "note": decision.note}
    return {name: value for name, value in rows.items() if value}


def from_plain(
    row: Mapping[str, Any], *, person: str = "", time: datetime | None = None, number: int = 0
) -> Decision:
    """Return the decision of values made by `to_plain`.

    Raises
    ------
    DecisionError
        When they are none.
    """
    about: Any = row.get("about")
    act: Any = row.get("act")
    if about not in get_args(About) or act not in ACTS[about]:
        raise DecisionError(f"nobody knows how to decide {act!r} about {about!r}")
    return Decision(
        about=about,
        act=act,
        places=_places(row.get("places", ())),
        others=_places(row.get("others", ())),
        names=_texts(row.get("names", ())),
        other_names=_texts(row.get("other_names", ())),
        value=str(row.get("value", "")),
        note=str(row.get("note", "")),
        person=person,
        time=time,
        number=number,
    )


def _places(rows: Sequence[Any]) -> tuple[Place, ...]:
    try:
        return tuple(Place(str(a), int(b), int(c), str(d), str(e)) for a, b, c, d, e in rows)
    except (TypeError, ValueError) as error:
        raise DecisionError("a passage of a decision is not where, from, to, digests") from error


def _texts(rows: Sequence[Any]) -> tuple[str, ...]:
    if isinstance(rows, str) or not all(isinstance(row, str) for row in rows):
        raise DecisionError("the names of a decision are a list of texts")
    return tuple(rows)
