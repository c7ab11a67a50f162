"""Claim-worthiness: how surely a piece of text is a checkable statement.

Opinion, questions, exhortations, greetings and furniture score low; statements with figures, names
and reported events score high. A logistic regression over lemmas, tags, forms of verbs and named
marks; with the encoder also over the likeness to example sentences written for the purpose. What
counts as checkable differs between debates and set speeches, so there are weights for each, mixed
by how far the texts at hand sound like either; clauses of articles have weights of their own.
``training/claimworthy.py`` makes it.

References
----------
Hassan et al. (2017), Toward automated fact-checking: ClaimBuster, KDD; Ni et al. (2024), AFaCTA.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.claims.tenses import verb_features
from analysis.encoder import Vectors

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.language.table import Table

_MODELS = Path(__file__).parent.parent / "models"
MODEL = _MODELS / "claimworthy.json"
ANCHORS = _MODELS / "claimworthy_anchors.txt"

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PERSONAL = frozenset({"i", "we", "you", "us", "our", "my", "me", "your", "let"})
_DEMANDING = frozenset({"should", "must", "ought"})


def token_features(tokens: Sequence[Token]) -> dict[str, float]:
    """Return the named features of a sentence or clause.

    Parameters
    ----------
    tokens : sequence of Token
        Parsed; a clause gives its own tokens only.

    Returns
    -------
    dict of str to float
        ``word:…`` lemmas, ``tag:…`` and ``tags:…`` Penn tags and their neighbours, ``entity:…``
        labels, ``root:…``, ``subject:…``, and the length, figures and names.
    """
    words = [token for token in tokens if not token.is_space]
    tags = ["<", *(token.tag_ for token in words), ">"]
    features = {f"word:{token.lemma_.lower()}": 1.0 for token in words if token.is_alpha}
    features |= {f"tag:{tag}": 1.0 for tag in tags}
    features |= {f"tags:{a} {b}": 1.0 for a, b in pairwise(tags)}
    entities = [token.ent_type_ for token in words if token.ent_iob_ == "B"]
    features |= {f"entity:{label}": 1.0 for label in entities}
    for token in words:
        if token.dep_ == "ROOT":
            features[f"root:{token.tag_}"] = features[f"root:{token.lemma_.lower()}"] = 1.0
        if token.dep_ in _SUBJECTS:
            name = token.lower_ if token.pos_ == "PRON" else token.pos_
            features[f"subject:{name}"] = 1.0
    length = math.log1p(sum(token.is_alpha for token in words))
    features["length"], features["length squared"] = length, length**2 / 3
    features["figures"] = math.sqrt(sum(token.like_num for token in words))
    features["names"] = math.sqrt(len(entities))
    features["question"] = float(bool(words) and words[-1].text == "?")
    return features


@cache
def anchors() -> tuple[str, ...]:
    """Return the example sentences by whose likeness a statement is judged."""
    return tuple(ANCHORS.read_text(encoding="utf-8").split("\n")[:-1])


def anchor_features(vectors: Vectors, examples: Vectors) -> list[dict[str, float]]:
    """Return the likeness of each text to each example.

    Parameters
    ----------
    vectors : array, shape (texts, 384)
        Of the texts.
    examples : array, shape (examples, 384)
        Of `anchors`.

    Returns
    -------
    list of dict of str to float
        ``like:…`` cosines.
    """
    return [
        {f"like:{place}": float(value) for place, value in enumerate(row)}
        for row in vectors @ examples.T
    ]


@cache
def _weights(name: str) -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(MODEL.read_text(encoding="utf-8"))[name]
    return weights


def score_features(features: Mapping[str, float], name: str) -> float:
    """Return the log odds of a checkable statement.

    Parameters
    ----------
    features : mapping of str to float
        Features that the model does not know count nothing.
    name : str
        Which model: "debates" or "speeches", alone or "with examples", "register" or "clauses".
    """
    weights = _weights(name)
    known = sorted(features.keys() & weights.keys())
    return weights["bias"] + sum(weights[feature] * features[feature] for feature in known)


def sentence_worth(
    texts: Sequence[str], *, embed: Callable[[Sequence[str]], Vectors] | None
) -> list[float]:
    """Return how surely each sentence is a checkable statement, 0 to 1.

    Parameters
    ----------
    texts : sequence of str
        Sentences.
    embed : callable or None
        Gives unit-length vectors; None switches the encoder off.

    Returns
    -------
    list of float
        In the same order.

    Notes
    -----
    ``1 / (1 + exp(-(bias + sum of weight x feature)))``.

    References
    ----------
    Hassan et al. (2017), Toward automated fact-checking: ClaimBuster, KDD.
    """
    from analysis.language_model import load_language_model

    docs = [list(doc) for doc in load_language_model().pipe(texts, batch_size=64)]
    plain = [token_features(tokens) for tokens in docs]
    debate = _share_of_debate(plain)
    features = [row | verb_features(tokens) for row, tokens in zip(plain, docs, strict=True)]
    suffix = ""
    if embed is not None and texts:
        suffix = " with examples"
        likeness = anchor_features(embed(texts), embed(anchors()))
        features = [one | other for one, other in zip(features, likeness, strict=True)]
    return [_chance(_mixed(row, debate, suffix)) for row in features]


def _share_of_debate(rows: Sequence[Mapping[str, float]]) -> float:
    """How far texts sound like debate rather than like set speech, 0 to 1, all taken together.

    What counts as a checkable statement differs between the two; a weight that suits both suits
    neither as well.
    """
    if not rows:
        return 0.5
    return _chance(sum(score_features(row, "register") for row in rows) / math.sqrt(len(rows)))


def _mixed(row: Mapping[str, float], debate: float, suffix: str) -> float:
    return debate * score_features(row, "debates" + suffix) + (1 - debate) * score_features(
        row, "speeches" + suffix
    )


def clause_worth(c: Table, head: int, own: Sequence[int], *, quoted: bool) -> float:
    """Return how surely a clause is a checkable statement, 0 to 1.

    Parameters
    ----------
    c : Table
        The article.
    head : int
        The clause's predicate.
    own : sequence of int
        Its tokens, at least one, none of them white space.
    quoted : bool
        Whether it stands in a quotation: that somebody says "we" or "must" can be checked there.

    Notes
    -----
    Lemmas and tags as debates and speeches weigh them on average, at half weight, for a clause of
    an article is more often a statement than a sentence of a debate; plus marks that these cannot
    know: no finite verb, an imperative, a heading without a verb.

    References
    ----------
    Hassan et al. (2017), Toward automated fact-checking: ClaimBuster, KDD.
    """
    tags = [c.tag[token] for token in own]
    lower = {c.word[token].lower() for token in own}
    figures = sum([c.like_num[token] for token in own])
    score = _score_clause(c, own, tags, figures)
    score += 0.8 if "VBN" in tags or not _FINITE.isdisjoint(tags) else -0.2
    if c.pos[head] not in {"VERB", "AUX"}:
        score -= 1.0
    if c.tag[head] == "VB" and c.dep[head] == "ROOT" and "MD" not in tags:
        score -= 1.5
    if quoted:
        score += 0.5
    elif not _PERSONAL.isdisjoint(lower):
        score -= 0.6
    if not _DEMANDING.isdisjoint(lower):
        score -= 0.8
    if figures:
        score += 0.5
    return round(_chance(score), 4)


class _Weights(NamedTuple):
    """Weights by kind of feature and what it is about: no name is made to look one up."""

    alone: Mapping[str, float]
    word: Mapping[str, float]
    tag: Mapping[str, float]
    tags: Mapping[tuple[str, str], float]
    entity: Mapping[str, float]
    root: Mapping[str, float]
    subject: Mapping[str, float]


@cache
def _clause_weights() -> _Weights:
    kinds: dict[str, dict[Any, float]] = {kind: {} for kind in _Weights._fields}
    for feature, weight in _weights("clauses").items():
        kind, _, name = feature.partition(":")
        kinds[kind if name else "alone"][name or feature] = weight
    kinds["tags"] = {tuple(pair.split(" ")): weight for pair, weight in kinds["tags"].items()}
    return _Weights(**kinds)


def _score_clause(c: Table, own: Sequence[int], tags: Sequence[str], figures: int) -> float:
    """Return what `score_features` returns for the `token_features` of a clause."""
    weights, none = _clause_weights(), repeat(0.0)
    words = [c.lemma[token] for token in own if c.is_alpha[token]]
    around = ["<", *tags, ">"]
    entities = [c.entity[token] for token in own if c.inside[token] == "B"]
    roots, subjects = [], []
    for token in own:
        dep = c.dep[token]
        if dep == "ROOT":
            roots += [c.tag[token], c.lemma[token]]
        elif dep in _SUBJECTS:
            pos = c.pos[token]
            subjects.append(c.word[token].lower() if pos == "PRON" else pos)
    alone, length = weights.alone, math.log1p(len(words))
    score = alone["bias"] + alone["length"] * length + alone["length squared"] * length**2 / 3
    score += alone["figures"] * math.sqrt(figures) + alone["names"] * math.sqrt(len(entities))
    if c.word[own[-1]] == "?":
        score += alone["question"]
    # Each counts once, in an order that is always the same: no sum rounds otherwise.
    score = sum(map(weights.word.get, dict.fromkeys(words), none), score)
    score = sum(map(weights.tag.get, dict.fromkeys(around), none), score)
    score = sum(map(weights.tags.get, dict.fromkeys(pairwise(around)), none), score)
    score = sum(map(weights.entity.get, dict.fromkeys(entities), none), score)
    score = sum(map(weights.root.get, dict.fromkeys(roots), none), score)
    return sum(map(weights.subject.get, dict.fromkeys(subjects), none), score)


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
