"""Who a noun phrase stands for: a person it describes, a body, a group, a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analysis.quotations.attribution import Attribution
from analysis.quotations.bearers import Person
from analysis.quotations.bodies import named_body
from analysis.quotations.columns import Columns
from analysis.quotations.people import People
from analysis.quotations.roles import VAGUE, role_at, role_of_noun, role_of_organisation
from analysis.quotations.titles import PRESIDES, presided, role_of_title, title_noun
from analysis.records import Span
from analysis.word_sets import word_set

_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "my", "our"})
_COUNTING = frozenset({"many", "most", "several", "some", "few", "all", "both"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any"})
_NAMED = re.compile(
    r"[A-Z0-9][\w’'.&\-]*(?:\s+(?:(?:of|for|and|the|&)\s+){0,2}[A-Z0-9][\w’'.&\-]*)*"
)
_SCRIPTURE = re.compile(
    r"\b(?:Qur['’]?an|Koran|Surah?|S[uū]rat|Bible|Gospel|Torah|Psalms?|Hadith|Book of [A-Z]"
    r"|Scriptures?)\b"
)
_ARTICLE = re.compile(r"^(?:The|An?)\s+(?=\S)")
_DATELINE = re.compile(r"^[A-Z][A-Z .,/]{2,40}(?:\([A-Za-z ]{2,20}\))?\s*[-–—]+\s+")
ORGANISATIONS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
_SHARE = frozenset({"%", "percent", "cent", "majority", "third", "quarter", "half", "fifth"})
"""Nouns of shares: whom it is a share of follows."""
_TIMES = frozenset({"DATE", "TIME"})
_TIMED = frozenset({"on", "in", "at", "for", "during", "after", "before", "since", "late", "early"})
_POLLS = frozenset({"poll", "survey", "report", "index", "letter", "statement", "study"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speaker of one attribution."""

    name: str | None = None
    kind: str = "unknown"
    confidence: float = 0.0
    role: str = "other"
    evidence: Span | None = None


