"""Who the words "he", "the minister" or "Lee" stand for, within one article.

A name is its fullest form in the article. A pronoun goes to the person who is most salient before
it (recency, subject, the last speaker, gender, never a name inside quotation marks); a description
to the person it was used of; groups and unnamed sources keep their description; unknown stays
unknown.

References
----------
Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
Linguistics 20(4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from analysis.quotations.antecedents import HE, SHE, resolve_pronouns
from analysis.quotations.attribution import Attribution
from analysis.quotations.columns import Columns
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.names import name_words
from analysis.quotations.own_voice import own_voice
from analysis.quotations.people import People, find_people
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.quotations.word_sets import word_set
from analysis.records import Span

_THEY = frozenset({"they", "them", "their", "themselves"})
_OWN = frozenset({"i", "we", "us", "me", "our", "my", "ourselves", "myself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_VAGUE = word_set("""
    someone some most none each nobody you anyone another somebody everyone all no few
    others one this these both those many
""")
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "my", "our"})
_COUNTING = frozenset({"many", "most", "several", "some", "few", "all", "both"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any"})
_NAMED = re.compile(
    r"[A-Z0-9][\w’'.&\-]*(?:\s+(?:(?:of|for|and|the|&)\s+){0,2}[A-Z0-9][\w’'.&\-]*)*"
)
_SCRIPTURE = re.compile(
    r"\b(?:Qur['’]?an|Koran|Surah?|S[uū]rat|Bible|Gospel|Torah|Psalms?|Hadith|Book of [A-Z]"
    r"|Scriptures?)\b"
)
_ARTICLE = re.compile(r"^(?:The|An?)\s+(?=\S)")
_DATELINE = re.compile(r"^[A-Z][A-Z .,/]{2,40}(?:\([A-Za-z ]{2,20}\))?\s*[-–—]+\s+")
_ORGANISATIONS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speaker of one attribution."""

    name: str | None = None
    kind: str = "unknown"
    confidence: float = 0.0
    role: str = "other"
    evidence: Span | None = None


_UNKNOWN = Resolved()


