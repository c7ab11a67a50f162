"""Fit the weights of claim-worthiness: ``python -m training.claimworthy``.

Reads ClaimBuster (debates) and PoliClaim (speeches) beside the checkout. What is kept is one weight
a named feature: lemmas, tags, marks, and likeness to example sentences of our own.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from analysis.claims.worth import MODEL, anchor_features, anchors, token_features

SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[1] / ".." / "shared"))
SETS = ("claimbuster", "policlaim")
FEWEST = 4
STRENGTH = 0.2
SMALLEST = 0.005
"""A weight nearer to nothing than this is left out."""


def read_set(name):
    """Return the texts and labels of a development file."""
    path = SHARED / "eval" / "claims" / f"claimness_{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], np.array([row["label"] for row in rows])


def features_of(texts):
    """Return the token features of each text, parsed."""
    from analysis.language_model import load_language_model

    return [token_features(list(doc)) for doc in load_language_model().pipe(texts, batch_size=64)]


def fit(features, labels):
    """Return a weight for each feature that is common enough, and the bias."""
    counts = Counter(name for row in features for name in row)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    column = {name: place for place, name in enumerate(names)}
    matrix = to_matrix(features, column)
    model = LogisticRegression(C=STRENGTH, max_iter=1000, solver="liblinear")
    model.fit(matrix, labels)
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return weights | {"bias": float(model.intercept_[0])}


def to_matrix(features, column):
    """Return features as a sparse matrix; names without a column are left out."""
    entries = [
        (row, column[name], value)
        for row, kept in enumerate(features)
        for name, value in kept.items()
        if name in column
    ]
    rows, columns, values = zip(*entries, strict=True)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(features), len(column)))


def scores(features, weights):
    """Return the log odds of each row."""
    return [
        weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in row.items())
        for row in features
    ]


def out_of_fold(features, labels, folds=5):
    """Return each row's log odds from weights that never saw it."""
    result = np.zeros(len(labels))
    for train, test in KFold(folds, shuffle=True, random_state=0).split(labels):
        weights = fit([features[n] for n in train], labels[train])
        result[test] = scores([features[n] for n in test], weights)
    return result


def load_all(embed):
    """Return features without and with examples, labels, and the set of each row."""
    texts, labels, sets = [], [], []
    for name in SETS:
        some, marks = read_set(name)
        texts += some
        labels.append(marks)
        sets += [name] * len(some)
    plain = features_of(texts)
    likeness = anchor_features(embed(texts), embed(anchors()))
    both = [one | other for one, other in zip(plain, likeness, strict=True)]
    return plain, both, np.concatenate(labels), np.array(sets)


def rounded(weights):
    """Return weights as they are kept."""
    return {
        feature: round(value, 3)
        for feature, value in sorted(weights.items())
        if abs(value) >= SMALLEST or feature == "bias"
    }


def main():
    """Fit the models of both registers, print cross-validated figures, write them."""
    from sklearn.metrics import average_precision_score

    from analysis.encoder import load_encoder

    plain, both, labels, kind = load_all(load_encoder().embed)
    kept = {"register": rounded(fit(plain, (kind == "claimbuster").astype(int)))}
    for suffix, features in (("", plain), (" with examples", both)):
        for one, register in zip(SETS, ("debates", "speeches"), strict=True):
            rows = np.flatnonzero(kind == one)
            some = [features[n] for n in rows]
            figure = average_precision_score(labels[rows], out_of_fold(some, labels[rows]))
            print(f"{register + suffix:24} AP {figure:.3f} (five folds)")
            kept[register + suffix] = rounded(fit(some, labels[rows]))
    MODEL.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
