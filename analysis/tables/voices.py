"""Who speaks, how, in which wordings; and how an outlet itself stands."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.tables.rows import Row, signatures, to_frame, with_outlets

NO_SPEAKER = "unknown speaker"


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
            "by_hand": signatures(speaker),
        }
        for speaker in document["speakers"]
    ]
    columns = ("speaker", "name", "variants", "kind", "role", "role_words", "reasons", "by_hand")
    return to_frame(rows, columns)


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
        mixed), speech (bool; else belief, intent or attitude), verb, verb_class, words, position (0
        start to 1 end of the article), text (content pieces joined by " … "), start, end (whole
        content), sentence (id), by_hand (text, as in `speakers_table`).
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
                "speech": quotation["speech"],
                "verb": quotation["verb"],
                "verb_class": quotation["verb_class"],
                "words": len(content.replace("…", " ").split()),
                "position": start / max(1, len(text)),
                "text": content,
                "start": start,
                "end": end,
                "sentence": quotation["sentence"],
                "by_hand": signatures(quotation),
            }
        )
    frame = to_frame(rows, ("quotation", "article", "speaker", "named", "role", "kind", "words"))
    names = speakers.set_index("speaker")["name"] if len(speakers) else pd.Series(dtype=object)
    known = frame["speaker"].map(names) if len(frame) else frame["speaker"]
    frame["name"] = known.where(known.notna(), frame["named"]).replace("", NO_SPEAKER)
    return with_outlets(frame, outlets)


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
    frame = to_frame(rows, (*columns, "change", "at", "start", "end", "text"))
    return with_outlets(frame, outlets)


def stances_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row an article and target.

    Returns
    -------
    DataFrame
        article, outlet, outlet_type, target, label, score (-1 to 1), confidence (0-1), evidence
        (list of sentence ids), weights (list of float), headline_weight and name_weight (what the
        headline and an issue's name by itself add to the score), rival (the party whose sentences
        count turned round; "" for none), quoted_supportive, quoted_critical, machine_label (what
        the machine said), by_hand (text, as in `speakers_table`).
    """
    rows = [
        {"article": article["id"], "machine_label": stance["label"]}
        | {"headline_weight": 0.0, "name_weight": 0.0, "rival": "", **stance}
        | {"by_hand": signatures(stance)}
        for article in document["articles"]
        for stance in article["stances"]
    ]
    columns = ("article", "target", "label", "score", "confidence", "evidence", "weights")
    added = ("headline_weight", "name_weight", "rival", "quoted_supportive", "quoted_critical")
    decided = ("machine_label", "by_hand")
    return with_outlets(to_frame(rows, (*columns, *added, *decided)), outlets)
