"""What shaped a result: versions of models, libraries and our own code."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_LIBRARIES = ("numpy", "scipy", "spacy")


@cache
def code_version() -> str:
    """Return a digest of all code, word lists and small models that a comparison depends on."""
    digest = sha256()
    for room in ("analysis", "sources"):
        for path in sorted((_ROOT / room).rglob("*")):
            if path.is_file() and path.suffix in {
                ".py",
                ".json",
                ".csv",
                ".tsv",
                ".txt",
                ".npz",
                ".toml",
            }:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def versions(encoder: bool) -> dict[str, str]:
    """Return the versions that results record.

    Parameters
    ----------
    encoder : bool
        Whether the sentence encoder was allowed.
    """
    from analysis import encoder as sentence_encoder
    from analysis.reading import reading_version

    found = {name: version(name) for name in _LIBRARIES}
    found |= {"parallax": code_version(), "reading": reading_version()}
    found["encoder"] = sentence_encoder.VERSION if encoder else "off"
    return found
