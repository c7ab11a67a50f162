"""Which articles of the library are looked at: where, with which words, filtered how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from views.entries import EventEntry
from views.frame import plain_markdown
from views.own_events import library_id, library_stamp, open_library, own_events

if TYPE_CHECKING:
    from sources.library import Entry, Filter, Hit

EVERYTHING = ""
MOST_HITS = 500
"""Articles a search shows, best first."""
NOT_SET = "(not set)"
_PAGES = (25, 50, 100, 250)
_WORDS, _SIZE = "lib-words", "lib-size"
ATTENTION = {
    "text": "without a text",
    "published": "without a date",
    "outlet": "without an outlet",
    "language": "without a language",
    "cut": "cut off",
}
"""What may be wrong with an article, to how it is said."""


@dataclass(frozen=True, slots=True)
class Found:
    """The articles that are looked at."""

    wanted: Filter
    """Without the words searched for."""
    total: int
    hits: tuple[Hit, ...] | None
    """What a search found, best first; None when nothing is searched for."""
    narrowed: bool
    """Whether anything but the place was chosen."""

    def ids(self) -> list[str]:
        """Return the identifiers of all of them."""
        if self.hits is not None:
            return [hit.article for hit in self.hits]
        return [entry.id for entry in open_library().list(self.wanted)]

    def page(self, number: int, size: int) -> list[Entry]:
        """Return one page of them, counted from 1."""
        first = (number - 1) * size
        if self.hits is None:
            return list(open_library().list(self.wanted, limit=size, offset=first))
        wanted = [hit.article for hit in self.hits[first : first + size]]
        there = {e.id: e for e in open_library().list(replace(self.wanted, ids=wanted))}
        return [there[name] for name in wanted if name in there]


def choose_place(entry: EventEntry) -> str:
    """Show where to look, and return it: an event's identifier, `EVERYTHING`, or an example's id.

    Parameters
    ----------
    entry : EventEntry
        The open event; the place one begins with when it is the user's own.
    """
    total = open_library().count()
    counts = {event.id: event.articles for event in open_library().events()}
    options = {EVERYTHING: f"Everything in my library ({total:,})"}
    for own in own_events().values():
        name = library_id(own)
        options[name] = f"{own.title} ({counts.get(name, 0):,})"
    if not entry.own:
        options[entry.id] = f"Example: {entry.title}"
    first = library_id(entry) if entry.own else EVERYTHING
    chosen = st.selectbox(
        "Where",
        list(options),
        index=list(options).index(first),
        format_func=lambda name: options[name],
        key=f"lib-place-{entry.id}",
        persist_state="session",
        width=280,
    )
    return str(chosen)


def find(place: str) -> Filter:
    """Show the search and the filters, and return what the filters ask for."""
    from sources.library import Filter

    st.text_input(
        "Search",
        key=_WORDS,
        persist_state="session",
        icon=":material/search:",
        placeholder='ferry  "fare rise"  -tram  strik*',
        help='All words must occur. "In quotation marks" is a phrase, -word must not occur, '
        "word* begins a word.",
    )
    return _filters(Filter(event=place))


def only_attention(place: str, wanted: Filter) -> Found:
    """Show what needs a look, and return what is left when that is chosen too."""
    from sources.library import Filter

    scope = Filter(event=place)
    wanted = replace(_attention(scope, wanted), removed=bool(st.session_state.get("lib-removed")))
    words = str(st.session_state.get(_WORDS, ""))
    narrowed = bool(words.strip()) or wanted != scope
    if not words.strip():
        return Found(wanted, open_library().count(wanted), None, narrowed)
    hits = open_library().search(words, wanted, limit=MOST_HITS)
    return Found(wanted, len(hits), hits, narrowed)


def clear_filters() -> None:
    """Look at everything in the place again."""
    for name in (
        _WORDS, "lib-outlets", "lib-types", "lib-languages", "lib-since", "lib-until",
        "lib-removed", "lib-attention", "lib-ids",
    ):  # fmt: skip
        st.session_state.pop(name, None)


def show_only(ids: list[str], name: str) -> None:
    """Look at these articles alone, for instance those of an import."""
    clear_filters()
    st.session_state["lib-ids"] = (name, ids)


def _filters(scope: Filter) -> Filter:
    values = facets(scope)
    state = st.session_state
    chosen = sum(
        bool(state.get(f"lib-{name}"))
        for name in ("outlets", "types", "languages", "since", "until", "removed")
    )
    label = f"Filter ({chosen})" if chosen else "Filter"
    with st.popover(label, icon=":material/filter_list:", width=130):
        outlets = _several("Outlet", "outlets", values["outlet"])
        types = _several("Outlet type", "types", values["outlet_type"])
        languages = _several("Language", "languages", values["language"])
        with st.container(horizontal=True):
            since = _day("Published from", "since")
            until = _day("until", "until")
        st.toggle("Show what was removed", key="lib-removed", persist_state="session")
    only = state.get("lib-ids")
    return replace(
        scope,
        ids=None if only is None else only[1],
        outlets=outlets,
        outlet_types=types,
        languages=languages,
        since=since,
        until=None if until is None else until + timedelta(days=1),
    )


def _several(label: str, name: str, values: dict[str, int]) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(values),
        format_func=lambda value: f"{value or NOT_SET} · {values.get(value, 0):,}",
        key=f"lib-{name}",
        persist_state="session",
        placeholder="any",
    )
    return tuple(chosen)


def _day(label: str, name: str) -> datetime | None:
    chosen = st.date_input(
        label,
        value=None,
        min_value=date(1600, 1, 1),
        max_value=date(2199, 12, 31),
        key=f"lib-{name}",
        persist_state="session",
        format="YYYY-MM-DD",
        width=150,
    )
    return datetime.combine(chosen, time(), UTC) if isinstance(chosen, date) else None


def _attention(scope: Filter, wanted: Filter) -> Filter:
    """Show what needs a person's eye, with counts; a click shows those alone."""
    counts = {name: n for name, n in attention(scope).items() if n}
    chosen: list[str] = [*st.session_state.get("lib-attention", [])]
    options = [name for name in ATTENTION if name in counts or name in chosen]
    if not options:
        return wanted
    picked = st.pills(
        "Needs a look",
        options,
        selection_mode="multi",
        format_func=lambda name: f"{counts.get(name, 0):,} {ATTENTION[name]}",
        key="lib-attention",
        persist_state="session",
        label_visibility="collapsed",
    )
    kinds = [*(("none", "snippet") if "text" in picked else ())]
    kinds += ["truncated"] if "cut" in picked else []
    missing = tuple(name for name in ("published", "outlet", "language") if name in picked)
    return replace(wanted, missing=missing, text_kinds=tuple(kinds))


