"""Fit the weights by which statements are matched: ``python -m training.claims``.

Clauses of articles are learned from the gold of the example events in ``corpora``, with the pyramid
pairs beside them at a tenth of the weight: most clauses of an article have no match anywhere, which
no collection of matched statements shows.

Reads the development pairs beside the checkout (``../shared/eval/claims``): pyramid content units
and Multi-News propositions for clauses, ECB+ for sentences, news headlines of the STS benchmark for
pairs alone. What is kept is a mean, a spread and a weight for each named feature; no word of any
text.
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

from analysis.claims.features import pair_features
from analysis.claims.matching import MODEL, Weights, collective_features
from analysis.claims.statements import describe
from analysis.kept import KeptInMemory

SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[1] / ".." / "shared"))
FOLDER = SHARED / "eval" / "claims"
SETS = {
    "clauses": ("pairs_pyramid_solo", "pairs_superpal_mn"),
    "sentences": ("pairs_ecbplus",),
    "alone": ("pairs_sts_news",),
}
DECIMALS = 4
PYRAMID_WEIGHT = 0.1
STRENGTH = {("clauses", True): 0.03}
"""Inverse of the penalty by unit and encoder where it is not 1: what serves best three events that
the weights were not learned from."""


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
        places: dict[str, int] = {}
        edges = [
            tuple(places.setdefault(rows[number][side]["text"], len(places)) for side in "ab")
            for number in numbers
        ]
        yield list(places), np.array(edges), np.array(numbers)


def features_of(rows, unit, *, embed):
    """Return the features of all rows, by name, with the topics' edges."""
    alone = unit == "alone"
    features: dict[str, np.ndarray] = {}
    topics = []
    for texts, edges, numbers in by_topic(rows, alone=alone):
        statements = describe(texts, embed=embed, alone=alone)
        for name, column in pair_features(statements, edges, unit).items():
            features.setdefault(name, np.zeros(len(rows)))[numbers] = column
        topics.append((edges, numbers, len(texts)))
    return features, topics


def fit(features, same, weight=None, *, strength):
    """Return a logistic regression over standardised features; `weight` is one a row."""
    names = tuple(sorted(features))
    columns = np.column_stack([features[name] for name in names])
    mean, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-6)
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit((columns - mean) / spread, same, sample_weight=weight)
    return Weights(names, mean, spread, model.coef_[0], float(model.intercept_[0]))


def second_features(logits, topics):
    """Return the collective features of all rows."""
    features: dict[str, np.ndarray] = {}
    for edges, numbers, count in topics:
        for name, column in collective_features(logits[numbers], edges, count).items():
            features.setdefault(name, np.zeros(len(logits)))[numbers] = column
    return features


def out_of_fold(features, same, groups, weight=None, folds=5, *, strength):
    """Return each row's log odds from weights that never saw its topic."""
    weight = np.ones(len(same)) if weight is None else weight
    logits = np.zeros(len(same))
    for train, test in GroupKFold(min(folds, len(set(groups)))).split(same, same, groups):
        some = {name: column[train] for name, column in features.items()}
        weights = fit(some, same[train], weight[train], strength=strength)
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
    strength = STRENGTH.get((unit, encoder), 1.0)
    features, topics = features_of(rows, unit, embed=embed if encoder else None)
    logits = out_of_fold(features, same, groups, strength=strength)
    key = f"{unit}, encoder {'on' if encoder else 'off'}, stage"
    kept = {f"{key} 1": table(fit(features, same, strength=strength))}
    if not alone:
        collective = features | second_features(logits, topics)
        kept[f"{key} 2"] = table(fit(collective, same, strength=strength))
        logits = out_of_fold(collective, same, groups, strength=strength)
    return kept, logits, same


def event_pairs(name, *, kept):
    """Return the mentions of an example event, and the claims of the gold that each states."""
    import sources
    from analysis.claims.mentions import collect_mentions
    from analysis.claims.settings import ClaimSettings
    from analysis.reading import read_articles
    from corpora.gold import load_event, load_gold, originals

    event, gold = load_event(name), load_gold(name)
    original = originals(event, gold)
    # Copies would teach that the same words make the same claim.
    articles = [
        article
        for article in sources.read([event.folder])[0]
        if original[Path(article.source_file).name] == Path(article.source_file).name
    ]
    mentions = collect_mentions(
        articles,
        read_articles(articles, kept=kept),
        originals={article.id: article.id for article in articles},
        worth=ClaimSettings().worth_threshold,
    )
    places = _gold_places(gold, articles)
    return mentions, [_claims_at(mention, places) for mention in mentions]


