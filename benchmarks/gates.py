"""Quality gates: no measured figure may fall below what was once reached.

    python -m benchmarks.gates                      measure, compare, exit 1 below a floor
    python -m benchmarks.gates --update             pin what was measured; refuses to lower a floor
    python -m benchmarks.gates --update --lower     lowers as well; say why in the commit
    python -m benchmarks.gates --only quotations    one benchmark, or several

Every benchmark of quality has ``measure() -> dict[str, float]``, the names of its gold files in
``GOLD`` and, in ``LOWER_IS_BETTER``, the figures that are errors. ``figures.json`` holds what was
measured, with a digest of the gold: a figure on other data is another figure. Where the evaluation
data is absent a benchmark is skipped, and that is said.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.data import SHARED

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
QUALITY = (
    "encoder",
    "extraction",
    "quotations",
    "claims",
    "stance",
    "words",
    "outlet_type",
    "events",
    "reuse",
    "corpora",
    "reading",
)
TOLERANCE = 0.005
"""What a figure may lose, as a share: the last digits differ between processors."""

Entry = dict[str, Any]


def gold_digest(names: list[str]) -> str:
    """Return a digest of the gold files, empty when one is absent."""
    digest = sha256()
    for name in sorted(names):
        path = SHARED / name
        if not path.exists():
            return ""
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def check(name: str, pinned: Entry | None) -> tuple[Entry | None, list[str]]:
    """Measure one benchmark; return its entry (None when skipped) and what fell below its floor."""
    module = importlib.import_module(f"benchmarks.{name}")
    digest = gold_digest(list(module.GOLD))
    if module.GOLD and not digest:
        return None, []
    began = time.perf_counter()
    figures = {key: round(float(value), 4) for key, value in module.measure().items()}
    print(f"{name}: measured in {time.perf_counter() - began:.0f} s")
    entry = {
        "gold": digest,
        "lower_is_better": sorted(set(getattr(module, "LOWER_IS_BETTER", ())) & set(figures)),
        "figures": figures,
    }
    return entry, [] if pinned is None else _fallen(name, entry, pinned)


def _fallen(name: str, entry: Entry, pinned: Entry) -> list[str]:
    if entry["gold"] != pinned["gold"]:
        return [f"{name}: the gold data changed; pin again with --update"]
    fallen = []
    for key, floor in pinned["figures"].items():
        value = entry["figures"].get(key)
        if value is None:
            fallen.append(f"{name}: {key} is no longer measured")
        elif _worse(value, floor, key in pinned["lower_is_better"]):
            fallen.append(f"{name}: {key} is {value}, was {floor}")
    return fallen


def _worse(value: float, floor: float, lower_is_better: bool) -> bool:
    slack = TOLERANCE * max(1.0, abs(floor))
    return value > floor + slack if lower_is_better else value < floor - slack


def main() -> int:
    """Run the gates and return the exit code."""
    parser = argparse.ArgumentParser(description="Check measured figures against their floors.")
    parser.add_argument("--update", action="store_true", help="pin what is measured now")
    parser.add_argument("--lower", action="store_true", help="with --update: allow a lower figure")
    parser.add_argument("--only", nargs="+", default=QUALITY, choices=QUALITY, metavar="NAME")
    arguments = parser.parse_args()
    pinned: dict[str, Entry] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    fallen: list[str] = []
    for name in arguments.only:
        entry, below = check(name, pinned.get(name))
        if entry is None:
            print(f"{name}: skipped, the evaluation data is not here")
            continue
        for key, value in entry["figures"].items():
            print(f"  {key:<44} {value:8.4f}   {_floor(pinned, name, key)}")
        fallen += below
        if arguments.update and (arguments.lower or not below):
            pinned[name] = entry
    if arguments.update:
        part = FIGURES.with_suffix(".part")
        part.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(FIGURES)
    for line in fallen:
        print(line)
    return 1 if fallen and not (arguments.update and arguments.lower) else 0


def _floor(pinned: dict[str, Entry], name: str, key: str) -> str:
    value = pinned.get(name, {}).get("figures", {}).get(key)
    return "" if value is None else f"floor {value:.4f}"


if __name__ == "__main__":
    sys.exit(main())
