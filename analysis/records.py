"""The records that pass between the rooms of ``analysis``.

Every ``start``/``end`` is a half-open character interval into the text of one article, and slices
back to what it names. `Reading` holds what one article says for itself and depends on nothing but
its text; `Comparison` holds what several articles say to one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]

QuotationKind = Literal["direct", "indirect", "mixed"]
Assertion = Literal["stated", "attributed", "hedged", "denied"]
ClaimStatus = Literal["shared", "unique", "conflict"]
ConflictKind = Literal[
    "number", "money", "date", "name", "place", "negation", "certainty", "attribution", "label"
]
StanceLabel = Literal["supportive", "critical", "neutral", "mixed", "not enough evidence"]


# --- what one article says -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article; its number is its place in ``Reading.sentences``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the language model labelled it (OntoNotes labels: PERSON, ORG, GPE …)."""

    start: int
    end: int
    label: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of the article as parallel columns of equal length, white space left out."""

    start: tuple[int, ...]
    end: tuple[int, ...]
    lemma: tuple[str, ...]
    """Lower-case lemma."""
    pos: tuple[str, ...]
    """Universal part of speech."""
    tag: tuple[str, ...]
    """Penn Treebank tag."""
    dep: tuple[str, ...]
    """Dependency label; empty where the sentence was not parsed."""
    head: tuple[int, ...]
    """Index of the head token in these columns; its own index for a root."""
    sentence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Something somebody is reported to have said, with who said it and how it is introduced."""

    source: Span | None
    """The words that name the speaker here ("he", "the minister"); None when there are none."""
    cue: Span | None
    """The reporting words ("said", "according to"); None when there are none."""
    content: tuple[Span, ...]
    kind: QuotationKind
    speech: bool = True
    """Whether it reports speech; belief, intent or attitude else ("fears that", "backed the")."""
    speaker: str | None = None
    """Canonical name as fully as this article gives it; None when unknown."""
    speaker_kind: str = "unknown"
    """person, organisation, collective, unnamed, document, own voice, unknown."""
    speaker_confidence: float = 0.0
    """0 to 1."""
    role: str = "other"
    """One of `analysis.quotations.ROLES`: official, politician, expert, advocate, affected person,
    business, religious, media, document, other."""
    role_evidence: Span | None = None
    """The words the role was read from."""
    verb: str = ""
    """Lemma of the reporting verb; empty when the cue is no verb."""
    verb_class: str = ""
    """neutral, doubting, endorsing, emotive, directive; empty when the verb is in no list."""
    sentence: int = 0
    """Number of the sentence where the content begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A checkable piece of a sentence: what claims are made of."""

    start: int
    end: int
    sentence: int
    worth: float
    """How surely it is a checkable statement rather than opinion, question or furniture: 0 to 1."""
    assertion: Assertion = "stated"
    quotation: int | None = None
    """Number of the quotation it stands in; None when the outlet speaks in its own voice."""
    negated: bool = False
    stems: tuple[str, ...] = ()
    """Stemmed content words, in order: the terms it is matched by."""
    context: tuple[Span, ...] = ()
    """Words elsewhere in the sentence that it is said of: an antecedent, a shared subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one pass of the language model found in one article.

    Depends on the text alone, never on outlet, date or other articles, so that it can be kept by
    ``digest`` and ``version``.
    """

    digest: str
    """SHA-256 of the text it was made from."""
    version: str
    """Names and versions of everything that shaped it."""
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    tokens: Tokens = field(default=Tokens((), (), (), (), (), (), (), ()))
    quotations: tuple[Quotation, ...] = ()
    clauses: tuple[Clause, ...] = ()


