"""Vectors of texts, made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np

from analysis.encoder import DIMENSIONS, Vectors, load_encoder
from analysis.kept import Kept
from analysis.versions import encoder_version

Embed = Callable[[Sequence[str]], Vectors]


def kept_embedding(kept: Kept) -> Embed:
    """Return a function that gives one unit-length vector a text, made now or kept from before.

    The encoder is loaded only when a text is new. Vectors are kept in half precision, and so are
    those just made: a result must not depend on whether it was kept.

    Parameters
    ----------
    kept : Kept
        Where vectors are looked for and put.

    Returns
    -------
    callable
        Takes texts, gives an array of float32, shape (texts, 384).
    """
    version = encoder_version()

    def embed(texts: Sequence[str]) -> Vectors:
        keys = [
            sha256(f"{version}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()
            for text in texts
        ]
        values = kept.get("vector", keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in values}
        if missing:
            made = load_encoder().embed(missing.values()).astype(np.float16)
            new = {key: vector.tobytes() for key, vector in zip(missing, made, strict=True)}
            kept.put("vector", new)
            values.update(new)
        rows = [np.frombuffer(values[key], np.float16) for key in keys]
        return np.array(rows, np.float32).reshape(len(texts), DIMENSIONS)

    return embed
