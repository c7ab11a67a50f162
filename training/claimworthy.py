"""Fit the weights of claim-worthiness: ``python -m training.claimworthy``.

Reads ClaimBuster (debates) and PoliClaim (speeches) beside the checkout. What is kept is one weight
a named feature: lemmas, tags, forms of verbs, marks, and likeness to example sentences of our own.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold

from analysis.claims.tenses import verb_features
from analysis.claims.worth import MODEL, anchors, token_features

SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[1] / ".." / "shared"))
FEWEST = 3
STRENGTH = 0.1
SURE = 0.25
"""What is left of the scale of a feature that is as frequent in both classes."""
MOST = 2.0
"""Log ratio from which a feature's scale grows no more."""
LIKENESS = 0.22
"""Scale of the likeness to examples beside words and tags."""
FLAT = 0.02
"""Added to the spread of the examples in each direction, so that small ones do not count."""
BORROWED = {"debates": 0.0, "speeches": 0.3}
"""How much a sentence of the other kind counts: what debates teach holds for speeches too."""
SMALLEST = 0.002
"""A weight nearer to nothing than this is left out."""


@dataclass
class Texts:
    """The sentences of one kind of text."""

    ids: list[str]
    labels: np.ndarray
    plain: list[dict[str, float]]
    features: list[dict[str, float]]
    likeness: np.ndarray
    """Cosine to each example."""


def read_set(name, embed):
    """Return a development file, parsed and as vectors."""
    from analysis.language_model import load_language_model

    path = SHARED / "eval" / "claims" / f"claimness_{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows]
    docs = [list(doc) for doc in load_language_model().pipe(texts, batch_size=64)]
    plain = [token_features(tokens) for tokens in docs]
    return Texts(
        ids=[row["id"] for row in rows],
        labels=np.array([row["label"] for row in rows]),
        plain=plain,
        features=[row | verb_features(tokens) for row, tokens in zip(plain, docs, strict=True)],
        likeness=embed(texts) @ embed(anchors()).T,
    )


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


def common(features, fewest=FEWEST):
    """Return a column for each feature that is common enough."""
    counts = Counter(name for row in features for name in row)
    names = sorted(name for name, count in counts.items() if count >= fewest)
    return {name: place for place, name in enumerate(names)}


def telling(matrix, labels):
    """Return a scale for each feature: how far its frequency differs between the classes.

    Wang and Manning (2012), Baselines and bigrams: log-count ratios as scales of the features.
    """
    shares = [np.asarray(matrix[labels == label].sum(axis=0)).ravel() + 1 for label in (1, 0)]
    ratio = np.abs(np.log(shares[0] / shares[0].sum() * shares[1].sum() / shares[1]))
    return SURE + (1 - SURE) * np.minimum(ratio, MOST)


def decorrelation(examples, likeness):
    """Return a matrix that makes likeness to examples into directions that differ, and their mean.

    Where many examples are alike, what they have in common counts once.
    """
    values, directions = np.linalg.eigh(examples)
    change = directions / np.sqrt(np.maximum(values, 1e-3) + FLAT)
    found = likeness @ change
    scale = LIKENESS / found.std()
    return change * scale, found.mean(axis=0) * scale


def logistic(matrix, labels, *, strength=STRENGTH, weights=None):
    """Return the weights of a logistic regression, and last its bias."""
    model = LogisticRegression(C=strength, max_iter=1000, solver="liblinear")
    model.fit(matrix, labels, sample_weight=weights)
    return np.append(model.coef_[0], model.intercept_)


def fit_plain(features, labels):
    """Return a weight for each lemma, tag and mark that is common enough, and the bias."""
    column = common(features, 4)
    found = logistic(to_matrix(features, column), labels, strength=0.2)
    return dict(zip([*column, "bias"], found.tolist(), strict=True))


