"""Similarity: who resembles, or copies, whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.address import link_to
from views.charts.similarity import grouped, heatmap, ordered, without_self
from views.counted import counted_articles
from views.differences import changes
from views.evidence import Evidence, show_article
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.highlight import Mark, legend, passage
from views.opened import OpenEvent
from views.selection import choose, choose_one

_CELLS = {"label": "Articles", "outlet": "Outlets", "outlet_type": "Outlet types"}
_MANY = 200
# Articles up to which a heatmap of them can be read; of more, groups are compared.
_LISTED = 300
_NEAREST = 20
_COPY = {
    "exact duplicate": "the same text",
    "near duplicate": "nearly the same text",
    "agency copy": "an agency’s text, credited",
    "press release reprint": "a press release, reprinted",
}


def show() -> None:
    """Show the page."""
    event = open_page("similarity")
    if len(event.tables.articles) < 2:
        st.info("This event has one article. Add another in the Library to compare it with.")
        return
    show_tabs(
        "similarity",
        {
            "Who resembles whom": lambda: _alike(event),
            "Who copies whom": lambda: _copied(event),
        },
    )


def _labels(event: OpenEvent) -> dict[str, str]:
    articles = event.tables.articles
    return dict(zip(articles["article"], articles["label"], strict=True))


def _alike(event: OpenEvent) -> None:
    articles = event.tables.articles
    offered = {
        name: shown for name, shown in _CELLS.items() if name != "label" or len(articles) <= _MANY
    }
    cells = choose_one("Compare", offered, "cells")
    if cells == "label":
        matrix, labels = without_self(arranged(event.key, event)), _labels(event)
    else:
        groups = dict(zip(articles["article"], articles[cells], strict=True))
        means = grouped(event.tables.similarity, groups)
        order = ordered(means.fillna(1.0)).index
        matrix, labels = means.loc[order, order], {name: name for name in means.index}
    pairs = closest_pairs(matrix)
    if pairs.empty:
        st.info("There is one group only. Compare articles instead.")
        return
    first = pairs.iloc[0]
    takeaway(
        f"Closest in wording: {labels[first['a']]} and {labels[first['b']]}, {first['cosine']:.2f} "
        f"of 1; the median pair has {pairs['cosine'].median():.2f}."
    )
    mean = "" if cells == "label" else " Means over pairs of articles; on the diagonal, within."
    chosen = choose(
        heatmap(matrix, labels),
        "similarity-map",
        {
            f"{row.a}\t{row.b}": f"{labels[row.a]} and {labels[row.b]}: {row.cosine:.2f}"
            for row in each_row(pairs.head(_LISTED))
        },
        label="See the words behind a cell",
        alt=f"Similarity of {len(labels)} {_CELLS[cells].lower()}",
        caption="Cosine of TF-IDF vectors, from 0, no word in common, to 1, the same words; "
        f"the more alike, the stronger the colour.{mean} Click a cell to see the words that carry "
        "it.",
        option_of=lambda value: _listed(value, pairs),
    )
    a, _, b = chosen.partition("\t")
    if a:
        _pair(event, a, b, cells)
    _nearest(event, _labels(event))


def _nearest(event: OpenEvent, labels: dict[str, str]) -> None:
    article = st.selectbox(
        "Nearest to one article",
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        key="nearest-to",
        placeholder="Choose an article, or type to search",
    )
    if article is not None:
        st.dataframe(
            nearest_table(event.tables.similarity, article, labels),
            hide_index=True,
            column_config={
                "cosine": st.column_config.ProgressColumn(
                    "similarity", min_value=0, max_value=1, format="%.2f"
                )
            },
            alt="The articles most like the chosen one",
        )


def nearest_table(
    similarity: pd.DataFrame, article: str, labels: dict[str, str], *, most: int = _NEAREST
) -> pd.DataFrame:
    """Return a row a neighbour, the nearest first: article (its label), cosine (0-1, over 0)."""
    ids = list(similarity.index)
    own = ids.index(article)
    cosines = similarity.to_numpy(dtype=float)[own]
    order = [row for row in np.argsort(-cosines, kind="stable").tolist() if row != own]
    near = [row for row in order[:most] if cosines[row] > 0]
    return pd.DataFrame(
        {"article": [labels[ids[row]] for row in near], "cosine": cosines[near].astype(float)}
    )


@st.cache_data(show_spinner=False, max_entries=8)
def arranged(
    key: str,  # noqa: ARG001 (what the cache knows the matrix by)
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return the similarities of an event, alike articles next to each other."""
    return ordered(_event.tables.similarity)


def _listed(value: str, pairs: pd.DataFrame) -> str:
    """Return a pair in the order in which it is listed."""
    a, _, b = value.partition("\t")
    there = ((pairs["a"] == b) & (pairs["b"] == a)).any()
    return f"{b}\t{a}" if there and a != b else value


def closest_pairs(similarity: pd.DataFrame) -> pd.DataFrame:
    """Return a row a pair, the closest first: a, b (of the axes), cosine (0-1); none missing."""
    ids = np.array(similarity.index, dtype=object)
    values = similarity.to_numpy(dtype=float)
    rows, columns = np.triu_indices(len(ids))
    pairs = pd.DataFrame({"a": ids[rows], "b": ids[columns], "cosine": values[rows, columns]})
    return pairs.dropna().sort_values(
        ["cosine", "a", "b"], ascending=[False, True, True], ignore_index=True
    )


