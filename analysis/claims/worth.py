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
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.claims.tenses import verb_features
from analysis.encoder import Vectors

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODELS = Path(__file__).parent.parent / "models"
MODEL = _MODELS / "claimworthy.json"
ANCHORS = _MODELS / "claimworthy_anchors.txt"

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PERSONAL = frozenset({"i", "we", "you", "us", "our", "my", "me", "your", "let"})


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


def clause_worth(head: Token, own: Sequence[Token], *, quoted: bool) -> float:
    """Return how surely a clause is a checkable statement, 0 to 1.

    Parameters
    ----------
    head : Token
        Its predicate.
    own : sequence of Token
        Its tokens.
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
    score = score_features(token_features(own), "clauses") + sum(_marks(head, own, quoted))
    return round(_chance(score), 4)


def _marks(head: Token, own: Sequence[Token], quoted: bool) -> Iterable[float]:
    tags = {token.tag_ for token in own}
    yield 0.8 if tags & _FINITE or "VBN" in tags else -0.2
    if head.pos_ not in {"VERB", "AUX"}:
        yield -1.0
    if head.tag_ == "VB" and head.dep_ == "ROOT" and "MD" not in tags:
        yield -1.5
    if quoted:
        yield 0.5
    elif any(token.lower_ in _PERSONAL for token in own):
        yield -0.6
    if any(token.lower_ in {"should", "must", "ought"} for token in own):
        yield -0.8
    if any(token.like_num for token in own):
        yield 0.5


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
