"""The clauses of all articles, ready to be matched: what they say, when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low
from typing import TYPE_CHECKING

from analysis.claims.full_clauses import FullClause
from analysis.claims.label_conflicts import Label, find_labels, labels_within
from analysis.claims.predicates import NOTHING, Phrase, Predicate, find_predicates
from analysis.claims.slots import Slots, find_slots
from analysis.claims.times import find_times
from analysis.claims.voices import Voice, find_voices, is_voice
from analysis.records import Assertion, Clause, Naming, Reading, Span, Speaker
from analysis.word_sets import word_set

if TYPE_CHECKING:
    from sources.article import Article

_ESTIMATING = word_set("put puts estimate estimates estimated reckon reckons reckoned")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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
    dates = anchors(articles)
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
            found += _of_article(by_id[key], readings[key], source, dates[key], context, worth)
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


def anchors(articles: Sequence[Article]) -> dict[str, date | None]:
    """Return the day on which each article is taken to have been written.

    Its publication, or else the last full date it names itself, or else about when the event's
    other articles were written.
    """
    known: dict[str, date | None] = {}
    for article in articles:
        day = article.published.date() if article.published is not None else None
        known[article.id] = day or _last_full_date(article.text)
    days = [day for day in known.values() if day is not None]
    middle = median_low(days) if days else None
    return {key: day or middle for key, day in known.items()}


def _last_full_date(text: str) -> date | None:
    days = [time.first for time in find_times(text) if time.year and time.day and time.first]
    return max(days) if days else None


def _of_article(
    article: Article,
    reading: Reading,
    source: str,
    day: date | None,
    event: _Context,
    worth: float,
) -> list[Mention]:
    predicates = dict(zip(reading.clauses, find_predicates(article.text, reading), strict=True))
    subjects = _subjects(article.text, reading)
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
            own = _blank(article.text, clause, clauses)
            context = [article.text[start:end] for start, end in clause.context]
            quotation = clause.quotation
            found.append(
                Mention(
                    article=article.id,
                    source=source,
                    clause=clause,
                    text=" ".join(" ".join([*context, own]).split()),
                    slots=_slots(
                        article.text, (sentence.start, sentence.end), clause, clauses, day
                    ),
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


def _blank(text: str, clause: Clause, others: Sequence[Clause]) -> str:
    """Return the clause with those inside it replaced by spaces, so that offsets stay."""
    letters = list(text[clause.start : clause.end])
    for other in others:
        inside = clause.start <= other.start and other.end <= clause.end
        if inside and (other.start, other.end) != (clause.start, clause.end):
            begin, end = other.start - clause.start, other.end - clause.start
            letters[begin:end] = " " * (end - begin)
    return "".join(letters)


def _slots(
    text: str, sentence: Span, clause: Clause, clauses: Sequence[Clause], day: date | None
) -> Slots:
    """Figures, dates and polarity, with offsets from the beginning of the sentence."""
    lead = clause.start - sentence[0]
    own = _blank(text, clause, clauses)
    slots = find_slots(" " * lead + own, published=day)
    if slots.times:
        return slots
    # "…, the agency reported on 26 June": the date of the report stands outside the clause.
    frame = list(text[sentence[0] : sentence[1]])
    reports = tuple(
        time
        for time in find_times("".join(frame), published=day)
        if time.role == "report"
        and not any(c.start - sentence[0] <= time.start < c.end - sentence[0] for c in clauses)
    )
    return Slots(slots.text, slots.figures, reports, slots.polarity, slots.terms)


def _subjects(text: str, reading: Reading) -> dict[int, str]:
    """Return the subject of each clause, by where the clause starts."""
    tokens = reading.tokens
    found: dict[int, str] = {}
    starts = sorted((clause.start, clause.end) for clause in reading.clauses)
    for number, dep in enumerate(tokens.dep):
        if dep not in _SUBJECTS or tokens.pos[number] == "PRON":
            continue
        begin = _left_edge(tokens.head, number)
        place = tokens.start[begin]
        holding = [start for start, end in starts if start <= place < end]
        if holding:
            found.setdefault(holding[-1], text[place : tokens.end[number]])
    return found


def _left_edge(heads: Sequence[int], number: int) -> int:
    edge = number
    while edge > 0 and _is_below(heads, edge - 1, number):
        edge -= 1
    return edge


def _is_below(heads: Sequence[int], token: int, top: int) -> bool:
    for _ in range(12):
        if heads[token] == top:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False
