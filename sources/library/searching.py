"""Full-text search: words typed by a person in, articles with the passage that matched out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, Float, Integer, Text, column, select, text

from sources.library.listing import Filter, conditions
from sources.library.schema import article

_BEGIN, _END = "\x02", "\x03"
_MARKED = re.compile("\x02([^\x02\x03]*)\x03")
_MOST_TERMS = 40
_LONGEST_TERM = 200
_TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')

_HIT_COLUMNS = (
    column("number", Integer),
    column("weight", Float),
    column("snippet", Text),
    column("heading", Text),
)
_SQLITE = """
SELECT search.rowid AS number, rank AS weight,
       snippet(search, 1, :begin, :end, '…', 24) AS snippet,
       snippet(search, 0, :begin, :end, '…', 24) AS heading
FROM search WHERE search MATCH :query
"""
_POSTGRESQL = """
SELECT body.number AS number, -ts_rank(search, query) AS weight,
       ts_headline('simple', body.text, query, :options) AS snippet,
       ts_headline('simple', body.title, query, :options) AS heading
FROM body, websearch_to_tsquery('simple', :query) AS query WHERE search @@ query
"""


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
    if connection.dialect.name == "sqlite":
        query = sqlite_query(words)
        statement, values = _SQLITE, {"begin": _BEGIN, "end": _END}
    else:
        query = _websearch_query(words)
        options = f"StartSel={_BEGIN}, StopSel={_END}, MaxWords=24, MinWords=12, MaxFragments=1"
        statement, values = _POSTGRESQL, {"options": options}
    if not query:
        return ()
    hits = text(statement).bindparams(query=query, **values).columns(*_HIT_COLUMNS).subquery()
    joined = (
        select(article.c.id, article.c.title, hits.c.snippet, hits.c.heading)
        .join(hits, hits.c.number == article.c.number)
        .where(conditions(wanted))
        .order_by(hits.c.weight, article.c.id)
        .limit(limit)
    )
    return tuple(
        _hit(row.id, row.title, row.snippet or "", row.heading or "")
        for row in connection.execute(joined)
    )


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
