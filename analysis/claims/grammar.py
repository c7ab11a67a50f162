"""The words of an article by what they depend on, as the language model parsed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.records import Reading


@dataclass(frozen=True, slots=True)
class Grammar:
    """An article with its kept reading; tokens are told by their numbers."""

    text: str
    reading: Reading
    children: Mapping[int, Sequence[int]]
    """The tokens that depend on each token."""

    def below(self, token: int, *deps: str) -> list[int]:
        """Return the words that depend on a token in one of these ways."""
        dep = self.reading.tokens.dep
        return [n for n in self.children.get(token, ()) if dep[n] in deps]

    def lemma(self, token: int) -> str:
        """Return the lemma of a token."""
        return self.reading.tokens.lemma[token]

    def word(self, token: int) -> str:
        """Return a token as it stands in the article."""
        tokens = self.reading.tokens
        return self.text[tokens.start[token] : tokens.end[token]]
