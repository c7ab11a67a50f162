"""Events that grow as articles come in, one a minute or ten thousand at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.events.candidates import candidates_of_new
from analysis.events.decisions import Decision, constrain
from analysis.events.grouping import Embed, link, make_pile, score_pile
from analysis.events.scoring import describe, score_pairs
from analysis.events.settings import EventSettings
from analysis.vectors import join_vectors

if TYPE_CHECKING:
    from analysis.events.scoring import Floats, Pile, Rows
    from sources.article import Article


class EventIndex:
    """Groups articles as they arrive.

    After any number of additions, in any order and of any size, the groups are those of
    `group_events` over all articles at once: vectors come from a fixed background, a pair's score
    depends on the two articles alone, and the linkage is run on all pairs. Two things may differ:
    which of two exactly equal neighbours was taken, never, since ties go to the lesser article id;
    and groups made while the pile was small, since the odds that any two articles belong together
    fall as it grows.
    """

    def __init__(
        self, *, settings: EventSettings | None = None, embed: Embed | None = None
    ) -> None:
        self._settings = settings or EventSettings()
        self._embed = embed
        self._articles: list[Article] = []
        self._known: set[str] = set()
        self._pile: Pile = make_pile([], embed)
        self._pairs: tuple[Rows, Rows, Floats] = score_pile(self._pile, self._settings)

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
        added = make_pile(new, self._embed)
        meanings = (
            None
            if self._pile.meanings is None or added.meanings is None
            else np.concatenate((self._pile.meanings, added.meanings))
        )
        vectors = join_vectors([self._pile.vectors, added.vectors])
        self._pile = describe(self._articles, vectors, meanings)
        if before <= self._settings.all_pairs_up_to < len(self._articles):
            # From here on other pairs are looked at: start afresh, as a batch would.
            self._pairs = score_pile(self._pile, self._settings)
            return
        a, b = candidates_of_new(self._pile, before, self._settings)
        odds = score_pairs(self._pile, a, b)
        kept = odds > -self._settings.limit - self._settings.prior_most
        self._pairs = (
            np.concatenate((self._pairs[0], a[kept])),
            np.concatenate((self._pairs[1], b[kept])),
            np.concatenate((self._pairs[2], odds[kept])),
        )

    def groups(self, decisions: Iterable[Decision] = ()) -> dict[str, str]:
        """Return the event of each article so far, as `group_events` does."""
        ids = [article.id for article in self._articles]
        order = np.argsort(np.array(ids, dtype=object)) if ids else np.empty(0, np.int64)
        place = np.empty(len(ids), np.int64)
        place[order] = np.arange(len(ids))
        a, b, odds = self._pairs
        sorted_ids: Sequence[str] = [ids[row] for row in order.tolist()]
        constraints = constrain(decisions, {name: row for row, name in enumerate(sorted_ids)})
        labels = link(len(ids), place[a], place[b], odds, self._settings, constraints)
        return {
            name: sorted_ids[label] for name, label in zip(sorted_ids, labels.tolist(), strict=True)
        }
