"""Words with their places, shingles, and which articles share enough of them to be worth aligning.

References
----------
Broder (1997), On the resemblance and containment of documents, SEQUENCES.
Clough et al. (2002), METER: measuring text reuse, ACL.
Pomikálek (2011), Removing boilerplate and duplicate content from web corpora: what holds few stop
words is no prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.stems import STOP_WORDS

if TYPE_CHECKING:
    from sources.article import Article

Numbers = NDArray[np.uint64]
Places = NDArray[np.int32]

SHINGLE = 5
"""Words in a shingle."""
BOILERPLATE_ARTICLES = 3
"""A shingle in this many articles of one outlet is that outlet's furniture."""
COMMON_ARTICLES = 1000
"""A shingle in more articles than this is a set phrase, whoever writes it."""

LIST_WORDS = 10
"""Words from which a line is judged by its stop words."""
PROSE_STOP_WORDS = 0.1
"""Share of stop words under which a line is a menu, a caption or a list of names: prose has more
than three times as many."""

MOST_LISTED = 0.5
"""Share of words in such lines over which a text has none to leave out: a list is what it is, or it
is in another language."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARK = re.compile(r"[“”\"«»„]|(?<!\w)‘|’(?!\w)|\n+")
_OPENING, _CLOSING = "“«„‘", {"“": "”", "«": "»", "„": "”“", "‘": "’", '"': '"'}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one article: number, place, and whether each stands inside a quotation."""

    numbers: Numbers
    start: Places
    end: Places
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.numbers)


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) > 2_000_000:
            self.clear()
        plain = word.replace("’", "'").removesuffix("'s")
        self[word] = number = crc32(plain.encode("utf-8", "surrogatepass"))
        return number


_NUMBERS = _Numbers()
_STOP = np.array(sorted({_NUMBERS[word] for word in STOP_WORDS}), np.uint64)


def find_words(text: str) -> Words:
    """Return the words of a text, compared without case or possessive ending."""
    spans = [match.span() for match in _WORD.finditer(text)]
    places = np.array(spans, np.int32).reshape(-1, 2)
    numbers = np.fromiter(
        (_NUMBERS[text[start:end].lower()] for start, end in spans), np.uint64, len(spans)
    )
    quoted = np.zeros(len(spans), np.bool_)
    for start, end in find_quoted(text):
        quoted[np.searchsorted(places[:, 0], start) : np.searchsorted(places[:, 0], end)] = True
    return Words(numbers, places[:, 0], places[:, 1], quoted)


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return the stretches between quotation marks.

    A quotation that is not closed ends with its paragraph, as newspapers leave it open when the
    next paragraph goes on quoting.
    """
    found: list[tuple[int, int]] = []
    opened, mark = -1, ""
    for match in _MARK.finditer(text + "\n"):
        sign = match.group()
        if opened < 0:
            if sign in _CLOSING:
                opened, mark = match.start(), sign
        elif sign[0] == "\n" or sign in _CLOSING[mark]:
            found.append((opened, min(match.end(), len(text))))
            opened = -1
    return found


def shingles(numbers: Numbers, size: int = SHINGLE) -> Numbers:
    """Return one number for each run of `size` words, in order."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    result = np.zeros(count, np.uint64)
    for offset in range(size):
        result = (result ^ numbers[offset : offset + count]) * np.uint64(0x9E3779B97F4A7C15)
        result ^= result >> np.uint64(29)
    return result


def prose_shingles(text: str, words: Words) -> Numbers:
    """Return the distinct shingles of a text, those of menus, captions and lists left out.

    Parameters
    ----------
    text : str
        The text.
    words : Words
        Its words (`find_words`).

    Returns
    -------
    array of uint64
        Sorted.

    Notes
    -----
    A line of at least `LIST_WORDS` words of which less than `PROSE_STOP_WORDS` are stop words is no
    prose, unless over half of the text is such.

    References
    ----------
    Pomikálek (2011), Removing boilerplate and duplicate content from web corpora.
    """
    if not len(words):
        return np.empty(0, np.uint64)
    line_ends = [match.start() for match in re.finditer("\n", text)]
    line = np.searchsorted(np.array(line_ends, np.int64), words.start)
    length = np.bincount(line)
    stop_words = np.bincount(line, np.isin(words.numbers, _STOP))
    listed = (length >= LIST_WORDS) & (stop_words < PROSE_STOP_WORDS * length)
    pieces = shingles(words.numbers)
    if listed[line].mean() > MOST_LISTED:
        return np.unique(pieces)
    before = np.concatenate(([0], np.cumsum(listed[line])))
    return np.unique(pieces[before[SHINGLE:] == before[: len(pieces)]])


def find_boilerplate(
    articles: Sequence[Article], pieces: Sequence[Numbers], least: int = BOILERPLATE_ARTICLES
) -> Mapping[str, Numbers]:
    """Return the shingles that an outlet puts into many of its articles.

    Parameters
    ----------
    articles : sequence of Article
        All the articles at hand.
    pieces : sequence of array
        The distinct shingles of each.
    least : int
        Articles of one outlet that must have a shingle.

    Returns
    -------
    mapping of str to array
        Outlet to its sorted shingles; articles without an outlet have none.
    """
    members: dict[str, list[Numbers]] = defaultdict(list)
    for article, piece in zip(articles, pieces, strict=True):
        if article.outlet:
            members[article.outlet].append(piece)
    furniture = {}
    for outlet, own in members.items():
        if len(own) >= least:
            known, frequency = np.unique(np.concatenate(own), return_counts=True)
            furniture[outlet] = known[frequency >= least]
    return furniture


def share_counts(pieces: Iterable[Numbers]) -> sparse.csr_array:
    """Return how many shingles each two articles share.

    Parameters
    ----------
    pieces : iterable of array
        The distinct shingles of each article.

    Returns
    -------
    scipy.sparse.csr_array of int32, shape (articles, articles)
        Upper triangle without the diagonal.
    """
    each = list(pieces)
    ends = np.cumsum([0, *map(len, each)])
    everything = np.concatenate([*each, np.empty(0, np.uint64)])
    _, place, frequency = np.unique(everything, return_inverse=True, return_counts=True)
    shared = ((frequency > 1) & (frequency <= COMMON_ARTICLES))[place]
    # Rows keep only what somebody else has too: one in twenty shingles, so the product is quick.
    kept = np.concatenate(([0], np.cumsum(shared)))[ends]
    table = sparse.csr_array(
        (np.ones(kept[-1], np.int32), place[shared].astype(np.int64), kept),
        shape=(len(each), len(frequency)),
    )
    counts: sparse.csr_array = sparse.triu(table @ table.T, 1).tocsr()
    return counts
