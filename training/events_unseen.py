"""Articles as a background sees them that has not counted them or their events.

The background document frequencies come from the very articles that pairs are learned from. A name
that made one story is known to it, and weighs less than such a name will in a story that is new.
So the events fall into five parts, and each part is read against what the others leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
from scipy import sparse

from analysis.background import COMMON, Background
from analysis.events.grouping import MEANING_LETTERS, Embed
from analysis.events.scoring import Pile, describe
from analysis.events.sharing import shared_lengths
from analysis.vectors import Vectors, vectorise
from sources.article import Article
from training.background import LEAST_PAIRS, LEAST_WORDS, count, read_articles

FOLDS = 5


def fold_of(event: str) -> int:
    """Return the part an event belongs to; the two look-alike events of a topic go together."""
    topic, _, suffix = event.rpartition("_")
    return crc32((topic if suffix in ("ecb", "ecbplus") else event).encode()) % FOLDS


def held_out_backgrounds(seen: Sequence[set[str]]) -> list[Background]:
    """Return for each part the background without the articles (ids) of that part."""
    articles = list(read_articles())
    words, pairs, _ = count(iter(articles))
    backgrounds = []
    for without in seen:
        kept = [row for row, article in enumerate(articles) if article.id not in without]
        tables = []
        for terms, least in ((words, LEAST_WORDS), (pairs, LEAST_PAIRS)):
            known, frequency = np.unique(
                np.concatenate([terms[row] for row in kept]), return_counts=True
            )
            tables.append((known[frequency >= least], frequency[frequency >= least]))
        together, frequency = (np.concatenate(column) for column in zip(*tables, strict=True))
        numbers, first = np.unique(together, return_index=True)
        backgrounds.append(Background(len(kept), numbers, frequency[first], "held out"))
    return backgrounds


def describe_unseen(
    articles: Sequence[Article],
    events: dict[str, str],
    backgrounds: Sequence[Background],
    embed: Embed | None,
) -> Pile:
    """Return the pile of these articles, each read against its own part's background."""
    folds = np.array([fold_of(events[article.id]) for article in articles])
    order, words, pairs, lengths = [], [], [], []
    for fold, background in enumerate(backgrounds):
        rows = np.flatnonzero(folds == fold)
        vectors = vectorise(articles, background.idf_of)
        general = background.terms[background.frequency >= COMMON] >> np.uint32(2)
        common = np.unique(general).astype(np.int32)
        shared = [shared_lengths(table, common) for table in (vectors.words, vectors.pairs)]
        order.append(rows)
        words.append(vectors.words[rows])
        pairs.append(vectors.pairs[rows])
        lengths.append(np.stack([vectors.lengths, *shared])[:, rows])
    back = np.argsort(np.concatenate(order))
    words_of, pairs_of = (sparse.vstack(part, format="csr")[back] for part in (words, pairs))
    length, word_lengths, pair_lengths = np.concatenate(lengths, axis=1)[:, back]
    meanings = None
    if embed is not None:
        meanings = embed([f"{each.title}. {each.text}"[:MEANING_LETTERS] for each in articles])
    weekdays = vectorise(articles, backgrounds[0].idf_of).weekdays
    vectors = Vectors(words_of, pairs_of, length.astype(np.int32), weekdays)
    pile = describe(articles, vectors, meanings)
    return replace(
        pile,
        word_lengths=word_lengths.astype(np.float32),
        pair_lengths=pair_lengths.astype(np.float32),
    )
