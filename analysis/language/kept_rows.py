"""Rows of numbers that are computed once for each key, and looked up after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Rows = NDArray[Any]

_MIX = 0x9E3779B97F4A7C15
_FIRST = 1024


class KeptRows:
    """A table that grows by the rows of new keys, and begins anew when it is full.

    Parameters
    ----------
    width : int
        Numbers in a row.
    kind : type
        Of the numbers.
    most : int
        Rows kept at most, but for those of one call.
    """

    def __init__(self, width: int, kind: type[np.generic], most: int) -> None:
        self._most = most
        self._places: dict[int, int] = {}
        self._rows: Rows = np.empty((_FIRST, width), kind)

    def __call__(self, keys: Keys, make: Callable[[Sequence[int]], Rows]) -> Rows:
        """Return the row of each key.

        Parameters
        ----------
        keys : array of uint64, shape (count,)
            See `mixed`.
        make : callable
            Gives the rows of new keys, by their places in `keys`.
        """
        listed = keys.tolist()
        places: list[Any] = list(map(self._places.get, listed))
        if None in places:
            self._add(listed, make)
            places = list(map(self._places.get, listed))
        return self._rows[places]

    def _add(self, keys: Sequence[int], make: Callable[[Sequence[int]], Rows]) -> None:
        known = self._places
        new = {key: place for place, key in enumerate(keys) if key not in known}
        if len(known) + len(new) > self._most:
            known.clear()
            new = {key: place for place, key in enumerate(keys)}
        begin, end = len(known), len(known) + len(new)
        while end > len(self._rows):
            # Twice as many: not a copy for every text.
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[begin:end] = make(list(new.values()))
        known.update(zip(new, range(begin, end), strict=True))


def mixed(columns: Keys) -> Keys:
    """Return one number a row; two different rows have the same one once in 2^64 pairs."""
    found = np.zeros(len(columns), np.uint64)
    for column in columns.T:
        found ^= column
        found *= np.uint64(_MIX)
        found ^= found >> np.uint64(29)
    return found
