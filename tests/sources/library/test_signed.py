"""Decisions done again, and those that came from somebody else's library."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.library import Library, LibraryError, Signed
from sources.library.signed import next_redo

TIME = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
MERGE = Signed(kind="merge", field="claim together", value='{"a": 1}', person="Ada", time=TIME)


def test_undone_decisions_are_done_again_in_turn_until_a_new_one_is_made(library: Library):
    one, two = (library.decide("merge", "e", "claim", f"{n}", person="Ada") for n in (1, 2))
    for made in (two, one):
        library.undo(made.number, person="Ben")

    for wanted in (one, two):
        again = next_redo(library.decisions(target="e"))
        assert again is not None
        assert again.number == wanted.number
        library.redo(again.number, person="Cy")
    assert next_redo(library.decisions(target="e")) is None
    standing = library.decisions(target="e", kind="merge", undone=False)
    assert [made.number for made in standing] == [one.number, two.number]
    told = [made.value for made in library.decisions(kind="redo")]
    assert told == [f"{made.number}: undone by Ben, stands again" for made in (one, two)]

    library.undo(one.number, person="Ben")
    library.decide("merge", "e", "claim", "3", person="Ada")
    assert next_redo(library.decisions(target="e")) is None


def test_redoing_a_tag_gives_it_effect_again_and_what_stands_cannot_be_redone(library: Library):
    event = library.make_event("Fares", [], person="Ada")
    renamed = library.decide("event", event, "name", "Ferries", person="Ada")
    library.undo(renamed.number, person="Ada")
    assert [each.name for each in library.events()] == ["Fares"]

    library.redo(renamed.number, person="Ada")

    assert [each.name for each in library.events()] == ["Ferries"]
    with pytest.raises(LibraryError):
        library.redo(renamed.number, person="Ada")
    with pytest.raises(LibraryError):
        library.redo(99, person="Ada")


def test_decisions_of_others_keep_their_signature_and_come_once(library: Library):
    added, known = library.add_signed("e", [MERGE])
    assert [(made.person, made.time, known) for made in added] == [("Ada", TIME, 0)]

    assert library.add_signed("e", [MERGE]) == ((), 1)
    with pytest.raises(LibraryError):
        library.add_signed("e", [Signed(kind="merge", field="x", value="", person=" ")])
