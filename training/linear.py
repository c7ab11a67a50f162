"""Linear models over named features: rows, logistic regression and choice by softmax, with L2."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

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


def fit_logistic(matrix: csr_matrix, target: np.ndarray, l2: float) -> np.ndarray:
    """Return weights and, last, the intercept."""
    transposed = matrix.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w[:-1] + w[-1]
        slope = 1 / (1 + np.exp(-z)) - target
        value = np.logaddexp(0, np.where(target > 0, -z, z)).sum() + l2 / 2 * (w[:-1] ** 2).sum()
        return value, np.append(transposed @ slope + l2 * w[:-1], slope.sum())

    return _minimise(loss, matrix.shape[1] + 1)


def fit_softmax(
    matrices: Sequence[csr_matrix],
    rows: Sequence[np.ndarray],
    groups: np.ndarray,
    target: np.ndarray,
    l2: float,
) -> np.ndarray:
    """Return weights of a choice among the candidates of each group.

    A candidate's score is the sum over `matrices` of the row that `rows` names for it.
    """
    transposed = [m.T.tocsr() for m in matrices]
    owner = np.repeat(np.arange(len(groups) - 1), np.diff(groups))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = sum((m @ w)[r] for m, r in zip(matrices, rows, strict=True))
        z = z - np.maximum.reduceat(z, groups[:-1])[owner]
        whole = np.log(np.add.reduceat(np.exp(z), groups[:-1]))[owner]
        slope = np.exp(z - whole) - target
        gradient = l2 * w
        for t, m, r in zip(transposed, matrices, rows, strict=True):
            gradient = gradient + t @ np.bincount(r, weights=slope, minlength=m.shape[0])
        return -(target * (z - whole)).sum() + l2 / 2 * (w @ w), gradient

    return _minimise(loss, matrices[0].shape[1])


def _minimise(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], size: int) -> np.ndarray:
    options = {"maxiter": 70, "maxcor": 8}
    found: np.ndarray = minimize(
        loss,
        np.zeros(size),
        jac=True,
        method="L-BFGS-B",
        options=options,  # type: ignore[call-overload]
    ).x
    return found


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

    def __init__(self, *parts: str) -> None:
        self.rows, self.parts = Rows(), parts
        self.numbers: dict[str, list[int]] = {part: [] for part in parts}
        self.groups, self.target = [0], list[float]()

    def add_group(self, candidates: Sequence[Sequence[int]], right: Sequence[int]) -> None:
        """Add candidates, each a row number a part, and which of them are right."""
        for n, numbers in enumerate(candidates):
            for part, number in zip(self.parts, numbers, strict=True):
                self.numbers[part].append(number)
            self.target.append(1 / len(right) if n in right else 0.0)
        self.groups.append(len(self.target))

    def fit(self, l2: float) -> dict[Name, float]:
        """Return the weights, by name, of the features that tell the right candidates."""
        matrices, names = self.rows.matrices()
        weights = fit_softmax(
            [matrices[p] for p in self.parts],
            [np.array(self.numbers[p]) for p in self.parts],
            np.array(self.groups), np.array(self.target), l2,
        )  # fmt: skip
        return named(names, weights)
