"""Where a text says that two phrases name one thing: "refers to X as Y", "X (Y)", "called"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.naming.lists import words_in
from analysis.naming.phrases import Phrase, Prepared

AS_VERBS = words_in("as_verbs")
"""Verbs that give a name with "as"."""
BARE_VERBS = words_in("bare_verbs")
"""Verbs that put the name right after what is named."""
_PAREN = re.compile(r"^\s*\(\s*[“\"'‘]?(?:or |the |also |formerly |now |called |a\.k\.a\. )*$")
_OR = re.compile(
    r"^(?:,? (?:also known as|also called|also referred to as|otherwise known as|better known as"
    r"|a\.k\.a\.|aka)|, (?:known as|formerly|formerly known as|officially|officially called"
    r"|i\.e\.,?|so-called|called|dubbed)) (?:the |an? )?[“\"'‘]?$"
)
_PARTY = re.compile(r"^(?:[rd]-|con|lab|snp|cdu|d|r|i)\b", re.IGNORECASE)
"""Party and state in parentheses after a politician's name."""
_DATELINE = re.compile(r"\)\s*[-–—]")
"""After the parenthesis of a dateline, "PORT TOWN (Agency) –", the report begins."""
_OF_ANOTHER = re.compile(r"[’']s?\s")
"""After a name: it is told whose something is, "formerly the Harbour Board's clerk"."""
_NEAR = 9
"""Words between a naming verb and its "as"."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """Two phrases that a text says are one thing."""

    a: Phrase
    b: Phrase
    reason: str
    pronoun: bool = False
    """Whether the first was found behind a pronoun: the antecedent is a guess."""
    side_by_side: bool = False
    """Whether they stand side by side, as in "X (Y)": sure enough to join two names."""


def find_renamings(prepared: Prepared, linked_heads: Mapping[str, set[str]]) -> list[Renaming]:
    """Return the pairs of phrases that an article says name one thing.

    Parameters
    ----------
    prepared : Prepared
        The article.
    linked_heads : mapping of str to set of str
        Heads of phrases that were found to name one thing elsewhere, by head; they decide between
        several antecedents of a pronoun. May be empty.

    Returns
    -------
    list of Renaming
        By place.
    """
    found = [*_by_verb(prepared, linked_heads), *_by_juxtaposition(prepared)]
    return sorted(found, key=lambda r: (r.b.start, r.a.start))


def _by_juxtaposition(prepared: Prepared) -> Iterator[Renaming]:
    text = prepared.article.text
    for a, b in zip(prepared.phrases, prepared.phrases[1:], strict=False):
        between = text[a.end : b.start]
        if a.sentence != b.sentence or len(between) > 40 or a.key == b.key or _PARTY.match(b.key):
            continue
        in_parentheses = (
            _PAREN.match(between)
            and bool(a.name) == bool(b.name)
            and ")" in text[b.end : b.end + 3]
        )
        or_so = between.strip() == ", or" and text[b.end : b.end + 1] in ",)"
        renamed = or_so or _OR.match(" ".join(between.split(" ")))
        if _DATELINE.match(text, b.end) or (b.name and text[b.start].islower()):
            continue
        if _OF_ANOTHER.match(text, b.end):
            continue
        is_so = renamed and _same_sort(a, b) and _may_abbreviate(text[b.start : b.end], a)
        if in_parentheses or is_so:
            yield Renaming(a, b, _because(prepared, a.start, b.end), side_by_side=True)


def _may_abbreviate(name: str, a: Phrase) -> bool:
    """Whether a name in capitals may stand for a phrase: it begins with the same letter.

    "The Committee to Save the Harbour, known as CSH": the harbour is not CSH.
    """
    if not name.isupper() or len(name) < 2:
        return True
    return name[0].lower() in {part[0] for part in a.key.split()}


def _same_sort(a: Phrase, b: Phrase) -> bool:
    return bool(a.name) == bool(b.name) and (a.plural == b.plural or bool(a.name))


def _by_verb(prepared: Prepared, linked: Mapping[str, set[str]]) -> Iterator[Renaming]:
    words = prepared.words
    starts = {phrase.first: phrase for phrase in prepared.phrases}
    for number, word in enumerate(words):
        if word.pos not in ("VERB", "ADJ", "NOUN") or word.tag[:2] not in ("VB", "JJ"):
            continue
        if word.lemma in AS_VERBS:
            yield from _with_as(prepared, number, starts, linked)
        if word.lemma in BARE_VERBS:
            yield from _bare(prepared, number, starts, linked)


def _with_as(
    prepared: Prepared, verb: int, starts: Mapping[int, Phrase], linked: Mapping[str, set[str]]
) -> Iterator[Renaming]:
    words = prepared.words
    stop = min(verb + _NEAR, len(words) - 1)
    for number in range(verb + 1, stop):
        if words[number].sentence != words[verb].sentence:
            return
        if words[number].lemma == "as" and words[number - 1].lemma != "such":
            b = _first_phrase(prepared, number + 1, starts)
            if b is not None:
                yield from _named(prepared, verb, number, b, linked)
            return


def _bare(
    prepared: Prepared, verb: int, starts: Mapping[int, Phrase], linked: Mapping[str, set[str]]
) -> Iterator[Renaming]:
    words = prepared.words
    first = _first_phrase(prepared, verb + 1, starts)
    if first is None:
        if verb + 1 < len(words) and words[verb + 1].lemma in _PRONOUNS:
            named = _first_phrase(prepared, verb + 2, starts)
            if named is not None:
                yield from _named(prepared, verb, verb + 2, named, linked)
        return
    second = _first_phrase(prepared, first.last + 1, starts)
    if second is not None and not prepared.gap(first.last).strip(" \n\t“\"‘'"):
        yield from _pair(prepared, verb, first, second)
    elif _is_passive_or_relative(prepared, verb):
        yield from _named(prepared, verb, verb + 1, first, linked)
    else:
        yield from _reduced_relative(prepared, verb, first)


def _reduced_relative(prepared: Prepared, verb: int, name: Phrase) -> Iterator[Renaming]:
    """Read "Northmark, the region the king calls Oldmark": a relative clause without "which"."""
    before = [p for p in prepared.phrases if p.last < verb and p.sentence == name.sentence][-3:]
    if len(before) < 2 or before[-1].last != verb - 1:
        return
    named, subject = before[-2:]
    between = prepared.article.text[named.end : subject.start].strip()
    if named.name or between.lower() not in ("", "the", "some", "many"):
        return
    if len(before) == 3 and before[0].name:
        gap = prepared.article.text[before[0].end : named.start].strip().lower()
        named = before[0] if gap in (", the", ", a", ", an") else named
    yield from _pair(prepared, verb, named, name)


def _first_phrase(prepared: Prepared, number: int, starts: Mapping[int, Phrase]) -> Phrase | None:
    """Return the phrase that begins at a word or after its determiner, if one does."""
    words = prepared.words
    for place in range(number, min(number + 3, len(words))):
        if place and set(prepared.gap(place - 1)) & set(",;:.()"):
            return None
        if place in starts:
            return starts[place]
        if words[place].pos not in ("DET", "PRON", "ADJ", "ADV") or words[place].tag == "PRP":
            return None
        if words[place].tag in ("WDT", "WP"):
            return None
    return None


_RELATIVE = frozenset(("which", "that", "whom"))
_PRONOUNS = frozenset(("they", "them", "it", "these", "those", "he", "she", "him", "this"))


def _named(
    prepared: Prepared, verb: int, before: int, b: Phrase, linked: Mapping[str, set[str]]
) -> Iterator[Renaming]:
    """Find what is named between the verb and "as", or before the verb, or behind a pronoun."""
    named = _object(prepared, verb, before)
    if named is not None:
        yield from _pair(prepared, verb, named, b)
        return
    pronouns = [w for w in prepared.words[verb + 1 : before + 1] if w.lemma in _PRONOUNS]
    if pronouns:
        a = _antecedent(prepared, verb, b, pronouns[0].lemma, linked)
        if a is not None:
            reason = _because(prepared, prepared.words[verb].start, b.end)
            yield Renaming(a, b, reason, pronoun=True)
    elif _is_passive_or_relative(prepared, verb):
        a = _before(prepared, verb)
        if a is not None:
            yield from _pair(prepared, verb, a, b)


def _object(prepared: Prepared, verb: int, before: int) -> Phrase | None:
    """Return the object of the verb: the phrase right after it, or after "to"."""
    for phrase in prepared.phrases:
        if verb < phrase.first and phrase.last < before:
            skipped = prepared.words[verb + 1 : phrase.first]
            plain = all(w.pos in ("DET", "ADJ", "PRON", "ADV") or w.lemma == "to" for w in skipped)
            return phrase if plain else None
    return None


def _pair(prepared: Prepared, verb: int, a: Phrase, b: Phrase) -> Iterator[Renaming]:
    name = prepared.article.text[b.start : b.end]
    if a.key != b.key and a.sentence == b.sentence and _may_abbreviate(name, a):
        start = min(a.start, prepared.words[verb].start)
        yield Renaming(a, b, _because(prepared, start, b.end))


def _is_passive_or_relative(prepared: Prepared, verb: int) -> bool:
    words = prepared.words
    near = [w for w in words[max(0, verb - 6) : verb] if w.sentence == words[verb].sentence]
    auxiliaries = {word.lemma for word in near[-3:]}
    if words[verb].tag in ("VBN", "JJ") and ("be" in auxiliaries or "have" not in auxiliaries):
        return True
    # "What he called the theft" has its thing in itself, not before it.
    return any(word.lemma in _RELATIVE for word in near)


def _before(prepared: Prepared, verb: int) -> Phrase | None:
    """Return the last phrase before the verb's clause: before "which", else before the verb."""
    words = prepared.words
    limit = verb
    for number in range(verb - 1, max(-1, verb - 7), -1):
        if words[number].lemma in _RELATIVE:
            limit = number
            break
    earlier = [p for p in prepared.phrases if p.last < limit and p.sentence == words[verb].sentence]
    return earlier[-1] if earlier and limit - earlier[-1].last <= 5 else None


def _antecedent(
    prepared: Prepared, verb: int, b: Phrase, pronoun: str, linked: Mapping[str, set[str]]
) -> Phrase | None:
    sentence = prepared.words[verb].sentence
    plural = pronoun in ("they", "them", "these", "those")
    candidates = [
        p
        for p in prepared.phrases
        if p.last < verb
        and sentence - 1 <= p.sentence <= sentence
        and p.plural == plural
        and bool(p.name) == bool(b.name)
        and p.key != b.key
    ]
    known = [p for p in candidates if p.head in linked.get(b.head, ())]
    # A singular "it" may stand for anything said before.
    likely = [p for p in candidates if p.head not in _PEOPLE] if plural else []
    choice = known or likely
    return choice[-1] if choice else None


_PEOPLE = words_in("people_and_times")


def _because(prepared: Prepared, start: int, end: int) -> str:
    words = " ".join(prepared.article.text[start : min(end + 1, start + 160)].split())
    return f"{prepared.article.outlet or prepared.article.id} writes “{words.strip(' ,.;“”')}”"