def _pair(event: OpenEvent, a: str, b: str, cells: str) -> None:
    articles, terms = event.tables.articles, event.tables.shared_terms
    names = _labels(event) if cells == "label" else {a: a, b: b}
    sides = [
        {name} if cells == "label" else set(articles[articles[cells] == name]["article"])
        for name in (a, b)
    ]
    rows = terms[
        (terms["a"].isin(sides[0]) & terms["b"].isin(sides[1]))
        | (terms["a"].isin(sides[1]) & terms["b"].isin(sides[0]))
    ]
    st.markdown(f"**{plain_markdown(names[a])}** and **{plain_markdown(names[b])}**")
    if rows.empty and cells == "label":
        # Of many articles terms are kept for near pairs only.
        rows = _terms_now(event, a, b)
    if rows.empty:
        st.caption("They share no word that tells anything.")
        return
    shares = rows.groupby("term")["share"].mean().sort_values(ascending=False, kind="stable")
    table = shares.head(12).reset_index()
    st.dataframe(
        table.assign(uses=[_uses(event, term, sides) for term in table["term"]]),
        hide_index=True,
        column_config={
            "share": st.column_config.ProgressColumn(
                "share of the similarity", min_value=0, max_value=float(table["share"].max())
            ),
            "uses": st.column_config.TextColumn("as written in both", width="large"),
        },
        alt="Terms that carry this similarity",
    )
    if cells == "label":
        link_to("side_by_side", "Read both next to each other", {"articles": [a, b]})


def _terms_now(event: OpenEvent, a: str, b: str) -> pd.DataFrame:
    """Return the terms that two articles share: term, share (0-1)."""
    from analysis.similarity import shared_terms
    from sources.article import Article

    entries = [one_row(event.tables.articles, name, "article") for name in (a, b)]
    first, second = (Article(id=e.article, title=e.title, text=e.text) for e in entries)
    return pd.DataFrame(shared_terms(first, second), columns=["term", "share"])


def _uses(event: OpenEvent, term: str, sides: list[set[str]]) -> str:
    from analysis.stems import find_words, normal_form, stem

    wanted = {stem(normal_form(word)) for word in term.split()}
    texts = dict(zip(event.tables.articles["article"], event.tables.articles["text"], strict=True))
    written = {
        word.text.lower()
        for side in sides
        for article in sorted(side)[:5]
        for word in find_words(texts[article])
        if stem(normal_form(word.text)) in wanted
    }
    return ", ".join(sorted(written)[:6])


def _copied(event: OpenEvent) -> None:
    articles, reuse = event.tables.articles, event.tables.reuse
    copies = articles[articles["duplicate_of"] != ""]
    if copies.empty and reuse.empty:
        st.info(
            "No article copies another: no passage of eight words or more stands in two. Add "
            "agency texts or press releases in the Library to see who carries them."
        )
        return
    takeaway(
        f"{len(copies)} of {len(articles)} articles are copies; "
        f"{len(reuse)} passages stand in two articles word for word or nearly so."
    )
    if len(copies):
        st.dataframe(copy_table(event), hide_index=True, alt="Which article copies which, and why")
    if len(reuse):
        _passages(event)


def copy_table(event: OpenEvent) -> pd.DataFrame:
    """Return a row a copy: article, copies (of what), kind (in words), why, counted (as)."""
    articles = event.tables.articles
    labels = _labels(event)
    counted = set(counted_articles(event)["article"])
    return pd.DataFrame(
        [
            {
                "article": row.label,
                "copies": labels[row.duplicate_of],
                "kind": _COPY.get(row.copy_kind, row.copy_kind),
                "why": row.copy_reason,
                "counted": "by itself" if row.article in counted else "with what it copies",
            }
            for row in each_row(articles[articles["duplicate_of"] != ""])
        ]
    )


def _passages(event: OpenEvent) -> None:
    labels = _labels(event)
    longest = event.tables.reuse.sort_values("words", ascending=False, kind="stable")
    texts = dict(zip(event.tables.articles["article"], event.tables.articles["text"], strict=True))
    names = {
        str(row.Index): f"{labels[row.a]} and {labels[row.b]}, {row.words} words: "
        f"{' '.join(texts[row.a][row.a_start : row.a_end].split()[:8])}…"
        for row in each_row(longest)
    }
    st.subheader("The passages, side by side", anchor=False)
    chosen = st.selectbox(
        "Passage",
        list(names),
        format_func=names.__getitem__,
        key="passage",
        help="The longest first. The list can be searched by typing.",
    )
    row = next(r for r in each_row(longest) if str(r.Index) == (chosen or next(iter(names))))
    st.html(legend(["reused", "changed"]))
    places = [
        (texts[row.a], int(row.a_start), int(row.a_end)),
        (texts[row.b], int(row.b_start), int(row.b_end)),
    ]
    for column, article, place, spans in zip(
        st.columns(2), (row.a, row.b), places, changes(*places), strict=True
    ):
        with column.container(border=True, gap="small", height="stretch"):
            _passage(event, article, place, [Mark(s, e, "changed") for s, e in spans])


def _passage(event: OpenEvent, article: str, place: tuple[str, int, int], own: list[Mark]) -> None:
    entry: Any = one_row(event.tables.articles, article, "article")
    text, start, end = place
    date = "" if pd.isna(entry.published) else f" · {entry.published:%d %b %Y}"
    st.markdown(f"**{plain_markdown(entry.label)}** · {plain_markdown(entry.outlet_type)}{date}")
    st.html(passage(text, [Mark(start, end, "reused"), *own], start=start, end=end))
    if st.button("In context", key=f"reuse-{article}", type="tertiary"):
        show_article(event.tables, Evidence(article, start, end, "reused", marks=tuple(own)))


if __name__ == "__main__":
    show()
