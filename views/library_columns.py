"""Which column of a table holds what: the guess, with the first rows, for a person to put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views.frame import plain_markdown
from views.import_places import may_be_side_file
from views.importing import apart
from views.library_table import count_of
from views.messages import say
from views.own_events import library_changed, library_exists, open_library
from views.person import person

if TYPE_CHECKING:
    from sources.tables.mappings import TablePreview
    from views.importing import Upload

FIRST_FIELDS = (
    "title", "text", "outlet", "published", "url", "authors", "language", "outlet_type", "stance",
)  # fmt: skip
NAMES = {
    "title": "Headline", "text": "Text", "outlet": "Outlet", "published": "Published",
    "url": "Address", "authors": "Authors", "language": "Language", "outlet_type": "Outlet type",
    "stance": "Stance", "subtitle": "Subheadline", "section": "Section", "page": "Page",
    "source_id": "Identifier", "event_id": "Event", "copyright": "Copyright",
    "duplicate_of": "Copy of", "outlet_domain": "Domain of the outlet", "dateline": "Dateline",
    "edition": "Edition", "text_kind": "How much text", "date_kind": "Kind of date",
    "word_count_claimed": "Words claimed",
}  # fmt: skip
EXPORTS = {
    "mediacloud": "Media Cloud", "gdelt": "GDELT", "zotero": "Zotero", "4cat": "4CAT",
    "proquest": "ProQuest",
}  # fmt: skip
_NONE = ""
_CELL = 160


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a person says of a table's columns, when it is not what was guessed."""

    columns: tuple[str, ...]
    mapping: Mapping[str, str]


def show_columns(uploads: Sequence[Upload]) -> tuple[list[Adjusted], bool]:
    """Show, for each table among the files, which column holds what.

    Returns
    -------
    tuple
        What the person changed, and whether every table can be read so.
    """
    changed: list[Adjusted] = []
    ready = True
    seen: set[str] = set()
    stamp = _mappings_stamp()
    for upload in uploads:
        if len(uploads) > 1 and _is_side_file(upload):
            continue
        for preview in _previews(upload.name, hash(upload.data), stamp, upload.data):
            if preview.key in seen:
                continue  # the same columns are asked for once
            seen.add(preview.key)
            mapping, good = _show_table(upload.name, preview)
            ready = ready and good
            if good and mapping != dict(preview.mapping):
                changed.append(Adjusted(preview.columns, mapping))
    return changed, ready


def _is_side_file(upload: Upload) -> bool:
    """Say whether a table only says what the files beside it are: no row of it is an article."""
    from sources.manifest import read_manifest

    return may_be_side_file(upload.name) and read_manifest(upload.data, upload.name)[0] is not None


def remember(changed: Sequence[Adjusted]) -> None:
    """Keep what a person said of columns, for this import and the next."""
    for one in changed:
        open_library().remember_columns(one.columns, one.mapping, person=person())
    if changed:
        library_changed()


def _mappings_stamp() -> str:
    return repr(sorted(open_library().column_mappings())) if library_exists() else ""


@st.cache_data(show_spinner="Looking at the columns …", max_entries=16, scope="session")
def _previews(
    name: str,
    digest: int,  # noqa: ARG001 (part of the cache's key)
    stamp: str,  # noqa: ARG001 (part of the cache's key)
    _data: bytes,
) -> tuple[TablePreview, ...]:
    import sources

    columns = open_library().column_mappings() if library_exists() else {}
    return sources.preview_tables(_data, name, rows=6, columns=columns)[0]


def _show_table(name: str, preview: TablePreview) -> tuple[dict[str, str], bool]:
    sheet = f", sheet {preview.sheet}" if preview.sheet else ""
    title = plain_markdown(f"{name}{sheet}")
    with st.expander(f"{title}: {_standing(preview)}", expanded=_uncertain(preview)):
        mapping = _ask(preview)
        problem = _wrong_with(preview, mapping)
        if problem:
            st.warning(plain_markdown(problem), icon=":material/help:")
            _show_raw(preview)
        else:
            _show_preview(preview, mapping)
        if preview.origin == "remembered" and st.button(
            "Forget what I set, and guess again", key=f"forget-{preview.key}", type="tertiary"
        ):
            open_library().forget_columns(preview.columns)
            for key in [k for k in st.session_state if str(k).startswith(f"column-{preview.key}")]:
                del st.session_state[key]
            say("Forgotten; the columns are guessed again")
            st.rerun()
    return mapping, not problem