def _gold_places(gold, articles):
    from corpora.gold import GoldError, locate

    by_file = {Path(article.source_file).name: article for article in articles}
    places = defaultdict(list)
    for number, claim in enumerate(gold.claims):
        for mention in claim.mentions:
            article = by_file.get(mention.piece.file)
            if article is None:
                continue
            try:
                start, end = locate(mention.piece, article.text)
            except GoldError:
                continue  # cleaned away: nothing to learn from
            places[article.id].append((start, end, number))
    return places


def _claims_at(mention, places):
    clause = mention.clause
    found = set()
    for start, end, number in places[mention.article]:
        common = min(end, clause.end) - max(start, clause.start)
        if common >= 0.5 * (clause.end - clause.start) and common >= 0.4 * (end - start):
            found.add(number)
    return found


def event_rows(name, *, embed, kept):
    """Return the features, labels and one topic of an example event's pairs."""
    from analysis.claims.candidates import candidate_pairs

    mentions, claims = event_pairs(name, kept=kept)
    statements = describe([mention.text for mention in mentions], embed=embed)
    sentences = [(mention.article, mention.clause.sentence) for mention in mentions]
    edges = candidate_pairs(statements, sentences, neighbours=30)
    same = np.array([bool(claims[a] & claims[b]) for a, b in edges.tolist()], int)
    return pair_features(statements, edges, "articles"), same, (edges, len(mentions))


def train_articles(*, encoder, embed, kept):
    """Return the kept stages for clauses of articles."""
    from corpora.gold import event_names

    rows = [row for name in SETS["clauses"] for row in read_pairs(name)]
    features, topics = features_of(rows, "articles", embed=embed if encoder else None)
    same = [np.array([row["label"] == "same" for row in rows], int)]
    groups = [row["topic"] for row in rows]
    weight = [np.full(len(rows), PYRAMID_WEIGHT)]
    for name in event_names():
        more, labels, (edges, count) = event_rows(name, embed=embed if encoder else None, kept=kept)
        begin = sum(map(len, same))
        topics.append((edges, np.arange(begin, begin + len(labels)), count))
        features = {key: np.concatenate([features[key], more[key]]) for key in features}
        same.append(labels)
        groups += [f"{name} {a % 7}" for a, _ in edges.tolist()]
        weight.append(np.ones(len(labels)))
    return two_stages(
        f"articles, encoder {'on' if encoder else 'off'}, stage",
        features,
        topics,
        np.concatenate(same),
        np.array(groups),
        np.concatenate(weight),
        strength=STRENGTH.get(("articles", encoder), 1.0),
    )


def two_stages(key, features, topics, same, groups, weight, *, strength):
    """Return both stages, the second fitted to log odds from weights that never saw the row."""
    logits = out_of_fold(features, same, groups, weight, strength=strength)
    collective = features | second_features(logits, topics)
    return {
        f"{key} 1": table(fit(features, same, weight, strength=strength)),
        f"{key} 2": table(fit(collective, same, weight, strength=strength)),
    }


def main():
    """Fit all weights, print cross-validated figures, write the model."""
    from sklearn.metrics import average_precision_score

    from analysis.encoder import load_encoder

    embed = load_encoder().embed
    models: dict[str, dict] = {}
    kept = KeptInMemory()
    for encoder in (True, False):
        models |= train_articles(encoder=encoder, embed=embed, kept=kept)
    for unit in SETS:
        for encoder in (True, False):
            stages, logits, same = train_unit(unit, encoder=encoder, embed=embed)
            models |= stages
            score = average_precision_score(same, logits)
            print(f"{unit:10} encoder {'on ' if encoder else 'off'} AP {score:.3f} (by topic)")
    MODEL.write_text(
        json.dumps({"version": 1, "models": models}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
