"""Whether the encoder is used for a pile, and with how many workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import load_encoder
from analysis.engine import map_batches
from analysis.events.settings import EventSettings
from analysis.progress import Progress, no_progress
from analysis.settings import settings_from_environment

Use = Literal["auto", "on", "off"]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_BATCH = 64


def choose_encoder(
    count: int,
    *,
    use: Use = "auto",
    settings: EventSettings | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Embed | None:
    """Return the encoder for a pile of this many articles, or None where words must do.

    Parameters
    ----------
    count : int
        Articles in the pile.
    use : {"auto", "on", "off"}
        "auto" takes it up to ``settings.encoder_up_to`` articles; ``PARALLAX_ENCODER=off`` is off.
    settings : EventSettings, optional
        The defaults when absent.
    workers : int
        Processes.
    progress : callable
        Called with texts done, texts in all, and what is being done.
    """
    most = (settings or EventSettings()).encoder_up_to
    if use == "off" or not settings_from_environment().encoder or (use == "auto" and count > most):
        return None
    return partial(_embed, workers=workers, progress=progress)


def _embed(texts: Sequence[str], *, workers: int, progress: Progress) -> NDArray[np.float32]:
    vectors = map_batches(
        _embed_batch, texts, batch=_BATCH, workers=workers, progress=progress, what="encoding"
    )
    return np.concatenate([np.empty((0, 384), np.float32), *vectors])


def _embed_batch(texts: Sequence[str]) -> NDArray[np.float32]:
    return load_encoder().embed(texts)
