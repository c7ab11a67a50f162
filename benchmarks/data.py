"""Where the evaluation data lies: beside the checkout, or where ``PARALLAX_SHARED`` says."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(os.environ.get("PARALLAX_SHARED") or Path(__file__).resolve().parents[2] / "shared")
EVALUATION = SHARED / "eval"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def load_scorer(path: Path) -> ModuleType:
    """Import a scorer by its path; it stays where it is and is never copied."""
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
