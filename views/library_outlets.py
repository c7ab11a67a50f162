"""The Library's outlets: the registry that ships, and what a person put right or added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from views.frame import plain_markdown
from views.library_steps import edition, renew
from views.library_table import count_of
from views.messages import say
from views.own_events import library_changed, library_exists, library_stamp, open_library

if TYPE_CHECKING:
    from sources.outlets import Outlet

_UNDO = "lib-outlets-undo"
_COLUMNS = ("name", "domain", "country", "type", "owner", "also")


def show_outlets() -> None:
    """Show the outlets that are known, to be searched, corrected and added to."""
    from sources.outlets import RegistryError
    from sources.own_outlets import own_outlets

    try:
        own = own_outlets()
    except RegistryError as error:
        _show_broken(str(error))
        return
    known = _known()
    st.caption(
        "What an outlet is decides how its articles are grouped. Change a cell to correct it: "
        "your own rows stand above the list that ships, and can be taken back."
    )
    _show_unlisted(known)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search", key="outlet-words", icon=":material/search:", width=260,
            placeholder="name, domain, country, owner",
        )  # fmt: skip
        types = st.multiselect(
            "Type", _types(known), key="outlet-types", placeholder="any", width=200
        )
        mine = st.toggle(f"Only mine ({len(own)})", key="outlet-mine")
        st.space("stretch")
        _show_undo()
        with st.popover("Add an outlet", icon=":material/add:"), st.container(width=320):
            _add()
    table = filter_outlets(outlets_frame(known, own), words, types, mine=mine)
    st.markdown(f"{count_of(len(table), 'outlet')}")
    if not table.empty:
        _edit(table, known)


def _known() -> list[Outlet]:
    from sources.outlets import load_registry

    return sorted(load_registry(), key=lambda outlet: (outlet.name.casefold(), outlet.domain))


def _types(known: Sequence[Outlet]) -> list[str]:
    from sources.outlets import OUTLET_TYPES

    return list(dict.fromkeys([*OUTLET_TYPES, *sorted({outlet.type for outlet in known})]))


def outlets_frame(known: Sequence[Outlet], own: Sequence[Outlet]) -> pd.DataFrame:
    """Return outlets as a table, in the order given.

    Returns
    -------
    DataFrame
        at (place in `known`), name, domain, country, type, owner, also (names, separated by
        semicolons), mine (bool: a row of the user's own), source.
    """
    mine = {_key(outlet) for outlet in own}
    return pd.DataFrame(
        [
            (at, o.name, o.domain, o.country, o.type, o.owner, "; ".join(o.also),
             _key(o) in mine, o.source)
            for at, o in enumerate(known)
        ],
        columns=["at", *_COLUMNS, "mine", "source"],
    )  # fmt: skip


def filter_outlets(
    table: pd.DataFrame, words: str, types: Sequence[str], *, mine: bool
) -> pd.DataFrame:
    """Return the outlets whose row holds all the words, of these types (all when none)."""
    kept = table[table["mine"]] if mine else table
    if types:
        kept = kept[kept["type"].isin(list(types))]
    if words.strip():
        row = kept[list(_COLUMNS)].agg("\n".join, axis=1) if len(kept) else kept["name"]
        for word in words.split():
            row = row[row.str.contains(word, case=False, regex=False)]
        kept = kept.loc[row.index]
    return kept


def _key(outlet: Outlet) -> str:
    from sources.outlets import normal_domain, normal_name

    return normal_domain(outlet.domain) or f"name:{normal_name(outlet.name)}"


def _edit(table: pd.DataFrame, known: Sequence[Outlet]) -> None:
    # Rows must not move under a person's hands: the table is named by its rows.
    key = f"outlets-{edition()}-{len(table)}-{hash(tuple(table['at']))}"
    column = st.column_config
    st.data_editor(
        table, key=key, hide_index=True, disabled=["mine", "source"],
        column_order=[*_COLUMNS, "mine", "source"],
        column_config={
            "name": column.TextColumn("Outlet", width=240),
            "domain": column.TextColumn("Domain", width=170),
            "country": column.TextColumn("Country", width=130),
            "type": column.SelectboxColumn("Type", options=_types(known), width=150),
            "owner": column.TextColumn("Owner", width=200),
            "also": column.TextColumn("Other names", width=180, help="Separated by semicolons."),
            "mine": column.CheckboxColumn("Mine", width=60),
            "source": column.TextColumn("Where it is from", width=220),
        },
        height=min(38 + 35 * len(table), 560),
        on_change=_save, args=(key, table, known),
        alt="Outlets, one a row; change a cell to correct it",
    )  # fmt: skip
    mine = table[table["mine"]]
    if len(mine):
        names = {int(at): name for at, name in zip(mine["at"], mine["name"], strict=True)}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            at = st.selectbox(
                "Take back a row of mine", list(names), format_func=names.__getitem__, index=None,
                key="outlet-remove-which", width=320, placeholder="choose",
            )  # fmt: skip
            if at is not None:
                st.button("Take back", key="outlet-remove", on_click=_take_back,
                          args=(known[at],), icon=":material/undo:")  # fmt: skip


def _save(key: str, table: pd.DataFrame, known: Sequence[Outlet]) -> None:
    """Keep the cells that were changed."""
    from sources.own_outlets import own_outlets

    own = {_key(outlet): outlet for outlet in own_outlets()}
    for row, cells in st.session_state[key]["edited_rows"].items():
        before = known[int(table.iloc[row]["at"])]
        standing = own.get(_key(before))
        wanted = edited_outlet(before, cells)
        if wanted != before:
            _keep(wanted, standing)
    renew()


def edited_outlet(before: Outlet, cells: Mapping[str, Any]) -> Outlet:
    """Return an outlet with the cells that a person changed."""
    values = {name: str(value or "").strip() for name, value in cells.items() if name in _COLUMNS}
    changes: dict[str, Any] = {name: value for name, value in values.items() if name != "also"}
    if "also" in values:
        changes["also"] = tuple(part.strip() for part in values["also"].split(";") if part.strip())
    return replace(before, **changes, source="own file") if changes else before


_Change = tuple["Outlet | None", "Outlet | None"]


def _swap(before: Outlet | None, after: Outlet | None) -> _Change:
    return before, after


def _keep(wanted: Outlet, before: Outlet | None) -> None:
    from sources.own_outlets import save_outlet

    _do(lambda: _swap(before, save_outlet(wanted, replacing=before)))


def _do(act: Callable[[], _Change]) -> bool:
    from sources.outlets import RegistryError

    try:
        change = act()
    except RegistryError as error:
        say(f"Not kept: {error}", wrong=True)
        return False
    st.session_state.setdefault(_UNDO, []).append(change)
    library_changed()
    after, before = change[1], change[0]
    say(f"Kept: {after.name}" if after else f"Taken back: {before.name if before else ''}")
    return True


def _show_undo() -> None:
    changes: list[_Change] = st.session_state.get(_UNDO, [])
    st.button("Undo", key="outlets-undo", icon=":material/undo:", disabled=not changes,
              on_click=_undo, help="The last change of an outlet")  # fmt: skip


def _undo() -> None:
    from sources.outlets import RegistryError
    from sources.own_outlets import remove_outlet, save_outlet

    before, after = st.session_state[_UNDO].pop()
    try:
        if before is not None:
            save_outlet(before, replacing=after)
        elif after is not None:
            remove_outlet(after)
    except RegistryError as error:
        say(f"Not undone: {error}", wrong=True)
    library_changed()
    renew()


def _take_back(outlet: Outlet) -> None:
    from sources.own_outlets import own_outlets, remove_outlet

    standing = next((own for own in own_outlets() if _key(own) == _key(outlet)), None)
    if standing is not None:
        _do(lambda: _swap(standing, None if remove_outlet(standing) else standing))
    renew()


def _add() -> None:
    from sources.outlets import OUTLET_TYPES, Outlet

    with st.form("outlet-new", border=False, clear_on_submit=True):
        name = st.text_input("Name", max_chars=200)
        domain = st.text_input("Domain", placeholder="example.org", max_chars=200)
        kind = st.selectbox("Type", OUTLET_TYPES, index=OUTLET_TYPES.index("unknown"))
        country = st.text_input("Country", max_chars=200)
        owner = st.text_input("Owner", max_chars=200)
        if st.form_submit_button("Add", type="primary"):
            made = Outlet(name=name, domain=domain, type=kind, country=country, owner=owner)
            _keep(made, None)
            renew()
            st.rerun()


def _show_unlisted(known: Sequence[Outlet]) -> None:
    """Show the outlets of the user's articles that no row knows, to be given a type."""
    missing = _unlisted(library_stamp(), len(known)) if library_exists() else {}
    if not missing:
        return
    table = pd.DataFrame(
        [(name, number, None, "", "") for name, number in missing.items()],
        columns=["name", "articles", "type", "country", "domain"],
    )
    key = f"unlisted-{edition()}-{len(table)}"
    column = st.column_config
    with st.expander(f"{count_of(len(table), 'outlet')} of your articles not listed yet"):
        st.caption("Give one a type, and it is added to your own.")
        st.data_editor(
            table, key=key, hide_index=True, disabled=["name", "articles"],
            column_config={
                "name": column.TextColumn("Outlet", width=260),
                "articles": column.NumberColumn("Articles", width=90, format="localized"),
                "type": column.SelectboxColumn("Type", options=_types(known), width=170),
                "country": column.TextColumn("Country", width=150),
                "domain": column.TextColumn("Domain", width=180),
            },
            height=min(38 + 35 * len(table), 320),
            on_change=_list, args=(key, table),
            alt="Outlets of articles in the library that the registry does not know",
        )  # fmt: skip


def _list(key: str, table: pd.DataFrame) -> None:
    from sources.outlets import Outlet

    for row, cells in st.session_state[key]["edited_rows"].items():
        if not cells.get("type"):
            continue  # country and domain wait until the type is said
        values = {name: str(value or "") for name, value in cells.items()}
        _keep(Outlet(name=str(table.iloc[row]["name"]), **values), None)  # type: ignore[arg-type]
        renew()


@st.cache_data(show_spinner=False, max_entries=4)
def _unlisted(
    stamp: tuple[str, int, int],  # noqa: ARG001 (part of the cache's key)
    known: int,  # noqa: ARG001 (part of the cache's key)
) -> dict[str, int]:
    """Return the outlets of the library that no row knows, with their numbers of articles."""
    from sources.outlets import load_registry

    registry = load_registry()
    values = open_library().values("outlet")
    return {name: n for name, n in values.items() if name and registry.find(name=name) is None}


def _show_broken(reason: str) -> None:
    st.error("Your own list of outlets cannot be read.", icon=":material/error:")
    st.text(reason)
    st.markdown(plain_markdown("Mend the file, or set it aside to begin a new one."))
    if st.button("Set it aside", key="outlets-aside"):
        from sources.outlets import own_file

        path = own_file()
        path.replace(path.with_name(path.name + ".broken"))
        renew()
        st.rerun()
