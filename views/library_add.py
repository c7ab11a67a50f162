"""The Library's form for adding articles: files, a folder, addresses, or pasted text."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import Literal

import streamlit as st

from analysis.outlet_type import OUTLET_TYPES
from views.address import EVENT
from views.entries import EventEntry
from views.import_places import common_name
from views.importing import Order, Upload
from views.library_columns import remember, show_columns
from views.library_import import (
    INTO,
    show_earlier_imports,
    show_import,
    show_running,
    start_import,
    watched_import,
)
from views.library_table import count_of
from views.own_events import library_id, own_events
from views.person import person

_NEW, _NONE = "a new event", "no event, only the library"
_FILES, _WEB, _PASTE = "Files", "Web addresses", "Paste text"
_WAY = "add-way"
"""Session key: the way the last articles came in."""
_BARE = re.compile(r"^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)")
_RULED = re.compile(r"^[ \t]*(?:-{5,}|={5,}|_{5,}|\*{5,}|#{5,}|~{5,}|—{3,})[ \t]*$", re.MULTILINE)
"""A line that parts texts pasted at once."""
_FEWEST = 30
"""Words of each of several texts pasted at once; less is a part of one."""
_PASTED = " (pasted)"
"""Ends what stands in the place of a file's name."""
KINDS = (
    "Text, Markdown, web pages, PDF, Word, RTF, ODT, mail · tables (CSV, Excel, JSON) · exports of "
    "Nexis, Factiva, ProQuest, Europresse, Media Cloud, GDELT, NewsAPI, Zotero, 4CAT · RIS, BibTeX "
    "· feeds, web archives · ZIP files of any of these"
)


def show_add(entry: EventEntry) -> None:
    """Show the form, or the import that runs or has just ended."""
    key = watched_import()
    if key:
        show_import(key)
        return
    show_running()
    uploads, addresses, again = _given()
    changed, readable = show_columns(uploads)
    event, name = _target(entry)
    taken = event == _NEW and name.casefold() in {
        own.title.casefold() for own in own_events().values()
    }
    named = event != _NEW or bool(name and not taken)
    ready = readable and bool(uploads or addresses) and named
    label = f"Add {what_is_given(uploads, addresses)}" if uploads or addresses else "Add"
    if st.button(label, type="primary", disabled=not ready, key="add", icon=":material/add:"):
        remember(changed)
        st.session_state[_WAY] = _way(uploads, addresses)
        start_import(
            Order(
                key="",
                title=_title(uploads, addresses),
                person=person(),
                uploads=tuple(uploads),
                addresses=tuple(addresses),
                again=again,
                new_event=name if event == _NEW else "",
                event=library_id(own_events()[event]) if event in own_events() else "",
            )
        )  # fmt: skip
        st.rerun()
    if (uploads or addresses) and not ready:
        missing = "Say which column holds what" if named else "Give the new event a name"
        if taken:
            missing = "You have an event of that name: choose it above, or take another name"
        st.caption(f"{missing}, then add.")
    show_earlier_imports()


def _given() -> tuple[list[Upload], list[str], bool]:
    with st.container(border=True):
        # Who pastes one article is likely to paste the next.
        before = st.session_state.get(_WAY, _FILES)
        files, folder, web, pasted = st.tabs([_FILES, "A folder", _WEB, _PASTE], default=before)
    with files:
        uploads = _files("add-files", "Drop files here, in any format", several=True)
        st.caption(KINDS)
    with folder:
        uploads += _files("add-folder", "Choose a folder", several="directory")
        st.caption(
            "With everything in it. A table `articles.csv` in it may say what each file is: "
            "columns file, outlet, outlet_type, published, url, title, stance."
        )
    with web:
        addresses, again = _addresses()
    with pasted:
        text = _paste()
    fields = _said_of_all(bool(uploads))
    uploads = [replace(upload, fields=fields) for upload in uploads]
    return [*uploads, *text], addresses, again


def _files(key: str, label: str, *, several: Literal[True, "directory"]) -> list[Upload]:
    given = st.file_uploader(label, accept_multiple_files=several, key=key)
    return [Upload(file.name, file.getvalue()) for file in given]


def _addresses() -> tuple[list[str], bool]:
    typed = st.text_area(
        "Addresses of articles or feeds, one a line",
        key="add-addresses",
        height=180,
        placeholder="https://www.example.org/2024/05/01/ferry-fares-rise",
    )
    again = st.toggle("Fetch again what is in the library already", key="add-again")
    st.caption(
        "Each site is asked once in five seconds, and only where it allows programs to read. "
        "A page that is refused is listed with the reason."
    )
    return split_addresses(typed), again


