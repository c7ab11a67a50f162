"""Make ``analysis/models/event_pairs.json``: how much each feature of a pair of articles weighs.

Run as ``python -m training.events``. Fits two logistic regressions, with and without the encoder,
on the pairs of articles of the event sets' development halves (AllSides round-ups in full and in
short, ECB+, BASIL, UCI news headlines), read against a background that has not seen their events
(`training.events_unseen`): about two dozen weights over the features named in
`analysis.events.scoring.pair_features`, and nothing else, are kept.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import orjson

from analysis.events.candidates import find_candidates
from analysis.events.scoring import MODEL, compare, pair_features
from analysis.events.settings import EventSettings
from analysis.kept import KeptOnDisk
from analysis.vectors_kept import kept_embedding
from analysis.versions import encoder_version
from sources.article import Article
from training.events_unseen import FOLDS, describe_unseen, fold_of, held_out_backgrounds

SETS = ("allsides_full", "allsides_short", "ecbplus", "basil", "uci_headlines")
HARD = 0.1
"""Mean cosine over which every pair of different events is taken, up to `MOST_HARD`."""
MOST_HARD, MOST_EASY, MOST_SAME = 40_000, 20_000, 20_000


def main() -> None:
    """Fit both models and write them."""
    kept = KeptOnDisk(Path(tempfile.gettempdir()) / "parallax-training" / "vectors.sqlite")
    embed = kept_embedding(kept)
    groups = [read_set(name) for name in SETS]
    folds = [fold_of(events[each.id]) for articles, events in groups for each in articles]
    ids = [each.id for articles, _ in groups for each in articles]
    seen = [{i for i, own in zip(ids, folds, strict=True) if own == fold} for fold in range(FOLDS)]
    backgrounds = held_out_backgrounds(seen)
    models: dict[str, object] = {}
    for name, use in (("with encoder", embed), ("without encoder", None)):
        rng = np.random.default_rng(0)
        models[name] = fit([sample(*group, backgrounds, use, rng) for group in groups])
        print(name, models[name])
    body = orjson.dumps(models, option=orjson.OPT_SORT_KEYS)
    models["version"] = f"event pairs {sha256(body).hexdigest()[:12]}"
    models["encoder"] = encoder_version()
    MODEL.write_bytes(
        orjson.dumps(models, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
    )


def read_set(name: str) -> tuple[list[Article], dict[str, str]]:
    """Return the articles of a set and the event of each."""
    shared = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[2] / "shared"))
    articles, events = [], {}
    path = shared / "eval" / "events" / f"{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = datetime.fromisoformat(row["published"][:10]) if row["published"] else None
            articles.append(
                Article(
                    id=row["id"],
                    title=row["title"] or "",
                    text=row["text"] or "",
                    outlet=row["outlet"] or "",
                    published=day.replace(tzinfo=UTC) if day else None,
                )
            )
            events[row["id"]] = row["event"]
    return articles, events


def sample(articles, events, backgrounds, embed, rng):
    """Return features, labels and weights of a set's pairs; sets weigh alike."""
    pile = describe_unseen(articles, events, backgrounds, embed)
    a, b = find_candidates(pile, EventSettings())
    labels = np.array([events[article.id] for article in articles])
    same = labels[a] == labels[b]
    likeness = compare(pile, a, b)
    hard = (likeness.words + likeness.pairs) / 2 > HARD
    chosen, weights = [], []
    for group, most in ((same, MOST_SAME), (~same & hard, MOST_HARD), (~same & ~hard, MOST_EASY)):
        rows = np.flatnonzero(group)
        part = np.sort(rng.choice(rows, min(len(rows), most), replace=False))
        chosen.append(part)
        weights.append(np.full(len(part), len(rows) / max(1, len(part)) / same.sum()))
    rows = np.concatenate(chosen)
    if likeness.meaning is not None:
        likeness = replace(likeness, meaning=likeness.meaning[rows])
    likeness = replace(likeness, words=likeness.words[rows], pairs=likeness.pairs[rows])
    return (
        pair_features(pile, a[rows], b[rows], likeness),
        same[rows],
        np.concatenate(weights) * 1e4,
    )


def fit(samples) -> dict[str, float]:
    """Return the weight of each feature, and the constant."""
    from sklearn.linear_model import LogisticRegression

    names = list(samples[0][0])
    table = np.concatenate([np.stack([part[0][n] for n in names], 1) for part in samples])
    labels = np.concatenate([part[1] for part in samples])
    weights = np.concatenate([part[2] for part in samples])
    mean = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - mean) ** 2, axis=0, weights=weights)) + 1e-6
    model = LogisticRegression(max_iter=500).fit((table - mean) / spread, labels, weights)
    scaled = model.coef_[0] / spread
    result = {name: round(float(w), 4) for name, w in zip(names, scaled, strict=True)}
    result["constant"] = round(float(model.intercept_[0] - (scaled * mean).sum()), 4)
    return result


if __name__ == "__main__":
    main()
