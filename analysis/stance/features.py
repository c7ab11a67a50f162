"""What the stance head sees of a sentence and a target: pools of the frozen encoder's states.

The encoder is run once over the sentence. The head gets its sentence vector and, from layers 2 to
6, the mean state of the words that name the target and the means of windows around them: what is
said of a target stands near it, and lower layers still know which word is where.

References
----------
Hamborg and Donnay (2021), NewsMTSC: https://aclanthology.org/2021.eacl-main.142 (the task);
Tenney, Das and Pavlick (2019), BERT rediscovers the classical NLP pipeline (what layers hold).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analysis.encoder import TokenStates, Vectors
    from analysis.records import Span

WINDOWS = (4, 10)
"""Tokens on each side of the target, one pool a width."""
WIDTH = 384
POOLS = 1 + 5 * (1 + len(WINDOWS))
"""Sentence vector, five layers of the target, five of each window."""


def pool_states(states: TokenStates, target: Span | None) -> Vectors:
    """Return the features of one target in one encoded sentence.

    Parameters
    ----------
    states : TokenStates
        The encoded sentence.
    target : Span or None
        Character interval of the words that name the target; None when the sentence does not name
        it, or when it stands beyond the encoder's 256 word pieces: the whole sentence is pooled.

    Returns
    -------
    array of float32, shape (POOLS * WIDTH,)
    """
    last = max(len(states.spans) - 1, 1)  # the closing special token
    first, behind = _tokens_of(states.spans, target) or (0, last + 1)
    pools = [states.embedding, states.layers[:, first:behind].mean(axis=1).ravel()]
    for width in WINDOWS:
        begin = max(min(1, last - 1), first - width)
        around = states.layers[:, begin : max(begin + 1, min(last, behind + width))]
        pools.append(around.mean(axis=1).ravel())
    return np.concatenate(pools).astype(np.float32)


def _tokens_of(spans: tuple[Span, ...], target: Span | None) -> Span | None:
    if target is None:
        return None
    start, end = target
    inside = [number for number, (a, b) in enumerate(spans) if a < b and a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None
