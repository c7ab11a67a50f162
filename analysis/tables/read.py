"""The comparison document as pandas frames: what people filter, plot and export."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from analysis.tables.articles import (
    articles_table,
    reuse_table,
    shared_terms_table,
    similarity_table,
)
from analysis.tables.claims import claims_table, conflicts_table, links_table, mentions_table
from analysis.tables.rows import Row, to_frame
from analysis.tables.voices import quotations_table, speakers_table, stances_table, wordings_table
from analysis.tables.words import frames_table, names_table, terms_table


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one comparison. Every table has a default index without meaning."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    similarity: pd.DataFrame
    shared_terms: pd.DataFrame
    reuse: pd.DataFrame
    speakers: pd.DataFrame
    quotations: pd.DataFrame
    claims: pd.DataFrame
    mentions: pd.DataFrame
    conflicts: pd.DataFrame
    links: pd.DataFrame
    names: pd.DataFrame
    words: pd.DataFrame
    stances: pd.DataFrame
    wordings: pd.DataFrame
    frames: pd.DataFrame
    terms: pd.DataFrame
    problems: pd.DataFrame


def read_tables(document: Row) -> Tables:
    """Return all tables of a comparison document.

    Parameters
    ----------
    document : mapping
        As `analysis.document.to_document` makes it.
    """
    articles = articles_table(document)
    outlets = articles.set_index("article")[["outlet", "outlet_type", "published", "title"]]
    speakers = speakers_table(document)
    return Tables(
        articles=articles,
        sentences=to_frame(document["sentences"], _SENTENCES).rename(columns={"id": "sentence"}),
        similarity=similarity_table(document),
        shared_terms=shared_terms_table(document),
        reuse=reuse_table(document, outlets),
        speakers=speakers,
        quotations=quotations_table(document, outlets, speakers),
        claims=claims_table(document),
        mentions=mentions_table(document, outlets, speakers),
        conflicts=conflicts_table(document, outlets),
        links=links_table(document),
        names=names_table(document, outlets),
        words=to_frame(document["words"], _WORDS),
        stances=stances_table(document, outlets),
        wordings=wordings_table(document, outlets, speakers),
        frames=frames_table(document, outlets),
        terms=terms_table(document),
        problems=to_frame(document["problems"], ("file", "place", "reason", "code", "excerpt")),
    )


_SENTENCES = ("id", "article", "start", "end", "text")


_WORDS = (
    "term", "group", "z", "q", "kind", "count", "count_rest", "articles", "outlets", "loadedness",
)  # fmt: skip


def check_tables(tables: Tables) -> list[str]:
    """Return a line for every broken invariant: unknown articles, empty spans, shares out of range.

    Returns
    -------
    list of str
        Empty when all hold.
    """
    known = set(tables.articles["article"])
    broken = []
    for field in fields(tables):
        frame = getattr(tables, field.name)
        if "article" in frame and not set(frame["article"]) <= known:
            broken.append(f"{field.name}: names an article that is not there")
        if "start" in frame and len(frame) and not (frame["start"] < frame["end"]).all():
            broken.append(f"{field.name}: has an empty span")
    if len(tables.claims) and not tables.claims["independent_sources"].ge(1).all():
        broken.append("claims: a claim without a source")
    return broken
