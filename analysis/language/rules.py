"""From tags to parts of speech and lemmas: the model's rules, looked up once for each word.

The rules see one token (spelling, tag, dependency), a few of them two; a token that was seen before
with the same tag and dependency is looked up, not matched again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

_MOST_KEPT = 200_000


class Word(NamedTuple):
    """What the rules say of a token: string numbers."""

    tag: int
    pos: int
    dep: int
    lemma: int
    seconds: tuple[Rule, ...]
    """Rules of two tokens whose second token this may be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of one or two tokens, and what it sets on one of them."""

    number: int
    pattern: tuple[Mapping[str, Any], ...]
    sets: Mapping[str, str]
    index: int


class WordRules:
    """The attribute ruler and the lemmatizer of a model.

    Parameters
    ----------
    ruler : spacy.pipeline.AttributeRuler
        Its patterns may ask for LOWER, TAG, DEP and IS_SPACE of one or two tokens.
    lemmatizer : spacy.pipeline.Lemmatizer
        Rule-based.
    """

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        self._vocab = lemmatizer.vocab
        self._lemmatizer = lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index")
        for part in list(index):
            # Shipped as lists of some ten thousand words, which every new word walks: 0.1 ms.
            index[part] = frozenset(index[part])
        rules = [
            Rule(number, tuple(pattern), entry["attrs"], entry["index"])
            for number, entry in enumerate(ruler.patterns)
            for pattern in entry["patterns"]
        ]
        self._single = _indexed([rule for rule in rules if len(rule.pattern) == 1], 0)
        self._pairs = _indexed([rule for rule in rules if len(rule.pattern) == 2], 1)
        if any(len(rule.pattern) > 2 for rule in rules):
            raise ValueError("the attribute ruler has a pattern of more than two tokens")
        self._known: dict[tuple[int, int, int], Word] = {}
        self._morphs: dict[str, Any] = {}

    def __call__(
        self, orths: Sequence[int], tags: Sequence[int], deps: Sequence[int]
    ) -> list[Word]:
        """Return what the rules say of each token of a text.

        Parameters
        ----------
        orths, tags, deps : sequence of int
            Numbers of their strings.
        """
        known = self._known
        if len(known) > _MOST_KEPT:
            known.clear()
        keys = list(zip(orths, tags, deps, strict=True))
        for key in set(keys) - known.keys():
            known[key] = self._word(key)
        words = [known[key] for key in keys]
        pairs = [place for place, word in enumerate(words) if word.seconds and place]
        extra: dict[int, list[Rule]] = {}
        for place in pairs:
            for rule in words[place].seconds:
                if self._fits(rule.pattern[0], keys[place - 1]):
                    extra.setdefault(place - 1 + rule.index, []).append(rule)
        for place, more in extra.items():
            words[place] = self._word(keys[place], more)
        return words

    def _word(self, key: tuple[int, int, int], more: Sequence[Rule] = ()) -> Word:
        strings = self._vocab.strings
        values = {
            "TAG": strings[key[1]],
            "DEP": strings[key[2]],
            "POS": "",
            "LEMMA": "",
            "MORPH": "",
        }
        word, seen = strings[key[0]].lower(), self._single
        some = [*seen.get(word, ()), *seen.get(values["TAG"], ()), *seen.get(None, ())]
        found = [rule for rule in some if self._fits(rule.pattern[0], key)]
        for rule in sorted([*found, *more], key=lambda rule: rule.number):
            values |= rule.sets
        lemma = values["LEMMA"] or self._lemma(key[0], values)
        return Word(
            strings.add(values["TAG"]),
            strings.add(values["POS"]) if values["POS"] else 0,
            strings.add(values["DEP"]) if values["DEP"] else 0,
            strings.add(lemma),
            tuple(
                rule
                for rule in (*self._pairs.get(word, ()), *self._pairs.get(None, ()))
                if self._fits(rule.pattern[1], key)
            ),
        )

    def _lemma(self, orth: int, values: Mapping[str, str]) -> str:
        from spacy.symbols import IDS
        from spacy.tokens import MorphAnalysis

        morph = values["MORPH"]
        if morph not in self._morphs:
            self._morphs[morph] = MorphAnalysis(self._vocab, morph)
        token = SimpleNamespace(
            orth=orth,
            text=self._vocab.strings[orth],
            pos=IDS.get(values["POS"], 0),
            pos_=values["POS"],
            morph=self._morphs[morph],
        )
        lemma: str = self._lemmatizer.lemmatize(token)[0]
        return lemma

    def _fits(self, asked: Mapping[str, Any], key: tuple[int, int, int]) -> bool:
        strings = self._vocab.strings
        word = strings[key[0]]
        for name, wanted in asked.items():
            if name == "IS_SPACE":
                if word.isspace() != wanted:
                    return False
                continue
            value = {"LOWER": word.lower(), "TAG": strings[key[1]], "DEP": strings[key[2]]}[name]
            if not _answers(value, wanted):
                return False
        return True


def _indexed(rules: Sequence[Rule], place: int) -> dict[str | None, list[Rule]]:
    """Return rules by the word or tag that the token at `place` must have; None: by neither."""
    found: dict[str | None, list[Rule]] = {}
    for rule in rules:
        asked = rule.pattern[place]
        word, tag = asked.get("LOWER"), asked.get("TAG") if not place else None
        keys: list[str | None] = [*(_listed(word) or _listed(tag))]
        for key in keys or [None]:
            found.setdefault(key, []).append(rule)
    return found


def _listed(wanted: str | Mapping[str, Any] | None) -> list[str]:
    if isinstance(wanted, str):
        return [wanted]
    return list(wanted.get("IN", [])) if wanted else []


def _answers(value: str, wanted: str | Mapping[str, Any]) -> bool:
    if isinstance(wanted, str):
        return value == wanted
    tests = {
        "IN": lambda given: value in given,
        "NOT_IN": lambda given: value not in given,
        "REGEX": lambda given: re.search(given, value) is not None,
    }
    return all(tests[test](given) for test, given in wanted.items())
