"""Says whether the gold of the example events fits their articles: ``python -m corpora [NAME]``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from corpora.checks import gold_problems
from corpora.gold import event_names, load_event, load_gold


def main(names: Sequence[str]) -> int:
    """Return 0 when the gold of the named events (all, if none is named) fits its articles."""
    found = 0
    for name in names or event_names():
        event, gold = load_event(name), load_gold(name)
        texts = {article.file: event.text(article.file) for article in event.articles}
        problems = gold_problems(event, gold, texts)
        found += len(problems)
        lines = [*problems, f"{name}: {len(gold.claims)} claims, {len(problems)} problems"]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