def split_addresses(typed: str) -> list[str]:
    """Return the addresses in what was typed, each once; a bare host gets ``https://``.

    Examples
    --------
    >>> split_addresses("example.org/a  https://b.example.org/ example.org/a")
    ['https://example.org/a', 'https://b.example.org/']
    """
    words = typed.split()
    return list(dict.fromkeys(f"https://{word}" if _BARE.match(word) else word for word in words))


def _paste() -> list[Upload]:
    text = st.text_area(
        "Text of one article",
        key="add-text",
        height=220,
        placeholder="Headline, an empty line, then the text as you copied it. "
        "Menus and contact blocks are removed. Several texts: a line of dashes between them.",
    )
    with st.container(horizontal=True):
        fields = {
            "outlet": st.text_input("Outlet", key="add-outlet", width=220),
            "published": st.text_input(
                "Published", key="add-date", placeholder="2021-01-06", width=150
            ),
            "url": st.text_input("Address", key="add-url", width=320),
        }
    if not text.strip():
        return []
    given = {name: value.strip() for name, value in fields.items() if value.strip()}
    # An address is that of one article.
    texts = [text] if "url" in given else split_texts(text)
    if len(texts) > 1 and not st.toggle(
        f"Add the {len(texts)} texts between lines of dashes as {len(texts)} articles",
        value=True,
        key="add-apart",
    ):
        texts = [text]
    return [Upload(pasted_name(each), each.encode("utf-8", "replace"), given) for each in texts]


def split_texts(text: str) -> list[str]:
    r"""Return the texts that lines of dashes, stars or the like part; one where there is none.

    Examples
    --------
    >>> first, second = "One. " * 40, "Two. " * 40
    >>> len(split_texts(first + "\n-----\n" + second)), len(split_texts("A\n-----\n" + second))
    (2, 1)
    """
    parts = [part.strip() for part in _RULED.split(text)]
    return parts if min(len(part.split()) for part in parts) >= _FEWEST else [text]


def pasted_name(text: str) -> str:
    r"""Return what to call a pasted text: its first line.

    Examples
    --------
    >>> pasted_name(" Fares rise\n\nThe fare ...")
    'Fares rise (pasted)'
    """
    first = text.strip().splitlines()[0]
    return textwrap.shorten(first, 60, placeholder="…") + _PASTED


def _said_of_all(given: bool) -> dict[str, str]:
    """Ask what holds for all files, once there are some."""
    if not given:
        return {}
    with (
        st.expander("Say the same of all these files: outlet, outlet type, stance"),
        st.container(horizontal=True),
    ):
        fields = {
            "outlet": st.text_input("Outlet", key="all-outlet", width=240),
            "outlet_type": st.selectbox(
                "Outlet type", ["", *OUTLET_TYPES], key="all-type", width=200,
                format_func=lambda name: name or "as found",
            ),
            "stance": st.text_input("Stance", key="all-stance", width=200),
        }  # fmt: skip
    return {name: value.strip() for name, value in fields.items() if value and value.strip()}


def _target(entry: EventEntry) -> tuple[str, str]:
    own = own_events()
    options = [_NEW, *own, _NONE]
    # As the menu's default: what is set is lost when the page runs anew before it is drawn.
    opened, last = st.session_state.get(INTO, (None, ""))
    likely = last if opened == st.session_state.get(EVENT) else entry.id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        event = st.selectbox(
            "Put them into",
            options,
            index=options.index(likely) if likely in own else 0,
            format_func=lambda name: own[name].title if name in own else name,
            key="add-event",
            width=320,
        )
        name = ""
        if event == _NEW:
            name = st.text_input(
                "Name of the new event", key="add-name", max_chars=120, width=320,
                placeholder="for instance Ferry fares, May 2024",
            )  # fmt: skip
    return event, name.strip()


def what_is_given(uploads: list[Upload], addresses: list[str]) -> str:
    """Return in words what was given.

    Examples
    --------
    >>> what_is_given([Upload("a.pdf", b""), Upload("Fares (pasted)", b"")], ["https://a.example"])
    '1 file, the pasted text and 1 address'
    """
    pasted = sum(upload.name.endswith(_PASTED) for upload in uploads)
    parts = [count_of(len(uploads) - pasted, "file")] if len(uploads) > pasted else []
    parts += ["the pasted text" if pasted == 1 else f"{pasted} pasted texts"] if pasted else []
    if addresses:
        parts.append("1 address" if len(addresses) == 1 else f"{len(addresses):,} addresses")
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _way(uploads: list[Upload], addresses: list[str]) -> str:
    if addresses and not uploads:
        return _WEB
    return _PASTE if all(upload.name.endswith(_PASTED) for upload in uploads) else _FILES


def _title(uploads: list[Upload], addresses: list[str]) -> str:
    files = common_name([upload.name for upload in uploads]) if uploads else ""
    web = what_is_given([], addresses) if addresses else ""
    return " and ".join(part for part in (files, web) if part)
