"""Events that grow as articles come in, one a minute or ten thousand at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from analysis.events.candidates import candidates_of_new
from analysis.events.clashes import clash_of
from analysis.events.decisions import Decision
from analysis.events.grouping import Embed, read_articles
from analysis.events.scored import ScoredPairs, group_scored, part_clashing
from analysis.events.scoring import compare, describe, weigh_likeness
from analysis.events.settings import EventSettings
from analysis.vectors import join_vectors

if TYPE_CHECKING:
    from analysis.events.scoring import Floats, Likeness, Rows
    from sources.article import Article


class EventIndex:
    """Groups articles as they arrive.

    After any number of additions, in any order and of any size, the groups are those of
    `group_events` over all articles at once: vectors come from a fixed background, what is alike
    in a pair depends on the two articles alone and is kept, and odds and linkage are worked out
    anew. Two things may differ: which of two exactly equal neighbours was taken, never, since ties
    go to the lesser article id; and groups made while the pile was small, since the odds that any
    two articles belong together fall as it grows, and terms of one article alone find fellows.
    """

    def __init__(
        self, *, settings: EventSettings | None = None, embed: Embed | None = None
    ) -> None:
        self._settings = settings or EventSettings()
        self._embed = embed
        self._articles: list[Article] = []
        self._known: set[str] = set()
        self._vectors = join_vectors([])
        self._meanings: Floats | None = None
        self._pairs: list[tuple[Rows, Rows, Likeness]] = []

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, articles: Iterable[Article]) -> None:
        """Take in articles; one whose id is known already is passed over."""
        new = []
        for article in articles:
            if article.id not in self._known:
                self._known.add(article.id)
                new.append(article)
        if not new:
            return
        before = len(self._articles)
        self._articles += new
        vectors, meanings = read_articles(new, self._embed)
        self._vectors = join_vectors([self._vectors, vectors])
        if meanings is not None:
            known = [] if self._meanings is None else [self._meanings]
            self._meanings = np.concatenate([*known, meanings])
        pile = describe(self._articles, self._vectors, self._meanings)
        if before <= self._settings.all_pairs_up_to < len(self._articles):
            # From here on other pairs are looked at: start afresh, as a batch would.
            self._pairs, before = [], 0
        a, b = candidates_of_new(pile, before, self._settings)
        self._pairs.append((a, b, compare(pile, a, b)))

    def groups(self, decisions: Iterable[Decision] = ()) -> dict[str, str]:
        """Return the event of each article so far, as `group_events` does."""
        ids = [article.id for article in self._articles]
        order = np.argsort(np.array(ids, dtype=object)) if ids else np.empty(0, np.int64)
        place = np.empty(len(ids), np.int64)
        place[order] = np.arange(len(ids))
        pile = describe(self._articles, self._vectors, self._meanings)
        odds = [weigh_likeness(pile, a, b, alike) for a, b, alike in self._pairs]
        empty = np.empty(0, np.int64)
        scored = ScoredPairs(
            tuple(ids[row] for row in order.tolist()),
            place[np.concatenate([empty, *(a for a, _, _ in self._pairs)])],
            place[np.concatenate([empty, *(b for _, b, _ in self._pairs)])],
            np.concatenate([np.empty(0, np.float32), *odds]),
        )
        clash = clash_of(self._articles, self._vectors, self._settings.clash)
        parted = part_clashing(scored, lambda a, b: clash(order[a], order[b]), self._settings)
        return group_scored(parted, settings=self._settings, decisions=decisions)
