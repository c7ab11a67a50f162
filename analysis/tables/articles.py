"""Articles, how alike they are, and what they copy."""

from __future__ import annotations

import pandas as pd

from analysis.outlet_names import known_outlet, outlet_names
from analysis.tables.rows import Row, to_frame


def articles_table(document: Row) -> pd.DataFrame:
    """Return the articles.

    Returns
    -------
    DataFrame
        article (id), file, title, outlet (as `outlet_names` has it), outlet_known (bool),
        outlet_type, outlet_type_confidence (0-1), outlet_type_evidence (text), published
        (datetime64, UTC; NaT when unknown), published_precision, language, words, duplicate_of (id
        or ""), voice (id of the independent original: its own or `duplicate_of`), copy_kind,
        copy_reason, text, url, label (outlet, with a number where one outlet has several articles).
    """
    named = [
        (article["outlet"], article["url"] or "", article["title"], article["file"])
        for article in document["articles"]
    ]
    rows = [
        {
            "article": article["id"],
            "file": article["file"],
            "title": article["title"],
            "outlet": outlet,
            "outlet_known": bool(known_outlet(article["outlet"], article["url"] or "")),
            "outlet_type": article["outlet_type"],
            "outlet_type_confidence": article["outlet_type_confidence"],
            "outlet_type_evidence": "; ".join(article["outlet_type_evidence"]),
            "published": article["published"],
            "published_precision": article["published_precision"],
            "language": article["language"],
            "words": article["words"],
            "duplicate_of": article["duplicate_of"] or "",
            "voice": article["duplicate_of"] or article["id"],
            "copy_kind": article["copy_kind"],
            "copy_reason": article["copy_reason"],
            "text": article["text"],
            "url": article["url"],
        }
        for article, outlet in zip(document["articles"], outlet_names(named), strict=True)
    ]
    frame = to_frame(rows, ("article", "file", "title", "outlet", "outlet_type", "published"))
    frame["published"] = pd.to_datetime(
        frame["published"].astype("object"), utc=True, format="ISO8601", errors="coerce"
    )
    frame["label"] = _numbered(frame["outlet"])
    return frame.sort_values(["published", "label"], na_position="last", ignore_index=True)


def _numbered(names: pd.Series[str]) -> pd.Series[str]:
    place = names.groupby(names).cumcount() + 1
    repeated = names.map(names.value_counts()) > 1
    return names.where(~repeated, names + " (" + place.astype(str) + ")")


def similarity_table(document: Row) -> pd.DataFrame:
    """Return TF-IDF cosines as a square frame, article ids on both axes, 0 to 1."""
    similarity = document["similarity"]
    return pd.DataFrame(
        similarity["tfidf"], index=similarity["articles"], columns=similarity["articles"]
    )


def shared_terms_table(document: Row) -> pd.DataFrame:
    """Return a row a pair and term: a, b (article ids), term, share (0-1 of the cosine)."""
    rows = [
        {"a": pair["a"], "b": pair["b"], "term": term, "share": share}
        for pair in document["similarity"]["shared_terms"]
        for term, share in pair["terms"]
    ]
    return to_frame(rows, ("a", "b", "term", "share"))


def reuse_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a passage two articles share.

    Returns
    -------
    DataFrame
        a, a_start, a_end, a_outlet, b, b_start, b_end, b_outlet, words.
    """
    rows = [
        {
            "a": row["a"]["article"],
            "a_start": row["a"]["start"],
            "a_end": row["a"]["end"],
            "b": row["b"]["article"],
            "b_start": row["b"]["start"],
            "b_end": row["b"]["end"],
            "words": row["words"],
        }
        for row in document["reused_passages"]
    ]
    columns = ("a", "a_start", "a_end", "b", "b_start", "b_end", "words")
    frame = to_frame(rows, columns)
    for side in ("a", "b"):
        frame[f"{side}_outlet"] = frame[side].map(outlets["outlet"])
    return frame
