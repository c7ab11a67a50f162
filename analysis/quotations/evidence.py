"""What speaks for two names being one person's: the same post, the same statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from analysis.quotations.names import TITLES, fold, organisation_key
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.records import Reading, Span
from analysis.word_sets import word_set
from sources.article import Article

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ORGANISATION = re.compile(r"[A-Z][\w’'\-]+(?:\s+(?:(?:of|for|and|the)\s+){0,2}[A-Z][\w’'\-]+)+")
_APPOSITION = re.compile(r"\s*(?:,|\(|[—–])\s*([^,;:()\n“”\"—–]{3,110})")
_NO_POST = re.compile(
    r"(?:who|which|that|whose|where|when|after|before|as|while|during|in|on|at|by|with|from|to|for|"
    r"but|and|or|said|says|told|"
    r"(?!(?:retired|acting|leading|managing|founding|ranking|serving|presiding|visiting|elected|"
    r"appointed|renowned|sitting|outgoing|incoming)\b)[a-z]+(?:ed|ing))\b"
)
_POST_IN_CLAUSE = re.compile(
    r"who (?:is|was|has been|had been|became|serves?d? as|works?|worked|leads|led|heads|headed|"
    r"chairs|chaired|runs|ran|represents|directs)\b"
)
_CLAUSE_END = re.compile(r"[,;:!?\n“”\"()]|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})\.|\s[-–—]\s")
_MEMBER = re.compile(rf"\s+(?:of|from|with|at|for)\s+(?:the\s+)?({_ORGANISATION.pattern})")
_OFFICES = word_set("Executive Chief Spokesman Spokeswoman Spokesperson Founder Managing CEO")
_MODIFIERS = word_set("""
    former acting deputy vice prime foreign chief state federal senior then late trade press party
    associate assistant interim outgoing incoming veteran shadow
""")
_STOP = word_set("""
    a an the of to in on for and or but that this these those is are was were be been being
    it its as at by with from we i you he she they our their his her not have has had will
    would can could may might must should do does did so if than then there who which what
    when also
""")


@dataclass(frozen=True, slots=True)
class Post:
    """What an article says somebody is: the words, the organisations and nouns in them."""

    text: str
    organisations: frozenset[tuple[str, ...]]
    nouns: frozenset[str]
    organisation_names: tuple[str, ...]
    article: str
    span: Span
    """Where the words stand in the article."""
    member: bool
    """Whether a preposition right after the name introduces them: "Lee of the Harvest Union"."""
    leads: bool
    """Whether they stand in front of the name."""


def posts_of(article: Article, names: tuple[str, ...]) -> list[Post]:
    """Return the posts that an article gives to somebody called any of `names`."""
    found, text = [], article.text
    parts = {part for name in names for part in name.split()}
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            after = _APPOSITION.match(text, match.end(), match.end() + 130)
            member = None if after else _MEMBER.match(text, match.end(), match.end() + 90)
            clause = _CLAUSE_END.split(text[max(0, match.start() - 60) : match.start()])[-1]
            title = _title(clause, parts)
            end = match.start() - len(clause) + len(clause.rstrip())
            posts = [_post(article, (end - len(title), end), leads=True)]
            if (stated := after or member) and _is_post(stated[1]):
                posts.insert(0, _post(article, stated.span(1), member=after is None))
            found += [post for post in posts if post.organisations or post.nouns]
    return found


def _title(clause: str, parts: Set[str]) -> str:
    """Return the words right before a name that may be a title: capitals and names of roles.

    What stands before a verb or a preposition is said of something else. `parts` are the words of
    the name itself: the given name is no title.
    """
    words = list(re.finditer(r"\S+", clause))
    first = last = len(words)
    while last and words[last - 1][0] in parts:
        last -= 1
    for k in range(last - 1, -1, -1):
        word = words[k][0].strip(".")
        joint = word in {"of", "and"} and k and words[k - 1][0][0].isupper()
        if not (word[:1].isupper() or joint or word in _MODIFIERS or role_of_noun(word)):
            break
        first = k
    return clause[words[first].start() :].rstrip() if first < last else ""


def _is_post(text: str) -> bool:
    """Whether an apposition may say what somebody is: "who fled", "speaking later" do not."""
    return _NO_POST.match(text) is None or _POST_IN_CLAUSE.match(text) is not None


def _post(article: Article, span: Span, *, member: bool = False, leads: bool = False) -> Post:
    words = article.text[slice(*span)]
    found = [m[0].split() for m in _ORGANISATION.finditer(words)]
    # "Justice Lee" is a judge, "Justice For All" is not.
    titled = [fold(w[0]) in TITLES and fold(w[1]) not in {"for", "of"} for w in found]
    names = [" ".join(_untitled(w)) for w, title in zip(found, titled, strict=True) if not title]
    # A body of one word is known as such: "a CNN spokesman".
    rest = _ORGANISATION.sub("", words)
    names += [w for w in _WORD.findall(rest) if w[0].isupper() and role_of_organisation(w)]
    # "Programmes Director for Lakeside Rescue": the title is no part of the name.
    tails = [t for name in names for t in (name, *re.split(r"\s(?:of|for)\s(?:the\s)?", name)[1:])]
    keys = frozenset(key for key in map(organisation_key, tails) if len(key) > 1)
    nouns = frozenset(w for w in _WORD.findall(words.lower()) if role_of_noun(w))
    span = (span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip()))
    text = " ".join(words.split())
    return Post(text, keys, nouns, tuple(names), article.id, span, member, leads)


def _untitled(words: list[str]) -> list[str]:
    """Return the words of a name without the title behind them: "Lake Watch President"."""
    last = len(words)
    while last > 1 and (fold(words[last - 1]) in TITLES or words[last - 1] in _OFFICES):
        last -= 1
    return words[:last]


@lru_cache(maxsize=20_000)
def statement_words(text: str) -> frozenset[str]:
    """Return the content words of a statement, cut to six letters so that endings don't count."""
    return frozenset(
        fold(word)[:6]
        for word in _WORD.findall(text)
        if word.lower() not in _STOP and len(word) > 1
    )


