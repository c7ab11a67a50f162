"""The clauses of all articles, ready to be matched: what they say, when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from analysis.claims.anchors import Written, find_written
from analysis.claims.clause_slots import clause_slots, own_words
from analysis.claims.full_clauses import FullClause
from analysis.claims.label_conflicts import Label, find_labels, labels_within
from analysis.claims.predicates import NOTHING, Phrase, Predicate, find_predicates
from analysis.claims.slots import Slots
from analysis.claims.subjects import find_subjects
from analysis.claims.voices import Voice, find_voices, is_voice
from analysis.records import Assertion, Clause, Naming, Reading, Span, Speaker
from analysis.word_sets import word_set

if TYPE_CHECKING:
    from sources.article import Article

_ESTIMATING = word_set("put puts estimate estimates estimated reckon reckons reckoned")


@dataclass(frozen=True, slots=True)
class Mention:
    """One clause of one article."""

    article: str
    source: str
    """The independent voice behind it: an outlet, or an original article."""
    clause: Clause
    text: str
    """What it is matched by: its context and its own words, without those of clauses inside it."""
    slots: Slots
    base: int
    """Where the text that `slots` counts from begins in the article."""
    subject: str
    """Its subject, in the article's words; empty when there is none."""
    speaker: str | None
    published: date | None
    """The day it was published; None when not known."""
    verbatim: str
    """The clause as it stands in the article."""
    sentence_text: str
    """Its sentence, from `base` on, as it stands in the article."""
    article_text: str = ""
    predicate: Predicate = NOTHING
    voice: Voice | None = None
    """Who is said to say it, where that is somebody whom another article may name as well."""
    actor_id: str = ""
    """Speaker id of its actor; empty when they are not quoted anywhere."""
    labels: tuple[Label, ...] = ()
    """Names it uses for what the event's articles call by several names."""
    full_names: Mapping[str, str] = field(default_factory=dict)
    """What the event's acronyms stand for."""

    @property
    def full(self) -> FullClause | None:
        """The smallest stretch around it that stands by itself."""
        return self.predicate.full

    def slots_text(self, span: Span) -> str:
        """Return the words of the article at an interval of `slots`."""
        return self.sentence_text[span[0] : span[1]]

    @property
    def assertion(self) -> Assertion:
        """How it is put forward."""
        return self.clause.assertion


def collect_mentions(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    *,
    originals: Mapping[str, str],
    worth: float,
    speakers: Sequence[Speaker] = (),
    namings: Sequence[Naming] = (),
) -> list[Mention]:
    """Return the checkable clauses of all articles, by article id and place.

    Parameters
    ----------
    articles : sequence of Article
        One event's articles.
    readings : mapping of str to Reading
        By article id.
    originals : mapping of str to str
        Article id to the id of the original it reprints, or its own.
    worth : float
        Least claim-worthiness.
    speakers : sequence of Speaker
        Who is quoted.
    namings : sequence of Naming
        What the same thing is called in the articles.
    """
    by_id = {article.id: article for article in articles}
    written = find_written(articles)
    context = _Context(
        speaker_of={place: speaker.id for speaker in speakers for place in speaker.quotations},
        voices=find_voices(speakers, readings, {key: by_id[key].text for key in by_id}),
        ids=_ids(speakers),
        labels=find_labels(namings),
        full_names=_full_names(namings),
    )
    found: list[Mention] = []
    for key in sorted(by_id):
        if key in readings:
            source = _source(by_id, originals.get(key, key))
            found += _of_article(by_id[key], readings[key], source, written[key], context, worth)
    return found


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of an event beyond the article at hand."""

    speaker_of: Mapping[tuple[str, int], str]
    voices: Mapping[tuple[str, int], Voice]
    ids: Mapping[str, str]
    labels: Mapping[str, Sequence[Label]]
    full_names: Mapping[str, str]


def _ids(speakers: Sequence[Speaker]) -> dict[str, str]:
    """Return speaker ids by name; a name that two speakers have is left out."""
    found: dict[str, str] = {}
    for speaker in speakers:
        for name in {speaker.name, *speaker.variants}:
            found[name] = speaker.id if found.get(name, speaker.id) == speaker.id else ""
    return found


def _actor_id(text: str, actor: Phrase | None, ids: Mapping[str, str]) -> str:
    """Return the speaker whose name an actor's phrase ends in."""
    if actor is None:
        return ""
    parts = text[actor.start : actor.end].split()
    tails = (" ".join(parts[begin:]) for begin in range(len(parts)))
    return next((ids[tail] for tail in tails if ids.get(tail)), "")