# --- what several articles say to one another -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OutletType:
    """What kind of outlet an article comes from, and why we think so."""

    label: str
    """One of `sources.outlets.OUTLET_TYPES`; "unknown" when unsure."""
    confidence: float
    """0 to 1; 1 when a person said so."""
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """How an article's own voice stands toward one target."""

    article: str
    target: str
    label: StanceLabel
    score: float
    """-1 (critical) to 1 (supportive), over the outlet's own voice."""
    confidence: float
    """0 to 1."""
    evidence: tuple[tuple[int, float], ...]
    """Sentence number and its weight (sign: direction), strongest first."""
    quoted_supportive: int = 0
    quoted_critical: int = 0
    headline_weight: float = 0.0
    """What the headline adds to the score, as the weights in ``evidence``; 0 when it is silent."""
    name_weight: float = 0.0
    """What the name of an issue ("voter fraud") adds by itself; 0 for other targets."""
    rival: str = ""
    """The party against the target, where sentences on it are among the evidence, turned round."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person, organisation or document that speaks, across all articles."""

    id: str
    name: str
    variants: tuple[str, ...]
    kind: str
    role: str
    quotations: tuple[tuple[str, int], ...]
    """Article id and number of the quotation in its reading."""
    reasons: tuple[str, ...] = ()
    """Why names were merged, a sentence each; empty when there is one spelling."""
    role_evidence: tuple[str, int, int] | None = None
    """Article id, start and end of the words that the role was read from, where there are any."""


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """One article's version of a claim."""

    article: str
    sentence: int
    start: int
    end: int
    assertion: Assertion
    attributed_to: str | None
    """Speaker id; None in the outlet's own voice or when unknown."""
    quotation: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of the differing values, where it stands."""

    value: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A slot of a claim that sources fill differently. Parallax never says who is right."""

    kind: ConflictKind
    values: tuple[ConflictValue, ...]
    update: bool = False
    """True when publication times suggest that a later figure replaces an earlier one."""
    note: str = ""
    """One plain sentence: what differs."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two mentions were held to make the same claim."""

    a: int
    b: int
    """Numbers of the mentions within the claim."""
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """Words, figures and names they share."""


@dataclass(frozen=True, slots=True)
class NearClaim:
    """Another claim that was nearly held to be the same one."""

    claim: str
    """Its id."""
    a: int
    """Number of the mention here that comes nearest to it."""
    b: int
    """Number of the mention there."""
    score: float
    """Mean over all pairs of mentions, 0 to 1; below the match threshold."""
    reasons: tuple[str, ...]
    """What the two mentions share."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more articles assert: a cluster of mentions, no two from one sentence."""

    id: str
    gist: str
    """A verbatim piece of its most central mention."""
    status: ClaimStatus
    independent_sources: int
    mentions: tuple[ClaimMention, ...]
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[Link, ...] = ()
    worth: float = 1.0
    near: tuple[NearClaim, ...] = ()
    """Each pair of claims is named once, by the one that comes first."""


@dataclass(frozen=True, slots=True)
class NamingVariant:
    """One way of naming a referent, with every place where it is used."""

    text: str
    mentions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What one thing is called, by whom."""

    referent: str
    variants: tuple[NamingVariant, ...]
    reasons: tuple[str, ...] = ()
    """Why the variants were grouped, a sentence each."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term that one group uses more than the rest (weighted log-odds, Monroe et al. 2008)."""

    term: str
    group: str
    z: float
    count: int
    """Uses in the group."""
    count_rest: int
    articles: int
    """Articles of the group that use it."""
    outlets: int
    loadedness: float = 0.0
    """0 to 1: how often the term is loaded rather than plain."""
    kind: Literal["word", "phrase", "name", "house style"] = "word"
    q: float = 1.0
    """Share of false finds to expect among terms at least this far apart (Benjamini-Hochberg)."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage that two articles share word for word or nearly so."""

    a: Passage
    b: Passage
    words: int


@dataclass(frozen=True, slots=True)
class Similarity:
    """TF-IDF cosine between articles."""

    articles: tuple[str, ...]
    """Article ids, in the order of rows and columns."""
    tfidf: tuple[tuple[float, ...], ...]
    """Symmetric, 0 to 1, four decimals."""
    shared_terms: Mapping[tuple[str, str], tuple[tuple[str, float], ...]] = field(
        default_factory=dict
    )
    """For a pair of ids in the order of ``articles``: the terms that carry it, with their share."""
