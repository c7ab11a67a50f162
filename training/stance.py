"""Train the stance reader and the word weights from NewsMTSC.

    python -m training.stance [--data FOLDER] [--only words|reader]

FOLDER holds ``newsmtsc_train.jsonl.gz`` and the two development files (MIT, Hamborg and Donnay
2021, https://github.com/fhamborg/NewsMTSC), by default ``../shared/eval/stance``. The development
files only measure. The reader (``analysis/models/minilm/stance_*.onnx``) learns from the sentences
written for this project in ``stance_examples.txt`` too, and needs PyTorch
(``training/requirements.txt``) and the larger encoder that teaches it
(``training/requirements-teacher.txt``). Nothing of the sentences is in the models: the reader is
matrices beside those of the encoder, the word weights (``analysis/models/stance_words.npz``) are a
table of single words. On one core this takes about two hours and six gigabytes; the same machine
gives the same bytes.
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
from analysis.stance.reader import LOWER, UPPER, load_sessions, reader_version
from analysis.stance.sentence import CLASSES, Pair, score_pairs
from training.stance_versions import further_pairs, mask_target, other_names, read_examples

MODELS = Path(__file__).parents[1] / "analysis" / "models"
SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[2] / "shared"))
PARTS = ("train", "rw_dev", "mt_dev")

WORD_STRENGTH = 2.0
WORD_MINIMUM = 5
"""A word feature must occur in as many training rows."""
TEACHER_SHARE = 0.6
"""How far the reader learns from the teacher where there is a label too."""

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


def train_reader(parts: Parts) -> None:
    """Tune a teacher, then the reader on what it says too, and write the reader's two graphs."""
    # Here, not above: the word weights are trained without PyTorch.
    from training.encoder_graph import record_digests
    from training.stance_graph import write_graphs
    from training.stance_teacher import teach
    from training.stance_tuning import STAGES, smooth, tune

    pairs, labels = parts["train"]
    own, own_labels = read_examples()
    plain = [*pairs, *own]
    wanted = smooth(np.append(labels, own_labels))
    teacher = teach([plain, [mask_target(pair) for pair in plain]], [wanted, wanted])
    first, more = other_names(pairs), other_names(pairs, 1, 3)
    added = [[*plain, *first], more, further_pairs(plain, [*first, *more])]
    every: list[Pair] = []
    goals, reader = wanted[:0], None
    for recipe, some in zip(STAGES, added, strict=True):
        said = teacher.judge(some)
        if not every:
            known = slice(len(plain))
            said[known] = said[known] * TEACHER_SHARE + wanted * (1 - TEACHER_SHARE)
        every, goals = [*every, *some], np.concatenate([goals, said])
        versions = [every, [mask_target(pair) for pair in every]]
        reader = tune(versions, [goals, goals], recipe, reader)
    assert reader is not None
    write_graphs(reader.learned())
    record_digests([LOWER, UPPER])
    load_sessions.cache_clear()
    reader_version.cache_clear()
    for part in ("rw_dev", "mt_dev"):
        found = score_pairs(parts[part][0], encoder=load_encoder()).argmax(axis=1)
        print(f"reader {part}: {macro_f1(parts[part][1], found):.1f}")


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
    parser.add_argument("--only", choices=("reader", "words"))
    arguments = parser.parse_args()
    parts = {part: read_part(arguments.data, part) for part in PARTS}
    if arguments.only != "reader":
        train_words(parts)
    if arguments.only != "words":
        train_reader(parts)


if __name__ == "__main__":
    main()
