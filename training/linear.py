"""Linear models over named features and the encoder's states, with L2: logistic and softmax."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from analysis.quotations.context import STEP

Name = str | tuple[str, str]
"""Of a feature, or of two that count together."""
MIN_COUNT = 3
"""Rows that a feature must occur in."""


@dataclass
class Rows:
    """Rows of features, as indices into a growing vocabulary."""

    index: dict[Name, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts: dict[str, tuple[array[int], array[int]]] = {}

    def add(self, part: str, features: Sequence[Name]) -> int:
        """Add a row to a part and return its number."""
        columns, ends = self.parts.setdefault(part, (array("i"), array("q", [0])))
        index = self.index
        for feature in features:
            columns.append(index.setdefault(feature, len(index)))
        ends.append(len(columns))
        return len(ends) - 2

    def matrices(self) -> tuple[dict[str, csr_matrix], list[Name]]:
        """Return a matrix a part, with the names of the columns that are frequent enough."""
        counts = np.zeros(len(self.index), np.int64)
        for columns, _ in self.parts.values():
            counts += np.bincount(np.frombuffer(columns, np.int32), minlength=len(counts))
        keep = np.flatnonzero(counts >= MIN_COUNT)
        names = list(self.index)
        found = {}
        for part, (columns, ends) in self.parts.items():
            data = np.ones(len(columns), np.float32)
            shape = (len(ends) - 1, len(names))
            matrix = csr_matrix(
                (data, np.frombuffer(columns, np.int32), np.frombuffer(ends, np.int64)), shape
            )
            found[part] = matrix[:, keep]
        return found, [names[k] for k in keep]


class Looks:
    """Which words' states each row looks at, place by place.

    Parameters
    ----------
    places : sequence of str
        Of one word each.
    run : str
        The place of all words of a stretch; none if empty.
    """

    def __init__(self, places: Sequence[str], run: str = "") -> None:
        self.places, self.run = (*places, *([run] if run else [])), run
        self._at = [array("q") for _ in places]
        self._begin, self._end = array("q"), array("q")

    def add(self, *at: int, stretch: tuple[int, int] = (0, 0)) -> None:
        """Add a row: the number of a word for each place (0 for none), a half-open interval."""
        for numbers, number in zip(self._at, at, strict=True):
            numbers.append(number)
        self._begin.append(stretch[0])
        self._end.append(stretch[1])

    def over(self, states: NDArray[np.float16] | None) -> Seen:
        """Return the rows over the states of the words looked at; None: over none."""
        if states is None:
            none = np.zeros(0, np.float32)
            return Seen((), np.zeros((1, 0), np.float32), [], None, none, none)
        at = [np.frombuffer(numbers, np.int64) for numbers in self._at]
        begin, end = (np.frombuffer(numbers, np.int64) for numbers in (self._begin, self._end))
        count = len(states)
        covered = np.bincount(begin, minlength=count + 1) - np.bincount(end, minlength=count + 1)
        used = np.cumsum(covered)[:count] > 0
        for numbers in at:
            used[numbers] = True
        used[0] = False
        place = np.append(0, np.cumsum(used))
        matrix = states[used].astype(np.float32)
        mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-6
        empty = ~matrix.any(axis=1)
        matrix -= mean
        matrix /= spread
        matrix[empty] = 0
        # A last row of noughts stands for no word.
        matrix = np.concatenate([matrix, np.zeros((1, matrix.shape[1]), np.float32)])
        return Seen(
            self.places,
            matrix,
            [np.where(numbers > 0, place[numbers], len(matrix) - 1) for numbers in at],
            (place[begin], place[end]) if self.run else None,
            mean,
            spread,
        )


@dataclass
class Seen:
    """What the encoder sees at each row, for a fit; dimensions have mean 0 and spread 1."""

    places: Sequence[str]
    states: NDArray[np.float32]
    at: list[NDArray[np.int64]]
    runs: tuple[NDArray[np.int64], NDArray[np.int64]] | None
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    @property
    def size(self) -> int:
        """Number of weights."""
        return len(self.places) * self.states.shape[1]

    @property
    def steps(self) -> np.ndarray:
        """How far a weight may move at once, for a search that soon finds its way.

        States are in every row, features in few; those of a stretch add up over its words.
        """
        steps = np.full(self.size, 0.1)
        if self.runs is not None:
            steps[-self.states.shape[1] :] = 0.02
        return steps

    def scores(self, w: np.ndarray) -> np.ndarray:
        """Return what the weights add to each row."""
        if not self.places:
            return np.zeros(1)
        each = self.states @ w.reshape(len(self.places), -1).T.astype(np.float32)
        found = np.zeros(len(self.at[0]))
        for column, numbers in enumerate(self.at):
            found += each[numbers, column]
        if self.runs is not None:
            sums = np.append(0, np.cumsum(each[:, -1], dtype=np.float64))
            found += sums[self.runs[1]] - sums[self.runs[0]]
        return found

    def gradient(self, slope: np.ndarray) -> np.ndarray:
        """Return the gradient of a loss whose slope by row is given."""
        if not self.places:
            return np.zeros(0)
        count = len(self.states)
        columns = [np.bincount(numbers, slope, count) for numbers in self.at]
        if self.runs is not None:
            begin, end = self.runs
            steps = np.bincount(begin, slope, count + 1) - np.bincount(end, slope, count + 1)
            columns.append(np.cumsum(steps)[:count])
        return (np.array(columns, np.float32) @ self.states).astype(np.float64).ravel()

    def weights(self, w: np.ndarray) -> dict[str, list[int]]:
        """Return weights of the states as they come out of the encoder, and what is added."""
        found = {}
        rows = w.reshape(len(self.places), self.states.shape[1])
        for place, row in zip(self.places, rows, strict=True):
            raw = row / self.spread
            found[place] = [round(v * STEP) for v in (*raw, -float(raw @ self.mean))]
        return found


def fit_logistic(
    matrix: csr_matrix, target: np.ndarray, l2: float, seen: Seen, l2_seen: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and, last, the intercept; and the weights of the states."""
    transposed, size = matrix.T.tocsr(), matrix.shape[1]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        own, always, states = w[:size], w[size], w[size + 1 :]
        z = matrix @ own + always + seen.scores(states)
        slope = 1 / (1 + np.exp(-z)) - target
        value = np.logaddexp(0, np.where(target > 0, -z, z)).sum() + l2 / 2 * (own @ own)
        gradient = [transposed @ slope + l2 * own, [slope.sum()]]
        gradient.append(seen.gradient(slope) + l2_seen * states)
        return value + l2_seen / 2 * (states @ states), np.concatenate(gradient)

    found = _minimise(loss, np.append(np.ones(size + 1), seen.steps))
    return found[: size + 1], found[size + 1 :]


