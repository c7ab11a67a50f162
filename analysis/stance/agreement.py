"""How far the machine's labels agree with people's corrections, as they are made.

References
----------
Krippendorff (2018), Content Analysis, 4th edition, chapter 12; Hayes and Krippendorff (2007),
Answering the call for a standard reliability measure for coding data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VALUES: Mapping[str, float] = {"critical": -1.0, "neutral": 0.0, "mixed": 0.0, "supportive": 1.0}
"""Labels on an interval scale; those that are not here are left out of the interval alpha."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two codings of the same items."""

    items: int
    accuracy: float
    """Share of items with the same label, 0 to 1; 0 when there are none."""
    alpha: float | None
    """Krippendorff's nominal alpha; None where it is not defined."""
    alpha_interval: float | None
    """The same with critical -1, neutral and mixed 0, supportive 1."""
    disagreements: tuple[tuple[str, str, int], ...]
    """Machine's label, person's label and how often, the most frequent first."""


def measure_agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return how well machine and person agree.

    Parameters
    ----------
    pairs : sequence of (str, str)
        The machine's label and the person's, an item each.

    Returns
    -------
    Agreement
        An alpha is None below two items, or where only one label was ever used.

    Notes
    -----
    ``alpha = 1 - observed / expected`` disagreement. Corrections are not a random sample: people
    correct what looks wrong, so the figure is lower than on all items.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th edition, chapter 12.
    """
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    numbers = [(VALUES[a], VALUES[b]) for a, b in pairs if a in VALUES and b in VALUES]
    return Agreement(
        items=len(pairs),
        accuracy=1 - sum(wrong.values()) / len(pairs) if pairs else 0.0,
        alpha=nominal_alpha(pairs),
        alpha_interval=interval_alpha(numbers),
        disagreements=tuple((a, b, count) for (a, b), count in ordered),
    )


def nominal_alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha of two coders for labels without order.

    Parameters
    ----------
    pairs : sequence of (str, str)
        The two labels of each item; none is missing.

    Returns
    -------
    float or None
        1 is perfect, 0 is chance, below 0 systematic disagreement; None where not defined.

    Notes
    -----
    Expected disagreement: the chance that two labels drawn without replacement differ.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th edition, chapter 12.
    """
    counts = Counter(label for pair in pairs for label in pair)
    total = sum(counts.values())
    if total < 4:
        return None
    same = sum(count * (count - 1) for count in counts.values())
    expected = 1 - same / (total * (total - 1))
    observed = sum(a != b for a, b in pairs) / len(pairs)
    return 1 - observed / expected if expected > 0 else None


def interval_alpha(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Krippendorff's alpha of two coders for numbers.

    Parameters
    ----------
    pairs : sequence of (float, float)
        The two values of each item.

    Returns
    -------
    float or None
        As `nominal_alpha`.

    Notes
    -----
    Disagreement is the squared difference.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th edition, chapter 12.
    """
    values = [value for pair in pairs for value in pair]
    total = len(values)
    if total < 4:
        return None
    mean = sum(values) / total
    expected = 2 * sum((value - mean) ** 2 for value in values) / (total - 1)
    observed = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    return 1 - observed / expected if expected > 0 else None
