"""Duplicates and reprints: which articles are copies of another, so that they count as one voice.

An article is a copy when most of its own words stand, in their order, in an article that was there
before: the agency's or the issuer's own text, or else the earlier one. A longer piece that quotes a
release but adds as much of its own is nobody's copy.

References
----------
Broder (1997), On the resemblance and containment of documents: shingles, containment, and sampling
of shingles by the value of their hash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sources.agency_credits import credited_agency, is_press_release, own_agency
from sources.article import Article

ReprintKind = Literal[
    "original", "exact duplicate", "near duplicate", "agency copy", "press release reprint"
]

SHINGLE = 4
"""Words a shingle: with one word in twelve changed, seven shingles in ten stay whole."""
NEAR = 0.6
"""Share of a copy's shingles that must stand in its original."""
CREDITED = 0.5
"""The same where the copy credits an agency, or the original is a press release."""
FEWEST_WORDS = 20
"""Shorter texts are compared only as wholes."""

_ALL_SHINGLES = 4_000_000
_SAMPLE = 4
_TRIED = 5
_LAST = datetime(9999, 1, 1, tzinfo=UTC)
_IGNORED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Chinese and Japanese are written without spaces: there, every character stands for a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SPACED_WORD = re.compile(r"\w+")
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Reprint:
    """What an article is a copy of."""

    original: str
    """Identifier of the article it copies; its own when it is nobody's copy."""
    kind: ReprintKind
    reason: str
    """One plain sentence: what told."""
    share: float = 0.0
    """Share of its word sequences that stand in the original, 0 to 1; 0 for originals."""


def group_reprints(articles: Iterable[Article]) -> dict[str, Reprint]:
    r"""Return, for every article, which article it is a copy of.

    Parameters
    ----------
    articles : iterable of Article
        In any order; the result does not depend on it.

    Returns
    -------
    dict of str to Reprint
        A key for every identifier, in the order given. ``original`` is always itself an original.

    Notes
    -----
    With :math:`S(x)` the set of 4-word shingles of an article, `c` is a copy of `o` when
    :math:`|S(c) \cap S(o)| / |S(c)|` is at least `NEAR` (`CREDITED` where an agency is credited or
    `o` is a press release). `o` must come first: the agency's own text, then a press release, then
    by publication date, then the longer text. Candidates come from an index of shingles (a quarter
    of them, chosen by hash, in large collections); each is then verified on all shingles.
    """
    given = list(articles)
    ranked = sorted({article.id: article for article in given}.values(), key=_rank)
    known = _WordHashes()
    words = [_word_hashes(article.text, known) for article in ranked]
    found: dict[str, Reprint] = {}
    first_of: dict[bytes, int] = {}
    distinct: list[int] = []
    for number, article in enumerate(ranked):
        same = first_of.setdefault(words[number].tobytes(), number)
        if same == number or not words[number].size:
            distinct.append(number)
        else:
            found[article.id] = _copy(article, ranked[same], 1.0)
    _add_near(ranked, words, distinct, found)
    _add_named(ranked, found)
    resolved = _resolve(ranked, found)
    return {article.id: resolved[article.id] for article in given}


def _rank(article: Article) -> tuple[int, datetime, int, str]:
    """Return what comes first: who would have written it, then when, then how much."""
    if own_agency(article):
        order = 0
    elif is_press_release(article):
        order = 1
    else:
        order = 2
    return order, article.published or _LAST, -len(article.text), article.id


def _add_near(
    ranked: Sequence[Article],
    words: Sequence[Hashes],
    distinct: Sequence[int],
    found: dict[str, Reprint],
) -> None:
    """Add the copies among articles whose texts differ."""
    long_enough = [number for number in distinct if words[number].size >= FEWEST_WORDS]

    @lru_cache(maxsize=4096)
    def shingles(number: int) -> Hashes:
        return np.unique(_shingles(words[number]))

    for copy, originals in _candidates([words[n] for n in long_enough]).items():
        number = long_enough[copy]
        best: tuple[float, int] | None = None
        for original in (long_enough[o] for o in originals):
            share = _share(shingles(number), shingles(original))
            if share >= _needed(ranked[number], ranked[original]) and (
                best is None or share > best[0]
            ):
                best = share, original
        if best is not None:
            article = ranked[number]
            found[article.id] = _copy(article, ranked[best[1]], best[0])


def _add_named(ranked: Sequence[Article], found: dict[str, Reprint]) -> None:
    """Add the copies that the source itself names as such."""
    place = {article.id: number for number, article in enumerate(ranked)}
    by_source_id = {article.source_id: article.id for article in ranked if article.source_id}
    for number, article in enumerate(ranked):
        named = article.duplicate_of
        original = named if named in place else by_source_id.get(named, "")
        # Only backwards in rank: two articles that name each other must not both vanish.
        if named and original in place and place[original] < number and article.id not in found:
            reason = "its source names it as a copy"
            found[article.id] = Reprint(original, "near duplicate", reason, 1.0)