def fit(own, rows, other, borrowed, examples=None):
    """Return a weight for each feature and each example, and the bias.

    `examples` are the cosines between the examples; None leaves likeness out. Sentences of the
    other kind count `borrowed`.
    """
    features, labels = [own.features[n] for n in rows], own.labels[rows]
    features += other.features if borrowed else []
    column = common(features)
    matrix = to_matrix(features, column)
    scale = telling(matrix[: len(rows)], labels)
    parts = [matrix @ sparse.diags(scale)]
    if examples is not None:
        likeness = np.vstack([own.likeness[rows], *([other.likeness] if borrowed else [])])
        change, mean = decorrelation(examples, own.likeness[rows])
        parts.append(likeness @ change - mean)
    matrix = sparse.hstack(parts).tocsr()
    found = _borrowing(matrix, labels, other, borrowed) if borrowed else logistic(matrix, labels)
    kept = dict(zip(column, (found[: len(column)] * scale).tolist(), strict=True))
    kept["bias"] = float(found[-1])
    if examples is not None:
        like = found[len(column) : -1]
        kept |= {f"like:{n}": float(weight) for n, weight in enumerate(change @ like)}
        kept["bias"] -= float(mean @ like)
    return kept


def _borrowing(matrix, labels, other, borrowed):
    """Return weights learned from the first rows and, less, from those of the other kind.

    Both share one part of the weights, and the first have a second part to themselves; the result
    is the sum (Daumé 2007, Frustratingly easy domain adaptation).
    """
    own = matrix.copy()
    own.data[own.indptr[len(labels)] :] = 0
    found = logistic(
        sparse.hstack([matrix, own]).tocsr(),
        np.r_[labels, other.labels],
        weights=np.r_[np.ones(len(labels)), np.full(len(other.labels), borrowed)],
    )
    half = matrix.shape[1]
    return np.append(found[:half] + found[half : 2 * half], found[-1])


def scores(texts, rows, weights):
    """Return the log odds of some rows."""
    likeness = np.array([weights.get(f"like:{n}", 0.0) for n in range(texts.likeness.shape[1])])
    plain = [
        weights["bias"]
        + sum(weights.get(name, 0.0) * value for name, value in texts.features[n].items())
        for n in rows
    ]
    return np.array(plain) + texts.likeness[rows] @ likeness


def out_of_fold(own, other, borrowed, examples=None):
    """Return each row's log odds from weights that never saw it, nor its speech."""
    labels = own.labels
    groups = [name.split("-")[1] if name.count("-") > 1 else "" for name in own.ids]
    if any(groups):
        folds = GroupKFold(len(set(groups))).split(labels, groups=groups)
    else:
        folds = KFold(5, shuffle=True, random_state=0).split(labels)
    result = np.zeros(len(labels))
    for train, test in folds:
        result[test] = scores(own, test, fit(own, train, other, borrowed, examples))
    return result


def rounded(weights, digits=4, smallest=SMALLEST):
    """Return weights as they are kept."""
    return {
        feature: round(value, digits)
        for feature, value in sorted(weights.items())
        if abs(value) >= smallest or feature == "bias"
    }


def clause_weights(kinds):
    """Return the weights for clauses of articles: the mean of both kinds, at half weight."""
    both = [rounded(fit_plain(texts.plain, texts.labels), 3, 0.005) for texts in kinds]
    return {
        name: round(sum(weights.get(name, 0.0) for weights in both) / 4, 5)
        for name in sorted({name for weights in both for name in weights})
    }


def main():
    """Fit the models of both kinds of text, print cross-validated figures, write them."""
    from sklearn.metrics import average_precision_score

    from analysis.encoder import load_encoder

    embed = load_encoder().embed
    debates, speeches = read_set("claimbuster", embed), read_set("policlaim", embed)
    vectors = embed(anchors())
    kind = np.repeat([1, 0], [len(debates.labels), len(speeches.labels)])
    kept = {
        "register": rounded(fit_plain([*debates.plain, *speeches.plain], kind)),
        "clauses": clause_weights((debates, speeches)),
    }
    for suffix, examples in (("", None), (" with examples", vectors @ vectors.T)):
        for name, own, other in (("debates", debates, speeches), ("speeches", speeches, debates)):
            borrowed, rows = BORROWED[name], np.arange(len(own.labels))
            found = out_of_fold(own, other, borrowed, examples)
            figure = average_precision_score(own.labels, found)
            print(f"{name + suffix:24} AP {figure:.3f} (cross-validated)", flush=True)
            kept[name + suffix] = rounded(fit(own, rows, other, borrowed, examples))
    MODEL.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
