"""The comparison: what articles about one event share, contest, quote and call things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.kept import Kept, KeptInMemory
from analysis.outlet_names import outlet_names
from analysis.progress import Progress, no_progress
from analysis.reading import read_articles
from analysis.records import (
    Claim,
    Keyword,
    Naming,
    OutletType,
    Reading,
    Reuse,
    Similarity,
    Speaker,
    Stance,
)
from analysis.settings import Settings
from sources.article import Problem

if TYPE_CHECKING:
    from analysis.claims import ClaimSettings
    from analysis.claims.statements import Embed
    from analysis.frames import FrameHit
    from analysis.quotations import Wording
    from analysis.words.counts import TermUses
    from sources.article import Article
    from sources.duplicates import Reprint
    from sources.outlets import Registry

_STEPS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What several articles about one event say to one another.

    ``readings``, ``outlet_types`` and ``reprints`` are keyed by article id and complete.
    """

    settings: Settings
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    readings: Mapping[str, Reading]
    outlet_types: Mapping[str, OutletType]
    reprints: Mapping[str, Reprint]
    similarity: Similarity
    reuse: tuple[Reuse, ...]
    speakers: tuple[Speaker, ...]
    claims: tuple[Claim, ...]
    namings: tuple[Naming, ...]
    keywords: tuple[Keyword, ...]
    targets: tuple[str, ...]
    stances: tuple[Stance, ...]
    wordings: tuple[Wording, ...] = ()
    """Statements of one speaker that articles word differently, grouped by statement."""
    frames: tuple[FrameHit, ...] = ()
    """Every place where a term of the shipped codebook stands."""
    terms: tuple[TermUses, ...] = ()
    """Where each article uses each term: what keyness between any two groups needs."""


