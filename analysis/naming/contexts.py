"""Which phrases with the same head name the same thing: by the company they keep."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations

from analysis.naming.lists import words_in
from analysis.naming.phrases import Phrase, Prepared

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_DISTINGUISH = words_in("distinguishing")
"""Modifiers that tell things of one kind apart."""

_MANY = 60

Context = dict[str, float]


class Surroundings:
    """What stands around the phrases of all articles."""

    def __init__(self, prepared: Sequence[Prepared], canonical: Mapping[str, str]) -> None:
        """Collect the content words and names of each sentence.

        ``canonical`` gives one spelling for all forms of a name, by lower-case word.
        """
        self._contexts: dict[str, Context] = {}
        self._words: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._names: dict[tuple[str, int], set[str]] = defaultdict(set)
        for item in prepared:
            for word in item.words:
                if word.pos not in _CONTENT or len(word.lemma) < 3:
                    continue
                place = item.article.id, word.sentence
                lemma = word.lemma.removesuffix("s") if word.pos == "PROPN" else word.lemma
                lemma = canonical.get(lemma, lemma)
                self._words[place].add(lemma)
                if word.pos == "PROPN":
                    self._names[place].add(lemma)
        frequency = Counter(word for words in self._words.values() for word in words)
        total = len(self._words)
        self._weights = {word: math.log(1 + total / n) for word, n in frequency.items()}

    def context(self, found: Sequence[Phrase]) -> Context:
        """Return the weighted words of the sentences of a phrase, without its own.

        ``found`` is every place of the phrase: its context is computed once.
        """
        key = found[0].key
        if key in self._contexts:
            return self._contexts[key]
        own = {found[0].head, *found[0].modifiers}
        context: Context = defaultdict(float)
        for place in sorted({(p.article, p.sentence) for p in found}):
            for word in sorted(self._words[place] - own):
                context[word] += self._weights[word]
        self._contexts[key] = context
        return context

    def names(self, found: Sequence[Phrase]) -> set[str]:
        """Return the names in the sentences of a phrase and in those beside them."""
        near = {(p.article, p.sentence + step) for p in found for step in (-1, 0, 1)}
        return set().union(*(self._names.get(place, ()) for place in near))


def link_shared_heads(
    phrases: Mapping[str, Sequence[Phrase]],
    contested: Collection[str],
    surroundings: Surroundings,
    *,
    near: float = 0.25,
) -> Iterator[tuple[str, str, str]]:
    r"""Yield pairs of keys with one head that are used in one context, each with the reason.

    Parameters
    ----------
    phrases : mapping of str to sequence of Phrase
        All phrases by key.
    contested : collection of str
        Keys of phrases that some text renames: there the name is known to be in dispute, and two
        proper names in common, in their sentences or those beside them, are enough.
    surroundings : Surroundings
        Of all articles.
    near : float
        Cosine between the contexts from which other phrases are linked.

    Notes
    -----
    The context of a phrase is the content words of the sentences where it stands, its own words
    left out, weighted by :math:`\log(1 + N / n_w)` with :math:`n_w` of :math:`N` sentences.
    Phrases that stand in one sentence, or that a figure or a word such as "northern" tells apart,
    are not linked.
    """
    by_head: dict[str, list[str]] = defaultdict(list)
    for key in sorted(phrases):
        first = phrases[key][0]
        if not first.name and first.modifiers and not set(first.modifiers) & _DISTINGUISH:
            by_head[first.head].append(key)
    for _, keys in sorted(by_head.items()):
        if not 2 <= len(keys) <= _MANY:
            continue
        for a, b in combinations(keys, 2):
            rule = share_names if a in contested or b in contested else _share_context(near)
            reason = rule(phrases[a], phrases[b], surroundings)
            if reason and not told_apart(phrases[a][0], phrases[b][0]):
                yield a, b, f"“{a}” and “{b}” share their head, and {reason}"


def share_names(a: Sequence[Phrase], b: Sequence[Phrase], surroundings: Surroundings) -> str:
    """Return the reason that two proper names in common give; empty when there are not two."""
    shared = sorted(surroundings.names(a) & surroundings.names(b))
    if len(shared) < 2 or a[0].plural != b[0].plural:
        return ""
    return f"both are used with the names {', '.join(shared[:3])}"


def _share_context(near: float) -> Callable[..., str]:
    def rule(a: Sequence[Phrase], b: Sequence[Phrase], surroundings: Surroundings) -> str:
        if {(p.article, p.sentence) for p in a} & {(p.article, p.sentence) for p in b}:
            return ""
        if set(a[0].modifiers) <= set(b[0].modifiers) or set(b[0].modifiers) <= set(a[0].modifiers):
            return ""  # The one only says more than the other.
        cosine = _cosine(surroundings.context(a), surroundings.context(b))
        return f"their contexts are alike ({cosine:.2f})" if cosine >= near else ""

    return rule


def told_apart(a: Phrase, b: Phrase) -> bool:
    """Return whether a figure, a name or a word such as "northern" tells two phrases apart."""
    only = set(a.modifiers) ^ set(b.modifiers)
    if only & a.proper and only & b.proper:
        return True
    return any(word[0].isdigit() or word in _DISTINGUISH for word in only)


def _cosine(a: Context, b: Context) -> float:
    dot = sum(value * b[word] for word, value in a.items() if word in b)
    norm = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    return dot / norm if norm else 0.0
