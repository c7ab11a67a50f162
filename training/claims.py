"""Fit the weights by which statements are matched: ``python -m training.claims``.

Reads the development pairs beside the checkout (``../shared/eval/claims``): pyramid content units
and Multi-News propositions for clauses, ECB+ for sentences, news headlines of the STS benchmark for pairs alone. What is kept
is a mean, a spread and a weight for each named feature; no word of any text.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.claims.features import describe, pair_features
from analysis.claims.matching import MODEL, Weights, collective_features

SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[1] / ".." / "shared"))
FOLDER = SHARED / "eval" / "claims"
SETS = {
    "clauses": ("pairs_pyramid_solo", "pairs_superpal_mn"),
    "sentences": ("pairs_ecbplus",),
    "alone": ("pairs_sts_news",),
}
DECIMALS = 4


def read_pairs(name):
    """Return the rows of a development file of pairs."""
    with gzip.open(FOLDER / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def by_topic(rows, *, alone=False):
    """Yield for each topic: its texts, its edges, and the rows' numbers."""
    groups = defaultdict(list)
    for number, row in enumerate(rows):
        groups["" if alone else f"{row['set']} {row['topic']}"].append(number)
    for numbers in groups.values():
        places = {}
        edges = [
            tuple(places.setdefault(rows[number][side]["text"], len(places)) for side in "ab")
            for number in numbers
        ]
        yield list(places), np.array(edges), np.array(numbers)


def features_of(rows, *, embed, alone):
    """Return the features of all rows, by name, with the topics' edges."""
    features, topics = {}, []
    for texts, edges, numbers in by_topic(rows, alone=alone):
        statements = describe(texts, embed=embed, alone=alone)
        for name, column in pair_features(statements, edges, alone=alone).items():
            features.setdefault(name, np.zeros(len(rows)))[numbers] = column
        topics.append((edges, numbers, len(texts)))
    return features, topics


def fit(features, same, *, strength=1.0):
    """Return a logistic regression over standardised features."""
    names = tuple(sorted(features))
    columns = np.column_stack([features[name] for name in names])
    mean, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-6)
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit((columns - mean) / spread, same)
    return Weights(names, mean, spread, model.coef_[0], float(model.intercept_[0]))


def second_features(logits, topics):
    """Return the collective features of all rows."""
    features = {}
    for edges, numbers, count in topics:
        for name, column in collective_features(logits[numbers], edges, count).items():
            features.setdefault(name, np.zeros(len(logits)))[numbers] = column
    return features


def out_of_fold(features, same, groups, folds=5):
    """Return each row's log odds from weights that never saw its topic."""
    logits = np.zeros(len(same))
    for train, test in GroupKFold(min(folds, len(set(groups)))).split(same, same, groups):
        weights = fit({name: column[train] for name, column in features.items()}, same[train])
        logits[test] = weights.logits({name: column[test] for name, column in features.items()})
    return logits


def table(weights):
    """Return weights as they are kept."""
    rows = {
        name: [round(float(value), DECIMALS) for value in row]
        for name, *row in zip(
            weights.names, weights.mean, weights.spread, weights.weight, strict=True
        )
    }
    return {"features": rows, "bias": round(weights.bias, DECIMALS)}


def train_unit(unit, *, encoder, embed):
    """Return the kept stages of one unit, and the out-of-fold log odds with their labels."""
    alone = unit == "alone"
    rows = [row for name in SETS[unit] for row in read_pairs(name)]
    same = np.array([row["label"] == "same" for row in rows], int)
    groups = np.array([str(n) if alone else row["topic"] for n, row in enumerate(rows)])
    features, topics = features_of(rows, embed=embed if encoder else None, alone=alone)
    logits = out_of_fold(features, same, groups)
    key = f"{unit}, encoder {'on' if encoder else 'off'}, stage"
    kept = {f"{key} 1": table(fit(features, same))}
    if not alone:
        collective = features | second_features(logits, topics)
        kept[f"{key} 2"] = table(fit(collective, same))
        logits = out_of_fold(collective, same, groups)
    return kept, logits, same


def main():
    """Fit all weights, print cross-validated figures, write the model."""
    from sklearn.metrics import average_precision_score

    from analysis.encoder import load_encoder

    embed = load_encoder().embed
    models = {}
    for unit in SETS:
        for encoder in (True, False):
            kept, logits, same = train_unit(unit, encoder=encoder, embed=embed)
            models.update(kept)
            score = average_precision_score(same, logits)
            print(f"{unit:10} encoder {'on ' if encoder else 'off'} AP {score:.3f} (by topic)")
    MODEL.write_text(
        json.dumps({"version": 1, "models": models}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