class _Resolver:
    """Walks the attributions of one article in order, remembering who spoke last."""

    def __init__(self, c: Columns, marked: list[Marked], attributions: list[Attribution]) -> None:
        self.c = c
        self.marked = marked
        self.attributions = attributions
        self.people: People = find_people(c, marked)
        self.own_voice = own_voice(c.text)
        self._starts = [m.first for m in self.people.mentions]
        sourced = {a.source_token for a in attributions if a.source_token is not None}
        self.pronouns = resolve_pronouns(c, marked, self.people, sourced)

    # --- sources ---

    def resolve(self) -> list[Resolved]:
        """Return a speaker for each attribution, in order."""
        results: list[Resolved] = []
        for attribution in self.attributions:
            result = self._one(attribution)
            if result.name is None:
                result = self._scripture(attribution) or result
            results.append(result)
        return results

    def _one(self, a: Attribution) -> Resolved:
        if a.source is None:
            return _UNKNOWN
        if a.turn:
            return self._label(self.c.text[slice(*a.source)])
        first, last = self.c.tokens(*a.source)
        if first >= last:
            return _UNKNOWN
        head = (
            a.source_token
            if a.source_token is not None and first <= a.source_token < last
            else None
        )
        if head is None:
            head = next(
                (
                    k
                    for k in range(first, last)
                    if not first <= self.c.head[k] < last or self.c.head[k] == k
                ),
                last - 1,
            )
        return self._token(head, first, last, depth=0)

    def _label(self, label: str) -> Resolved:
        """Return the bearer of a transcript's label: somebody named elsewhere, else the label."""
        words = name_words(re.sub(r"\(.*?\)", "", label))
        for number, person in enumerate(self.people.people):
            if words and (person.words == words or person.words[-1] == words[-1]):
                return self._as_person(number, 0.9)
        name = " ".join(label.split())
        return Resolved(name.title() if name.isupper() else name, "person", 0.6)

    def _token(self, head: int, first: int, last: int, depth: int) -> Resolved:
        c = self.c
        word = c.word[head].lower()
        if word in _RELATIVE and depth < 3:
            verb = c.head[head]
            while c.dep[verb] in {"conj", "xcomp", "ccomp", "aux"} and c.head[verb] != verb:
                verb = c.head[verb]
            if c.dep[verb] == "relcl" and c.head[verb] != head:
                target = c.head[verb]
                left, right = c.edges[target]
                return self._token(target, left, min(right, max(target + 1, head)), depth + 1)
            if head and c.sentence[head - 1] == c.sentence[head]:
                k = head - 1
                while k > 0 and c.pos[k] in {"PUNCT", "SPACE"}:
                    k -= 1
                return self._token(k, *c.edges[k], depth + 1) if k != head else _UNKNOWN
        person = self._person_in(head, last)
        if person is not None:
            return self._as_person(
                person, 0.95 if len(self.people.people[person].words) > 1 else 0.85
            )
        if word in HE | SHE:
            number = self.pronouns.get(head)
            if word.endswith("self") and head - 1 in self.people.at:
                number = self.people.mentions[self.people.at[head - 1]].person
            return _UNKNOWN if number is None else self._as_person(number, 0.75)
        if word in _OWN:
            return self._own()
        if word in _THEY:
            return self._they(head)
        if word in {"it", "which"}:
            return self._it(head)
        if word in _VAGUE:
            return Resolved(self._phrase(first, last), "unnamed", 0.5)
        return self._description(head, first, last)

    def _person_in(self, head: int, last: int) -> int | None:
        """Return the person whom the source names: at its head, or in apposition to it."""
        c, at = self.c, self.people.at
        if head in at:
            return self.people.mentions[at[head]].person
        if c.lemma[head] and c.pos[head] in {"NOUN", "PROPN"}:
            for child in c.children[head]:
                if c.dep[child] == "appos" and child in at:
                    return self.people.mentions[at[child]].person
            if c.dep[head] == "appos" and c.head[head] in at:
                return self.people.mentions[at[c.head[head]]].person
            # The parser often hangs a title on the name as the head of the phrase.
            for k in range(head + 1, min(last, head + 3)):
                if k in at and not role_is_group(c, head):
                    return self.people.mentions[at[k]].person
        return None

    def _as_person(self, number: int, confidence: float) -> Resolved:
        person = self.people.people[number]
        role, evidence = "other", None
        for token in sorted(person.noun_tokens):
            named = role_of_noun(self.c.lemma[token].rstrip("."))
            if named:
                role, evidence = named, (self.c.start[token], self.c.end[token])
                break
        return Resolved(person.name, "person", confidence, role, evidence)

    def _own(self) -> Resolved:
        if self.own_voice:
            return Resolved(
                self.own_voice, "own voice", 0.7, role_of_organisation(self.own_voice) or "advocate"
            )
        return Resolved(None, "own voice", 0.4)

    def _they(self, token: int) -> Resolved:
        c = self.c
        for k in range(token - 1, max(-1, token - 120), -1):
            if (
                c.tag[k] in {"NNS", "NNPS"}
                and c.dep[k] in {"nsubj", "nsubjpass"}
                and marked_at(self.marked, c.start[k]) is None
            ):
                found = self._description(k, *c.edges[k])
                return _weaker(found, 0.6)
        return _UNKNOWN

    def _it(self, token: int) -> Resolved:
        c = self.c
        for k in range(token - 1, max(-1, token - 120), -1):
            if (
                c.dep[k] in {"nsubj", "nsubjpass"}
                and k not in self.people.at
                and c.pos[k] in {"NOUN", "PROPN"}
                and (c.entity[k] in _ORGANISATIONS or role_of_noun(c.lemma[k]))
                and marked_at(self.marked, c.start[k]) is None
            ):
                return _weaker(self._description(k, *c.edges[k]), 0.6)
        return _UNKNOWN

    def _description(self, head: int, first: int, last: int) -> Resolved:
        c = self.c
        lemma = c.lemma[head]
        span = (c.start[head], c.end[head])
        phrase = self._phrase(first, last)
        role = (
            role_of_noun(lemma)
            or role_of_noun(c.word[head])
            or ("official" if c.entity[head] == "GPE" else "")
        )
        opening = c.word[first].lower()
        plural = c.tag[head] in {"NNS", "NNPS"}
        counted = opening in _COUNTING or any(c.dep[k] == "nummod" for k in c.children[head])
        if plural and (counted or c.entity[head] == "NORP") and not self._joined_name(head, last):
            role = role or role_of_noun(lemma.removesuffix("s")) or role_of_organisation(phrase)
            return Resolved(phrase, "collective", 0.7, role or "other", span if role else None)
        if _SCRIPTURE.search(c.word[head]):
            return Resolved(phrase, "document", 0.7, "document", span)
        courtesy = c.pos[head] == "PROPN" and role and not role_is_group(c, head)
        if courtesy and opening in {"the", "this"} and head - first <= 3:
            # "The Minister", capital by courtesy: whoever holds the office here.
            person = self._described(head, opening, guess=head - first == 1)
            if person is not None:
                return self._as_person(person, 0.6)
        if c.entity[head] in _ORGANISATIONS or (
            c.pos[head] == "PROPN" and c.word[head][:1].isupper()
        ):
            named = self._organisation(head, first, last)
            role = role_of_organisation(named) or role or "other"
            return Resolved(named, "organisation", 0.8, role, span)
        if plural or lemma in _MANY:
            return Resolved(phrase, "collective", 0.7, role or "other", span if role else None)
        if role == "document":
            return Resolved(phrase, "document", 0.7, role, span)
        if opening in _INDEFINITE:
            return Resolved(phrase, "unnamed", 0.7, role or "other", span if role else None)
        person = self._described(head, opening)
        if person is not None:
            return self._as_person(person, 0.6)
        kind = "organisation" if role_is_group(c, head) else "unnamed"
        return Resolved(phrase, kind, 0.5, role or "other", span if role else None)

    def _described(self, head: int, opening: str, *, guess: bool = True) -> int | None:
        """Return the person last named before whom the noun was used of: "the senator"."""
        c = self.c
        lemma = c.lemma[head]
        own = {w.lower() for w in c.word[c.edges[head][0] : head]} - _DEFINITE
        best: tuple[float, int] | None = None
        for number, person in enumerate(self.people.people):
            nouns = {noun.lower() for noun in person.nouns}
            if lemma not in nouns:
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
        if best is not None:
            return best[1]
        if (
            guess
            and opening in {"the", "this"}
            and not role_is_group(c, head)
            and role_of_noun(lemma) not in {"", "document"}
        ):
            # "the senator" of whom nobody said that he is one: whoever is spoken of.
            return self._antecedent_any(head)
        return None

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
        return _tidy(c.word[head])

    def _joined_name(self, head: int, last: int) -> bool:
        """Whether a plural opens a longer name: "Islanders for Fair Fares"."""
        c = self.c
        return (
            head + 2 < last
            and c.word[head + 1] in {"for", "of", "against", "without"}
            and c.word[head + 2][:1].isupper()
            and c.entity[head + 2] != "GPE"
        )

    def _phrase(self, first: int, last: int) -> str:
        c = self.c
        return _tidy(_DATELINE.sub("", c.text[c.start[first] : c.end[last - 1]]))

    def _scripture(self, a: Attribution) -> Resolved | None:
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
    federation treasury family
""")


def _weaker(found: Resolved, factor: float) -> Resolved:
    return Resolved(
        found.name, found.kind, round(found.confidence * factor, 3), found.role, found.evidence
    )


def _tidy(text: str) -> str:
    text = " ".join(text.split()).strip(' ,;:–—-"“”')
    return re.sub(r"['’]s?$", "", text)


def resolve_speakers(
    columns: Columns, marked: list[Marked], attributions: list[Attribution]
) -> list[Resolved]:
    """Return who speaks in each attribution, in the order given.

    Parameters
    ----------
    columns : Columns
        The article.
    marked : list of Marked
        Its quotation marks.
    attributions : list of Attribution
        In the order of the text.

    Returns
    -------
    list of Resolved
        ``name`` None when unknown; ``confidence`` 0 to 1.

    References
    ----------
    Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
    Linguistics 20(4).
    """
    return _Resolver(columns, marked, attributions).resolve()
