"""What the sentence encoder sees of the words of a sentence."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest

from analysis import encoder
from analysis.encoder import DIMENSIONS, STATE_LAYERS, load_encoder
from analysis.language_model import parse
from analysis.quotations import context, find_quotations
from analysis.quotations.columns import Columns, read_columns
from analysis.quotations.context import (
    EDGES,
    STEP,
    Context,
    ContextWeights,
    pool,
    sentence_states,
    sentence_text,
)
from analysis.stance import reader

TEXT = "Mayor Brandt wouldn't comment.\n\n“The mill reopens,” said Ms. Oduya, who’d protested."


@pytest.fixture
def columns() -> Columns:
    return read_columns(parse(TEXT))


def random_weights(*places: str) -> ContextWeights:
    rng = np.random.default_rng(7)
    return ContextWeights({p: rng.integers(-900, 900, DIMENSIONS + 1).tolist() for p in places})


def states_of(c: Columns) -> np.ndarray:
    return pool(*sentence_states(c, range(len(c.sentences))), len(c.word))


def test_the_lower_layers_are_the_encoder() -> None:
    frozen = load_encoder().states(TEXT)
    ((states, starts),) = load_encoder().lower_states([TEXT])
    assert starts.tolist() == [start for start, end in frozen.spans if start < end]
    layer = frozen.layers[STATE_LAYERS.index(encoder.LOWER_LAYERS)][1:-1]
    assert np.abs(states - layer).mean() < 0.02
    recorded = json.loads((reader.FOLDER / "source.json").read_text("utf-8"))["sha256"]
    lower = (reader.FOLDER / encoder.LOWER).read_bytes()
    assert sha256(lower).hexdigest() == recorded[encoder.LOWER]


def test_a_token_is_the_mean_of_its_pieces(columns: Columns) -> None:
    found = states_of(columns)
    for number, (first, last) in enumerate(columns.sentences):
        ((states, starts),) = load_encoder().lower_states([sentence_text(columns, number)])
        begin = columns.start[first]
        for token in range(first, last):
            low, high = columns.start[token] - begin, columns.end[token] - begin
            own = states[(starts >= low) & (starts < high)]
            wanted = own.mean(axis=0) if len(own) else np.zeros(DIMENSIONS)
            np.testing.assert_allclose(found[token], wanted, atol=1e-5)


def test_a_stretch_is_the_sum_of_its_edges_and_its_inside(columns: Columns) -> None:
    weights = random_weights(*(f"content {edge}" for edge in EDGES))
    states = states_of(columns)
    table = {name: np.array(values) / STEP for name, values in weights.places.items()}

    def score(token: int, edge: str) -> float:
        value = table[f"content {edge}"]
        seen = states[token]
        return float(seen @ value[:-1] + value[-1]) if seen.any() else 0.0

    made = Context(columns, weights)
    made.look(range(len(columns.sentences)))
    for low, high in columns.sentences:
        for first in range(low, high):
            for last in range(first + 1, high + 1):
                wanted = score(first, "first") + score(last - 1, "last")
                wanted += score(first - 1, "before") if first > low else 0
                wanted += score(last, "after") if last < high else 0
                wanted += sum(score(token, "inside") for token in range(first, last))
                assert made.stretch(first, first, last, "content") == pytest.approx(
                    wanted, abs=0.05
                )


def test_what_stands_outside_the_sentence_of_the_cue_counts_nothing(columns: Columns) -> None:
    made = Context(columns, random_weights("content inside"))
    made.look(range(len(columns.sentences)))
    (low, middle), (_, high) = columns.sentences[0], columns.sentences[-1]
    whole, own = made.stretch(low, low, high, "content"), made.stretch(low, low, middle, "content")
    assert whole == pytest.approx(own)
    assert made.stretch(low, middle, high, "content") == 0


def test_states_that_were_read_before_give_the_same_scores(columns: Columns) -> None:
    weights = random_weights("cue", "source", "second first")
    kept = Context(columns, weights, states_of(columns).astype(np.float16))
    now = Context(columns, weights)
    for made in (kept, now):
        made.look(range(len(columns.sentences)))
    for token in range(len(columns.word)):
        assert kept.at(token, token, "cue") == pytest.approx(now.at(token, token, "cue"), abs=0.02)
        assert kept.stretch(token, token, token + 1, "second") == pytest.approx(
            now.stretch(token, token, token + 1, "second"), abs=0.02
        )


def test_without_the_encoder_it_is_never_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError

    monkeypatch.setattr(context, "load_encoder", refuse)
    (found,) = find_quotations(parse(TEXT), encoder=False)
    assert found.speaker == "Oduya"
    with pytest.raises(AssertionError):
        find_quotations(parse(TEXT))
