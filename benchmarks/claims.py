"""Measures claims: matching, clusters, conflicts, claim-worthiness, and speed.

    python -m benchmarks.claims            the shipped models and rules on the development data
    python -m benchmarks.claims --folds    matching cross-validated by topic
    python -m benchmarks.claims --speed    seconds against the number of sentences

The weights were fitted to this development data, so the first table is kind to matching and to
claim-worthiness; the second is not. The conflict rules were written with it in view.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from functools import cache

import numpy as np

from analysis.claims.find import group_statements
from analysis.claims.pairs import judge_pairs, score_pairs
from benchmarks import treaty
from benchmarks.data import EVALUATION, load_scorer, read_lines

FOLDER = EVALUATION / "claims"
SETS = ("pyramid_solo", "superpal_mn", "sts_news", "ecbplus")
_FILES = tuple(
    f"eval/claims/{name}_dev.jsonl.gz"
    for name in (
        *(f"pairs_{one}" for one in SETS),
        "clusters_pyramid_solo",
        "conflicts_natural",
        "conflicts_synthetic",
        "conflicts_emergent",
        "claimness_claimbuster",
        "claimness_policlaim",
    )
)
GOLD = (*_FILES, "corpora/treaty")
LOWER_IS_BETTER = ("synthetic.unchanged_flagged", *treaty.LOWER_IS_BETTER)


@cache
def _scorer():
    return load_scorer(FOLDER / "score.py")


def _read(name):
    return read_lines(FOLDER / f"{name}_dev.jsonl.gz")


@cache
def _embed():
    """Return an embedding that remembers every text."""
    from analysis.encoder import load_encoder

    known: dict[str, np.ndarray] = {}

    def embed(texts):
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, load_encoder().embed(new), strict=True))
        return np.stack([known[text] for text in texts])

    return embed


def _pairs(rows):
    return [(row["topic"], row["a"]["text"], row["b"]["text"]) for row in rows]


def _judged(rows):
    return judge_pairs(_pairs(rows), embed=_embed())


def matching():
    """Return average precision and best F1 of the shipped weights on each set of pairs."""
    figures = {}
    for name in SETS:
        rows = _read(f"pairs_{name}")
        same = [int(row["label"] == "same") for row in rows]
        for encoder, suffix in ((True, ""), (False, "_without_encoder")):
            found = score_pairs(_pairs(rows), embed=_embed() if encoder else None)
            ranking = _scorer().ranking(same, found)
            figures[f"{name}.ap{suffix}"] = ranking["ap"]
            figures[f"{name}.f1{suffix}"] = ranking["f1"]
    return figures


def clusters():
    """Return BCubed F1, pair F1 and F1 of unique claims on the pyramid clusters."""
    gold, found = {}, {}
    for row in _read("clusters_pyramid_solo"):
        sentences = row["sentences"]
        gold[row["topic"]] = [one["cluster"] for one in sentences]
        found[row["topic"]] = group_statements(
            [one["text"] for one in sentences],
            apart=[(one["doc"], one["sentence"]) for one in sentences],
            embed=_embed(),
        )
    scores = _scorer().clusters(gold, found)
    return {
        "clusters.bcubed": scores["bcubed_f1"],
        "clusters.pair": scores["pair_f1"],
        "clusters.unique": _unique_f1(gold, found),
    }


def _unique_f1(gold, found):
    right = wrong = missed = 0
    for topic, labels in gold.items():
        sizes, guessed = Counter(labels), Counter(found[topic])
        for label, guess in zip(labels, found[topic], strict=True):
            alone, said = sizes[label] == 1, guessed[guess] == 1
            right += alone and said
            wrong += said and not alone
            missed += alone and not said
    return _scorer().prf(right, wrong, missed)[2]


def conflicts():
    """Return how conflicts are found: real pairs, changed values, denied and hedged rumours."""
    natural = [row for row in _read("conflicts_natural") if row["label"] != "unrelated"]
    judged = _judged(natural)
    flagged = [one.label == "conflict" for one in judged]
    precision, recall, _ = _prf(flagged, [row["label"] == "conflict" for row in natural])
    figures = {"natural.precision": precision, "natural.recall": recall}
    shares = defaultdict(list)
    synthetic = _read("conflicts_synthetic")
    for row, one in zip(synthetic, _judged(synthetic), strict=True):
        shares[row["kind"]].append(one.label == "conflict")
    for kind in ("number", "date", "negation", "name"):
        figures[f"synthetic.{kind}"] = float(np.mean(shares[kind]))
    figures["synthetic.unchanged_flagged"] = float(np.mean(shares["none"] + shares["hedged"]))
    emergent = _read("conflicts_emergent")
    kinds = [one.kind for one in _judged(emergent)]
    for kind, name in (("negation", "denied"), ("hedged", "hedged")):
        wanted = [row["kind"] == name for row in emergent]
        figures[f"emergent.{name}"] = _prf([one == kind for one in kinds], wanted)[2]
    return figures


def _prf(found, wanted):
    pairs = list(zip(found, wanted, strict=True))
    right = sum(a and b for a, b in pairs)
    return _scorer().prf(right, sum(found) - right, sum(wanted) - right)


def worthiness():
    """Return the average precision of claim-worthiness on debates and speeches."""
    from analysis.claims.worth import sentence_worth

    figures = {}
    for name in ("claimbuster", "policlaim"):
        rows = _read(f"claimness_{name}")
        found = sentence_worth([row["text"] for row in rows], embed=_embed())
        figures[f"{name}.ap"] = _scorer().average_precision([row["label"] for row in rows], found)
    return figures


def measure() -> dict[str, float]:
    """Return all figures, shares from 0 to 1."""
    return {**matching(), **clusters(), **conflicts(), **worthiness(), **treaty.measure()}


def folds():
    """Return average precision of matching on topics that the weights never saw."""
    from training.claims import SETS as TRAINED
    from training.claims import read_pairs, train_unit

    figures = {}
    for unit, names in TRAINED.items():
        rows = [row["set"] for name in names for row in read_pairs(name)]
        for encoder, suffix in ((True, ""), (False, "_without_encoder")):
            _, logits, same = train_unit(unit, encoder=encoder, embed=_embed())
            for name in dict.fromkeys(rows):
                chosen = [n for n, row in enumerate(rows) if row == name]
                ranking = _scorer().ranking(same[chosen].tolist(), logits[chosen].tolist())
                figures[f"{name}.ap{suffix}"] = ranking["ap"]
                figures[f"{name}.f1{suffix}"] = ranking["f1"]
    return figures


def speed(sizes=(300, 1_000, 3_000, 10_000, 30_000, 100_000)):
    """Yield (statements, seconds) for made-up events of growing size, without the encoder."""
    for size in sizes:
        texts, apart = made_up_statements(size)
        began = time.perf_counter()
        group_statements(texts, apart=apart, embed=None)
        yield size, time.perf_counter() - began


def made_up_statements(size):
    """Return statements with the word frequencies of news, a third of them retold."""
    generator = np.random.default_rng(0)
    words = [f"w{''.join(chr(97 + int(digit)) for digit in str(n))}" for n in range(20_000)]
    odds = 1 / np.arange(10, 20_010)
    odds /= odds.sum()
    texts: list[str] = []
    for number in range(size):
        drawn = generator.choice(20_000, 12, p=odds)
        text = [words[place] for place in drawn]
        if number >= 3 and number % 3 == 0:
            text = texts[int(generator.integers(number))].split()[:9] + text[:3]
        texts.append(" ".join(text))
    return texts, [(number // 30, number % 30) for number in range(size)]


def main() -> int:
    """Print what is asked for; return 0."""
    parser = argparse.ArgumentParser(description="Measure claims on the development data.")
    parser.add_argument("--folds", action="store_true", help="cross-validate matching by topic")
    parser.add_argument("--speed", action="store_true", help="seconds against statements")
    arguments = parser.parse_args()
    if arguments.speed:
        for size, seconds in speed():
            print(f"{size:8,} statements {seconds:8.1f} s", flush=True)
        return 0
    for name, value in (folds() if arguments.folds else measure()).items():
        print(f"{name:36} {value:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
