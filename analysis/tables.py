"""The comparison document as pandas frames: what people filter, plot and export.

One function a table; each says its columns. ``read_tables`` makes them all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from analysis.claims.figures import value_meaning

Row = Mapping[str, Any]

NO_SPEAKER = "unknown speaker"


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
        sentences=_frame(document["sentences"], _SENTENCES).rename(columns={"id": "sentence"}),
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
        words=_frame(document["words"], _WORDS),
        stances=stances_table(document, outlets),
        wordings=wordings_table(document, outlets, speakers),
        frames=frames_table(document, outlets),
        terms=terms_table(document),
        problems=_frame(document["problems"], ("file", "place", "reason", "code", "excerpt")),
    )


_SENTENCES = ("id", "article", "start", "end", "text")
_WORDS = (
    "term", "group", "z", "q", "kind", "count", "count_rest", "articles", "outlets", "loadedness",
)  # fmt: skip


def _frame(rows: Sequence[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame that has its first `columns` even when there is no row."""
    if not rows:
        return pd.DataFrame({column: [] for column in columns})
    frame = pd.DataFrame(rows)
    return frame[[*columns, *(name for name in frame.columns if name not in columns)]]


def articles_table(document: Row) -> pd.DataFrame:
    """Return the articles.

    Returns
    -------
    DataFrame
        article (id), file, title, outlet (the file where unknown), outlet_type,
        outlet_type_confidence (0-1), outlet_type_evidence (text), published (datetime64, UTC; NaT
        when unknown), published_precision, language, words, duplicate_of (id or ""), voice (id of
        the independent original: its own or `duplicate_of`), copy_kind, copy_reason, text, url,
        label (outlet, with a number where one outlet has several articles).
    """
    rows = [
        {
            "article": article["id"],
            "file": article["file"],
            "title": article["title"],
            "outlet": article["outlet"] or article["file"],
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
        for article in document["articles"]
    ]
    frame = _frame(rows, ("article", "file", "title", "outlet", "outlet_type", "published"))
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
    return _frame(rows, ("a", "b", "term", "share"))


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
    frame = _frame(rows, columns)
    for side in ("a", "b"):
        frame[f"{side}_outlet"] = frame[side].map(outlets["outlet"])
    return frame


def speakers_table(document: Row) -> pd.DataFrame:
    """Return the speakers.

    Returns
    -------
    DataFrame
        speaker (id), name, variants (text), kind, role, role_words (what the role was read from;
        "" where no article says it), reasons (text), by_hand (text: what people decided, who and
        when; "" where the machine alone did).
    """
    texts = {article["id"]: article["text"] for article in document["articles"]}
    rows = [
        {
            "speaker": speaker["id"],
            "name": speaker["name"],
            "variants": ", ".join(speaker["variants"]),
            "kind": speaker["kind"],
            "role": speaker["role"],
            "role_words": _role_words(speaker, texts),
            "reasons": "; ".join(speaker["reasons"]),
            "by_hand": _signatures(speaker),
        }
        for speaker in document["speakers"]
    ]
    columns = ("speaker", "name", "variants", "kind", "role", "role_words", "reasons", "by_hand")
    return _frame(rows, columns)


def _role_words(speaker: Row, texts: Mapping[str, str]) -> str:
    place = speaker.get("role_evidence")
    return " ".join(texts[place["article"]][place["start"] : place["end"]].split()) if place else ""


def quotations_table(document: Row, outlets: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Return the quotations.

    Returns
    -------
    DataFrame
        quotation (id), article, outlet, outlet_type, speaker (id or ""), name (canonical, or
        "unknown speaker"), role, speaker_kind, speaker_confidence (0-1), kind (direct, indirect,
        mixed), verb, verb_class, words, position (0 start to 1 end of the article), text (content
        pieces joined by " … "), start, end (whole content), sentence (id), by_hand (text, as in
        `speakers_table`).
    """
    texts = {article["id"]: article["text"] for article in document["articles"]}
    rows = []
    for quotation in document["quotations"]:
        text = texts[quotation["article"]]
        pieces = [text[start:end] for start, end in quotation["content"]]
        content = " … ".join(" ".join(piece.split()) for piece in pieces)
        start, end = quotation["content"][0][0], quotation["content"][-1][1]
        rows.append(
            {
                "quotation": quotation["id"],
                "article": quotation["article"],
                "speaker": quotation["speaker"] or "",
                "named": quotation["named"] or "",
                "role": quotation["role"],
                "speaker_kind": quotation["speaker_kind"],
                "speaker_confidence": quotation["speaker_confidence"],
                "kind": quotation["kind"],
                "verb": quotation["verb"],
                "verb_class": quotation["verb_class"],
                "words": len(content.replace("…", " ").split()),
                "position": start / max(1, len(text)),
                "text": content,
                "start": start,
                "end": end,
                "sentence": quotation["sentence"],
                "by_hand": _signatures(quotation),
            }
        )
    frame = _frame(rows, ("quotation", "article", "speaker", "named", "role", "kind", "words"))
    names = speakers.set_index("speaker")["name"] if len(speakers) else pd.Series(dtype=object)
    known = frame["speaker"].map(names) if len(frame) else frame["speaker"]
    frame["name"] = known.where(known.notna(), frame["named"]).replace("", NO_SPEAKER)
    return _with_outlets(frame, outlets)


def _with_outlets(frame: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        outlet=frame["article"].map(outlets["outlet"]),
        outlet_type=frame["article"].map(outlets["outlet_type"]),
    )


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
            "by_hand": _signatures(claim),
        }
        for claim in document["claims"]
    ]
    columns = ("claim", "gist", "status", "independent_sources", "mentions", "articles")
    return _frame(rows, (*columns, "conflicts", "conflict_kinds", "attributed", "worth", "by_hand"))


def _signatures(row: Row) -> str:
    """Return who decided what about a row of the document, in one text; "" when nobody did."""
    return "; ".join(mark["signature"] for mark in row.get("by_hand", ()))


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
    return _with_outlets(_frame(rows, (*columns, "attributed_to", "quotation")), outlets)


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
    return _with_outlets(_frame(rows, (*columns, "same_as")), outlets)


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
    return _frame(rows, ("claim", "a", "b", "score", "reasons", "by_hand"))


def names_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a use of a name.

    Returns
    -------
    DataFrame
        referent, variant, article, outlet, outlet_type, start, end, by_hand (text, as in
        `speakers_table`).
    """
    rows = [
        {"referent": label["referent"], "variant": variant["text"], **place}
        | {"by_hand": _signatures(label)}
        for label in document["labels"]
        for variant in label["variants"]
        for place in variant["mentions"]
    ]
    columns = ("referent", "variant", "article", "start", "end", "by_hand")
    return _with_outlets(_frame(rows, columns), outlets)


def stances_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row an article and target.

    Returns
    -------
    DataFrame
        article, outlet, outlet_type, target, label, score (-1 to 1), confidence (0-1), evidence
        (list of sentence ids), weights (list of float), quoted_supportive, quoted_critical,
        machine_label (what the machine said), by_hand (text, as in `speakers_table`).
    """
    rows = [
        {"article": article["id"], "machine_label": stance["label"], **stance}
        | {"by_hand": _signatures(stance)}
        for article in document["articles"]
        for stance in article["stances"]
    ]
    columns = ("article", "target", "label", "score", "confidence", "evidence", "weights")
    rest = ("quoted_supportive", "quoted_critical", "machine_label", "by_hand")
    return _with_outlets(_frame(rows, (*columns, *rest)), outlets)


def wordings_table(document: Row, outlets: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Return a row a run of words of a statement that articles word differently.

    Returns
    -------
    DataFrame
        statement (number), speaker (id), name, article, outlet, outlet_type, quotation (id),
        is_reference (bool: the longest wording, which the others are compared with), similarity (to
        it, 0-1), change (kept, changed, added, or dropped: words of the reference that this wording
        leaves out), at (article that start and end count in: the reference's where dropped), start,
        end, text.
    """
    texts = {article["id"]: article["text"] for article in document["articles"]}
    names = dict(zip(speakers["speaker"], speakers["name"], strict=True))
    reference = {
        wording["statement"]: wording["article"]
        for wording in document.get("wordings", ())
        if wording["is_reference"]
    }
    rows = []
    for wording in document.get("wordings", ()):
        common = {
            key: wording[key]
            for key in ("statement", "speaker", "article", "quotation", "is_reference")
        } | {"similarity": wording["similarity"], "name": names.get(wording["speaker"], "")}
        pieces = [
            (piece["change"], wording["article"], piece["start"], piece["end"])
            for piece in wording["pieces"]
        ]
        pieces += [
            ("dropped", reference[wording["statement"]], start, end)
            for start, end in wording["dropped"]
        ]
        rows += [
            common | {"change": change, "at": at, "start": start, "end": end}
            | {"text": " ".join(texts[at][start:end].split())}
            for change, at, start, end in pieces
        ]  # fmt: skip
    columns = ("statement", "speaker", "name", "article", "quotation", "is_reference", "similarity")
    frame = _frame(rows, (*columns, "change", "at", "start", "end", "text"))
    return _with_outlets(frame, outlets)


def frames_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a place where a term of a frame stands.

    Returns
    -------
    DataFrame
        frame, term (of the codebook), article, outlet, outlet_type, sentence (id), start, end,
        quoted (bool: inside a quotation or quotation marks).
    """
    columns = ("frame", "term", "article", "sentence", "start", "end", "quoted")
    return _with_outlets(_frame(document.get("frames", ()), columns), outlets)


def terms_table(document: Row) -> pd.DataFrame:
    """Return a row a use of a term.

    Returns
    -------
    DataFrame
        article, term (lemmas; names as written), kind (word, phrase, name, house style), start,
        end, quoted (bool: inside a quotation or quotation marks).
    """
    rows = [
        (uses["article"], uses["term"], uses["kind"], start, end, voice == "quoted")
        for uses in document.get("terms", ())
        for voice in ("own", "quoted")
        for start, end in uses[voice]
    ]
    return pd.DataFrame(rows, columns=["article", "term", "kind", "start", "end", "quoted"])


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table as named tuples: ``row.column``."""
    yield from table.itertuples()


def one_row(table: pd.DataFrame, key: str, column: str) -> Any:
    """Return the row whose `column` is `key`, as a named tuple.

    Raises
    ------
    KeyError
        When there is none.
    """
    for row in table[table[column] == key].itertuples():
        return row
    raise KeyError(key)


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
