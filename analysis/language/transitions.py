"""The states of a transition-based parser, many side by side: stack, buffer and arcs as arrays.

The system is spaCy's: arc-eager, non-monotonic (a word may lose its head to a later one, and a word
without a head goes back to the buffer), with an action that begins a sentence.

References
----------
Honnibal and Johnson (2015), An improved non-monotonic transition system for dependency parsing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.language.network import Floats

Numbers = NDArray[np.int64]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_STACKED = np.array([1, -1, -1, 1, 0])
_BUFFERED = np.array([1, 0, 0, 1, 0])
"""How far an action of each kind moves the top of the stack and the front of the buffer."""
_PLACES = np.arange(8)[:, None]


def forbidden_moves(kinds: Numbers) -> Floats:
    """Return what to add to the scores of actions for each value of `States.allowed`.

    Parameters
    ----------
    kinds : array of int, shape (actions,)
        SHIFT, REDUCE, LEFT, RIGHT or BREAK.

    Returns
    -------
    array of float32, shape (16, actions)
        0 where an action is allowed, minus infinity elsewhere.
    """
    bits = np.array([1, 2, 4, 4, 8])[kinds]
    return np.where(np.arange(16)[:, None] & bits, 0, -np.inf).astype(np.float32)


class States:
    """Parser states of paragraphs, those that are done left out.

    Parameters
    ----------
    table : array of float32, shape ((tokens + 1) * 8, width)
        What each token adds in each of the eight places; the last one stands for no token.
    spans : array of int, shape (paragraphs, 2)
        Their token intervals.
    """

    def __init__(self, table: Floats, spans: Numbers) -> None:
        self._table = table
        nobody = self._nobody = len(table) // 8 - 1
        self.head = np.full(nobody + 1, nobody)
        self.label = np.full(nobody + 1, -1)
        self._left, self._right, self._before = (np.full(nobody + 1, nobody) for _ in range(3))
        """Last child on either side; the child that was the last on the right before this one."""
        self._returned, self._starts = (np.zeros(nobody + 1, bool) for _ in range(2))
        begins, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
        # Three places below each stack and two behind each buffer are nobody's.
        room = np.cumsum(lengths + 3) - lengths - 3
        self._stack = np.full(room[-1] + lengths[-1] + 3, nobody)
        self._buffer = self._stack.copy()
        for place, (begin, length) in enumerate(
            zip(begins.tolist(), lengths.tolist(), strict=True)
        ):
            self._buffer[room[place] : room[place] + length] = np.arange(begin, begin + length)
        self._top, self._bottom = room + 2, room + 2
        self._front, self._end = room, room + lengths
        self._look()

    def __len__(self) -> int:
        return len(self._top)

    def _look(self) -> None:
        """Read the tokens that the next decision depends on."""
        stack, top, front = self._stack, self._top, self._front
        self._b0, self._b1 = self._buffer[front], self._buffer[front + 1]
        self._s0, self._s1, self._s2 = stack[top], stack[top - 1], stack[top - 2]

    def inputs(self) -> Floats:
        """Return the sums of what the eight tokens of each state add, shape (states, width)."""
        b0, s0 = self._b0, self._s0
        tokens = [b0, self._b1, s0, self._s1, self._s2]
        tokens += [self._left[b0], self._left[s0], self._right[s0]]
        rows = (np.array(tokens) * 8 + _PLACES).reshape(-1)
        each = self._table.take(rows, axis=0).reshape(8, len(b0), -1)
        total: Floats = each.sum(axis=0)
        return total

    def allowed(self) -> Numbers:
        """Return which kinds of action each state allows: 1 shift, 2 reduce, 4 arcs, 8 break."""
        b0, b1 = self._b0, self._b1
        stacked, left = self._top > self._bottom, self._end - self._front
        free = ~self._starts[b0]
        shift = ~stacked | ((left > 1) & free & ~self._returned[b0])
        arc = stacked & (left > 0) & free
        begin = (left > 1) & (b1 == b0 + 1) & ~self._starts[b1]
        return np.asarray(shift + 2 * stacked + 4 * arc + 8 * begin)

    def act(self, kinds: Numbers, actions: Numbers) -> None:
        """Take an action in each state."""
        b0, s0 = self._b0, self._s0
        pushed = np.flatnonzero(_BUFFERED[kinds])
        self._stack[self._top[pushed] + 1] = b0[pushed]
        left, right = np.flatnonzero(kinds == LEFT), np.flatnonzero(kinds == RIGHT)
        self._attach_left(s0[left], b0[left], actions[left])
        self._attach_right(b0[right], s0[right], actions[right])
        self._starts[self._b1[np.flatnonzero(kinds == BREAK)]] = True
        back = np.flatnonzero(kinds == REDUCE)
        if len(back):
            headless = self.head[s0[back]] == self._nobody
            back = back[headless & (self._top[back] > self._bottom[back] + 1)]
        self._top = self._top + _STACKED[kinds]
        self._front = self._front + _BUFFERED[kinds]
        if len(back):
            self._front[back] -= 1
            self._buffer[self._front[back]] = s0[back]
            self._returned[s0[back]] = True
        going = (self._top > self._bottom) | (self._front < self._end)
        if not going.all():
            self._top, self._bottom = self._top[going], self._bottom[going]
            self._front, self._end = self._front[going], self._end[going]
        self._look()

    def _attach_left(self, child: Numbers, head: Numbers, label: Numbers) -> None:
        # A head that it had before loses it: its last child on the right.
        self._right[self.head[child]] = self._before[child]
        self._left[head] = child
        self.head[child], self.label[child] = head, label
        self._returned[head] = False

    def _attach_right(self, child: Numbers, head: Numbers, label: Numbers) -> None:
        self._before[child] = self._right[head]
        self._right[head] = child
        self.head[child], self.label[child] = head, label

    def heads(self) -> Numbers:
        """Return the head of each token, itself where it has none."""
        own = np.arange(self._nobody)
        return np.where(self.head[:-1] == self._nobody, own, self.head[:-1])