def _full_names(namings: Sequence[Naming]) -> dict[str, str]:
    """Return the longest name of each thing that also has an acronym, by acronym."""
    found = {}
    for naming in namings:
        texts = [variant.text for variant in naming.variants]
        for text in texts:
            if text.isupper() and " " not in text and len(text) > 1:
                found[text.lower()] = max(texts, key=lambda one: (len(one), one))
    return found


def _source(by_id: Mapping[str, Article], original: str) -> str:
    """Two articles of one outlet are one voice; where the outlet is not known, an article is."""
    article = by_id.get(original)
    return (article.outlet.casefold() or original) if article is not None else original


def _of_article(
    article: Article,
    reading: Reading,
    source: str,
    written: Written,
    event: _Context,
    worth: float,
) -> list[Mention]:
    predicates = dict(zip(reading.clauses, find_predicates(article.text, reading), strict=True))
    subjects = find_subjects(article.text, reading)
    by_sentence: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        by_sentence.setdefault(clause.sentence, []).append(clause)
    found = []
    for number in sorted(by_sentence):
        clauses = by_sentence[number]
        sentence = reading.sentences[number]
        for clause in clauses:
            if clause.worth < worth and predicates[clause].calling is None:
                continue
            own = own_words(article.text, clause, clauses)
            context = [article.text[start:end] for start, end in clause.context]
            quotation = clause.quotation
            found.append(
                Mention(
                    article=article.id,
                    source=source,
                    clause=clause,
                    text=" ".join(" ".join([*context, own]).split()),
                    slots=clause_slots(article.text, reading, clause, clauses, written),
                    base=sentence.start,
                    subject=subjects.get(clause.start, _first(clause.context, article.text)),
                    speaker=None
                    if quotation is None
                    else event.speaker_of.get((article.id, quotation)),
                    published=article.published.date() if article.published else None,
                    verbatim=article.text[clause.start : clause.end],
                    sentence_text=article.text[sentence.start : sentence.end],
                    article_text=article.text,
                    predicate=predicates[clause],
                    voice=_estimator(article.text, predicates[clause])
                    if quotation is None
                    else _unless_own(event.voices.get((article.id, quotation)), article.outlet),
                    actor_id=_actor_id(article.text, predicates[clause].actor, event.ids),
                    labels=labels_within(
                        event.labels, article.id, clause.start, _with_relative(clause, clauses)
                    ),
                    full_names=event.full_names,
                )
            )
    return found


def _unless_own(voice: Voice | None, outlet: str) -> Voice | None:
    """Return a voice, unless it is the outlet's own: that it says so is no attribution."""
    is_own = voice is not None and voice.name.casefold() == outlet.casefold()
    return None if is_own else voice


def _estimator(text: str, predicate: Predicate) -> Voice | None:
    """Return who puts a number at something, for they are no quotation's speaker."""
    actor = predicate.actor
    if actor is None or predicate.verb.lower() not in _ESTIMATING:
        return None
    name = text[actor.start : actor.end]
    if not is_voice(name, "collective", "other"):
        return None
    return Voice("", name, (name,), actor.start, actor.end)


def _with_relative(clause: Clause, others: Sequence[Clause]) -> int:
    """Return the end of a clause with the relative clause that follows it without a comma."""
    return max((o.end for o in others if 0 <= o.start - clause.end <= 1), default=clause.end)


def _first(context: Sequence[Span], text: str) -> str:
    return text[context[0][0] : context[0][1]] if context else ""
