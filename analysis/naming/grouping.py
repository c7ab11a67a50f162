"""What one thing is called, by whom: phrases of one referent, grouped across articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analysis.naming.contexts import Surroundings, link_shared_heads
from analysis.naming.kinds import link_kinds
from analysis.naming.linked import LinkedPhrases
from analysis.naming.names import canonical_words, link_names
from analysis.naming.persons import link_persons
from analysis.naming.phrases import Phrase, Prepared, prepare
from analysis.naming.renamings import Renaming, find_renamings
from analysis.records import Naming, NamingVariant, Passage, Reading
from sources.article import Article


def find_namings(
    articles: Sequence[Article], readings: Mapping[str, Reading], *, limit: int = 60
) -> list[Naming]:
    """Return what the articles call the same thing in two or more ways.

    Parameters
    ----------
    articles : sequence of Article
        Of one event: the same words elsewhere may name something else.
    readings : mapping of str to Reading
        By article id; articles without one are passed over.
    limit : int
        At most so many referents.

    Returns
    -------
    list of Naming
        Those named in most ways by most articles first. Variants by falling number of mentions; a
        variant's text is its most frequent spelling. ``reasons`` quotes the text that says so, or
        states the rule.

    Notes
    -----
    Four kinds of evidence link two phrases: two names are spellings, short or titled forms of one;
    the text renames ("refers to X as Y", "called X Y", "X (Y)", "X, also known as Y"); two phrases
    share their head and their context, more lightly tested where some text renames one of them;
    their heads are nouns for one kind of thing and they share a modifier.
    Linked phrases form a group; a group never joins two people or two places unless a text puts
    their names side by side.

    References
    ----------
    Hamborg, Zhukova and Gipp (2019), "Automated Identification of Media Bias by Word Choice and
    Labeling in News Articles", JCDL.
    """
    prepared = [prepare(a, readings[a.id]) for a in articles if a.id in readings]
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for item in prepared:
        for phrase in item.phrases:
            phrases[phrase.key].append(phrase)
    groups = LinkedPhrases(_anchors(phrases))
    every = [phrase for same in phrases.values() for phrase in same]
    for a, b, reason in [*link_names(every), *link_persons(every)]:
        groups.link(a, b, reason)
    renamings = [renaming for renaming in _renamings(prepared) if _is_naming(renaming)]
    for renaming in renamings:
        link = groups.link if _joins_names(renaming) else groups.link_if_one
        link(renaming.a.key, renaming.b.key, renaming.reason)
    contested = {r.a.key for r in renamings} | {r.b.key for r in renamings}
    canonical = canonical_words(key for key, found in phrases.items() if found[0].name)
    surroundings = Surroundings(prepared, canonical)
    alike = [
        *link_shared_heads(phrases, contested, surroundings),
        *link_kinds(phrases, surroundings),
    ]
    for a, b, reason in alike:
        groups.link_if_one(a, b, reason)
    texts = {article.id: article.text for article in articles}
    namings = [_naming(keys, reasons, phrases, texts) for keys, reasons in groups.groups()]
    found = [naming for naming in namings if naming is not None]
    return sorted(found, key=_interest)[:limit]


def _renamings(prepared: Sequence[Prepared]) -> list[Renaming]:
    """Read all articles twice: what the first pass links helps to resolve pronouns."""
    linked: dict[str, set[str]] = defaultdict(set)
    for item in prepared:
        for renaming in find_renamings(item, {}):
            if not renaming.pronoun:
                linked[renaming.a.head].add(renaming.b.head)
                linked[renaming.b.head].add(renaming.a.head)
    return [renaming for item in prepared for renaming in find_renamings(item, linked)]


def _anchors(phrases: Mapping[str, Sequence[Phrase]]) -> dict[str, str]:
    """Return the person or place that a key names, by key."""
    found = {}
    for key, same in phrases.items():
        labels = Counter(phrase.name for phrase in same)
        label = min(labels, key=lambda name: (-labels[name], name))
        if label in ("PERSON", "GPE", "LOC"):
            found[key] = same[0].core or key
    return found


def _joins_names(renaming: Renaming) -> bool:
    """Whether a text says that two names are one; "Jones called Smith" is a telephone call."""
    a, b = renaming.a.name, renaming.b.name
    return renaming.side_by_side or (bool(a and b) and "PERSON" not in (a, b))


def _is_naming(renaming: Renaming) -> bool:
    # "called the homes a disgrace" judges; "called the homes shelters" names.
    return not renaming.b.indefinite


def _naming(
    keys: Sequence[str],
    reasons: Sequence[str],
    phrases: Mapping[str, Sequence[Phrase]],
    texts: Mapping[str, str],
) -> Naming | None:
    variants = _one_a_text(_variant(phrases[key], texts) for key in keys if phrases.get(key))
    if len(variants) < 2:
        return None
    variants.sort(key=lambda v: (-len(v.mentions), v.text))
    return Naming(variants[0].text, tuple(variants), tuple(reasons))


def _one_a_text(variants: Iterable[NamingVariant]) -> list[NamingVariant]:
    places: dict[str, list[Passage]] = defaultdict(list)
    for variant in variants:
        places[variant.text] += variant.mentions
    return [
        NamingVariant(text, tuple(sorted(found, key=lambda p: (p.article, p.start))))
        for text, found in places.items()
    ]


def _variant(found: Sequence[Phrase], texts: Mapping[str, str]) -> NamingVariant:
    ordered = sorted(found, key=lambda p: (p.article, p.start))
    spellings = Counter(" ".join(texts[p.article][p.start : p.end].split()) for p in ordered)
    text = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    return NamingVariant(text, tuple(Passage(p.article, p.start, p.end) for p in ordered))


def _interest(naming: Naming) -> tuple[int, int, str]:
    articles = {m.article for variant in naming.variants for m in variant.mentions}
    mentions = sum(len(variant.mentions) for variant in naming.variants)
    return -len(naming.variants) * len(articles), -mentions, naming.referent
