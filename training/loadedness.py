"""Rebuild ``analysis/models/loadedness.json``: how loaded single lemmas are.

    python -m training.loadedness

Seeds written for this project (``loaded_seeds.txt``) are spread to the rest of the vocabulary: each
lemma is seen by the sentence encoder by itself, its token states of layers 3 to 6 are averaged, and
a ridge-penalised logistic regression learns loaded against plain. Nothing but the seeds is learned
from, so no licence but the encoder's (Apache-2.0) and ours applies. Needs about ten minutes.

The vocabulary is what the encoder and the language model know: the whole words of the encoder's
word pieces (Apache-2.0), and the verbs, adjectives and adverbs of the lemma table of
en_core_web_sm (MIT, from WordNet).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict

from analysis.encoder import load_encoder
from analysis.language_model import load_language_model
from analysis.words.terms import house_style

SEEDS = Path(__file__).with_name("loaded_seeds.txt")
TARGET = Path(__file__).parents[1] / "analysis" / "models" / "loadedness.json"
TOKENIZER = Path(__file__).parents[1] / "analysis" / "models" / "minilm" / "tokenizer.json"
PENALTY = 0.003
LEAST = 0.03
"""Scores below this are left out of the file and read as 0."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

Numbers = NDArray[np.float64]


def read_seeds() -> tuple[list[str], list[str]]:
    """Return the loaded seeds and the plain ones; what is in both counts as loaded."""
    found: dict[str, set[str]] = {"loaded": set(), "plain": set()}
    current = ""
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line[1:].split(":")[0].rstrip("]")
        elif current and not line.startswith("#"):
            found[current].update(line.split())
    return sorted(found["loaded"]), sorted(found["plain"] - found["loaded"])


def vocabulary() -> list[str]:
    """Return the lemmas that are scored, sorted."""
    pieces = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    words = {word for word in pieces if _WORD.fullmatch(word) and len(word) > 2}
    lookups = load_language_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part in ("verb", "adj", "adv"):
        words.update(w for w in lookups[part] if _WORD.fullmatch(w) and 2 < len(w) <= 18)
    return sorted(words - house_style())


def see(words: Iterable[str]) -> Numbers:
    """Return one row a word: its token states, averaged over pieces and layers 3 to 6."""
    encoder = load_encoder()
    rows = [encoder.states(word).layers[1:, 1:-1].mean(axis=(0, 1)) for word in words]
    return np.array(rows, dtype=np.float64)


def main() -> None:
    """Learn from the seeds, score the vocabulary, write the file and print how well it went."""
    loaded, plain = read_seeds()
    seeds = loaded + plain
    x, y = see(seeds), np.array([1] * len(loaded) + [0] * len(plain))
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-3
    x = (x - mean) / scale
    model = LogisticRegression(C=PENALTY, max_iter=2000)
    folds = KFold(10, shuffle=True, random_state=0)
    guessed = cross_val_predict(model, x, y, cv=folds)
    print(
        f"{len(loaded)} loaded, {len(plain)} plain seeds; unseen ones right: "
        f"{(guessed == y).mean():.1%}"
    )
    model.fit(x, y)
    words = sorted({*vocabulary(), *seeds})
    scores = model.predict_proba((see(words) - mean) / scale)[:, 1]
    table = {w: round(float(s), 3) for w, s in zip(words, scores, strict=True) if s >= LEAST}
    TARGET.write_text(json.dumps(table, separators=(",", ":")), encoding="utf-8")
    print(f"{len(words)} lemmas scored, {len(table)} kept, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