def compare(
    articles: Sequence[Article],
    *,
    settings: Settings | None = None,
    kept: Kept | None = None,
    registry: Registry | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Comparison:
    """Return the comparison of articles about one event.

    Parameters
    ----------
    articles : sequence of Article
        Their order does not matter. What cannot be compared (no text, another language) is left
        out and named in ``problems``.
    settings : Settings, optional
        Defaults when not given.
    kept : Kept, optional
        Where readings, vectors and stance scores are kept; memory when not given.
    registry : Registry, optional
        Known outlets; the one that ships with Parallax when not given.
    workers : int
        Processes for reading; the result does not depend on it.
    progress : callable
        Told how far the work is.

    Returns
    -------
    Comparison
        With empty parts where there is nothing to compare.
    """
    settings = settings or Settings()
    kept = kept if kept is not None else KeptInMemory()
    chosen, problems = choose_comparable(articles)
    readings = read_articles(
        chosen, kept=kept, encoder=settings.encoder, workers=workers, progress=progress
    )
    return _compare_readings(chosen, problems, readings, settings, kept, registry, progress)


def choose_comparable(articles: Sequence[Article]) -> tuple[list[Article], list[Problem]]:
    """Split what can be compared from what cannot, each of the latter with its reason.

    Returns
    -------
    list of Article, list of Problem
        The articles in the order of their ids, each id once.
    """
    chosen: list[Article] = []
    problems: list[Problem] = []
    for article in sorted({article.id: article for article in articles}.values(), key=_order):
        reason, code = _obstacle(article)
        if reason:
            problems.append(
                Problem(article.source_file, article.locator, reason, code, article.title[:80])
            )
        else:
            chosen.append(article)
    if len(chosen) == 1:
        problems.append(
            Problem(
                chosen[0].source_file,
                "",
                "is the only article of this event: add another to compare it with",
                "alone",
            )
        )
    return chosen, problems


def _order(article: Article) -> tuple[str, str]:
    return article.source_file, article.id


def _obstacle(article: Article) -> tuple[str, str]:
    if not article.text.strip():
        return "has no text: attach it or fetch it by its address to compare it", "empty"
    if article.language not in {"", "en"}:
        return (
            f"is in another language ({article.language}): only English is compared so far, "
            "a translation can be added in its place",
            "language",
        )
    if not article.comparable:
        why = article.extra.get("not_article") or "its text is not whole"
        return f"is left out of the comparison: {why}", "not an article"
    return "", ""


def _compare_readings(
    articles: list[Article],
    problems: list[Problem],
    readings: Mapping[str, Reading],
    settings: Settings,
    kept: Kept,
    registry: Registry | None,
    progress: Progress,
) -> Comparison:
    def step(number: int, what: str) -> None:
        progress(number, _STEPS, what)

    step(1, "outlets and reprints")
    reprints, originals = _originals(articles, settings)
    outlet_types = _outlet_types(articles, readings, registry)
    step(2, "similarity")
    similarity, reuse = _likeness(articles)
    step(3, "speakers and names")
    speakers, wordings, namings = _voices(articles, readings)
    step(4, "claims")
    claims = _claims(articles, readings, originals, speakers, namings, settings, kept)
    step(5, "distinctive words")
    keywords = _keywords(articles, readings, originals, outlet_types, settings)
    terms, frames = _words(articles, readings, settings)
    step(6, "stance")
    targets, stances = _stances(articles, readings, settings, kept)
    step(_STEPS, "comparison")
    return Comparison(
        settings=settings,
        articles=tuple(articles),
        problems=tuple(problems + _copies(articles, reprints)),
        readings=readings,
        outlet_types=outlet_types,
        reprints=reprints,
        similarity=similarity,
        reuse=reuse,
        speakers=speakers,
        claims=claims,
        namings=namings,
        keywords=keywords,
        targets=targets,
        stances=stances,
        wordings=wordings,
        frames=frames,
        terms=terms,
    )


def _originals(
    articles: Sequence[Article], settings: Settings
) -> tuple[dict[str, Reprint], dict[str, str]]:
    """Return what is a copy of what, and the article each one counts as."""
    from sources.duplicates import group_reprints

    reprints = group_reprints(articles)
    if not settings.collapse_reprints:
        return reprints, {article.id: article.id for article in articles}
    return reprints, {article.id: reprints[article.id].original for article in articles}


def _likeness(articles: Sequence[Article]) -> tuple[Similarity, tuple[Reuse, ...]]:
    from analysis.reuse import find_reuse
    from analysis.similarity import compare_articles

    return compare_articles(articles), tuple(find_reuse(articles))


def _voices(
    articles: Sequence[Article], readings: Mapping[str, Reading]
) -> tuple[tuple[Speaker, ...], tuple[Wording, ...], tuple[Naming, ...]]:
    from analysis.naming import find_namings
    from analysis.quotations import align_wordings, link_speakers

    speakers = tuple(link_speakers(articles, readings))
    wordings = tuple(align_wordings(articles, readings, speakers))
    return speakers, wordings, tuple(find_namings(articles, readings))


def _claims(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    originals: Mapping[str, str],
    speakers: Sequence[Speaker],
    namings: Sequence[Naming],
    settings: Settings,
    kept: Kept,
) -> tuple[Claim, ...]:
    from analysis.claims import find_claims

    found = find_claims(
        articles,
        readings,
        originals=originals,
        speakers=speakers,
        namings=namings,
        embed=embedding(settings, kept),
        settings=claim_settings(settings),
    )
    return tuple(found)


def _words(
    articles: Sequence[Article], readings: Mapping[str, Reading], settings: Settings
) -> tuple[tuple[TermUses, ...], tuple[FrameHit, ...]]:
    """Return the uses of the event's terms, and the hits of the codebook's frames."""
    from analysis.frames import find_frames
    from analysis.words.counts import find_uses

    codebook = dict(settings.codebook) if settings.codebook else None
    frames = tuple(
        hit for a in articles for hit in find_frames(a, readings[a.id], codebook=codebook)
    )
    return tuple(find_uses(articles, readings)), frames


def _outlet_types(
    articles: Sequence[Article], readings: Mapping[str, Reading], registry: Registry | None
) -> dict[str, OutletType]:
    from analysis.outlet_type import detect_outlet_type
    from sources.outlets import load_registry

    known = registry if registry is not None else load_registry()
    return {
        article.id: detect_outlet_type(article, readings[article.id], known) for article in articles
    }


def embedding(settings: Settings, kept: Kept) -> Embed | None:
    """Return the encoder whose vectors are kept; None where the settings switch it off."""
    if not settings.encoder:
        return None
    from analysis.vectors_kept import kept_embedding

    return kept_embedding(kept)


def claim_settings(settings: Settings) -> ClaimSettings:
    """Return the settings of the claims, as far as a person chose them."""
    from analysis.claims import ClaimSettings

    defaults = ClaimSettings()
    if settings.match_threshold is None:
        return defaults
    return replace(defaults, match_threshold=settings.match_threshold)


def _keywords(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    originals: Mapping[str, str],
    outlet_types: Mapping[str, OutletType],
    settings: Settings,
) -> tuple[Keyword, ...]:
    from analysis.words import find_keywords

    groups = {
        article: group
        for article, group in group_articles(articles, outlet_types, settings).items()
        if originals[article] == article
    }
    if len(set(groups.values())) < 2:
        return ()
    return tuple(find_keywords(articles, readings, groups))


def group_articles(
    articles: Sequence[Article], outlet_types: Mapping[str, OutletType], settings: Settings
) -> dict[str, str]:
    """Return the group of each article: what the settings ask for, else whatever tells them apart.

    Outlet types are no groups when all articles are of one type; outlets are taken then.
    """
    named = [(one.outlet, one.url, one.title, one.source_file) for one in articles]
    outlets = dict(zip((one.id for one in articles), outlet_names(named), strict=True))
    by_setting = {
        "outlet_type": {article.id: outlet_types[article.id].label for article in articles},
        "outlet": outlets,
        "stance": {article.id: article.stance or "not given" for article in articles},
        "language": {article.id: article.language or "not given" for article in articles},
    }
    groups = by_setting[settings.groups]
    return groups if len(set(groups.values())) > 1 else by_setting["outlet"]


def _stances(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    settings: Settings,
    kept: Kept,
) -> tuple[tuple[str, ...], tuple[Stance, ...]]:
    from analysis.encoder import load_encoder
    from analysis.stance import article_stances, propose_targets

    encoder = load_encoder() if settings.encoder else None
    targets = settings.targets or tuple(propose_targets(articles, readings))
    found: list[Stance] = []
    for article in articles:
        found += article_stances(article, readings[article.id], targets, encoder=encoder, kept=kept)
    return targets, tuple(found)


def _copies(articles: Sequence[Article], reprints: Mapping[str, Reprint]) -> list[Problem]:
    files = {article.id: article.source_file for article in articles}
    found = []
    for article in articles:
        reprint = reprints[article.id]
        if reprint.original != article.id:
            found.append(
                Problem(
                    article.source_file,
                    article.locator,
                    f"is a copy of {files[reprint.original]} ({reprint.kind}): "
                    "counted as one voice with it",
                    "copy",
                )
            )
    return found
