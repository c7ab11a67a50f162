"""Words: names of the same thing, frames, terms."""

from __future__ import annotations

import pandas as pd

from analysis.tables.rows import Row, signatures, to_frame, with_outlets


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
        | {"by_hand": signatures(label)}
        for label in document["labels"]
        for variant in label["variants"]
        for place in variant["mentions"]
    ]
    columns = ("referent", "variant", "article", "start", "end", "by_hand")
    return with_outlets(to_frame(rows, columns), outlets)


def frames_table(document: Row, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a row a place where a term of a frame stands.

    Returns
    -------
    DataFrame
        frame, term (of the codebook), article, outlet, outlet_type, sentence (id), start, end,
        quoted (bool: inside a quotation or quotation marks).
    """
    columns = ("frame", "term", "article", "sentence", "start", "end", "quoted")
    return with_outlets(to_frame(document.get("frames", ()), columns), outlets)


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
