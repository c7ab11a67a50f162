"""From tags to parts of speech and lemmas: the model's rules, looked up once for each word.

The rules see one token (spelling, tag, dependency), a few of them two; a token that was seen before
with the same tag and dependency is looked up, not matched again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from analysis.language.kept_rows import KeptRows, Keys, mixed
from analysis.language.lemmas import Form, Lemmatizer

_MOST_KEPT = 200_000
Key = Sequence[int]
"""Numbers of spelling, tag and dependency."""
_PLACE = {"LOWER": 0, "IS_SPACE": 0, "TAG": 1, "DEP": 2}
"""Where a key has what a rule may ask for."""


class Setting(NamedTuple):
    """What rules set on a token."""

    tag: int
    pos: int
    dep: int
    lemma: str
    form: Form
    """With the spelling, it gives the lemma."""


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
        self._lemma_of = Lemmatizer(lemmatizer)
        rules = [
            Rule(number, tuple(pattern), entry["attrs"], entry["index"])
            for number, entry in enumerate(ruler.patterns)
            for pattern in entry["patterns"]
        ]
        single = [rule for rule in rules if len(rule.pattern) == 1]
        self._of_tag = _indexed(
            [rule for rule in single if "LOWER" not in rule.pattern[0]], 0, "TAG"
        )
        self._of_word = _indexed(
            [rule for rule in single if "LOWER" in rule.pattern[0]], 0, "LOWER"
        )
        pairs = [rule for rule in rules if len(rule.pattern) > 1]
        if any(len(rule.pattern) > 2 or rule.pattern[1].keys() != {"LOWER"} for rule in pairs):
            raise ValueError("the attribute ruler asks for more than a word after a token")
        self._pairs = _indexed(pairs, 1, "LOWER")
        self._known = KeptRows(5, np.uint64, _MOST_KEPT)
        self._candidates: dict[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]] = {}
        self._usual: dict[tuple[int, int, bool], tuple[list[Rule], Setting]] = {}
        self._lemmas: dict[tuple[int, Form], int] = {}

    def __call__(self, keys: Keys) -> Keys:
        """Return TAG, POS, DEP and LEMMA of each token of a text, as the rules say.

        Parameters
        ----------
        keys : array of uint64, shape (tokens, 3)
            Numbers of spelling, tag and dependency.

        Returns
        -------
        array of uint64, shape (tokens, 4)
        """
        found = self._known(mixed(keys), lambda places: self._words(keys[places]))
        seconds = np.flatnonzero(found[:, 4])
        extra: dict[int, list[Rule]] = {}
        for place in seconds[seconds > 0].tolist():
            before, key = keys[place - 1 : place + 1].tolist()
            for rule in self._candidates_of(self._vocab.strings[key[0]].lower())[1]:
                if self._fits(rule.pattern[0], before):
                    extra.setdefault(place - 1 + rule.index, []).append(rule)
        for place, more in extra.items():
            found[place] = self._word(keys[place].tolist(), more)
        return found[:, :4]

    def _words(self, keys: Keys) -> Keys:
        return np.array([self._word(key) for key in keys.tolist()], np.uint64)

    def _word(self, key: Key, more: Sequence[Rule] = ()) -> tuple[int, int, int, int, bool]:
        """Return what the rules say of a token, and whether it may be the second one of a rule."""
        text: str = self._vocab.strings[key[0]]
        some, seconds = self._candidates_of(text.lower())
        own = [*(rule for rule in some if self._fits(rule.pattern[0], key)), *more]
        rules, setting = self._rules_without_word(key, text.isspace())
        if own:
            setting = self._setting(key, [*rules, *own])
        lemma = (
            self._vocab.strings.add(setting.lemma)
            if setting.lemma
            else self._lemma(key[0], setting.form)
        )
        return setting.tag, setting.pos, setting.dep, lemma, bool(seconds)

    def _candidates_of(self, word: str) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        known = self._candidates.get(word)
        if known is None:
            if len(self._candidates) > _MOST_KEPT:
                self._candidates.clear()
                self._lemmas.clear()
            known = self._candidates[word] = self._rules_with_word(word)
        return known

    def _rules_with_word(self, word: str) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """Return the rules that ask for this word: of one token, and of it as the second of two."""
        single, pairs = (
            tuple(
                rule
                for rule in index.get(word, index[None])
                if _answers(word, rule.pattern[-1]["LOWER"])
            )
            for index in (self._of_word, self._pairs)
        )
        return single, pairs

    def _rules_without_word(self, key: Key, space: bool) -> tuple[list[Rule], Setting]:
        """Return the rules that ask for no word and fit, and what they set by themselves."""
        usual = self._usual.get((key[1], key[2], space))
        if usual is None:
            some = self._of_tag.get(self._vocab.strings[key[1]], self._of_tag[None])
            rules = [rule for rule in some if self._fits(rule.pattern[0], key)]
            usual = self._usual[key[1], key[2], space] = rules, self._setting(key, rules)
        return usual

    def _setting(self, key: Key, rules: Sequence[Rule]) -> Setting:
        strings = self._vocab.strings
        values = {"TAG": strings[key[1]], "DEP": strings[key[2]]}
        values |= {"POS": "", "LEMMA": "", "MORPH": ""}
        for rule in sorted(rules, key=lambda rule: rule.number):
            values |= rule.sets
        tag, pos, dep = (
            strings.add(values[name]) if values[name] else 0 for name in ("TAG", "POS", "DEP")
        )
        return Setting(tag, pos, dep, values["LEMMA"], (values["POS"], values["MORPH"]))

    def _lemma(self, orth: int, form: Form) -> int:
        known = self._lemmas.get((orth, form))
        if known is None:
            strings = self._vocab.strings
            known = self._lemmas[orth, form] = strings.add(self._lemma_of(strings[orth], form))
        return known

    def _fits(self, asked: Mapping[str, Any], key: Key) -> bool:
        for name, wanted in asked.items():
            text: str = self._vocab.strings[key[_PLACE[name]]]
            if name == "IS_SPACE":
                if text.isspace() != wanted:
                    return False
            elif not _answers(text.lower() if name == "LOWER" else text, wanted):
                return False
        return True


def _indexed(rules: Sequence[Rule], place: int, name: str) -> dict[str | None, list[Rule]]:
    """Return rules by the word or tag that the token at `place` must have.

    The rules that ask for it otherwise are with every one, and by themselves under None.
    """
    asked = [(_listed(rule.pattern[place].get(name)), rule) for rule in rules]
    found: dict[str | None, list[Rule]] = {None: [rule for values, rule in asked if not values]}
    for value in {value for values, _ in asked for value in values}:
        found[value] = [rule for values, rule in asked if not values or value in values]
    return found


def _listed(wanted: str | Mapping[str, Any] | None) -> list[str]:
    if isinstance(wanted, str):
        return [wanted]
    return list(wanted.get("IN", [])) if wanted else []


def _answers(value: str, wanted: str | Mapping[str, Any]) -> bool:
    if isinstance(wanted, str):
        return value == wanted
    return all(_TESTS[test](value, given) for test, given in wanted.items())


_TESTS: Mapping[str, Callable[[str, Any], bool]] = {
    "IN": lambda value, given: value in given,
    "NOT_IN": lambda value, given: value not in given,
    "REGEX": lambda value, given: re.search(given, value) is not None,
}
