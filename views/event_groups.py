"""The library's articles grouped into events: worked out in a worker, decided upon by people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
import pandas as pd

from analysis.events import Decision, ScoredPairs
from analysis.settings import cache_folder, settings_from_environment
from views.signed import KINDS

if TYPE_CHECKING:
    from sources.article import Article
    from sources.library import Decision as Kept
    from sources.library import Library

TARGET = "event groups"
"""What the library keeps decisions about groups under."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that tell one story, as grouped and decided."""

    label: str
    """The least of its article ids."""
    articles: tuple[str, ...]
    """Ids, the earliest article first, undated ones last."""


def groups_key(articles: Sequence[Article]) -> str:
    """Return the name of the pairs of these articles: changes with any title, text or date."""
    from analysis.events.scoring import load_model

    digest = sha256()
    encoder = settings_from_environment().encoder
    digest.update(load_model(with_encoder=encoder).version.encode())
    for one in sorted(articles, key=lambda article: article.id):
        row = (one.id, one.title, one.text, one.outlet, str(one.published))
        digest.update("\x1f".join(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _file(key: str) -> Path:
    return cache_folder() / "groups" / f"{key}.npz"


def make_groups(
    key: str, articles: Sequence[Article], *, progress: Callable[[int, int, str], None]
) -> None:
    """Score the pairs of articles and keep them under a key; a job for a worker."""
    from analysis.events import choose_encoder, score_articles

    embed = choose_encoder(len(articles), progress=progress)
    scored = score_articles(articles, embed=embed, progress=progress)
    file = _file(key)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part.npz")
    ids = np.array(scored.ids, dtype=str)
    np.savez(part, ids=ids, a=scored.a, b=scored.b, odds=scored.odds)
    part.replace(file)


def kept_groups(key: str) -> ScoredPairs | None:
    """Return the pairs that were kept under a key, if they were."""
    file = _file(key)
    if not file.exists():
        return None
    with np.load(file) as kept:
        return ScoredPairs(tuple(kept["ids"].tolist()), kept["a"], kept["b"], kept["odds"])


def in_order(articles: Sequence[Article], events: Mapping[str, str]) -> list[Group]:
    """Return the groups, those of most outlets first, then of most articles, then by label."""
    late = float("inf")
    ordered = sorted(
        articles, key=lambda one: (one.published.timestamp() if one.published else late, one.id)
    )
    members: dict[str, list[Article]] = {}
    for one in ordered:
        members.setdefault(events[one.id], []).append(one)
    groups = sorted(
        members.items(), key=lambda item: (-len(outlets(item[1])), -len(item[1]), item[0])
    )
    return [Group(label, tuple(one.id for one in group)) for label, group in groups]


def outlets(articles: Iterable[Article]) -> list[str]:
    """Return the outlets of articles, each once, in alphabetical order."""
    return sorted({article.outlet for article in articles if article.outlet})


def span(articles: Iterable[Article]) -> str:
    """Return the first and the last day of publication, in words."""
    days = sorted({article.published.date() for article in articles if article.published})
    if not days:
        return "no date"
    if len(days) == 1:
        return f"{days[0]:%d %b %Y}"
    first = f"{days[0]:%d %b}" if days[0].year == days[-1].year else f"{days[0]:%d %b %Y}"
    return f"{first} to {days[-1]:%d %b %Y}"


def headline(group: Sequence[Article]) -> str:
    """Return what to call a group: the title of its earliest article that has one."""
    titles = [article.title or article.text[:80] for article in group]
    return next((title for title in titles if title.strip()), "without a headline")


def groups_frame(
    groups: Sequence[Group], articles: Mapping[str, Article], ties: Mapping[str, str]
) -> pd.DataFrame:
    """Return a row a group: label, story, articles, outlets, span, ties (words that tie them)."""
    rows = []
    for group in groups:
        members = [articles[one] for one in group.articles]
        rows.append(
            (group.label, headline(members), len(members), len(outlets(members)), span(members),
             ties.get(group.label, ""))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["label", "story", "articles", "outlets", "span", "ties"])


def tying_words(group: Sequence[Article], *, most: int = 5) -> str:
    """Return the words that carry the likeness of a group's first two articles."""
    from analysis.similarity import shared_terms

    if len(group) < 2:
        return ""
    return ", ".join(term for term, _ in shared_terms(group[0], group[1])[:most])


def read_decisions(library: Library) -> list[Decision]:
    """Return what people decided about groups and did not undo, the oldest first."""
    found = []
    for kept in library.decisions(target=TARGET, undone=False):
        articles, others = articles_of(kept)
        found.append(
            Decision(
                kind="together" if kept.kind == "merge" else "apart",
                articles=articles,
                others=others,
                by=kept.person,
                at=kept.time,
            )
        )
    return found


def articles_of(kept: Kept) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the articles a kept decision about groups names: on one side, and on the other."""
    row = orjson.loads(kept.value)
    return tuple(row["articles"]), tuple(row.get("others", ()))


def keep_decisions(
    library: Library, decisions: Iterable[Decision], person: str
) -> tuple[Kept, ...]:
    """Keep decisions in the library, signed, and return them as it has them."""
    made = []
    for one in decisions:
        row = {"articles": one.articles, "others": one.others}
        value = orjson.dumps(row).decode()
        made.append(library.decide(KINDS[one.kind], TARGET, one.kind, value, person=person))
    return tuple(made)
