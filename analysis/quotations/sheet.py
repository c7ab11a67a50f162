"""A parsed article with its quotation marks, prepared for the attribution models."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from analysis.quotations.columns import Columns
from analysis.quotations.marks import Marked, find_marked

_LONG = 4
"""Words of a marked stretch that is more than a name or a scare quote."""
_FUNCTION = frozenset({"ADP", "SCONJ", "PART", "CCONJ", "PRON", "DET", "AUX", "PUNCT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ANY_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True)
class Sheet:
    """Columns, marks, and which token stands in which marked stretch."""

    c: Columns
    marked: list[Marked]
    mark_tokens: list[tuple[int, int]]
    """Token interval of each marked stretch, marks included."""
    mark_of: list[int]
    """Number of the stretch a token stands in; -1 outside."""

    paths: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """Ways through the tree found already: from, to, how far at most."""
    noun_classes: dict[int, str] = field(default_factory=dict)
    """What `cues.noun_class` said already."""
    paths_up: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)

    @cached_property
    def is_word(self) -> list[bool]:
        """Whether a token has a letter or digit."""
        return [word.isalnum() or _has_letter(word) for word in self.c.word]

    @cached_property
    def beside_marks(self) -> list[bool]:
        """Whether a token stands in a sentence that holds or adjoins a long marked stretch."""
        c = self.c
        found = [False] * len(c.word)
        for first, last in self.mark_tokens:
            if first >= last or self.words_before[last] - self.words_before[first] < _LONG:
                continue
            numbers = {c.sentence[first], c.sentence[last - 1]}
            before, after = self.previous_solid(first, 0), self.next_solid(last, len(c.word))
            if before >= 0 and (c.paragraph[before] == c.paragraph[first] or c.word[before] == ":"):
                numbers.add(c.sentence[before])
            if after < len(c.word) and c.paragraph[after] == c.paragraph[last - 1]:
                numbers.add(c.sentence[after])
            for number in numbers:
                low, high = c.sentences[number]
                found[low:high] = [True] * (high - low)
        return found

    @cached_property
    def shapes(self) -> list[str]:
        """The lemma of a function word or mark, else the part of speech, of each token."""
        c = self.c
        found = [
            lemma if pos in _FUNCTION else pos for lemma, pos in zip(c.lemma, c.pos, strict=True)
        ]
        for token, word in enumerate(c.word):
            if word == "-" and self.is_hyphen(token):
                found[token] = "hyphen"
        for first, last in self.mark_tokens:
            if first < last:
                found[last - 1] = "</q>"
                found[first] = "<q>"
        return found

    def is_hyphen(self, token: int) -> bool:
        """Whether a token joins two words into one: no space on either side."""
        c = self.c
        return (
            c.word[token] == "-"
            and 0 < token < len(c.word) - 1
            and c.end[token - 1] == c.start[token]
            and c.end[token] == c.start[token + 1]
            and self.is_word[token - 1]
            and self.is_word[token + 1]
        )

    @cached_property
    def words_before(self) -> list[int]:
        """Number of word tokens before each token; one longer than the tokens."""
        return list(accumulate(self.is_word, initial=0))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Token interval of each paragraph number."""
        of = self.c.paragraph
        cuts = [bisect_left(of, number) for number in range(of[-1] + 2)] if of else []
        return [(first, last) if first < last else (0, 0) for first, last in pairwise(cuts)]

    @cached_property
    def passive(self) -> set[int]:
        """Verbs in the passive voice."""
        pairs = zip(self.c.dep, self.c.head, strict=True)
        return {head for dep, head in pairs if dep in {"auxpass", "nsubjpass"}}

    @cached_property
    def marked_before(self) -> list[int]:
        """Number of tokens between marks before each token; one longer than the tokens."""
        return list(accumulate([number >= 0 for number in self.mark_of], initial=0))

    @cached_property
    def subjects_before(self) -> list[int]:
        """Number of subjects outside marks before each token; one longer than the tokens."""
        pairs = zip(self.c.dep, self.mark_of, strict=True)
        return list(accumulate([d in _SUBJECTS and n < 0 for d, n in pairs], initial=0))

    @cached_property
    def full_verbs_before(self) -> list[int]:
        """Number of verbs, auxiliaries aside, before each token; one longer than the tokens."""
        return list(accumulate([pos == "VERB" for pos in self.c.pos], initial=0))

    @cached_property
    def finite_before(self) -> list[int]:
        """Number of finite verbs before each token; one longer than the tokens."""
        return list(accumulate([tag in _FINITE for tag in self.c.tag], initial=0))

    @cached_property
    def subjects(self) -> list[int]:
        """Subjects, clauses and *there* as well."""
        return [token for token, dep in enumerate(self.c.dep) if dep in _ANY_SUBJECT]

    @cached_property
    def verbs(self) -> list[int]:
        """Verbs and auxiliaries."""
        return [token for token, pos in enumerate(self.c.pos) if pos in {"VERB", "AUX"}]

    @cached_property
    def verbs_before(self) -> list[int]:
        """Number of verbs before each token; one longer than the tokens."""
        return list(accumulate([pos in {"VERB", "AUX"} for pos in self.c.pos], initial=0))

    def next_solid(self, token: int, limit: int) -> int:
        """Return the first token at or after `token` that is not white space; `limit` at most."""
        pos = self.c.pos
        while token < limit and pos[token] == "SPACE":
            token += 1
        return token

    def previous_solid(self, token: int, limit: int) -> int:
        """Return the last token before `token` that is not white space; `limit` - 1 for none."""
        pos = self.c.pos
        token -= 1
        while token >= limit and pos[token] == "SPACE":
            token -= 1
        return token

    def clip(self, first: int, last: int) -> tuple[int, int]:
        """Return the interval without punctuation and white space at its edges, marks kept."""
        opens, closes = self.may_open, self.may_close
        while first < last and not opens[first]:
            first += 1
        while last > first and not closes[last - 1]:
            last -= 1
        return first, last

    @cached_property
    def may_open(self) -> list[bool]:
        """Whether a stretch may begin with a token: a word, a symbol, an opening mark."""
        pairs = zip(self.is_word, self.mark_of, self.c.pos, strict=True)
        found = [word or (number < 0 and pos == "SYM") for word, number, pos in pairs]
        for first, last in self.mark_tokens:
            if first < last:
                found[first] = True
        return found

    @cached_property
    def may_close(self) -> list[bool]:
        """Whether a stretch may end with a token: a word, a closing mark."""
        found = self.is_word.copy()
        for first, last in self.mark_tokens:
            if first < last:
                found[last - 1] = True
        return found


@lru_cache(maxsize=4096)
def _has_letter(word: str) -> bool:
    """Whether a word that is not all letters and digits has any."""
    return any(letter.isalnum() for letter in word)


def make_sheet(columns: Columns) -> Sheet:
    """Return the sheet of an article."""
    marked = find_marked(columns.text)
    intervals = [columns.tokens(m.start, m.end) for m in marked]
    mark_of = [-1] * len(columns.word)
    for number, (first, last) in enumerate(intervals):
        for token in range(first, last):
            mark_of[token] = number
    return Sheet(columns, marked, intervals, mark_of)
