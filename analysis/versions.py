"""What shaped a result: versions of models, libraries and our own code."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_LIBRARIES = ("numpy", "scipy", "spacy")


_SUFFIXES = {".py", ".json", ".gz", ".csv", ".tsv", ".txt", ".npz", ".toml"}


@cache
def code_version() -> str:
    """Return a digest of all code, word lists and small models that a comparison depends on."""
    digest = sha256()
    for room in ("analysis", "sources"):
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def encoder_version() -> str:
    """Return the name of the sentence encoder: its model and a digest of its weights."""
    source = json.loads((_ROOT / "analysis/models/minilm/source.json").read_text("utf-8"))
    return f"all-MiniLM-L6-v2 int8 {source['sha256']['encoder.onnx'][:8]}"


def versions(encoder: bool) -> dict[str, str]:
    """Return the versions that results record.

    Parameters
    ----------
    encoder : bool
        Whether the sentence encoder was allowed.
    """
    from analysis.reading import reading_version

    found = {name: version(name) for name in _LIBRARIES}
    found |= {"parallax": code_version(), "reading": reading_version(encoder)}
    found["encoder"] = encoder_version() if encoder else "off"
    return found
