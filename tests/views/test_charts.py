"""Charts: a table in, a figure out, every mark traceable, no markup from outside."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

from views.charts.claims import claim_matrix, combinations, overlap, strongest
from views.charts.overview import claim_map, place_claims, stance_matrix, timeline
from views.charts.similarity import grouped, heatmap, ordered, without_self
from views.charts.style import (
    fitting_height,
    least_width,
    name_columns,
    name_rows,
    new_figure,
    safe,
    tint,
    two_lines,
    with_ink,
    wrap,
)
from views.charts.voices import (
    role_bars,
    role_shares,
    speaker_cells,
    speaker_matrix,
    verb_bars,
    verb_counts,
)
from views.charts.words import frame_matrix, keyness, naming_matrix
from views.matrix_names import take_names
from views.similarity import nearest_table

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


def make_articles():
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


def make_quotations():
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


def make_words(count: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "term": [HOSTILE] * count, "kind": ["word"] * count,
            "z": [2.5 if n % 2 == 0 else -2.0 for n in range(count)], "q": [0.01] * count,
            "count": [3] * count, "count_there": [0] * count, "articles": [1] * count,
            "articles_there": [0] * count, "loadedness": [0.95] * count,
        }
    )  # fmt: skip


def make_stances() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": ["a", "b"], "label_of_article": ["Herald", HOSTILE],
            "target": ["Town", HOSTILE], "label": ["critical", "not enough evidence"],
            "score": [-0.5, 0.0], "confidence": [0.8, 0.1], "quoted_critical": [4, 0],
            "by_hand": ["critical, by Ann", ""],
            "quoted_supportive": [0, 0],
        }
    )  # fmt: skip


def make_shares() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "frame": ["law", HOSTILE], "group": [HOSTILE, "agency"], "sentences": [3, 1],
            "total": [30, 4], "share": [0.1, 0.25], "articles": [2, 1],
        }
    )  # fmt: skip


FIGURES = {
    "timeline": lambda: timeline(make_articles()),
    "claim map": lambda: claim_map(make_claims()),
    "matrix": lambda: claim_matrix(make_claims(), make_mentions(), ["Herald", "Star", "Post"]),
    "overlap": lambda: overlap(make_claims(), make_mentions(), "outlet_type"),
    "speakers": lambda: speaker_matrix(
        speaker_cells(make_quotations(), "outlet"), ["Ann", HOSTILE], ["Herald", "Star"]
    ),
    "roles": lambda: role_bars(role_shares(make_quotations(), "outlet", "quotations")),
    "verbs": lambda: verb_bars(verb_counts(make_quotations(), "outlet")),
    "heatmap": lambda: heatmap(
        pd.DataFrame([[1, 0.5], [0.5, 1]], index=["a", "b"], columns=["a", "b"]),
        {"a": HOSTILE, "b": "Star"},
    ),
    "keyness": lambda: keyness(make_words(5), HOSTILE, HOSTILE),
    "stances": lambda: stance_matrix(make_stances()),
    "frames": lambda: frame_matrix(make_shares()),
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


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_takes_the_ink_of_a_theme(name: str, dark: bool):
    figure = with_ink(FIGURES[name](), dark)

    assert figure.layout.font.color.startswith("#")
    assert figure.layout.xaxis.tickfont.color == figure.layout.font.color


def test_sixty_claims_by_twenty_outlets_name_their_columns_above():
    outlets = [f"The Number {n} Courier of Record" for n in range(20)]
    claims = make_claims(60)
    mentions = pd.DataFrame(
        [
            (claim, "a", "stated", outlets[n % 20], "text")
            for n, claim in enumerate(claims["claim"])
        ],
        columns=["claim", "article", "assertion", "column", "text"],
    ).assign(start=0)

    figure = claim_matrix(claims, mentions, outlets)

    assert len(figure.layout.xaxis.ticktext) == 20
    assert figure.layout.margin.t > 100
    assert figure.layout.height < 2800


def test_areas_of_discs_are_in_proportion_to_words():
    quotations = make_quotations().assign(words=[40, 10, 0])

    figure = speaker_matrix(
        speaker_cells(quotations, "outlet"), ["Ann", HOSTILE], ["Herald", "Star"]
    )

    sizes = {point: size for trace in figure.data
             for point, size in zip(trace.customdata, trace.marker.size, strict=True)}  # fmt: skip
    assert sizes["Ann\tHerald"] ** 2 == pytest.approx(4 * sizes[f"{HOSTILE}\tStar"] ** 2)


def test_groups_are_as_alike_as_their_articles_on_average():
    names = list("abc")
    matrix = pd.DataFrame([[1, 0.2, 0.4], [0.2, 1, 0.6], [0.4, 0.6, 1]], index=names, columns=names)

    means = grouped(matrix, {"a": "x", "b": "x", "c": "y"})

    assert means.loc["x", "y"] == pytest.approx(0.5)
    assert means.loc["x", "x"] == pytest.approx(0.2)
    assert np.isnan(means.loc["y", "y"])
    assert without_self(matrix).isna().to_numpy().sum() == 3


def test_long_names_stand_on_two_lines():
    assert two_lines("word " * 30, 20).count("<br>") == 1
    assert two_lines("", 20) == ""
    assert tint("#000000", 0) == "#A6A6A6"


def test_heatmap_of_two_hundred_names_as_many_rows_as_can_be_read():
    ids = [f"a{n}" for n in range(200)]
    values = np.random.default_rng(0).random((200, 200))
    table = pd.DataFrame((values + values.T) / 2, index=ids, columns=ids)
    figure = heatmap(without_self(table), {name: f"Article {name}" for name in ids})
    margin = figure.layout.margin
    rows = len(figure.layout.yaxis.ticktext)
    assert (figure.layout.height - margin.t - margin.b) / rows >= 12
    assert figure.layout.yaxis.ticktext[1] == "Article a2"
    assert len(figure.layout.xaxis.ticktext) * 12 <= 640
    assert len(figure.data[1].customdata) == 200 * 199


def test_nearest_articles_come_nearest_first_without_strangers():
    ids = ["a", "b", "c", "d"]
    values = [[1, 0.2, 0.7, 0], [0.2, 1, 0, 0], [0.7, 0, 1, 0], [0, 0, 0, 1]]
    table = pd.DataFrame(values, index=ids, columns=ids, dtype=float)
    found = nearest_table(table, "a", dict(zip(ids, "ABCD", strict=True)))
    assert found.to_dict("list") == {"article": ["C", "B"], "cosine": [0.7, 0.2]}


@pytest.mark.parametrize(("count", "angle"), [(3, -45), (20, -45), (21, -90)])
def test_many_names_of_columns_stand_upright_and_every_column_keeps_its_room(
    count: int, angle: int
):
    figure = new_figure(100)
    name_columns(figure, [f"Outlet {n}" for n in range(count)], room=28)
    name_rows(figure, ["A minister"])
    assert figure.layout.xaxis.tickangle == angle
    assert least_width(figure) >= 28 * count


def test_rows_are_higher_where_a_name_takes_two_lines():
    assert fitting_height(["Bay News", "The Pier Post"], 28) == 28
    assert (
        fitting_height(["Bay News", "Ferry fares to the island rise by a quarter in May"], 28) == 38
    )


def test_names_taken_out_of_a_matrix_stand_where_its_marks_are_and_hold_no_markup():
    figure = claim_matrix(make_claims(3), make_mentions(), ["Herald", HOSTILE, "Post"])

    columns, rows, legend = take_names(figure)

    assert columns.count("<span") == rows.count("<span") == 3
    assert "<a" not in columns + rows
    assert "&lt;b&gt;x&lt;/b&gt;" in columns
    # The rows are 0, 1 and 2 from below, on an axis from -0.6 to 2.6.
    top = figure.layout.height * (1 - 2.6 / 3.2)
    assert re.findall(r"top:([\d.]+)px", rows)[-1] == f"{top:.1f}"
    assert "hedged" in legend


MATRICES = [name for name in FIGURES if least_width(FIGURES[name]())]


@pytest.mark.parametrize("name", MATRICES)
def test_every_matrix_can_stand_beside_its_names(name: str):
    figure = FIGURES[name]()
    marks = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b

    columns, rows, _ = take_names(figure)

    assert "px-columns" in columns
    assert "px-rows" in rows
    assert figure.layout.height == marks
