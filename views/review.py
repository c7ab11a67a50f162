"""The review queue: the links the machine is least sure of, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views.decisions import decide, places
from views.evidence import Evidence, show_evidence, with_own_words
from views.frame import plain_markdown, takeaway
from views.highlight import legend
from views.opened import OpenEvent, decided_document, machine_document
from views.wording import shared_words

if TYPE_CHECKING:
    from analysis.decisions.review import Doubt

_SKIPPED = "review-skipped"
_MARKS = {"shared": "the passage", "changed": "words that only this passage has"}


def show_review(event: OpenEvent) -> None:
    """Show the next link to look at, and how many are left."""
    queue = queue_of(event.key, event)
    if not queue:
        st.info("The machine was sure of every link in this event.", icon=":material/check:")
        return
    _progress(queue)
    doubt = _next(event, queue)
    if doubt is None:
        st.success("All of them are looked at. Your changes are listed above and can be undone.",
                   icon=":material/check:")  # fmt: skip
        return
    _ask(event, doubt)


@st.cache_resource(show_spinner=False, max_entries=8)
def queue_of(key: str, _event: OpenEvent) -> list[Doubt]:  # noqa: ARG001 (names the result)
    """Return the review queue of an event; `key` names the comparison and people's decisions."""
    from analysis.decisions import review_queue

    return review_queue(machine_document(_event.machine_key), decided_document(_event))


def _progress(queue: list[Doubt]) -> None:
    done = sum(doubt.settled for doubt in queue)
    takeaway(
        f"{len(queue)} links are close to the match threshold. Say of each whether both passages "
        "make the same claim; the counts follow at once."
    )
    st.progress(done / len(queue), text=f"{done} of {len(queue)} looked at")


def _next(event: OpenEvent, queue: list[Doubt]) -> Doubt | None:
    """Return the least sure link nobody decided; those skipped come last."""
    skipped: list[str] = st.session_state.setdefault(f"{_SKIPPED}-{event.machine_key}", [])
    left = [doubt for doubt in queue if not doubt.settled]
    if not left:
        return None
    return min(left, key=lambda doubt: _place_in(skipped, doubt))


def _place_in(skipped: list[str], doubt: Doubt) -> int:
    name = _name(doubt)
    return skipped.index(name) + 1 if name in skipped else 0


def _name(doubt: Doubt) -> str:
    return f"{doubt.a}{doubt.b}"


def _ask(event: OpenEvent, doubt: Doubt) -> None:
    texts = _texts(event, doubt)
    did = "took these for one claim" if doubt.machine == "together" else "kept these apart"
    words = shared_words(doubt.reasons, texts[0])
    both = f" Both have: {', '.join(words)}." if words else ""
    margin = f"by a margin of {doubt.margin:.2f} (score {doubt.score:.2f})"
    st.caption(plain_markdown(f"The machine {did}, {margin}.{both}"))
    accept, reject, skip = _buttons()
    passages = [Evidence(*spot, "shared") for spot in (doubt.a, doubt.b)]
    st.html(legend(["shared", "changed"], _MARKS))
    show_evidence(event.tables, with_own_words(event.tables, passages), key="review")
    _answer(event, doubt, accept=accept, reject=reject, skip=skip)


def _buttons() -> tuple[bool, bool, bool]:
    with st.container(horizontal=True, gap="small"):
        accept = st.button(
            "Accept: the same claim", key="review-accept", icon=":material/link:", shortcut="a"
        )
        reject = st.button(
            "Reject: different claims", key="review-reject", icon=":material/link_off:",
            shortcut="x",
        )  # fmt: skip
        skip = st.button(
            "Skip", key="review-skip", icon=":material/skip_next:", type="tertiary", shortcut="s"
        )
    return accept, reject, skip


def _answer(event: OpenEvent, doubt: Doubt, *, accept: bool, reject: bool, skip: bool) -> None:
    from analysis.decisions import Decision

    frame = pd.DataFrame([doubt.a, doubt.b], columns=["article", "start", "end"])
    where = places(event, frame)
    note = " | ".join(f"“{text[:90]}”" for text in _texts(event, doubt))
    if accept:
        decide(event, Decision(about="claim", act="together", places=where, note=note))
    if reject:
        one = Decision(about="claim", act="apart", places=where[:1], others=where[1:], note=note)
        decide(event, one)
    if skip:
        skipped = st.session_state[f"{_SKIPPED}-{event.machine_key}"]
        name = _name(doubt)
        if name in skipped:
            skipped.remove(name)
        skipped.append(name)
        st.rerun()


def _texts(event: OpenEvent, doubt: Doubt) -> list[str]:
    articles = event.tables.articles
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    return [" ".join(texts[spot[0]][spot[1] : spot[2]].split()) for spot in (doubt.a, doubt.b)]
