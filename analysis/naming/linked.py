"""Phrases linked into groups, kept from growing over two people or two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping


class LinkedPhrases:
    """Keys that are linked, directly or through others.

    ``anchors`` gives the person or place that a key names; a link that would put two of them into
    one group is refused unless the text itself says they are one.
    """

    def __init__(self, anchors: Mapping[str, str]) -> None:
        self._parent: dict[str, str] = {}
        self._anchors = {key: {anchor} for key, anchor in anchors.items()}
        self._reasons: list[tuple[str, str]] = []

    def _root(self, key: str) -> str:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def link(self, a: str, b: str, reason: str) -> None:
        """Put two keys into one group, whatever they name: one name in two forms."""
        one, other = sorted((self._root(a), self._root(b)))
        if one != other:
            self._parent[other] = one
            anchors = self._anchors.get(one, set()) | self._anchors.get(other, set())
            self._anchors[one] = anchors
        self._reasons.append((a, reason))

    def link_if_one(self, a: str, b: str, reason: str) -> None:
        """Put two keys into one group unless that would join two people or places."""
        one, other = (self._anchors.get(self._root(key), set()) for key in (a, b))
        if self._root(a) == self._root(b) or not (one and other):
            self.link(a, b, reason)

    def groups(self) -> Iterator[tuple[list[str], list[str]]]:
        """Yield the keys of each group with the reasons, in the order of the keys."""
        members: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._parent):
            members[self._root(key)].append(key)
        reasons: dict[str, list[str]] = defaultdict(list)
        for key, reason in self._reasons:
            reasons[self._root(key)].append(reason)
        for root in sorted(members):
            yield members[root], list(dict.fromkeys(reasons[root]))
