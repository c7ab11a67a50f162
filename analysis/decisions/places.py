"""Finding again the passages that a decision names, in articles that may have been read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.decisions.records import Place, digest

Row = Mapping[str, Any]
Key = tuple[int, int]
"""Number of a claim in the document, and of a mention in the claim."""

_OVERLAP = 0.5
"""Share of the longer of two passages from which they are held to be the same one."""


class Finder:
    """Finds the mention that a place means."""

    def __init__(self, document: Row) -> None:
        self._texts = {row["id"]: row["text"] for row in document["articles"]}
        self._digests: dict[str, str] = {}
        self._mentions: dict[str, list[tuple[int, int, Key]]] = {}
        for number, claim in enumerate(document["claims"]):
            for order, mention in enumerate(claim["mentions"]):
                entry = (mention["start"], mention["end"], (number, order))
                self._mentions.setdefault(mention["article"], []).append(entry)

    def article(self, place: Place) -> str:
        """Return the id of the article a place is in, by its id or by its text; "" when absent."""
        if place.article in self._texts:
            return place.article
        if not self._digests:
            self._digests = {digest(text): key for key, text in self._texts.items()}
        return self._digests.get(place.text, "")

    def mention(self, place: Place) -> Key | None:
        """Return the mention at a place; None when the article or the passage is gone.

        The same interval with the same words; else the same words nearest by; else, where the text
        is the same but was cut into other clauses, the mention that overlaps most.
        """
        article = self.article(place)
        text = self._texts.get(article, "")
        near = self._mentions.get(article, [])
        there = digest(text[place.start : place.end]) == place.words
        if there:
            for start, end, key in near:
                if (start, end) == (place.start, place.end):
                    return key
        same = [
            (abs(start - place.start), key)
            for start, end, key in near
            if digest(text[start:end]) == place.words
        ]
        if same:
            return min(same)[1]
        if not there or not near:
            return None
        share, key = max((_overlap(start, end, place), key) for start, end, key in near)
        return key if share >= _OVERLAP else None

    def mentions(self, places: Iterable[Place]) -> list[Key]:
        """Return the mentions at places, those that are still there, each once."""
        found = (self.mention(place) for place in places)
        return list(dict.fromkeys(key for key in found if key is not None))


def _overlap(start: int, end: int, place: Place) -> float:
    common = min(end, place.end) - max(start, place.start)
    return max(0, common) / max(end - start, place.end - place.start, 1)
