"""Noun phrases: the ways in which an article names things, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analysis.naming.lists import words_in
from analysis.records import Entity, Reading
from analysis.words.terms import Word, words_of
from sources.article import Article

_INSIDE = frozenset({"NOUN", "PROPN", "ADJ"})
_LOOSE = words_in("loose")
_TITLES = words_in("titles")
_BARE_VERBS = words_in("bare_verbs")
"""Modifiers that tell which or how many, not what it is called."""
_WEEKDAYS = words_in("weekdays")
_TIMES = words_in("times")
_WHICH_TIME = words_in("which_time")
_FORMS_OF_ADDRESS = ("mr", "mrs", "ms", "dr", "sir", "lord", "lady")
_OF_PEOPLE = ("er", "or", "ist", "man", "woman", "ian", "eer", "ess", "ant", "spy", "star", "chief")
"""Endings of nouns for what a person is or does."""
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase where it stands, without its determiner."""

    article: str
    start: int
    end: int
    sentence: int
    key: str
    """Lower-case words with the lemma of the last: what its other occurrences share."""
    head: str
    """Lemma of its last word."""
    modifiers: tuple[str, ...]
    plural: bool
    name: str
    """Label of the entity it is (PERSON, GPE …) or "NAME"; empty for a common noun."""
    core: str
    """Of a person: the key without titles and descriptions; else empty."""
    description: str
    """What stands before the core: "northern rebel leader"; empty when there is nothing."""
    proper: frozenset[str]
    """Modifiers that are names or come from one: "Korean"."""
    indefinite: bool
    """Whether "a" or "an" stands before it: then it says what kind of thing, not which."""
    first: int
    """Index of its first word among the words of the article."""
    last: int
    """Index of its last word."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article made ready for the search: its words, and the phrases they form."""

    article: Article
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]

    def gap(self, number: int) -> str:
        """Return the text between word ``number`` and the next one."""
        return self.article.text[self.words[number].end : self.words[number + 1].start]


def prepare(article: Article, reading: Reading) -> Prepared:
    """Return the words and the noun phrases of an article, in order."""
    words = tuple(word for word in words_of(article, reading) if word.lemma[0] not in "'’")
    phrases = tuple(_phrases(article, words, reading))
    return Prepared(article, words, phrases)


def _phrases(article: Article, words: Sequence[Word], reading: Reading) -> Iterator[Phrase]:
    ends = {_name_end(article.text, entity): entity for entity in reading.entities}
    names = {entity.start for entity in reading.entities if entity.label != "PERSON"}
    inside = _inside_phrases(words, reading.tokens.dep)
    number = 0
    while number < len(words):
        last = _run_end(article.text, words, inside, number)
        if last < number:
            number += 1
            continue
        ending = _without_time(words, number, last)
        for first, stop in _split(words, number, ending, names) if ending >= number else ():
            phrase = _phrase(article, words, first, stop, ends)
            if phrase is not None:
                yield phrase
        number = last + 1


def _inside_phrases(words: Sequence[Word], dep: Sequence[str]) -> list[bool]:
    """Say for each word whether it may be part of a phrase: nouns, adjectives, "detained" men."""
    return [
        word.pos in _INSIDE
        or (
            word.tag in ("VBN", "VBG")
            and dep[word.token] in ("amod", "compound", "nmod")
            and number + 1 < len(words)
            and words[number + 1].pos in ("NOUN", "ADJ")
        )
        for number, word in enumerate(words)
    ]


def _run_end(text: str, words: Sequence[Word], inside: Sequence[bool], first: int) -> int:
    """Index of the last word of the run that begins at ``first``; below it when there is none."""
    last, end = first - 1, first
    while end < len(words) and inside[end]:
        if end > first and (
            words[end].sentence != words[first].sentence
            or not text[words[end - 1].end : words[end].start].isspace()
        ):
            break
        if words[end].pos in ("NOUN", "PROPN"):
            last = end
        end += 1
    return last


