"""Train the stance heads in ``analysis/models/stance*.npz`` from NewsMTSC.

    python -m training.stance [--data FOLDER] [--encodings FOLDER] [--only words|readers]

FOLDER holds ``newsmtsc_train.jsonl.gz`` and the two development files (MIT, Hamborg and Donnay
2021, https://github.com/fhamborg/NewsMTSC), by default ``../shared/eval/stance``. The development
files only choose the strength of regularisation. One head learns from ``stance_examples.txt``,
sentences written for this project. Nothing of the sentences is in the models: the readers are
matrices over the encoder's states, the word weights are a table of single words. On one core this
takes about six minutes and four gigabytes; with ``OMP_NUM_THREADS=1`` the same machine gives the
same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from analysis.encoder import load_encoder
from analysis.stance.fallback import find_features
from analysis.stance.features import pool_states
from analysis.stance.sentence import CLASSES, Pair, load_model, score_pairs
from training.stance_attention import Rows, make_rows, pack_heads, train_heads
from training.stance_encodings import Encodings, Scale, encode_all, find_scale
from training.stance_slopes import Weights
from training.stance_versions import mask_target, read_examples

MODELS = Path(__file__).parents[1] / "analysis" / "models"
SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[2] / "shared"))
PARTS = ("train", "rw_dev", "mt_dev")

LINEAR_STRENGTH = 3e-4
HEADS, EPOCHS = ((1000, (0,)), (1002, (2, 3))), 4
"""Seeds of the order of the batches, and of the heads that see them: of six heads the three that
together did best on the development parts."""
WRITTEN_ORDER, WRITTEN_SEEDS, WRITTEN_EPOCHS = 1010, (11,), 10
WORD_STRENGTH = 2.0
WORD_MINIMUM = 5
"""A word feature must occur in as many training rows."""

Array = NDArray[np.float32]
Labels = NDArray[np.int64]
Parts = dict[str, tuple[list[Pair], Labels]]


def read_part(folder: Path, part: str) -> tuple[list[Pair], Labels]:
    """Return the pairs and labels of one part."""
    with gzip.open(folder / f"newsmtsc_{part}.jsonl.gz", "rb") as lines:
        rows = [orjson.loads(line) for line in lines]
    pairs = [Pair(row["text"], (row["start"], row["end"])) for row in rows]
    return pairs, np.array([CLASSES.index(row["label"]) for row in rows])


def macro_f1(gold: Labels, found: Labels) -> float:
    """Return the macro-averaged F1, 0 to 100."""
    each = [
        2 * ((gold == k) & (found == k)).sum() / max(1, (gold == k).sum() + (found == k).sum())
        for k in range(len(CLASSES))
    ]
    return 100 * float(np.mean(each))


def train_readers(parts: Parts, folder: Path | None) -> None:
    """Fit the linear reader and the attending heads over the encoder's states and write them."""
    pairs, labels = parts["train"]
    plain = encode_all(pairs, "plain", folder)
    weights, bias = _fit_linear(pairs, labels, plain)
    scale = find_scale(plain)
    rows = [make_rows(plain.scaled(scale), pairs, labels)]
    del plain  # a gigabyte
    rows.append(_masked_rows(pairs, labels, scale, "masked", folder))
    heads = []
    for order, seeds in HEADS:
        heads += train_heads(rows, scale, order=order, seeds=seeds, epochs=EPOCHS)
    heads += _train_written(scale, folder)
    arrays = pack_heads(heads)
    arrays["linear"] = weights.astype(np.float16)
    arrays["linear_bias"] = bias.astype(np.float32)
    np.savez_compressed(MODELS / "stance.npz", allow_pickle=False, **arrays)
    load_model.cache_clear()
    for part in ("rw_dev", "mt_dev"):
        found = score_pairs(parts[part][0], encoder=load_encoder()).argmax(axis=1)
        print(f"readers {part}: {macro_f1(parts[part][1], found):.1f}")


def _masked_rows(
    pairs: Sequence[Pair], labels: Labels, scale: Scale, name: str, folder: Path | None
) -> Rows:
    masked = [mask_target(pair) for pair in pairs]
    return make_rows(encode_all(masked, name, folder).scaled(scale), masked, labels)


def _train_written(scale: Scale, folder: Path | None) -> list[Weights]:
    """Return the head that learns from the sentences written for this project."""
    pairs, labels = read_examples()
    plain = encode_all(pairs, "written", folder).scaled(scale)
    rows = [make_rows(plain, pairs, labels)]
    rows.append(_masked_rows(pairs, labels, scale, "masked_written", folder))
    return train_heads(rows, scale, order=WRITTEN_ORDER, seeds=WRITTEN_SEEDS, epochs=WRITTEN_EPOCHS)


def _fit_linear(pairs: Sequence[Pair], labels: Labels, encodings: Encodings) -> tuple[Array, Array]:
    features = np.stack([pool_states(encodings.of(text), target) for text, target in pairs])
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    model = LogisticRegression(C=LINEAR_STRENGTH, max_iter=300)
    model.fit((features - mean) / spread, labels)
    weights = (model.coef_ / spread).T
    return weights, model.intercept_ - mean @ weights


def train_words(parts: Parts) -> None:
    """Fit the word weights and write them, eight bits a weight."""
    found = {
        part: [sorted(set(find_features(*pair))) for pair in pairs]
        for part, (pairs, _) in parts.items()
    }
    counts = Counter(feature for row in found["train"] for feature in row)
    words = sorted(feature for feature, count in counts.items() if count >= WORD_MINIMUM)
    numbers = {word: number for number, word in enumerate(words)}
    tables = {part: _table(rows, numbers) for part, rows in found.items()}
    model = LogisticRegression(C=WORD_STRENGTH, max_iter=500)
    model.fit(tables["train"], parts["train"][1])
    for part in PARTS:
        print(f"words {part}: {macro_f1(parts[part][1], model.predict(tables[part])):.1f}")
    scale = np.abs(model.coef_).max() / 127
    np.savez_compressed(
        MODELS / "stance_words.npz",
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        weights=np.round(model.coef_.T / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.intercept_.astype(np.float32),
    )


def _table(rows: Sequence[Sequence[str]], numbers: dict[str, int]) -> csr_matrix:
    values, at, columns = [], [], []
    for number, features in enumerate(rows):
        known = [numbers[feature] for feature in features if feature in numbers]
        columns += known
        at += [number] * len(known)
        values += [1 / np.sqrt(max(1, len(known)))] * len(known)
    return csr_matrix((values, (at, columns)), shape=(len(rows), len(numbers)))


def main() -> None:
    """Train what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "eval" / "stance")
    parser.add_argument("--encodings", type=Path, help="where encodings are kept between runs")
    parser.add_argument("--only", choices=("readers", "words"))
    arguments = parser.parse_args()
    parts = {part: read_part(arguments.data, part) for part in PARTS}
    if arguments.only != "readers":
        train_words(parts)
    if arguments.only != "words":
        train_readers(parts, arguments.encodings)


if __name__ == "__main__":
    main()
