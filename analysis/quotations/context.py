"""What the sentence encoder sees of a word in its sentence, as scores that the models add up.

The lower layers of the encoder are run over sentences that may hold a cue. Each model has weights
for the state of a word in a place (a cue, the first word of a content), so that a word has one
score a place. Words of other sentences than that of the cue count nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import DIMENSIONS, load_encoder
from analysis.quotations.columns import Columns

States = NDArray[np.float32]

EDGES: Final = ("first", "before", "last", "after", "inside")
"""Of a stretch: its first word, the one before it, its last one, the one after it, all of them."""
SINGLE: Final = ("cue", "source", "nobody", "judged cue", "judged source")
STRETCHES: Final = ("content", "second", "judged")
STEP = 10_000
"""Weights are kept as whole ten-thousandths."""
_PLACES = (*SINGLE, *(f"{of} {edge}" for of in STRETCHES for edge in EDGES))
_AT = {name: number for number, name in enumerate(SINGLE)}
_START, _END, _INSIDE = (
    {of: len(SINGLE) + 3 * number + part for number, of in enumerate(STRETCHES)}
    for part in range(3)
)
_NOTHING = [0.0] * (len(SINGLE) + 3 * len(STRETCHES))


class ContextWeights:
    """What the state of a word counts in each place.

    Parameters
    ----------
    places : mapping of str to sequence of int
        Place to a weight a dimension and, last, what is added, in ten-thousandths. Places left out
        count nothing; without any the encoder is not run.
    """

    def __init__(self, places: Mapping[str, Sequence[int]]) -> None:
        self.places = dict(places)
        columns = np.zeros((DIMENSIONS + 1, len(_PLACES)), np.float32)
        for name, values in places.items():
            columns[:, _PLACES.index(name)] = np.array(values, np.float32) / STEP
        self.matrix, self.shift = columns[:-1], columns[-1]


def sentence_states(c: Columns, sentences: Sequence[int]) -> tuple[States, NDArray[np.int64]]:
    """Run the encoder over sentences.

    Returns
    -------
    tuple of array of float32, shape (pieces, 384), and array of int
        The states of the word pieces, and the token that each piece begins in.
    """
    firsts = [c.sentences[number][0] for number in sentences]
    seen = load_encoder().lower_states(sentence_text(c, number) for number in sentences)
    starts = [at + c.start[first] for first, (_, at) in zip(firsts, seen, strict=True)]
    owner = np.searchsorted(np.array(c.start), np.concatenate(starts), side="right") - 1
    return np.concatenate([states for states, _ in seen]), owner


def pool(values: States, owner: NDArray[np.int64], count: int) -> States:
    """Return the mean over the word pieces of each of `count` tokens; nought for those without."""
    found = np.zeros((count, values.shape[1]), np.float32)
    if len(owner):
        cuts = np.flatnonzero(np.diff(owner, prepend=-1))
        sums = np.add.reduceat(values, cuts, axis=0)
        found[owner[cuts]] = sums / np.diff(cuts, append=len(owner))[:, None]
    return found


def sentence_text(c: Columns, number: int) -> str:
    """Return the text of a sentence, from its first token to its last."""
    first, last = c.sentences[number]
    return c.text[c.start[first] : c.end[last - 1]]


class Stretches:
    """The scores of the stretches that begin and end in an interval of tokens.

    That of one is the sum of those of its start and its end.
    """

    def __init__(self, low: int, rows: Sequence[Sequence[float]], of: str) -> None:
        self._low, self._rows, self._start, self._end = low, rows, _START[of], _END[of]
        inside = _INSIDE[of]
        self._sums = list(accumulate((row[inside] for row in rows), initial=0.0))

    def start(self, first: int) -> float:
        """Return what a stretch counts that begins here, less what stands before it."""
        place = first - self._low
        return self._rows[place][self._start] - self._sums[place]

    def end(self, last: int) -> float:
        """Return what a stretch counts that ends before this token, and what stands before that."""
        place = last - self._low
        return self._rows[place - 1][self._end] + self._sums[place]


class Context:
    """The scores of the tokens of one article, by place.

    Parameters
    ----------
    c : Columns
        The article.
    weights : ContextWeights
        Of the models.
    states : array, shape (tokens, 384), optional
        What the encoder sees, if it has been run already.
    """

    def __init__(
        self, c: Columns, weights: ContextWeights, states: NDArray[np.float16] | None = None
    ) -> None:
        self._c, self._weights, self._states = c, weights, states
        self._rows: list[list[float]] = [_NOTHING] * len(c.word)

    def at(self, cue: int, token: int, place: str) -> float:
        """Return the score of a token in a place; nought outside the sentence of the cue."""
        sentence = self._c.sentence
        return self._rows[token][_AT[place]] if sentence[token] == sentence[cue] else 0.0

    def stretches(self, cue: int, low: int, high: int, of: str) -> Stretches:
        """Return the scores of the stretches of an interval of tokens.

        Parameters
        ----------
        cue : int
            Token; what stands outside its sentence counts nothing.
        low, high : int
            Half-open.
        of : str
            One of `STRETCHES`.
        """
        first, last = self._c.sentences[self._c.sentence[cue]]
        if first <= low and high <= last:
            return Stretches(low, self._rows[low:high], of)
        begin = min(max(first, low), high)
        end = max(min(last, high), begin)
        rows = [_NOTHING] * (begin - low) + self._rows[begin:end] + [_NOTHING] * (high - end)
        return Stretches(low, rows, of)

    def stretch(self, cue: int, first: int, last: int, of: str) -> float:
        """Return the score of one stretch."""
        made = self.stretches(cue, first, last, of)
        return made.start(first) + made.end(last)

    def look(self, sentences: Sequence[int]) -> None:
        """Score the tokens of sentences: the encoder is run over them, or has been."""
        weights, count = self._weights, len(self._c.word)
        if not sentences or not weights.places:
            return
        if self._states is None:
            states, owner = sentence_states(self._c, sentences)
            # The mean is linear: of scores it is made in less time than of states.
            scores = pool(states @ weights.matrix + weights.shift, owner, count)
        else:
            states = self._states.astype(np.float32)
            scores = states @ weights.matrix + weights.shift
            known = states.any(axis=1) & np.isin(self._c.sentence, sentences)
            scores[~known] = 0
        self._rows = _rows(scores, np.array(self._c.sentence))


def _rows(scores: States, sentence: NDArray[np.int64]) -> list[list[float]]:
    """Return what each token counts by itself, and as an edge of a stretch, in its sentence.

    Rounded to thousandths, as the other weights are, so that no sum depends on its order.
    """
    found = np.zeros((len(scores), len(_NOTHING)))
    found[:, : len(SINGLE)] = scores[:, : len(SINGLE)]
    joined = (sentence[1:] == sentence[:-1])[:, None]
    edges = scores[:, len(SINGLE) :].reshape(len(scores), len(STRETCHES), len(EDGES))
    begin, before, end, after, inside = np.moveaxis(edges, -1, 0)
    parts = found[:, len(SINGLE) :].reshape(len(scores), len(STRETCHES), 3)
    parts[..., 0], parts[..., 1], parts[..., 2] = begin, end, inside
    parts[1:, :, 0] += before[:-1] * joined
    parts[:-1, :, 1] += after[1:] * joined
    rows: list[list[float]] = np.round(found, 3).tolist()
    return rows