def _without_time(words: Sequence[Word], first: int, last: int) -> int:
    """Index of the last word of a run without the "last week" or "Friday" that dates the deed.

    "The testimony last week" names a testimony.
    """
    if last > first and words[last].lemma in _WEEKDAYS and words[last].tag != "NNPS":
        return last - 1
    if last > first and words[last].lemma in _TIMES and words[last - 1].lemma in _WHICH_TIME:
        return last - 2
    return last


def _split(
    words: Sequence[Word], first: int, last: int, names: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Cut a run that is two phrases: "transit homes holding homes", "the town Parliament chose"."""
    begin = first
    after_call = any(word.lemma in _BARE_VERBS for word in words[max(0, first - 2) : first])
    for number in range(first, last):
        word, following = words[number], words[number + 1]
        repeats = word.pos == "NOUN" and word.lemma == words[last].lemma
        meets_name = word.pos == "NOUN" and following.pos == "PROPN" and following.start in names
        # "called the homes prisons": a plural hardly ever stands within a phrase.
        if repeats or meets_name or (after_call and word.tag == "NNS"):
            yield begin, number
            begin = number + 1
    yield begin, last


def _name_end(text: str, entity: Entity) -> int:
    words = text[entity.start : entity.end].partition(" (")[0]
    return entity.start + len(words.removesuffix("’s").removesuffix("'s"))


def _first_of_name(words: Sequence[Word], first: int, start: int) -> int:
    """Index of the word where a name begins that a run of nouns cuts: "Bank of England"."""
    while first > 0 and words[first - 1].start >= start:
        first -= 1
    return first + 1 if words[first].lemma in ("the", "a", "an") else first


def _phrase(
    article: Article, words: Sequence[Word], first: int, last: int, ends: dict[int, Entity]
) -> Phrase | None:
    while first < last and (words[first].lemma in _LOOSE or not words[first].lemma[0].isalnum()):
        first += 1
    first = max(first, last - _LONGEST + 1)
    head = words[last]
    if len(head.lemma) < 2 or not head.lemma[0].isalpha():
        return None
    entity = ends.get(head.end)
    name = "" if head.pos != "PROPN" else entity.label if entity else "NAME"
    if name and entity and "(" not in article.text[entity.start : head.end]:
        first = _first_of_name(words, first, entity.start)
    written = [article.text[word.start : word.end] for word in words[first:last]]
    lower = [text.lower() for text in written]
    core = _core(words, first, last, lower) if name == "PERSON" else last + 1
    if first < core <= last:
        begin = _without_stray_words(lower, core - first)
        lower, written, first = lower[begin:], written[begin:], first + begin
    # The lemma of a plural name keeps its "s".
    ending = head.lemma.removesuffix("s") if head.tag == "NNPS" else head.lemma
    return Phrase(
        article=article.id,
        start=words[first].start,
        end=head.end,
        sentence=head.sentence,
        key=" ".join([*lower, ending]),
        head=head.lemma,
        modifiers=tuple(lower),
        plural=head.tag in ("NNS", "NNPS"),
        name=name,
        core=" ".join([*lower[core - first :], ending]) if core <= last else "",
        description=" ".join(lower[: core - first]) if core <= last else "",
        proper=frozenset(text.lower() for text in written if text[0].isupper() and first > 0),
        indefinite=first > 0 and words[first - 1].lemma in ("a", "an"),
        first=first,
        last=last,
    )


def _without_stray_words(lower: Sequence[str], core: int) -> int:
    """Return where a titled name begins: "in the new book Smith says" is two phrases."""
    before = lower[core - 1].rstrip(".")
    if before in _FORMS_OF_ADDRESS:
        return core - 1
    return 0 if before in _TITLES or before.endswith(_OF_PEOPLE) else core


def _core(words: Sequence[Word], first: int, last: int, lower: Sequence[str]) -> int:
    """Index of the word where the name of a person begins, after titles and descriptions."""
    begin = last
    while begin > first and words[begin - 1].pos == "PROPN":
        if lower[begin - 1 - first].rstrip(".") in _TITLES:
            break
        begin -= 1
    return begin
