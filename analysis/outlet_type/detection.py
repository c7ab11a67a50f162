"""The type of an outlet, with the evidence it was read from, or that it is unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from analysis.outlet_type.marks import Mark, load_marks
from analysis.records import OutletType, Reading
from sources.article import Article

ANSWER_FROM = 0.6
"""Confidence from which a type read from the text is given; below it the answer is "unknown"."""

_END = 700
_LONG = 6000
"""Characters that are looked through; the ends of longer texts still are."""
_ISSUERS = (
    "advocacy/NGO",
    "government",
    "intergovernmental",
    "company",
    "religious",
    "think tank",
    "party",
)
_NEWS = ("news", "agency", "broadcaster")
_KIN = ({*_NEWS}, {"religious", "opinion/blog"})
"""An agency report is a news report, and a sermon an opinion: the one is no argument against the
other."""
_QUOTED = re.compile(r"“[^”]{1,1500}”|«[^»]{1,1500}»|(?<!\w)\"[^\"\n]{1,1500}\"")


_SECTION = re.compile(
    r"(?:\s[-–—|]\s|\s\()(?:(?:Online|Web)(?: News)?|News|Opinions?|Editorials?|Politics|World|"
    r"Business|Sports?|Local)\)?$|\s(?:Opinion|Editorial)$",
    re.IGNORECASE,
)
"""After the name of an outlet: which of its pages."""
_ONLINE = re.compile(r"\bOnline\b", re.IGNORECASE)


class _Entry(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def source(self) -> str: ...


class OutletRegistry(Protocol):
    """What is asked of `sources.outlets.Registry`."""

    def find(self, *, domain: str = "", name: str = "") -> _Entry | None:
        """Return the outlet of that domain or name; None when it is not listed."""


def detect_outlet_type(
    article: Article, reading: Reading | None = None, registry: OutletRegistry | None = None
) -> OutletType:
    """Return the type of the outlet an article comes from.

    Parameters
    ----------
    article : Article
        A type that a person or a manifest gave outranks everything.
    reading : Reading, optional
        Its quotations tell the outlet's own voice from quoted ones; without it quotation marks do.
    registry : Registry, optional
        Outlets whose type is known, by domain or name.

    Returns
    -------
    OutletType
        ``label`` is what the person said, or one of `sources.outlets.OUTLET_TYPES`;
        ``confidence`` is 1 for a person's word, 0.95 for the registry's, and for the text the
        share of the evidence that speaks for the label; ``evidence`` holds, for each mark, what it
        is and its words in quotation marks. Evidence is given for "unknown" too, where there was
        some.

    Notes
    -----
    Every type :math:`t` has the score :math:`s_t`, the sum of the weights of its marks
    (``marks.toml``). With :math:`s_r` the best score of a rival type, confidence is
    :math:`s_t / (s_t + s_r + 1)`: one unit of doubt, so that a single weak mark never suffices.
    Press-release marks go to the issuing kind of organisation that has other evidence.
    """
    # What was filled in from the registry when the article was kept is the registry's word.
    filled_in = article.provenance.get("outlet_type", "").startswith("outlet registry")
    if article.outlet_type and not filled_in:
        return OutletType(article.outlet_type, 1.0, ("given by a person or a manifest",))
    known = _listed(article, registry) if registry else None
    if known is not None:
        source = f" ({known.source})" if known.source else ""
        evidence = f"the outlet registry lists {known.name} as {known.type}{source}"
        return OutletType(known.type, 0.95, (evidence,))
    return _from_text(article, reading)


def _listed(article: Article, registry: OutletRegistry) -> _Entry | None:
    """Return the outlet as the registry lists it, by the outlet's name if not by the section's."""
    for name in _names(article.outlet):
        known = registry.find(domain=article.outlet_domain, name=name)
        if known is not None and known.type not in ("", "unknown"):
            return known
    return None


def _names(outlet: str) -> Iterator[str]:
    """Yield the name of an outlet, and again without its section: "The Courier - Opinion"."""
    yield outlet
    whole = _SECTION.sub("", outlet)
    if whole and whole != outlet:
        yield whole
    if _ONLINE.search(whole):
        plain = " ".join(_ONLINE.sub(" ", whole).split())
        yield plain
        yield plain.removesuffix(" News")


def _from_text(article: Article, reading: Reading | None) -> OutletType:
    scores, evidence = _weigh(_zones(article, reading), _several_voices(reading))
    if not scores:
        return OutletType("unknown", 0.0, ())
    ranked = sorted(scores, key=lambda label: (-scores[label], label))
    best = ranked[0]
    rival = max((scores[label] for label in ranked[1:] if not _kin(best, label)), default=0.0)
    confidence = round(scores[best] / (scores[best] + rival + 1.0), 3)
    label = best if confidence >= ANSWER_FROM else "unknown"
    return OutletType(label, confidence, tuple(evidence[best]))


def _kin(a: str, b: str) -> bool:
    return any(a in kin and b in kin for kin in _KIN)


def _weigh(
    zones: Mapping[str, str], voices: Sequence[str] = ()
) -> tuple[dict[str, float], dict[str, list[str]]]:
    scores: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[str]] = defaultdict(list)
    flowing = {place: " ".join(zone.split()) for place, zone in zones.items()}
    for mark in load_marks():
        found = _hits(mark, zones[mark.place], flowing[mark.place])
        hits = list(dict.fromkeys(found))[: mark.most]
        if hits:
            scores[mark.label] += mark.weight * len(hits)
            evidence[mark.label].append(f"{mark.name}: " + ", ".join(f"“{hit}”" for hit in hits))
    if voices:
        # Releases quote one or two of their own; several voices are how news is written.
        scores["news"] += 1.0
        evidence["news"].append("several voices: " + ", ".join(f"“{name}”" for name in voices))
    _give_release_to_issuer(scores, evidence)
    _give_news_to_medium(scores)
    return dict(scores), evidence


def _give_news_to_medium(scores: dict[str, float]) -> None:
    """Let what makes a news report support the medium, where marks name one."""
    medium = max(_NEWS[1:], key=lambda label: scores.get(label, 0.0))
    if scores.get(medium, 0.0) >= 2.5:
        scores[medium] += min(scores.pop("news", 0.0), 2.0) / 2


def _give_release_to_issuer(scores: dict[str, float], evidence: dict[str, list[str]]) -> None:
    release = scores.pop("release", 0.0)
    issuers = [label for label in _ISSUERS if scores.get(label)]
    if release and issuers:
        issuer = max(issuers, key=lambda label: (scores[label], label))
        scores[issuer] += release
        evidence[issuer] = evidence["release"] + evidence[issuer]
    # Reported speech and dates are how releases are written, too.
    if release and "news" in scores:
        scores["news"] = max(scores["news"] - release, 0.0)


def _several_voices(reading: Reading | None) -> list[str]:
    speakers = {q.speaker for q in reading.quotations if q.speaker} if reading else set()
    return sorted(speakers)[:3] if len(speakers) >= 2 else []


def _hits(mark: Mark, zone: str, flowing: str) -> Iterator[str]:
    # Lines may be wrapped anywhere: what does not ask for a line of its own is looked for in one.
    for text in (flowing, zone) if mark.by_line else (flowing,):
        for match in mark.regex.finditer(text):
            words = " ".join(match.group().split()).strip(" *_#>")
            if words:
                yield words if len(words) <= 80 else words[:79] + "…"


def _zones(article: Article, reading: Reading | None) -> dict[str, str]:
    # Cleaning takes away contact blocks and release marks: look at the text as it came, too.
    text = article.raw_text or article.text
    start = f"{article.title}\n{text[:_LONG]}" if article.title else text[:_LONG]
    head, tail = start[:_END], text[-_END:]
    return {
        "anywhere": start,
        "head": head,
        "tail": tail,
        "ends": f"{head}\n\n{tail}" if len(text) > _END else head,
        "title": article.title or text.strip().split("\n", 1)[0][:200],
        "source": article.outlet,
        "own voice": _own_voice(article, reading),
    }


def _own_voice(article: Article, reading: Reading | None) -> str:
    text = article.text[:_LONG]
    if reading is not None:
        for quotation in reading.quotations:
            for begin, end in quotation.content if quotation.kind != "indirect" else ():
                text = text[:begin] + " " * len(text[begin:end]) + text[end:]
    return _QUOTED.sub(" ", text)
