"""Who does it and where: two mentions of one claim with another actor or another place.

Organs of a state or body are told apart by what they are: a parliament is no government. Persons
differ when no part of one name is in the other's; places when one noun has two descriptions ("the
north pier", "the south pier") or both are named.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text: structural mismatches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.claims.difference import Contrast, Filled
from analysis.claims.mentions import Mention
from analysis.claims.predicates import Phrase
from analysis.claims.terms import sound_key, terms_of, word_stem
from analysis.claims.verbs import are_one_deed, verb_class
from analysis.stems import find_words, normal_form
from analysis.word_sets import word_set

_ORGANS = {
    word: organ
    for organ, listed in {
        "parliament": """parliament assembly congress legislature senate lawmaker legislator deputy
            mp senator council_chamber""",
        "government": "government cabinet administration ministry",
        "court": "court tribunal judge jury judiciary",
        "police": "police policeman constabulary",
        "army": "army military troop soldier",
        "council": "council councillor",
        "board": "board",
        "committee": "committee commission panel",
        "regulator": "regulator watchdog authority",
        "union": "union",
        "company": "company firm operator",
    }.items()
    for word in listed.split()
}
_SAME_ORGAN = {
    frozenset(pair.split("/"))
    for pair in word_set("council/parliament board/company board/regulator board/council")
}
_SPEAKING = frozenset(
    map(
        word_stem,
        word_set(
            """say tell add ask answer speak call demand promise warn announce note stress write
            argue insist explain declare claim suggest believe think describe comment reply respond
            want hope fear urge welcome criticise criticize praise propose tweet post meet talk
            marry agree debate negotiate"""
        ),
    )
)
"""What several people may do at once, each for themselves, or with each other."""
_DECIDING = frozenset(verb_class(word_stem(verb)) for verb in word_set("approve reject allow ban"))
"""What a body does where it meets."""
_NAMED_PLACES = word_set("GPE LOC FAC")


def role_contrasts(one: Mention, other: Mention) -> Iterator[Contrast]:
    """Yield the roles that two mentions of one claim fill differently.

    Parameters
    ----------
    one, other : Mention
        Mentions by independent sources.

    Yields
    ------
    Contrast
        Kind "name" for who does it, "place" for where.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    ours, theirs = one.predicate, other.predicate
    doers = [_doer(mention) for mention in (one, other)]
    if (
        doers[0]
        and doers[1]
        and are_one_deed(ours.stem, theirs.stem)
        and _actors_differ(doers[0], doers[1], one, other)
    ):
        yield _contrast("name", doers[0], doers[1], one, other)
    for here in ours.places:
        for there in theirs.places:
            if _places_differ(here, there, one, other):
                yield _contrast("place", here, there, one, other)
                return


def _doer(mention: Mention) -> Phrase | None:
    """Return who does it: "it was passed in parliament" says by whom as well as where."""
    said = mention.predicate
    if not said.hides_actor or verb_class(said.stem) not in _DECIDING:
        return said.actor
    return next((place for place in said.places if _organ(place, mention)), None)


def _contrast(kind: str, ours: Phrase, theirs: Phrase, one: Mention, other: Mention) -> Contrast:
    a, b = (
        Filled(phrase.start, phrase.end, mention.article_text[phrase.start : phrase.end])
        for phrase, mention in ((ours, one), (theirs, other))
    )
    note = f"“{a.value}” against “{b.value}”"
    return Contrast("name" if kind == "name" else "place", "", a, b, note)


def _actors_differ(ours: Phrase, theirs: Phrase, one: Mention, other: Mention) -> bool:
    if one.actor_id and one.actor_id == other.actor_id:
        # One speaker under two names: a difference, where no part of them is alike.
        return not _alike(_words(ours, one), _words(theirs, other))
    if _is_person(ours) and _is_person(theirs):
        # Two people may both speak.
        alike = _alike(_words(ours, one), _words(theirs, other))
        return not alike and one.predicate.stem not in _SPEAKING
    organs = [_organ(phrase, m) for phrase, m in ((ours, one), (theirs, other))]
    if not all(organs) or organs[0] == organs[1] or frozenset(organs) in _SAME_ORGAN:
        return False
    lands = [
        {term for term in terms_of(" ".join(_words(phrase, m))) if term.startswith("@")}
        for phrase, m in ((ours, one), (theirs, other))
    ]
    return not (lands[0] and lands[1] and not lands[0] & lands[1])


def _is_person(phrase: Phrase) -> bool:
    return phrase.entity == "PERSON" and phrase.is_name


def _organ(phrase: Phrase, mention: Mention) -> str:
    """Return what kind of body a phrase names; an acronym that the event explains counts too."""
    forms = [normal_form(word) for word in _words(phrase, mention)]
    forms += [normal_form(word) for word in mention.full_names.get(forms[-1], "").split()]
    kinds = [_ORGANS[form] for form in [phrase.head, *reversed(forms)] if form in _ORGANS]
    return kinds[0] if kinds else ""


def _words(phrase: Phrase, mention: Mention) -> tuple[str, ...]:
    return _split(mention.article_text[phrase.start : phrase.end])


@lru_cache(maxsize=20_000)
def _split(text: str) -> tuple[str, ...]:
    """Return the words of a phrase, which is compared with those of many other mentions."""
    return tuple(word.text for word in find_words(text))


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the last part of one name is in the other; both may begin with one title."""
    keys = [[sound_key(normal_form(word)) for word in row] for row in (ours, theirs)]
    return keys[0][-1] in keys[1] or keys[1][-1] in keys[0]


def _places_differ(ours: Phrase, theirs: Phrase, one: Mention, other: Mention) -> bool:
    if not (ours.is_name or theirs.is_name):
        return (
            ours.head == theirs.head
            and bool(ours.modifiers)
            and bool(theirs.modifiers)
            and not ours.modifiers & theirs.modifiers
        )
    if ours.entity not in _NAMED_PLACES or theirs.entity != ours.entity:
        return False
    if one.predicate.stem != other.predicate.stem or not one.predicate.stem:
        return False
    names = [" ".join(_words(phrase, m)) for phrase, m in ((ours, one), (theirs, other))]
    lands = [{t for t in terms_of(name) if t.startswith("@")} for name in names]
    if bool(lands[0]) != bool(lands[1]) or lands[0] & lands[1]:
        return False
    # A source that names both places knows both: one lies in the other, or something is at each.
    return (
        not _alike(_words(ours, one), _words(theirs, other))
        and names[0] not in other.article_text
        and names[1] not in one.article_text
    )
