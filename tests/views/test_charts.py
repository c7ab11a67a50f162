"""Charts: a table in, a figure out, every mark traceable, no markup from outside."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from views.charts.claims import claim_matrix, combinations, overlap, strongest
from views.charts.overview import claim_map, place_claims, timeline
from views.charts.similarity import heatmap, ordered
from views.charts.style import safe, wrap
from views.charts.voices import role_bars, role_shares, speaker_matrix, verb_bars
from views.charts.words import keyness, naming_matrix

HOSTILE = '<b>x</b> <a href="javascript:alert(1)">y</a> $\\href{javascript:alert(1)}{z}$'


def make_claims(count: int = 6) -> pd.DataFrame:
    kinds = ["shared", "conflict", "unique"]
    return pd.DataFrame(
        {
            "claim": [f"c{n}" for n in range(count)],
            "gist": [HOSTILE] * count,
            "status": [kinds[n % 3] for n in range(count)],
            "independent_sources": [1 if n % 3 == 2 else 2 + n % 2 for n in range(count)],
            "mentions": [2] * count,
        }
    )


def make_mentions() -> pd.DataFrame:
    rows = [
        ("c0", "a", "stated", "Herald", "agency"),
        ("c0", "b", "denied", "Star", "agency"),
        ("c1", "a", "hedged", "Herald", "agency"),
        ("c1", "c", "attributed", "Post", "religious"),
        ("c2", "c", "stated", "Post", "religious"),
    ]
    frame = pd.DataFrame(rows, columns=["claim", "article", "assertion", "outlet", "outlet_type"])
    return frame.assign(text=HOSTILE, start=range(len(rows)), column=frame["outlet"])


def make_articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": ["a", "b", "c"],
            "label": ["Herald", "Star", HOSTILE],
            "title": [HOSTILE] * 3,
            "outlet_type": ["agency", "agency", "unknown"],
            "published": pd.to_datetime(["2021-01-02", "2021-01-02", None], utc=True),
            "duplicate_of": ["", "a", ""],
        }
    )


def make_quotations() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "quotation": ["q1", "q2", "q3"],
            "name": ["Ann", HOSTILE, "Ann"],
            "outlet": ["Herald", "Star", "Star"],
            "role": ["official", "other", "official"],
            "words": [10, 0, 5],
            "verb": ["say", "claim", ""],
            "verb_class": ["neutral", "doubting", ""],
        }
    )


FIGURES = {
    "timeline": lambda: timeline(make_articles()),
    "claim map": lambda: claim_map(make_claims(), "c1"),
    "matrix": lambda: claim_matrix(make_claims(), make_mentions(), ["Herald", "Star", "Post"]),
    "overlap": lambda: overlap(make_claims(), make_mentions(), "outlet_type"),
    "speakers": lambda: speaker_matrix(make_quotations(), "outlet", ["Ann", HOSTILE]),
    "roles": lambda: role_bars(role_shares(make_quotations(), "outlet", "quotations")),
    "verbs": lambda: verb_bars(make_quotations(), "outlet"),
    "heatmap": lambda: heatmap(
        pd.DataFrame([[1, 0.5], [0.5, 1]], index=["a", "b"], columns=["a", "b"]),
        {"a": HOSTILE, "b": "Star"},
    ),
    "keyness": lambda: keyness(
        pd.DataFrame(
            {"term": [HOSTILE], "group": ["g"], "z": [2.0], "count": [3], "count_rest": [0],
             "articles": [1]}
        ),
        "g",
    ),
    "naming": lambda: naming_matrix(
        pd.DataFrame({"variant": [HOSTILE, "camp"], "outlet": ["Herald", "Star"]}), "outlet"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_no_chart_lets_markup_from_outside_through(name: str):
    figure = json.loads(FIGURES[name]().to_json())

    def shown(part: object, key: str = "") -> list[str]:
        if isinstance(part, dict):
            return [s for k, v in part.items() if k != "customdata" for s in shown(v, k)]
        if isinstance(part, list):
            return [s for v in part for s in shown(v, key)]
        return [part] if isinstance(part, str) else []

    text = "\n".join(shown(figure["data"]) + shown(figure["layout"]))
    assert "<a" not in text
    assert "$\\href" not in text


@pytest.mark.parametrize("name", FIGURES)
def test_every_chart_has_marks(name: str):
    figure = FIGURES[name]()

    assert len(figure.data) > 0
    assert figure.layout.height > 0


def test_claims_are_placed_apart():
    placed = place_claims(make_claims(60))

    assert not placed.duplicated(["x", "y"]).any()
    assert placed[placed["status"] == "conflict"]["y"].min() > 0


def test_one_mention_a_cell_and_denial_shows_first():
    mentions = pd.concat([make_mentions(), make_mentions().assign(assertion="stated")])

    cells = strongest(mentions)

    assert not cells.duplicated(["claim", "column"]).any()
    assert list(cells[cells["outlet"] == "Star"]["assertion"]) == ["denied"]


def test_combinations_count_every_claim_once():
    counts = combinations(make_claims(3), make_mentions(), "outlet_type")

    assert counts["claims"].sum() == 3


def test_shares_of_roles_sum_to_one_and_lie_in_their_interval():
    shares = role_shares(make_quotations(), "outlet", "quotations")

    assert np.allclose(shares.groupby("group")["share"].sum(), 1)
    assert (shares["low"] <= shares["share"]).all()
    assert (shares["share"] <= shares["high"]).all()


def test_ordering_keeps_every_value():
    rng = np.random.default_rng(3)
    values = rng.random((7, 7))
    names = list("abcdefg")
    matrix = pd.DataFrame((values + values.T) / 2, index=names, columns=names)

    result = ordered(matrix)

    assert sorted(result.index) == names
    assert result.loc["c", "f"] == matrix.loc["c", "f"]


def test_safe_text_keeps_both_dollar_signs_and_cuts():
    assert safe("Firm pays $5bn to settle $7bn claim").count("$") == 2
    assert safe("a b c d", limit=4).endswith("…")
    assert wrap("one two three", width=5).count("<br>") == 2
