"""Claims, where they stand, where they differ, what links their mentions."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from analysis.claims.figures import value_meaning
from analysis.tables.rows import Row, signatures, to_frame, with_outlets


def claims_table(document: Row) -> pd.DataFrame:
    """Return the claims.

    Returns
    -------
    DataFrame
        claim (id), gist, status (shared, unique, conflict), independent_sources, mentions (count),
        articles (count), conflicts (count), conflict_kinds (text), attributed (share of mentions
        put in somebody's mouth, 0-1), worth (0-1), by_hand (text: what people decided, who and
        when; "" where the machine alone did).
    """
    rows = [
        {
            "claim": claim["id"],
            "gist": claim["gist"],
            "status": claim["status"],
            "independent_sources": claim["independent_sources"],
            "mentions": len(claim["mentions"]),
            "articles": len({mention["article"] for mention in claim["mentions"]}),
            "conflicts": len(claim["conflicts"]),
            "conflict_kinds": ", ".join(sorted({c["finer_kind"] for c in claim["conflicts"]})),
            "attributed": sum(m["assertion"] == "attributed" for m in claim["mentions"])
            / max(1, len(claim["mentions"])),
            "worth": claim["worth"],
            "by_hand": signatures(claim),
        }
        for claim in document["claims"]
    ]
    columns = ("claim", "gist", "status", "independent_sources", "mentions", "articles")
    return to_frame(
        rows, (*columns, "conflicts", "conflict_kinds", "attributed", "worth", "by_hand")
    )


def mentions_table(document: Row, outlets: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions of claims.

    Returns
    -------
    DataFrame
        claim, number (place among the claim's mentions), article, outlet, outlet_type, sentence
        (id), start, end, text, assertion (stated, attributed, hedged, denied), attributed_to
        (speaker name or ""), quotation (id or "").
    """
    texts = {article["id"]: article["text"] for article in document["articles"]}
    names = dict(zip(speakers["speaker"], speakers["name"], strict=True))
    rows = [
        {
            "claim": claim["id"],
            "number": number,
            "article": mention["article"],
            "sentence": mention["sentence"],
            "start": mention["start"],
            "end": mention["end"],
            "text": " ".join(texts[mention["article"]][mention["start"] : mention["end"]].split()),
            "assertion": mention["assertion"],
            "attributed_to": names.get(mention["attributed_to"], ""),
            "quotation": mention["quotation"] or "",
        }
        for claim in document["claims"]
        for number, mention in enumerate(claim["mentions"])
    ]
    columns = ("claim", "number", "article", "sentence", "start", "end", "text", "assertion")
    return with_outlets(to_frame(rows, (*columns, "attributed_to", "quotation")), outlets)


def conflicts_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a value of a conflict.

    Returns
    -------
    DataFrame
        claim, conflict (number within the claim), kind, value, article, outlet, outlet_type, start,
        end, update (bool: a later figure replaces an earlier one), note, same_as (the first value
        of the conflict that says the same in other words).
    """
    rows = [
        {
            "claim": claim["id"],
            "conflict": number,
            "kind": conflict["finer_kind"],
            "update": conflict["update"],
            "note": conflict["note"],
            "same_as": same_as,
            **value,
        }
        for claim in document["claims"]
        for number, conflict in enumerate(claim["conflicts"])
        for value, same_as in zip(conflict["values"], _same_as(conflict), strict=True)
    ]
    columns = ("claim", "conflict", "kind", "value", "article", "start", "end", "update", "note")
    return with_outlets(to_frame(rows, (*columns, "same_as")), outlets)


def _same_as(conflict: Row) -> list[str]:
    first: dict[Hashable, str] = {}
    values = [value["value"] for value in conflict["values"]]
    if conflict["finer_kind"] not in {"number", "money"}:
        return values
    return [first.setdefault(value_meaning(value), value) for value in values]


def links_table(document: Row) -> pd.DataFrame:
    """Return why mentions were matched.

    Returns
    -------
    DataFrame
        claim, a, b (numbers of mentions), score (0-1), reasons (text), by_hand (bool: a person
        joined them).
    """
    rows = [
        {
            "claim": claim["id"],
            "a": link["a"],
            "b": link["b"],
            "score": link["score"],
            "reasons": ", ".join(link["reasons"]),
            "by_hand": link.get("by_hand", False),
        }
        for claim in document["claims"]
        for link in claim["links"]
    ]
    return to_frame(rows, ("claim", "a", "b", "score", "reasons", "by_hand"))
