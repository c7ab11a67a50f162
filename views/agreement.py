"""How far the machine agrees with the labels that people gave in the open event."""

from __future__ import annotations

from analysis.stance.agreement import Agreement, measure_agreement
from analysis.tables import each_row
from views.opened import OpenEvent


def stance_agreement(event: OpenEvent) -> Agreement:
    """Return the agreement of the machine's stances with those that people gave."""
    given = event.tables.stances
    if given.empty:
        return measure_agreement([])
    given = given[given["by_hand"] != ""]
    return measure_agreement([(row.machine_label, row.label) for row in each_row(given)])


def agreement_words(agreement: Agreement) -> str:
    """Return an agreement in a sentence or two; "" where people gave no label."""
    if not agreement.items:
        return ""
    same = round(agreement.accuracy * agreement.items)
    words = (
        f"People labelled {agreement.items} of these stances; the machine said the same of {same}"
    )
    if agreement.alpha is not None:
        words += f" (Krippendorff’s alpha {agreement.alpha:.2f})"
    words += "."
    if agreement.disagreements:
        machine, person, count = agreement.disagreements[0]
        times = "once" if count == 1 else f"{count} times"
        words += f" Most often corrected: {machine} to {person}, {times}."
    return words + " People look where they doubt, so expect less than on all of them."