def fit_softmax(
    matrices: Sequence[csr_matrix],
    rows: Sequence[np.ndarray],
    groups: np.ndarray,
    target: np.ndarray,
    l2: float,
    seen: Seen,
    l2_seen: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return weights of a choice among the candidates of each group, and those of the states.

    A candidate's score is the sum over `matrices` of the row that `rows` names for it, and what
    the encoder sees.
    """
    transposed, size = [m.T.tocsr() for m in matrices], matrices[0].shape[1]
    owner = np.repeat(np.arange(len(groups) - 1), np.diff(groups))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        own, states = w[:size], w[size:]
        z = sum((m @ own)[r] for m, r in zip(matrices, rows, strict=True)) + seen.scores(states)
        z = z - np.maximum.reduceat(z, groups[:-1])[owner]
        whole = np.log(np.add.reduceat(np.exp(z), groups[:-1]))[owner]
        slope = np.exp(z - whole) - target
        gradient = l2 * own
        for t, m, r in zip(transposed, matrices, rows, strict=True):
            gradient = gradient + t @ np.bincount(r, weights=slope, minlength=m.shape[0])
        value = -(target * (z - whole)).sum() + l2 / 2 * (own @ own)
        return value + l2_seen / 2 * (states @ states), np.concatenate(
            [gradient, seen.gradient(slope) + l2_seen * states]
        )

    found = _minimise(loss, np.append(np.ones(size), seen.steps))
    return found[:size], found[size:]


def _minimise(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], steps: np.ndarray
) -> np.ndarray:
    def stepped(u: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = loss(u * steps)
        return value, gradient * steps

    options = {"maxiter": 110, "maxcor": 8}
    found: np.ndarray = minimize(
        stepped,
        np.zeros(len(steps)),
        jac=True,
        method="L-BFGS-B",
        options=options,  # type: ignore[call-overload]
    ).x
    return found * steps


def named(names: Sequence[Name], weights: np.ndarray, least: float = 0.02) -> dict[Name, float]:
    """Return weights by name, those near nought left out; an intercept is called ""."""
    found: dict[Name, float] = {
        n: float(w) for n, w in zip(names, weights, strict=False) if abs(w) >= least
    }
    if len(weights) > len(names):
        found[""] = float(weights[-1])
    return found


class Choice:
    """Gathers groups of candidates for `fit_softmax`."""

    def __init__(self, looks: Looks, *parts: str) -> None:
        self.rows, self.parts, self.looks = Rows(), parts, looks
        self.numbers: dict[str, list[int]] = {part: [] for part in parts}
        self.groups, self.target = [0], list[float]()

    def add_group(self, candidates: Sequence[Sequence[int]], right: Sequence[int]) -> None:
        """Add candidates, each a row number a part, and which of them are right."""
        for n, numbers in enumerate(candidates):
            for part, number in zip(self.parts, numbers, strict=True):
                self.numbers[part].append(number)
            self.target.append(1 / len(right) if n in right else 0.0)
        self.groups.append(len(self.target))

    def fit(
        self, states: NDArray[np.float16] | None, l2: float, l2_seen: float
    ) -> tuple[dict[Name, float], dict[str, list[int]]]:
        """Return the weights of features and states that tell the right candidates."""
        matrices, names = self.rows.matrices()
        seen = self.looks.over(states)
        weights, places = fit_softmax(
            [matrices[p] for p in self.parts],
            [np.array(self.numbers[p]) for p in self.parts],
            np.array(self.groups), np.array(self.target), l2, seen, l2_seen,
        )  # fmt: skip
        return named(names, weights), seen.weights(places)
