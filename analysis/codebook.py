"""Codebooks: the word lists by which frames are found, and where they are read and written.

``frames.csv`` holds the shipped codebook, written for this project along the fifteen dimensions of
Boydstun et al., with human rights taken out of fairness and the environment out of quality of life.
"""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_SHIPPED = Path(__file__).with_name("frames.csv")
_COLUMNS = ("frame", "term")

Codebook = Mapping[str, tuple[str, ...]]
"""Frame to terms: lower-case words or phrases; a ``*`` stands for any ending of a word."""


class CodebookError(ValueError):
    """A codebook cannot be used; the message names file, row and what to do."""


@cache
def shipped_codebook() -> Codebook:
    """Return the codebook that comes with Parallax."""
    return read_codebook(_SHIPPED)


def own_codebook() -> Codebook | None:
    """Return the user's own codebook, which replaces the shipped one; None when there is none.

    Raises
    ------
    CodebookError
        As `read_codebook`.
    """
    path = own_codebook_file()
    return read_codebook(path) if path.is_file() else None


def own_codebook_file() -> Path:
    """Return where the user's own codebook is: ``PARALLAX_CODEBOOK``, or the data folder."""
    given = os.environ.get("PARALLAX_CODEBOOK", "").strip()
    if given:
        return Path(given).expanduser()
    # Imported here: with the variable set nobody needs it.
    from platformdirs import user_data_path

    return Path(user_data_path("parallax", appauthor=False)) / "frames.csv"


def read_codebook(path: Path) -> Codebook:
    """Return a codebook from a CSV file with the columns ``frame`` and ``term``.

    Raises
    ------
    CodebookError
        When it is no text, a column is missing, a row has no frame or no term, or there is no row
        at all.
    """
    return parse_codebook(path.read_bytes(), path.name)


def parse_codebook(data: bytes, name: str) -> Codebook:
    """Return a codebook from the bytes of a CSV file; `name` stands in the messages.

    Raises
    ------
    CodebookError
        As `read_codebook`.
    """
    try:
        text = data.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        if not set(_COLUMNS) <= set(rows.fieldnames or ()):
            raise CodebookError(f"{name}: the first line must name the columns frame and term")
        return make_codebook(((row["frame"], row["term"]) for row in rows), name)
    except UnicodeDecodeError as error:
        raise CodebookError(f"{name}: is no text in UTF-8; save it as CSV UTF-8") from error
    except csv.Error as error:
        raise CodebookError(f"{name}: is no CSV file ({error})") from error


def make_codebook(rows: Iterable[tuple[str | None, str | None]], name: str) -> Codebook:
    """Return a codebook from pairs of frame and term; the first pair stands in row 2 of `name`.

    Raises
    ------
    CodebookError
        When a row lacks either, or there is no row.
    """
    terms: dict[str, list[str]] = defaultdict(list)
    for number, (given, word) in enumerate(rows, 2):
        frame, term = (given or "").strip(), (word or "").strip().lower()
        if not frame or not term.strip("* "):
            raise CodebookError(f"{name}, row {number}: give both a frame and a term")
        terms[frame].append(" ".join(term.split()))
    if not terms:
        raise CodebookError(f"{name}: there is no term in it")
    return {frame: tuple(dict.fromkeys(found)) for frame, found in terms.items()}


def codebook_csv(codebook: Codebook) -> bytes:
    """Return a codebook as a CSV file in UTF-8, which `parse_codebook` reads back."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((frame, term) for frame, terms in codebook.items() for term in terms)
    return stream.getvalue().encode("utf-8")
