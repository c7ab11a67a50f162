"""Lemmas by rule: the tables of the model's lemmatizer, read without a token of each word."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

Form = tuple[str, str]
"""Part of speech and morphology."""

_FORMLESS = frozenset(["", "EOL", "SPACE"])
"""Parts of speech without lemmas of their own."""


class Lemmatizer:
    """A word's lemma by its spelling and form, as the model's lemmatizer says.

    Parameters
    ----------
    component : spacy.pipeline.Lemmatizer
        Rule-based.
    """

    def __init__(self, component: Any) -> None:
        self._component = component
        lookups = component.lookups
        self._index, self._exceptions, self._rules = (
            lookups.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules")
        )
        self._tables: dict[str, _Tables] = {}
        self._base_forms: dict[Form, bool] = {}

    def __call__(self, text: str, form: Form) -> str:
        """Return the lemma of a word of this form."""
        word = text.lower()
        if self._is_base_form(form):
            return word
        part = form[0].lower()
        tables = self._tables.get(part)
        if tables is None:
            tables = self._tables[part] = self._tables_of(part)
        if not any(tables):
            return text if part == "propn" else word
        return _first_form(text, word, *tables)

    def _tables_of(self, part: str) -> _Tables:
        # The index is shipped as lists of some ten thousand words, which every new word would walk.
        index = frozenset(self._index.get(part, ()))
        return index, self._exceptions.get(part, {}), self._rules.get(part, ())

    def _is_base_form(self, form: Form) -> bool:
        """Whether a word of this form is its own lemma, whatever the word."""
        known = self._base_forms.get(form)
        if known is None:
            known = form[0] in _FORMLESS or self._component.is_base_form(self._token(form))
            self._base_forms[form] = known
        return known

    def _token(self, form: Form) -> SimpleNamespace:
        from spacy.tokens import MorphAnalysis

        pos, morph = form
        return SimpleNamespace(pos_=pos, morph=MorphAnalysis(self._component.vocab, morph))


_Tables = tuple[Collection[str], Mapping[str, Sequence[str]], Sequence[tuple[str, str]]]
"""Known lemmas, irregular forms with their lemmas, and endings with those of the lemma."""


def _first_form(
    text: str,
    word: str,
    index: Collection[str],
    exceptions: Mapping[str, Sequence[str]],
    rules: Sequence[tuple[str, str]],
) -> str:
    known: list[str] = []
    others: list[str] = []
    for old, new in rules:
        form = word[: len(word) - len(old)] + new if word.endswith(old) else ""
        if not form:
            continue
        if form in index:
            known.insert(0, form)
        else:
            (others if form.isalpha() else known).append(form)
    for form in exceptions.get(word, ()):
        if form not in known:
            known.insert(0, form)
    return (known or others or [text])[0]
