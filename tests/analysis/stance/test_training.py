"""The graphs of the stance reader, and the versions of sentences that it learns from."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from analysis.encoder import STATE_LAYERS, load_encoder
from analysis.stance import reader
from analysis.stance.sentence import CLASSES, Pair
from training.encoder_graph import LAYERS, WIDTH, read_arrays
from training.stance_graph import write_graphs
from training.stance_versions import further_pairs, mask_target, other_names, read_examples

TEXT = "Mayor Brandt was praised for her honest handling of the flood."
UPPER_LAYERS = range(reader.LOWER_LAYERS, LAYERS)
RANK = 4


def nothing_learned() -> dict[str, np.ndarray]:
    return {
        "dist": np.zeros((reader.DISTANCES, WIDTH), np.float32),
        "out.weight": np.eye(3 * WIDTH, 3, dtype=np.float32),
        "out.bias": np.zeros(3, np.float32),
    }


def upper_scores(folder: Path, states: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(
        str(folder / reader.UPPER), providers=["CPUExecutionProvider"]
    )
    count = states.shape[1]
    given = {
        "states": states,
        "distances": np.zeros(count, np.int64),
        "places": np.arange(count),
        "shares": np.full((2, count), 1 / count, np.float32),
    }
    return session.run(["scores"], given)[0][0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copyfile(reader.FOLDER / "encoder.onnx", tmp_path / "encoder.onnx")
    return tmp_path


def test_the_lower_half_is_the_encoder() -> None:
    encoder = load_encoder()
    ids, spans = encoder.split(TEXT)
    found = reader.load_sessions().lower.run(["states"], {"ids": np.array([ids], np.int64)})[0][0]
    frozen = encoder.states(TEXT)
    assert tuple(spans) == frozen.spans
    layer = frozen.layers[STATE_LAYERS.index(reader.LOWER_LAYERS)]
    # A number that lies between two steps of the quantization may be rounded to the other one.
    assert np.abs(found - layer).mean() < 0.02


def test_the_files_are_those_that_were_written_together() -> None:
    # The graphs hold places in the encoder's file: another encoder would be read as noise.
    recorded = json.loads((reader.FOLDER / "source.json").read_text("utf-8"))["sha256"]
    for name in ("encoder.onnx", reader.LOWER, reader.UPPER):
        assert sha256((reader.FOLDER / name).read_bytes()).hexdigest() == recorded[name]


def test_where_nothing_was_learned_the_upper_half_is_the_encoder(folder: Path) -> None:
    write_graphs(nothing_learned(), folder)
    frozen = load_encoder().states(TEXT).layers
    found = upper_scores(folder, frozen[STATE_LAYERS.index(reader.LOWER_LAYERS)][None])
    np.testing.assert_allclose(found, frozen[-1].mean(axis=0)[:3], atol=0.05)


def test_what_was_learned_stands_beside_the_matrices(folder: Path) -> None:
    learned, arrays = nothing_learned(), read_arrays(folder)
    rng = np.random.default_rng(3)
    for name in (key for key in arrays if key.endswith(".weight_quantized")):
        prefix = name.removesuffix(".weight_quantized")
        if int(prefix.split(".")[2]) in UPPER_LAYERS:
            inputs, outputs = arrays[name].shape
            learned[f"{prefix}.down"] = rng.standard_normal((inputs, RANK)).astype(np.float32)
            learned[f"{prefix}.up"] = np.zeros((RANK, outputs), np.float32)
    frozen = load_encoder().states(TEXT).layers
    states = frozen[STATE_LAYERS.index(reader.LOWER_LAYERS)][None]
    write_graphs(learned, folder)
    np.testing.assert_allclose(upper_scores(folder, states), frozen[-1].mean(axis=0)[:3], atol=0.05)
    learned["encoder.layer.5.output.dense.up"][:, 0] = 9
    write_graphs(learned, folder)
    assert abs(upper_scores(folder, states)[0] - frozen[-1].mean(axis=0)[0]) > 0.1


def test_targets_are_masked_in_place() -> None:
    masked = mask_target(Pair("We saw Brandt's car.", (7, 13)))
    assert masked.text == "We saw [MASK]'s car."
    assert masked.target is not None
    assert masked.text[slice(*masked.target)] == "[MASK]"


def test_examples_name_their_targets_and_hold_all_classes() -> None:
    pairs, labels = read_examples()
    assert set(labels) == set(range(len(CLASSES)))
    for pair in pairs:
        assert pair.target is not None
        assert pair.text[slice(*pair.target)].strip()
        assert "{" not in pair.text


def test_unlabelled_pairs_keep_hold_of_what_they_are_about() -> None:
    plain, _ = read_examples()
    names = other_names(plain)

    found = further_pairs(plain, names)

    named = {pair.text[slice(*pair.target)] for pair in [*plain, *names] if pair.target}
    about = [pair.text[slice(*pair.target)] for pair in found if pair.target]
    assert len(about) == len(found) > 100
    assert all(words in named or words.strip() == words != "" for words in about)
    assert further_pairs(plain, names) == found
