"""What a person does to the library, step by step: signed, undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from views.frame import plain_markdown
from views.messages import say
from views.own_events import library_changed, open_library
from views.person import ask_name, person
from views.signed import ANONYMOUS

if TYPE_CHECKING:
    from sources.library import Decision, Library

_UNDO, _REDO, _EDITION = "lib-undo", "lib-redo", "lib-edition"
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did, however many decisions it took."""

    name: str
    """In a few words, for instance "outlet of 3 articles"."""
    decisions: tuple[Decision, ...]


def show_signature() -> None:
    """Show who signs, with a way to change it."""
    label = "Sign your changes" if person() == ANONYMOUS else f"Signed: {plain_markdown(person())}"
    with st.popover(label, type="tertiary", icon=":material/signature:"):
        ask_name("Your name", why="Stands beside everything you add or change here.")


def edition() -> int:
    """Return a number that grows when a step was undone or done again: tables begin afresh."""
    return int(st.session_state.get(_EDITION, 0))


def renew() -> None:
    """Let tables be read again from the library."""
    st.session_state[_EDITION] = edition() + 1


def take_step(name: str, act: Callable[[Library], Iterable[Decision]]) -> bool:
    """Do something to the library and note it, so that it can be undone.

    Returns
    -------
    bool
        Whether it could be done; if not, the page says why.
    """
    from sources.library import LibraryError

    try:
        made = tuple(act(open_library()))
    except LibraryError as error:
        say(f"Not changed: {error}", wrong=True)
        return False
    if made:
        _stack(_UNDO).append(Step(name, made))
        del _stack(_UNDO)[:-_MOST_STEPS]
        _stack(_REDO).clear()
        library_changed(one.kind for one in made)
    return True


def show_undo(key: str) -> None:
    """Show the buttons that take the last step back, and do it again."""
    for way, icon, act in (
        (_UNDO, ":material/undo:", _undo),
        (_REDO, ":material/redo:", _redo),
    ):
        steps = _stack(way)
        name = "Undo" if way == _UNDO else "Redo"
        what = (
            f"{name}: {plain_markdown(steps[-1].name)}" if steps else f"Nothing to {name.lower()}"
        )
        st.button(
            name,
            key=f"{key}-{name.lower()}",
            icon=icon,
            disabled=not steps,
            help=what,
            on_click=act,
        )


def undo_decisions(numbers: Sequence[int]) -> None:
    """Undo decisions chosen in the history."""
    from sources.library import LibraryError

    try:
        open_library().undo_all(numbers, person=person())
    except LibraryError as error:
        say(f"Not undone: {error}", wrong=True)
        return
    gone = set(numbers)
    _stack(_UNDO)[:] = [
        step for step in _stack(_UNDO) if not gone & {made.number for made in step.decisions}
    ]
    library_changed()
    renew()


def repeat_decisions(library: Library, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decide again what was undone, and return the new decisions."""
    again: list[Decision] = []
    for (kind, field, value), same in groupby(decisions, lambda d: (d.kind, d.field, d.value)):
        targets = [made.target for made in same]
        if kind == "tag":
            again += library.tag_all(targets, field, value, person=person())
        elif kind == "removal":
            again += library.remove(targets, person=person())
        else:
            again += [library.decide(kind, one, field, value, person=person()) for one in targets]
    return tuple(again)


def _undo() -> None:
    from sources.library import LibraryError

    step = _stack(_UNDO).pop()
    try:
        open_library().undo_all([made.number for made in step.decisions], person=person())
    except LibraryError as error:
        say(f"Not undone: {error}", wrong=True)
        return
    _stack(_REDO).append(step)
    say(f"Undone: {step.name}")
    library_changed(made.kind for made in step.decisions)
    renew()


def _redo() -> None:
    from sources.library import LibraryError

    step = _stack(_REDO).pop()
    try:
        made = repeat_decisions(open_library(), step.decisions)
    except LibraryError as error:
        say(f"Not done again: {error}", wrong=True)
        return
    _stack(_UNDO).append(Step(step.name, made))
    say(f"Done again: {step.name}")
    library_changed(one.kind for one in made)
    renew()


def _stack(name: str) -> list[Step]:
    steps: list[Step] = st.session_state.setdefault(name, [])
    return steps