def statement_similarity(a: str, b: str) -> float:
    """Return how much of the shorter statement the other one says too, 0 to 1.

    Returns
    -------
    float
        0 when either has fewer than five content words.

    Notes
    -----
    Overlap coefficient ``|A ∩ B| / min(|A|, |B|)`` over content words.

    References
    ----------
    Manning, C., Schütze, H. (1999). Foundations of Statistical Natural Language Processing, 8.5.
    """
    first, second = statement_words(a), statement_words(b)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller >= 5 else 0.0


def statements(reading: Reading, text: str, numbers: list[int]) -> list[tuple[int, str]]:
    """Return number and wording of quotations."""
    return [(n, " ".join(text[s:e] for s, e in reading.quotations[n].content)) for n in numbers]


def shared_post(first: list[Post], second: list[Post]) -> str:
    """Return a sentence that names the post two people share; empty when they share none."""
    for a in first:
        for b in second:
            if a.organisations & b.organisations:
                same = a.nouns & b.nouns
                what = f"{min(same)} of one organisation" if same else "one organisation"
                return f"both are placed at {what} (“{a.text}”; “{b.text}”)"
    return ""


def shared_statement(
    first: Mapping[str, list[tuple[int, str]]], second: Mapping[str, list[tuple[int, str]]]
) -> str:
    """Return a sentence that shows nearly the same statement of both; empty when there is none."""
    best: tuple[float, int, str, str] | None = None
    for one_article, ours in sorted(first.items()):
        for other_article, theirs in sorted(second.items()):
            if one_article == other_article:
                continue
            for _, a in ours:
                for _, b in theirs:
                    score = statement_similarity(a, b)
                    weight = len(statement_words(a) & statement_words(b))
                    if (
                        score >= 0.6
                        and weight >= 5
                        and (best is None or (score, weight) > best[:2])
                    ):
                        best = score, weight, a, b
    if best is None:
        return ""
    return f"both are quoted with nearly the same statement (“{_cut(best[2])}”; “{_cut(best[3])}”)"


def _cut(text: str, limit: int = 90) -> str:
    text = " ".join(text.split()).strip('“”" ')
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def acronyms(text: str) -> dict[str, str]:
    """Return acronyms that a text explains: "Lakeside Rowing Club (LRC)".

    Examples
    --------
    >>> acronyms("The Lakeside Rowing Club (LRC) met.")
    {'LRC': 'Lakeside Rowing Club'}
    """
    found = {}
    for match in re.finditer(r"\(([A-Z][A-Z.&]{1,9})\)", text):
        letters = match[1].replace(".", "").replace("&", "")
        words = re.findall(r"[\w’'\-]+", text[max(0, match.start() - 120) : match.start()])
        for size in range(len(letters), min(len(words), len(letters) + 4) + 1):
            part = words[-size:]
            initials = [w[0] for w in part if w[0].isupper()]
            if "".join(initials) == letters and part[0][0].isupper():
                found[match[1]] = " ".join(part)
                break
    return found