def facets(scope: Filter) -> dict[str, dict[str, int]]:
    """Return the values of outlet, outlet type and language in a place, with their numbers."""
    return _facets(library_stamp(), scope.event)


@st.cache_data(show_spinner=False, max_entries=32, ttl=120)
def _facets(
    stamp: tuple[str, int, int],  # noqa: ARG001 (part of the cache's key)
    event: str,
) -> dict[str, dict[str, int]]:
    from sources.library import Filter

    library = open_library()
    return {
        name: library.values(name, Filter(event=event))
        for name in ("outlet", "outlet_type", "language")
    }


def attention(scope: Filter) -> dict[str, int]:
    """Return how many articles of a place need a look, by what is wrong with them."""
    return _counts(library_stamp(), scope.event)


@st.cache_data(show_spinner=False, max_entries=32, ttl=120)
def _counts(
    stamp: tuple[str, int, int],  # noqa: ARG001 (part of the cache's key)
    event: str,
) -> dict[str, int]:
    from sources.library import Filter

    library = open_library()
    kinds = {"text": ("none", "snippet"), "cut": ("truncated",)}
    counts = {
        name: library.count(Filter(event=event, text_kinds=texts)) for name, texts in kinds.items()
    }
    for name in ("published", "outlet", "language"):
        counts[name] = library.count(Filter(event=event, missing=(name,)))
    return counts


def open_page(found: Found) -> tuple[int, int]:
    """Return the number of the open page, from 1, and how many articles a page has."""
    state = st.session_state
    size = int(state.get(_SIZE, 0)) if state.get(_SIZE) in _PAGES else 50
    pages = max(1, -(-found.total // size))
    number = min(max(1, int(state.get("lib-page", 1))), pages)
    state["lib-page"] = number
    return number, size


def show_pager(found: Found, number: int, size: int) -> None:
    """Show which page is open, and the ways to the others."""
    if found.total <= _PAGES[0]:
        return
    pages = max(1, -(-found.total // size))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        first, last = (number - 1) * size + 1, min(number * size, found.total)
        st.markdown(f"{first:,}–{last:,} of {found.total:,}", width="content")
        st.button(
            "Back", icon=":material/chevron_left:", key="lib-previous",
            disabled=number <= 1, on_click=_turn, args=(number - 1,),
        )  # fmt: skip
        st.button(
            "Next", icon=":material/chevron_right:", key="lib-next", icon_position="right",
            disabled=number >= pages, on_click=_turn, args=(number + 1,),
        )  # fmt: skip
        st.selectbox(
            "Articles a page", _PAGES, index=_PAGES.index(50), key=_SIZE, persist_state="session",
            label_visibility="collapsed", format_func=lambda n: f"{n} a page", width=140,
        )  # fmt: skip


def _turn(page: int) -> None:
    st.session_state["lib-page"] = page


def describe(found: Found) -> str:
    """Return in a sentence what is shown."""
    only = st.session_state.get("lib-ids")
    if found.hits is not None:
        more = f"{MOST_HITS} or more" if found.total >= MOST_HITS else f"{found.total:,}"
        return f"{more} articles hold these words, the best first."
    name = f" of {plain_markdown(only[0])}" if only else ""
    noun = "article" if found.total == 1 else "articles"
    return f"{found.total:,} {noun}{name}" + (" match the filter." if found.narrowed else ".")
