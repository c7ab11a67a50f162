"""Full-text search: words typed by a person in, articles with the passage that matched out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, Float, Integer, bindparam, column, select, text

from sources.library.listing import Filter, conditions
from sources.library.schema import article

_BEGIN, _END = "\x02", "\x03"
_MARKED = re.compile("\x02([^\x02\x03]*)\x03")
_MOST_TERMS = 40
_LONGEST_TERM = 200
_TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')

# First which articles, then the passages of those few: a passage costs a look into the body.
_SQLITE = "SELECT rowid AS number, rank AS weight FROM search WHERE search MATCH :query"
_SQLITE_PASSAGES = """
SELECT rowid AS number, snippet(search, 1, :begin, :end, '…', 24) AS passage,
       snippet(search, 0, :begin, :end, '…', 24) AS heading
FROM search WHERE search MATCH :query AND rowid IN :numbers
"""
_POSTGRESQL = """
SELECT body.number AS number, -ts_rank(search, query) AS weight
FROM body, websearch_to_tsquery('simple', :query) AS query WHERE search @@ query
"""
_POSTGRESQL_PASSAGES = """
SELECT body.number AS number, ts_headline('simple', body.text, query, :options) AS passage,
       ts_headline('simple', body.title, query, :options) AS heading
FROM body, websearch_to_tsquery('simple', :query) AS query WHERE body.number IN :numbers
"""
_OPTIONS = f"StartSel={_BEGIN}, StopSel={_END}, MaxWords=24, MinWords=12, MaxFragments=1"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, best first."""

    article: str
    title: str
    snippet: str
    """The passage that matches best, as plain text."""
    marks: tuple[tuple[int, int], ...]
    """Intervals of the snippet that match."""


def search_articles(
    connection: Connection, words: str, wanted: Filter, limit: int
) -> tuple[Hit, ...]:
    """Return the articles that hold all the words.

    Parameters
    ----------
    connection : Connection
        To the library.
    words : str
        As typed. ``"in quotation marks"`` is a phrase, ``-word`` must not occur, ``word*`` begins a
        word; anything else is a word and never an error.
    wanted : Filter
        Among which articles.
    limit : int
        At most so many.

    Returns
    -------
    tuple of Hit
        Empty when nothing matches or nothing that could match was typed.
    """
    sqlite = connection.dialect.name == "sqlite"
    query = sqlite_query(words) if sqlite else _websearch_query(words)
    if not query:
        return ()
    matching = text(_SQLITE if sqlite else _POSTGRESQL).bindparams(query=query)
    hits = matching.columns(column("number", Integer), column("weight", Float)).subquery()
    statement = (
        select(article.c.number, article.c.id, article.c.title)
        .join(hits, hits.c.number == article.c.number)
        .where(conditions(wanted))
        .order_by(hits.c.weight, article.c.id)
        .limit(limit)
    )
    rows = connection.execute(statement).all()
    passages: dict[int, tuple[str, str]] = {}
    for begin in range(0, len(rows), 1000):
        passages |= _passages(connection, query, [row.number for row in rows[begin : begin + 1000]])
    return tuple(_hit(row.id, row.title, *passages.get(row.number, ("", ""))) for row in rows)


def _passages(connection: Connection, query: str, numbers: list[int]) -> dict[int, tuple[str, str]]:
    """Return the passage of the text and of the title that match, with marks."""
    if connection.dialect.name == "sqlite":
        statement, values = _SQLITE_PASSAGES, {"begin": _BEGIN, "end": _END}
    else:
        statement, values = _POSTGRESQL_PASSAGES, {"options": _OPTIONS}
    prepared = text(statement).bindparams(
        bindparam("numbers", numbers, expanding=True), query=query, **values
    )
    found = connection.execute(prepared)
    return {row.number: (row.passage or "", row.heading or "") for row in found}


def sqlite_query(words: str) -> str:
    """Return what was typed as a query that FTS5 can never refuse; empty when nothing can match.

    Examples
    --------
    >>> sqlite_query('ferry "fare rise" -tram NEAR(')
    '("ferry" AND "fare rise" AND "NEAR") NOT ("tram")'
    """
    wanted, unwanted = _terms(words)
    if not wanted:
        return ""
    query = "(" + " AND ".join(_quoted(term) for term in wanted) + ")"
    if unwanted:
        query += " NOT (" + " OR ".join(_quoted(term) for term in unwanted) + ")"
    return query


def _websearch_query(words: str) -> str:
    wanted, unwanted = _terms(words)
    if not wanted:
        return ""
    plain = [f'"{term.rstrip("*")}"' for term in wanted]
    return " ".join(plain + [f'-"{term.rstrip("*")}"' for term in unwanted])


def _terms(words: str) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _TERM.finditer(words.replace("\0", " ")):
        minus, phrase, word = match.groups()
        if word is not None:
            minus, phrase = ("-", word[1:]) if word.startswith("-") else ("", word)
        prefix = word is not None and phrase.endswith("*")
        # Only letters and digits are in the index; the rest would leave an empty phrase.
        term = " ".join(re.findall(r"\w+", phrase))[:_LONGEST_TERM].strip()
        if term.replace("_", ""):
            (unwanted if minus else wanted).append(term + "*" if prefix else term)
        if len(wanted) + len(unwanted) >= _MOST_TERMS:
            break
    return wanted, unwanted


def _quoted(term: str) -> str:
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def _hit(identifier: str, title: str, snippet: str, heading: str) -> Hit:
    marked = snippet if _MARKED.search(snippet) else heading
    plain, marks, place = [], [], 0
    begin = 0
    for match in _MARKED.finditer(marked):
        before = marked[begin : match.start()]
        plain += [before, match.group(1)]
        place += len(before)
        marks.append((place, place + len(match.group(1))))
        place += len(match.group(1))
        begin = match.end()
    plain.append(marked[begin:])
    return Hit(identifier, title, "".join(plain), tuple(marks))