def _uncertain(preview: TablePreview) -> bool:
    known = {"title", "text", "outlet", "published"} <= preview.mapping.keys()
    return preview.origin == "guess" and not known


def _standing(preview: TablePreview) -> str:
    if preview.origin == "export":
        return f"read as an export of {EXPORTS.get(preview.export, preview.export)}"
    if preview.origin == "remembered":
        return "columns as they were set before"
    found = f"{len(preview.mapping)} of {count_of(len(preview.columns), 'column')} recognised"
    return f"please check, {found}" if _uncertain(preview) else found


def _ask(preview: TablePreview) -> dict[str, str]:
    from sources.tables.mappings import FIELDS

    st.caption(
        "Say which column holds what. Other columns are kept with each article under their own "
        "names. The next table with the same columns is read in the same way."
    )
    mapping: dict[str, str] = {}
    with st.container(horizontal=True):
        for field in FIRST_FIELDS:
            _ask_field(preview, field, mapping)
    others = [field for field in FIELDS if field not in FIRST_FIELDS]
    more = st.toggle(
        "More fields", key=f"column-{preview.key}-more",
        value=any(field in preview.mapping for field in others),
    )  # fmt: skip
    if more:
        with st.container(horizontal=True):
            for field in others:
                _ask_field(preview, field, mapping)
    else:
        mapping |= {name: column for name, column in preview.mapping.items() if name in others}
    return mapping


def _ask_field(preview: TablePreview, field: str, mapping: dict[str, str]) -> None:
    options = [_NONE, *dict.fromkeys(name for name in preview.columns if name)]
    guess = preview.mapping.get(field, _NONE)
    chosen = st.selectbox(
        NAMES.get(field, field),
        options,
        index=options.index(guess) if guess in options else 0,
        format_func=lambda name: name or "no column",
        key=f"column-{preview.key}-{field}",
        width=172,
    )
    if chosen:
        mapping[field] = chosen


def _wrong_with(preview: TablePreview, mapping: Mapping[str, str]) -> str:
    from sources.tables.mappings import ColumnError, check_mapping

    try:
        check_mapping(preview.columns, mapping)
    except ColumnError as error:
        said = str(error)
        return said[:1].upper() + said[1:] + "."
    return ""


def _show_preview(preview: TablePreview, mapping: Mapping[str, str]) -> None:
    st.markdown("The first rows would come in as:")
    st.dataframe(
        preview_frame(preview, mapping), hide_index=True,
        alt="The first rows of the table, by what their cells would become",
    )  # fmt: skip
    other = [name for name in preview.columns if name and name not in mapping.values()]
    if other:
        names = ", ".join(other[:12]) + (" …" if len(other) > 12 else "")
        st.caption(f"Kept beside: {plain_markdown(names)}")


def _show_raw(preview: TablePreview) -> None:
    """Show the first rows as they stand there: to tell what a column holds."""
    names = [name or f"(column {at})" for at, name in enumerate(apart(preview.columns), 1)]
    rows = [[cell[:_CELL] for cell in row] for row in preview.rows]
    st.dataframe(
        pd.DataFrame(rows, columns=names), hide_index=True,
        alt="The first rows of the table as they stand there",
    )  # fmt: skip


def preview_frame(preview: TablePreview, mapping: Mapping[str, str]) -> pd.DataFrame:
    """Return the first rows of a table under the names of the fields its columns are read as."""
    places = {field: preview.columns.index(column) for field, column in mapping.items()}
    order = [
        *(f for f in FIRST_FIELDS if f in places),
        *(f for f in places if f not in FIRST_FIELDS),
    ]
    return pd.DataFrame(
        [[row[places[field]][:_CELL] for field in order] for row in preview.rows],
        columns=[NAMES.get(field, field) for field in order],
    )
