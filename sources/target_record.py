"""An article as a flat row: what ``python -m sources read`` writes and exports are made of."""

from __future__ import annotations

from sources.article import Article, Precision, Problem

Row = dict[str, str | int | list[str] | dict[str, str] | None]

_LENGTH: dict[Precision, int] = {"none": 0, "year": 4, "month": 7, "day": 10}


def to_row(article: Article) -> Row:
    """Return an article as a row of the target record, with its id.

    Returns
    -------
    dict
        Keys ``id, headline, subheadline, text, text_kind, outlet_raw, outlet_domain, outlet_type,
        stance, published, published_precision, date_kind, url, source_id, authors, section, page,
        edition, dateline, language, word_count_claimed, duplicate_of, event_id, copyright,
        source_format, source_file, locator, raw_digest, provenance, extra``. ``published`` is ISO
        8601 to its precision, in the source's own time zone where it gave one; null when unknown.
    """
    return {
        "id": article.id,
        "headline": article.title,
        "subheadline": article.subtitle,
        "text": article.text,
        "text_kind": article.text_kind,
        "outlet_raw": article.outlet,
        "outlet_domain": article.outlet_domain,
        "outlet_type": article.outlet_type,
        "stance": article.stance,
        "published": published_text(article) or None,
        "published_precision": article.published_precision,
        "date_kind": article.date_kind,
        "url": article.url,
        "source_id": article.source_id,
        "authors": list(article.authors),
        "section": article.section,
        "page": article.page,
        "edition": article.edition,
        "dateline": article.dateline,
        "language": article.language,
        "word_count_claimed": article.word_count_claimed,
        "duplicate_of": article.duplicate_of,
        "event_id": article.event_id,
        "copyright": article.copyright,
        "source_format": article.source_format,
        "source_file": article.source_file,
        "locator": article.locator,
        "raw_digest": article.raw_digest,
        "provenance": dict(article.provenance),
        "extra": dict(article.extra),
    }


def published_text(article: Article) -> str:
    """Return the publication date as ISO 8601 to its precision; empty when unknown.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> day = datetime(2021, 1, 6, tzinfo=UTC)
    >>> published_text(Article(id="", text="", published=day, published_precision="day"))
    '2021-01-06'
    """
    if article.published is None or article.published_precision == "none":
        return ""
    local = article.extra.get("published_local", "")
    if local:
        return local
    length = _LENGTH.get(article.published_precision, 0)
    text = article.published.isoformat(timespec="seconds")
    return text[:length] if length else text


def problem_row(problem: Problem) -> Row:
    """Return a problem as a row: file, place, reason, code, excerpt."""
    return {
        "file": problem.file,
        "place": problem.place,
        "reason": problem.reason,
        "code": problem.code,
        "excerpt": problem.excerpt,
    }