class Descriptions:
    """Reads the noun phrases of one article."""

    def __init__(self, c: Columns, people: People) -> None:
        self.c, self.people = c, people
        self._starts = [m.first for m in people.mentions]

    def as_person(self, number: int, confidence: float) -> Resolved:
        """Return a person of the article as a speaker, with the role that its titles give."""
        person = self.people.people[number]
        named = [
            (title_noun(self.c.lemma[token]) in VAGUE, token, role)
            for token in person.noun_tokens
            if (role := role_of_title(self.c, token))
        ]
        if not named:
            return Resolved(person.name, "person", confidence)
        _, token, role = min(named)
        evidence = (self.c.start[token], self.c.end[token])
        return Resolved(person.name, "person", confidence, role, evidence)

    def describe(self, head: int, first: int, last: int) -> Resolved:
        """Return whom the noun phrase [first, last) around `head` stands for."""
        c = self.c
        lemma = c.lemma[head]
        span = (c.start[head], c.end[head])
        phrase = self.phrase(first, last)
        place, words = head - first, c.word[first:last]
        role = (
            role_at([*words[:place], lemma, *words[place + 1 :]], place)
            or role_at(words, place)
            or ("official" if c.entity[head] == "GPE" else "")
        )
        opening = c.word[first].lower()
        if lemma in _SHARE or c.word[head].endswith("%"):
            return Resolved(phrase, "collective", 0.6, self._role_of_share(head) or "other")
        plural = c.tag[head] in {"NNS", "NNPS"}
        counted = opening in _COUNTING or any(c.dep[k] == "nummod" for k in c.children[head])
        if plural and (counted or c.entity[head] == "NORP") and not self._joined_name(head, last):
            role = role or role_of_noun(lemma.removesuffix("s")) or role_of_organisation(phrase)
            people = c.entity[head] == "NORP" or c.word[head][:1].isupper()
            role = role or ("affected person" if people else "")
            return Resolved(phrase, "collective", 0.7, role or "other", span if role else None)
        if _SCRIPTURE.search(c.word[head]):
            return Resolved(phrase, "document", 0.7, "document", span)
        titled = c.pos[head] == "PROPN" and c.entity[head] != "ORG"
        courtesy = titled and role and not role_is_group(c, head)
        if courtesy and opening in {"the", "this"} and head - first <= 3:
            # "The Minister", capital by courtesy: whoever holds the office here.
            person = self._described(head, opening, guess=head - first == 1)
            if person is not None:
                return self.as_person(person, 0.6)
        if role == "document" and lemma in _POLLS:
            return Resolved(phrase, "document", 0.7, role, span)
        if c.entity[head] in ORGANISATIONS or (
            c.pos[head] == "PROPN" and c.word[head][:1].isupper()
        ):
            named = self._organisation(head, first, last)
            role = role_of_organisation(named) or role or "other"
            return Resolved(named, "organisation", 0.8, role, span)
        body = self._name_beside(head)
        if body:
            found = _tidy(c.text[slice(*c.span(*body))])
            return Resolved(found, "organisation", 0.7, role or "other", span)
        if plural or lemma in _MANY:
            return Resolved(phrase, "collective", 0.7, role or "other", span if role else None)
        if role == "document":
            return Resolved(phrase, "document", 0.7, role, span)
        if opening in INDEFINITE:
            return Resolved(phrase, "unnamed", 0.7, role or "other", span if role else None)
        person = self._described(head, opening)
        if person is not None:
            return self.as_person(person, 0.6)
        body = named_body(c, head) if opening in _DEFINITE and last - first == 2 else None
        if body:
            return Resolved(self.phrase(*body), "organisation", 0.5, role or "other", span)
        kind = "organisation" if role_is_group(c, head) else "unnamed"
        return Resolved(phrase, kind, 0.5, role or "other", span if role else None)

    def _role_of_share(self, head: int) -> str:
        """Return the role of those of whom a share speaks: "84% of the voters"."""
        c = self.c
        for child in c.children[head]:
            if c.lemma[child] == "of":
                return next((r for k in c.children[child] if (r := role_of_noun(c.lemma[k]))), "")
        return ""

    def _described(self, head: int, opening: str, *, guess: bool = True) -> int | None:
        """Return the person last named before whom the noun was used of: "the senator"."""
        c = self.c
        lemma = c.lemma[head]
        closest = self.closest(head, lemma)
        if closest is not None:
            return closest
        if (
            guess
            and opening in {"the", "this"}
            and not role_is_group(c, head)
            and role_of_noun(lemma) not in {"", "document"}
        ):
            # "the senator" of whom nobody said that he is one: whoever is spoken of.
            number = self._antecedent_any(head)
            told = self.as_person(number, 0.0).role if number is not None else ""
            return number if told in {"other", role_of_noun(lemma)} else None
        return None

    def closest(self, head: int, lemma: str) -> int | None:
        """Return the person last named before a token whom the article calls by this noun."""
        c = self.c
        own = {w.lower() for w in c.word[c.edges[head][0] : head]} - _DEFINITE
        best: tuple[float, int] | None = None
        for number, person in enumerate(self.people.people):
            nouns = {noun.lower() for noun in person.nouns}
            if lemma not in nouns or (lemma in PRESIDES and self._presides_elsewhere(person)):
                continue
            before = [m for m in person.mentions if self.people.mentions[m].first < head]
            headline = not opening_is_definite(c, head) and c.paragraph[head] == 0
            if not before and not own & nouns and not headline:
                continue
            nearest = self.people.mentions[before[-1] if before else person.mentions[0]]
            away = abs(c.sentence[head] - c.sentence[nearest.first])
            score = -0.3 * away + len(own & nouns) - (0.0 if before else 1.0)
            if best is None or score > best[0]:
                best = score, number
        return None if best is None else best[1]

    def _presides_elsewhere(self, person: Person) -> bool:
        """Whether somebody is only called president of a body, never of a state."""
        tokens = [t for t in person.noun_tokens if title_noun(self.c.lemma[t]) in PRESIDES]
        return bool(tokens) and all(presided(self.c, t) for t in tokens)

    def _antecedent_any(self, token: int) -> int | None:
        c = self.c
        limit = bisect_left(self._starts, token)
        for mention in reversed(self.people.mentions[:limit]):
            if c.sentence[token] - c.sentence[mention.first] > 2:
                return None
            if not mention.quoted and c.dep[mention.head] == "nsubj":
                return mention.person
        return None

    def _organisation(self, head: int, first: int, last: int) -> str:
        """Return the name of the body that a source names: capitals joined by of, for, and."""
        c = self.c
        phrase = c.text[c.start[first] : c.end[last - 1]]
        at = c.start[head] - c.start[first]
        for match in _NAMED.finditer(phrase):
            if match.start() <= at < match.end() and (
                c.entity[head] != "GPE" or len(match[0].split()) > 1
            ):
                bare = _ARTICLE.sub("", match[0])
                # "The Hill" is no hill; "the OIC" is the OIC.
                return _tidy(bare if " " in bare or bare.isupper() else match[0])
        start = head
        while start > first and c.entity[start - 1] == c.entity[head] == "ORG":
            start -= 1
        # "the official Xinhua news agency"
        return self.phrase(start + (c.lemma[start] == "the"), head + 1)

    def _name_beside(self, head: int) -> tuple[int, int] | None:
        """Return the tokens of the name that stands right beside the noun for a body, if any.

        "The newspaper Daily Sabah", "the Anadolu news agency".
        """
        c = self.c
        if not role_is_group(c, head) or c.tag[head] != "NN":
            return None
        names = [child for child in c.children[head] if c.pos[child] == "PROPN"]
        for child in names:
            first = c.edges[child][0]
            if c.dep[child] == "appos" and c.word[first - 1] in {c.word[head], ","}:
                return first, child + 1
        for child in names:
            first = c.edges[child][0]
            led = all(c.dep[k] == "compound" for k in range(first, head))
            if led and c.entity[child] not in {"GPE", "PERSON"}:
                return first, head + 1
        return None

    def _joined_name(self, head: int, last: int) -> bool:
        """Whether a plural opens a longer name: "Islanders for Fair Fares"."""
        c = self.c
        return (
            head + 2 < last
            and c.word[head + 1] in {"for", "of", "against", "without"}
            and c.word[head + 2][:1].isupper()
            and c.entity[head + 2] != "GPE"
        )

    def phrase(self, first: int, last: int) -> str:
        """Return the words of a phrase as they stand; a dateline and a time are left out."""
        c = self.c
        last = self._before_time(first, last)
        return _tidy(_DATELINE.sub("", c.text[c.start[first] : c.end[last - 1]]))

    def _before_time(self, first: int, last: int) -> int:
        """Return where a phrase ends before a time that the parser hung on it: "Lee on Monday"."""
        c, end = self.c, last
        while end > first + 1 and c.entity[end - 1] in _TIMES:
            end -= 1
        timed = end < last and end > first + 1
        return end - 1 if timed and c.lemma[end - 1] in _TIMED else end

    def scripture(self, a: Attribution) -> Resolved | None:
        """Return the book cited in brackets right after the words: “…” [Psalm 1:2]."""
        end = a.content[-1][1]
        tail = self.c.text[end : end + 90]
        bracket = re.match(r"[\s.,!?”\"’»–—-]*[\[(]([^\])]{3,80})[\])]", tail)
        if bracket and (
            _SCRIPTURE.search(bracket[1]) or re.search(r"\b\d{1,3}:\d{1,3}\b", bracket[1])
        ):
            start = end + bracket.start(1)
            return Resolved(
                _tidy(bracket[1]), "document", 0.8, "document", (start, end + bracket.end(1))
            )
        return None


def opening_is_definite(c: Columns, head: int) -> bool:
    """Return whether a determiner opens the phrase of a noun; headlines leave it out."""
    return any(c.dep[child] in {"det", "poss"} for child in c.children[head])


def role_is_group(c: Columns, token: int) -> bool:
    """Return whether a noun names a body rather than a person (campaign, ministry, company)."""
    return c.lemma[token] in _GROUPS or c.word[token].lower() in _GROUPS


_MANY = word_set("""
    police media people staff press community crowd public population diaspora audience majority
    opposition
""")
_GROUPS = word_set("""
    campaign ministry government department agency administration company corporation firm
    court council committee commission party coalition union alliance foundation group
    association organization organisation network newspaper paper magazine university
    institute church embassy police army military team office house senate parliament
    congress media press outlet agency channel site website bank board bureau movement
    federation treasury family pentagon kremlin
""")


def _tidy(text: str) -> str:
    text = " ".join(text.split()).strip(' ,;:–—-"“”')
    return re.sub(r"['’]s?$", "", text)
