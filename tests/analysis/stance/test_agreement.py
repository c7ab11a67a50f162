"""Agreement of machine and people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stance.agreement import interval_alpha, measure_agreement, nominal_alpha

LABELS = ("critical", "neutral", "mixed", "supportive", "not enough evidence")


def test_worked_example() -> None:
    # Four items, one disagreement; of eight labels five are "a" and three "b", so two labels
    # drawn without replacement are the same with chance (5*4 + 3*2) / (8*7).
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]
    assert nominal_alpha(pairs) == pytest.approx(1 - (1 / 4) / (1 - (5 * 4 + 3 * 2) / (8 * 7)))
    assert interval_alpha([(1, 1), (0, 0), (1, 0), (0, 0)]) == pytest.approx(
        1 - (1 / 4) / (2 * (3 * (5 / 8) ** 2 + 5 * (3 / 8) ** 2) / 7)
    )


def test_undefined_alphas_are_none_and_nothing_fails() -> None:
    found = measure_agreement([])
    assert (found.items, found.accuracy, found.alpha, found.alpha_interval) == (0, 0.0, None, None)
    assert measure_agreement([("neutral", "neutral")] * 5).alpha is None


def test_disagreements_are_counted() -> None:
    found = measure_agreement(
        [("neutral", "critical")] * 2 + [("mixed", "critical"), ("critical", "critical")]
    )
    assert found.disagreements == (("neutral", "critical", 2), ("mixed", "critical", 1))
    assert found.accuracy == pytest.approx(0.25)


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), max_size=40))
def test_agreement_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    found, turned = measure_agreement(pairs), measure_agreement([(b, a) for a, b in pairs])
    assert found.accuracy == turned.accuracy
    for one, other in ((found.alpha, turned.alpha), (found.alpha_interval, turned.alpha_interval)):
        assert (one is None) is (other is None)
        if one is not None and other is not None:
            assert one == pytest.approx(other)
            assert one <= 1 + 1e-9