def _resolve(ranked: Sequence[Article], found: Mapping[str, Reprint]) -> dict[str, Reprint]:
    """Follow copies of copies to the original; add the originals."""
    resolved: dict[str, Reprint] = {}
    for article in ranked:
        reprint = found.get(article.id)
        if reprint is None:
            agency = credited_agency(article)
            reason = f"credits {agency}; no other copy is here" if agency else "no earlier copy"
            resolved[article.id] = Reprint(article.id, "original", reason)
            continue
        # Its original ranks before it, so it is resolved already.
        root = resolved[reprint.original].original
        resolved[article.id] = Reprint(root, reprint.kind, reprint.reason, reprint.share)
    return resolved


def _needed(copy: Article, original: Article) -> float:
    lenient = bool(credited_agency(copy)) or bool(own_agency(original))
    return CREDITED if lenient or is_press_release(original) else NEAR


def _copy(article: Article, original: Article, share: float) -> Reprint:
    """Return the copy with its kind, the most telling one that holds."""
    agency = own_agency(original) or credited_agency(article) or credited_agency(original)
    name = original.outlet or original.title or original.source_file or "an earlier article"
    # Rounded down: "100 %" is said only of a text that is the same word for word.
    words = "all its words stand" if share == 1 else f"{int(share * 100)} % of its wording stands"
    kind: ReprintKind
    if agency and not _same_outlet(article, original):
        kind, why = "agency copy", f"{words} in {name}; agency: {agency}"
    elif is_press_release(original) and not _same_outlet(article, original):
        kind, why = "press release reprint", f"{words} in the release of {name}"
    elif share == 1 and len(article.text) == len(original.text):
        kind, why = "exact duplicate", f"same words as {name}"
    else:
        kind, why = "near duplicate", f"{words} in {name}"
    return Reprint(original.id, kind, why, round(share, 4))


def _same_outlet(a: Article, b: Article) -> bool:
    if a.outlet_domain and b.outlet_domain:
        return a.outlet_domain == b.outlet_domain
    return bool(a.outlet) and a.outlet.casefold() == b.outlet.casefold()


class _WordHashes(dict[str, int]):
    """Word to hash, made when first asked for. Not hash(): that differs from start to start."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = self[word] = int.from_bytes(digest, "little")
        return value


def _word_hashes(text: str, known: _WordHashes) -> Hashes:
    """Return a hash a word, in order: without case, compatibility forms and invisible letters."""
    plain = text
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _IGNORED.sub("", plain))
    # max() costs a third of a search for the whole class of letters.
    unspaced = not plain.isascii() and max(plain) >= "\u3040" and _UNSPACED.search(plain)
    words = (_WORD if unspaced else _SPACED_WORD).findall(plain.casefold())
    return np.fromiter(map(known.__getitem__, words), dtype=np.uint64, count=len(words))


def _shingles(words: Hashes) -> Hashes:
    """Return a hash for every run of `SHINGLE` words."""
    count = max(words.size - SHINGLE + 1, 0)
    value = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        value = value * _MULTIPLIER + words[offset : offset + count]
        value ^= value >> np.uint64(29)
    return value * _MULTIPLIER


def _share(copy: Hashes, original: Hashes) -> float:
    return np.intersect1d(copy, original, assume_unique=True).size / copy.size


def _candidates(words: Sequence[Hashes]) -> dict[int, list[int]]:
    """Return, for texts in rank order, which earlier ones might be their originals.

    Within a posting list a text is paired with the first holder of the shingle and with the two
    before it: linear, however many outlets carry a text, while the one that matters comes first.
    """
    total = sum(array.size for array in words)
    sample = 1 if total <= _ALL_SHINGLES else _SAMPLE
    parts = [_sampled(array, sample) for array in words]
    sizes = np.array([part.size for part in parts], dtype=np.int64)
    if sizes.sum() == 0:
        return {}
    values = np.concatenate(parts)
    owners = np.repeat(np.arange(len(parts), dtype=np.int64), sizes)
    pairs, counts = _pairs(values, owners, len(parts))
    copies = pairs % len(parts)
    enough = counts >= np.maximum(sizes[copies] * CREDITED / 2, 1)
    order = np.lexsort((pairs[enough], -counts[enough], copies[enough]))
    found: dict[int, list[int]] = {}
    for pair in pairs[enough][order].tolist():
        original, copy = divmod(pair, len(parts))
        tried = found.setdefault(copy, [])
        if len(tried) < _TRIED:
            tried.append(original)
    return found


def _sampled(words: Hashes, sample: int) -> Hashes:
    shingles = np.unique(_shingles(words))
    return shingles if sample == 1 else shingles[(shingles >> np.uint64(17)) % sample == 0]


def _pairs(
    values: Hashes, owners: NDArray[np.int64], texts: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs as ``earlier * texts + later`` and in how many shingles they meet."""
    order = np.argsort(values, kind="stable")  # stable: owners stay in rank order within a list
    values, owners = values[order], owners[order]
    starts = np.concatenate(([True], values[1:] != values[:-1]))
    first = np.maximum.accumulate(np.where(starts, np.arange(values.size), 0))
    place = np.arange(values.size) - first
    found = []
    later = np.flatnonzero(place >= 1)
    found.append(owners[first[later]] * texts + owners[later])
    for back in (1, 2):
        later = np.flatnonzero(place > back)
        found.append(owners[later - back] * texts + owners[later])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    return pairs, counts
