"""The comparison as one document of plain values: what is written, kept, shown and re-imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analysis.records import Claim, Conflict, ConflictKind, Naming, Quotation, Speaker, Stance
from analysis.versions import versions

if TYPE_CHECKING:
    from analysis.comparison import Comparison
    from analysis.quotations import Wording
    from sources.article import Article

Row = dict[str, Any]

# What was settled before money, places and certainty had kinds of their own.
_CONTRACT_KIND: Mapping[ConflictKind, str] = {
    "money": "number",
    "place": "name",
    "certainty": "attribution",
}


def to_document(comparison: Comparison) -> Row:
    """Return the comparison as nested dictionaries and lists, ready for JSON.

    Returns
    -------
    dict
        The format is described in ``docs/document.md``. Every ``start``/``end`` slices the ``text``
        of the article that it names.
    """
    speakers = _speaker_of(comparison)
    return {
        "settings": _settings(comparison),
        "problems": [asdict(problem) for problem in comparison.problems],
        "articles": [_article(comparison, article) for article in comparison.articles],
        "sentences": [
            {"id": _sentence_id(article.id, number), "article": article.id}
            | {"start": sentence.start, "end": sentence.end}
            | {"text": article.text[sentence.start : sentence.end]}
            for article in comparison.articles
            for number, sentence in enumerate(comparison.readings[article.id].sentences)
        ],
        "similarity": _similarity(comparison),
        "reused_passages": [
            {"a": asdict(reuse.a), "b": asdict(reuse.b), "words": reuse.words}
            for reuse in comparison.reuse
        ],
        "speakers": [
            {"id": speaker.id, "name": speaker.name, "variants": list(speaker.variants)}
            | {"kind": speaker.kind, "role": speaker.role, "reasons": list(speaker.reasons)}
            | {"role_evidence": _place(speaker.role_evidence)}
            for speaker in comparison.speakers
        ],
        "quotations": [
            _quotation(article.id, number, quotation, speakers)
            for article in comparison.articles
            for number, quotation in enumerate(comparison.readings[article.id].quotations)
        ],
        "claims": [_claim(claim) for claim in comparison.claims],
        "labels": [_naming(naming) for naming in comparison.namings],
        "words": [asdict(keyword) for keyword in comparison.keywords],
        "wordings": [_wording(wording) for wording in comparison.wordings],
        "frames": [
            {"frame": hit.frame, "term": hit.term, "article": hit.article}
            | {"start": hit.start, "end": hit.end, "quoted": hit.quoted}
            | {"sentence": _sentence_id(hit.article, hit.sentence)}
            for hit in comparison.frames
        ],
        "terms": [
            {"article": uses.article, "term": uses.term, "kind": uses.kind}
            | {"own": list(map(list, uses.own)), "quoted": list(map(list, uses.quoted))}
            for uses in comparison.terms
        ],
    }


def _settings(comparison: Comparison) -> Row:
    chosen = asdict(comparison.settings)
    return chosen | {
        "targets": list(comparison.targets),
        "targets_chosen": bool(comparison.settings.targets),
        "versions": versions(comparison.settings.encoder),
    }


def _article(comparison: Comparison, article: Article) -> Row:
    outlet_type = comparison.outlet_types[article.id]
    reprint = comparison.reprints[article.id]
    copied = reprint.original != article.id
    return {
        "id": article.id,
        "file": article.source_file,
        "title": article.title,
        "outlet": article.outlet,
        "outlet_type": outlet_type.label,
        "outlet_type_confidence": outlet_type.confidence,
        "outlet_type_evidence": list(outlet_type.evidence),
        "published": _published(article),
        "published_precision": article.published_precision,
        "language": article.language,
        "words": len(article.text.split()),
        "duplicate_of": reprint.original if copied else None,
        "text": article.text,
        "stances": [
            _stance(stance) for stance in comparison.stances if stance.article == article.id
        ],
        "url": article.url,
        "authors": list(article.authors),
        "stance_given": article.stance,
        "copy_kind": reprint.kind if copied else "",
        "copy_reason": reprint.reason if copied else "",
        "provenance": dict(article.provenance),
        "digest": article.digest,
    }


def _published(article: Article) -> str | None:
    if article.published is None:
        return None
    lengths = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}
    text = article.published.strftime("%Y-%m-%dT%H:%M:%S")[
        : lengths.get(article.published_precision, 10)
    ]
    return text + "Z" if len(text) > 10 else text


def _sentence_id(article: str, number: int) -> str:
    return f"{article}:{number}"


def _stance(stance: Stance) -> Row:
    return {
        "target": stance.target,
        "label": stance.label,
        "score": round(stance.score, 4),
        "confidence": round(stance.confidence, 4),
        "evidence": [_sentence_id(stance.article, number) for number, _ in stance.evidence],
        "weights": [round(weight, 4) for _, weight in stance.evidence],
        "headline_weight": round(stance.headline_weight, 4),
        "name_weight": round(stance.name_weight, 4),
        "rival": stance.rival,
        "quoted_supportive": stance.quoted_supportive,
        "quoted_critical": stance.quoted_critical,
    }


def _similarity(comparison: Comparison) -> Row:
    similarity = comparison.similarity
    return {
        "articles": list(similarity.articles),
        "tfidf": [list(row) for row in similarity.tfidf],
        "shared_terms": [
            {"a": a, "b": b, "terms": [[term, round(share, 4)] for term, share in terms]}
            for (a, b), terms in similarity.shared_terms.items()
        ],
    }


def _speaker_of(comparison: Comparison) -> dict[tuple[str, int], Speaker]:
    return {place: speaker for speaker in comparison.speakers for place in speaker.quotations}


def _quotation(
    article: str, number: int, quotation: Quotation, speakers: Mapping[tuple[str, int], Speaker]
) -> Row:
    speaker = speakers.get((article, number))
    role = speaker.role if speaker else quotation.role
    return {
        "id": f"{article}:q{number}",
        "article": article,
        "source": _pair(quotation.source),
        "cue": _pair(quotation.cue),
        "content": [list(span) for span in quotation.content],
        "kind": quotation.kind,
        "speech": quotation.speech,
        "speaker": speaker.id if speaker else None,
        "named": quotation.speaker,
        "speaker_kind": quotation.speaker_kind,
        "speaker_confidence": round(quotation.speaker_confidence, 4),
        "role": role,
        "role_evidence": _pair(quotation.role_evidence) if quotation.role == role else None,
        "verb": quotation.verb,
        "verb_class": quotation.verb_class,
        "sentence": _sentence_id(article, quotation.sentence),
    }


def _place(place: tuple[str, int, int] | None) -> Row | None:
    return None if place is None else dict(zip(("article", "start", "end"), place, strict=True))


def _pair(span: tuple[int, int] | None) -> list[int] | None:
    return None if span is None else list(span)


def _claim(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "gist": claim.gist,
        "status": claim.status,
        "independent_sources": claim.independent_sources,
        "mentions": [
            {
                "article": mention.article,
                "sentence": _sentence_id(mention.article, mention.sentence),
                "start": mention.start,
                "end": mention.end,
                "assertion": mention.assertion,
                "attributed_to": mention.attributed_to,
                "quotation": None
                if mention.quotation is None
                else f"{mention.article}:q{mention.quotation}",
            }
            for mention in claim.mentions
        ],
        "conflicts": [conflict_row(conflict) for conflict in claim.conflicts],
        "links": [
            {"a": link.a, "b": link.b, "score": round(link.score, 4), "reasons": list(link.reasons)}
            for link in claim.links
        ],
        "worth": round(claim.worth, 4),
        "near": [asdict(near) | {"reasons": list(near.reasons)} for near in claim.near],
    }


def conflict_row(conflict: Conflict) -> Row:
    """Return a conflict as the document has it."""
    return {
        "kind": _CONTRACT_KIND.get(conflict.kind, conflict.kind),
        "finer_kind": conflict.kind,
        "values": [asdict(value) for value in conflict.values],
        "update": conflict.update,
        "note": conflict.note,
    }


def _wording(wording: Wording) -> Row:
    return {
        "statement": wording.statement,
        "speaker": wording.speaker,
        "article": wording.article,
        "quotation": f"{wording.article}:q{wording.quotation}",
        "is_reference": wording.is_reference,
        "similarity": wording.similarity,
        "pieces": [
            {"start": piece.start, "end": piece.end, "change": piece.change}
            | {"reference": _pair(piece.reference)}
            for piece in wording.pieces
        ],
        "dropped": [list(span) for span in wording.dropped],
    }


def _naming(naming: Naming) -> Row:
    return {
        "referent": naming.referent,
        "variants": [
            {"text": variant.text, "mentions": [asdict(place) for place in variant.mentions]}
            for variant in naming.variants
        ],
        "reasons": list(naming.reasons),
    }


def slices_that_fail(document: Row) -> list[str]:
    """Return a line for every offset in a document that does not slice its article's text.

    Returns
    -------
    list of str
        Empty when the document keeps its promise.
    """
    lengths = {article["id"]: len(article["text"]) for article in document["articles"]}
    places: list[tuple[str, str, int, int]] = []

    def add(what: str, row: Row) -> None:
        places.append((what, row["article"], row["start"], row["end"]))

    for sentence in document["sentences"]:
        add("sentence", sentence)
    for reuse in document["reused_passages"]:
        add("reused passage", reuse["a"])
        add("reused passage", reuse["b"])
    for claim in document["claims"]:
        for mention in claim["mentions"]:
            add("mention", mention)
        for conflict in claim["conflicts"]:
            for value in conflict["values"]:
                add("value", value)
    for label in document["labels"]:
        for variant in label["variants"]:
            for place in variant["mentions"]:
                add("label", place)
    for hit in document.get("frames", ()):
        add("frame", hit)
    for wording in document.get("wordings", ()):
        for piece in wording["pieces"]:
            places.append(("wording", wording["article"], piece["start"], piece["end"]))
    for uses in document.get("terms", ()):
        for start, end in [*uses["own"], *uses["quoted"]]:
            places.append(("term", uses["article"], start, end))
    for quotation in document["quotations"]:
        for span in [quotation["source"], quotation["cue"], *quotation["content"]]:
            if span is not None:
                places.append(("quotation", quotation["article"], span[0], span[1]))
    return [
        f"{what}: {article}[{start}:{end}]"
        for what, article, start, end in places
        if article not in lengths or not 0 <= start < end <= lengths[article]
    ]
