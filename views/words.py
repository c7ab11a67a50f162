"""Words: how do they say it."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import streamlit as st

from analysis.tables import each_row
from views.charts.words import SURE, frame_matrix, keyness
from views.codebook import show_codebook
from views.counted import (
    GROUPINGS,
    REST,
    Voice,
    choose_grouping,
    counted_articles,
    frame_shares_of,
    keyness_of,
)
from views.evidence import Evidence, evidence_rows, show_article, show_evidence
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.opened import OpenEvent
from views.selection import choose, choose_one
from views.words_names import show_names

_VOICES: dict[Voice, str] = {"all": "All words", "own": "Own words", "quoted": "Quoted words"}
_KINDS = {
    "word": "Words", "phrase": "Phrases", "name": "Names", "house style": "House style",
    "loaded": "Loaded only",
}  # fmt: skip
_LOADED = 0.9
_AROUND = 64


def show() -> None:
    """Show the page."""
    event = open_page("words")
    show_tabs(
        "words",
        {
            "Distinctive words": lambda: _distinctive(event),
            "What the same thing is called": lambda: show_names(event),
            "Frames": lambda: _frames_and_lists(event),
            "In context": lambda: _context(event),
        },
    )


def _distinctive(event: OpenEvent) -> None:
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    with bar:
        column = choose_grouping(event, "groups")
    groups = sorted(counted_articles(event)[column].unique())
    if len(groups) < 2:
        st.info("Distinctive words need two groups of articles. Add other outlets in the Library.")
        return
    here = bar.selectbox("Words of", groups, key="word-group", bind="query-params", width=170)
    here = here if here in groups else groups[0]
    others = [REST, *(name for name in groups if name != here)]
    there = bar.selectbox("against", others, key="word-against", bind="query-params", width=170)
    with bar:
        voice = choose_one("Voice", _VOICES, "word-voice")
    kinds = st.pills(
        "Kinds",
        list(_KINDS),
        format_func=_KINDS.__getitem__,
        selection_mode="multi",
        default=["word", "phrase", "name"],
        key="word-kinds",
        bind="query-params",
        label_visibility="collapsed",
    )
    there = there if there in others else REST
    words = keyness_of(event.key, column, here, there, voice, event)
    words = words[words["kind"].isin(kinds)]
    if "loaded" in kinds:
        words = words[words["loadedness"] >= _LOADED]
    if words.empty:
        st.info("No word of these kinds tells the groups apart. Choose other kinds or groups.")
        return
    _keyness(event, words, here, there)


def _keyness(event: OpenEvent, words: pd.DataFrame, here: str, there: str) -> None:
    more = words[words["z"] > 0]
    sure = int((words["q"] <= SURE).sum())
    takeaway(
        f"Most distinctive of {here}: {', '.join(more['term'].head(5)) or 'nothing'}. "
        + (f"{sure} differences are beyond chance." if sure else
           "None is beyond chance: there are few articles, so read them as leads.")
    )  # fmt: skip
    chosen = choose(
        keyness(words, here, there),
        "words-keyness",
        {
            f"{row.kind}\t{row.term}": f"{row.term} ({row.kind}): {row.uses} against "
            f"{row.count_there}, z {row.z:+.1f}"
            for row in each_row(words.head(400).rename(columns={"count": "uses"}))
        },
        label="Read the lines of a word",
        alt=f"Distinctive words of {here} against {there}",
        caption="Beside a word: its uses on that side and on the other. Solid bars: at most one in "
        "twenty is chance (q ≤ 0.05); dotted lines: z = ±1.96. Copies are left out. Click a bar to "
        "read the lines.",
    )
    kind, _, term = chosen.partition("\t")
    if term:
        terms = event.tables.terms
        counted = counted_articles(event)["article"]
        rows = terms[
            (terms["term"] == term) & (terms["kind"] == kind) & terms["article"].isin(counted)
        ]
        _concordance(event, evidence_rows(rows), "words-uses")


def _concordance(event: OpenEvent, uses: list[Evidence], key: str) -> None:
    """Show places one below the other, the word in the middle; a chosen line opens its article."""
    articles = event.tables.articles.set_index("article")
    lines = pd.DataFrame([_line(articles, use) for use in uses])
    state: Any = st.dataframe(
        lines,
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "before": st.column_config.TextColumn(width=400, alignment="right"),
            "word": st.column_config.TextColumn(width=110, alignment="center"),
            "after": st.column_config.TextColumn(width=400),
        },
        alt=f"{len(lines)} lines with the word in the middle",
    )
    st.caption("A line is a use. Choose one to read it in its article.")
    rows = list(state.selection.rows) if state else []
    chosen = rows[0] if rows and rows[0] < len(uses) else -1
    if chosen >= 0 and st.session_state.get(f"{key}-read") != uses[chosen]:
        show_article(event.tables, uses[chosen])
    st.session_state[f"{key}-read"] = uses[chosen] if chosen >= 0 else None


def _line(articles: pd.DataFrame, use: Evidence) -> dict[str, str]:
    text = str(articles.loc[use.article, "text"])
    left = " ".join(text[max(0, use.start - _AROUND) : use.start].split())
    right = " ".join(text[use.end : use.end + _AROUND].split())
    return {
        "outlet": str(articles.loc[use.article, "label"]),
        "before": left.partition(" ")[2] if use.start > _AROUND else left,
        "word": " ".join(text[use.start : use.end].split()),
        "after": right.rpartition(" ")[0] if use.end + _AROUND < len(text) else right,
    }


def uses_of(event: OpenEvent, phrase: str) -> list[Evidence]:
    """Return every place where a word or phrase is used, upper and lower case alike."""
    pattern = re.compile(
        r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?:s|es|ed|d|ing)?(?!\w)", re.I
    )
    return [
        Evidence(row.article, match.start(), match.end())
        for row in each_row(event.tables.articles)
        for match in pattern.finditer(row.text)
    ]


def _frames_and_lists(event: OpenEvent) -> None:
    _frames(event)
    show_codebook()


def _frames(event: OpenEvent) -> None:
    if event.tables.frames.empty:
        st.info("No term of the frames’ word lists stands in these articles.")
        return
    with st.container(horizontal=True, gap="medium"):
        column = choose_grouping(event, "frame-groups")
        voice = choose_one("Voice", _VOICES, "frame-voice")
    shares = frame_shares_of(event.key, column, voice, event)
    if shares.empty:
        st.info("In this voice no term of the frames’ word lists is used. Choose another voice.")
        return
    most = shares.groupby("frame")["sentences"].sum().sort_values(ascending=False)
    total = int(shares.drop_duplicates("group")["total"].sum())
    leading = ", then ".join(f"{name} ({int(n)})" for name, n in most.head(3).items())
    takeaway(f"Of {total} sentences most carry {leading}.")
    chosen = choose(
        frame_matrix(shares),
        "words-frames",
        {
            f"{row.frame}\t{row.group}": f"{row.frame} in {row.group}: {row.sentences} of "
            f"{row.total} sentences"
            for row in each_row(shares.sort_values("sentences", ascending=False))
        },
        label="Read the places of a frame",
        alt=f"Share of sentences by frame and {GROUPINGS[column].lower()}",
        caption="Share of a group’s sentences with at least one word of the frame’s list; grey: "
        "fewer than 20 sentences. A list sees words, not meaning. Click a disc to read them.",
    )
    frame, _, place = chosen.partition("\t")
    if not frame:
        return
    articles = counted_articles(event)
    inside = articles[articles[column] == place]["article"]
    hits = event.tables.frames
    hits = hits[(hits["frame"] == frame) & hits["article"].isin(inside)]
    if voice != "all":
        hits = hits[hits["quoted"] == (voice == "quoted")]
    show_evidence(event.tables, evidence_rows(hits, note="term"), key="words-frame")


def _context(event: OpenEvent) -> None:
    phrase = st.text_input("Word or phrase", key="word", bind="query-params")
    if not phrase.strip():
        st.caption("Type a word to see every line that uses it, the word in the middle.")
        st.pills(
            "Or begin with one that many articles use",
            common_words(event.tables.terms),
            format_func=plain_markdown,
            key="word-suggested",
            on_change=_take_suggestion,
        )
        return
    found = uses_of(event, phrase)
    takeaway(f"{len(found)} uses in {len({use.article for use in found})} articles.")
    if found:
        _concordance(event, found, "words-context")


def common_words(terms: pd.DataFrame, most: int = 12) -> list[str]:
    """Return the words that the most articles use."""
    words = terms[terms["kind"] == "word"]
    articles = words.groupby("term")["article"].nunique()
    return articles.sort_values(ascending=False, kind="stable").head(most).index.tolist()


def _take_suggestion() -> None:
    st.session_state["word"] = st.session_state["word-suggested"] or ""


if __name__ == "__main__":
    show()
