"""Make ``analysis/models/background_idf.npz``: in how many news articles each term occurs.

Run as ``python -m training.background``. Reads the development texts of the event sets (AllSides
round-ups, ECB+, BASIL, wire reuse), counts each article once, and keeps nothing but counts under
hashed terms. Terms of one article only are left out.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from analysis.background import MODEL
from analysis.hashed_terms import Terms, bag_of
from sources.article import Article

SETS = ("allsides_full", "ecbplus", "basil", "reuse", "allsides_short")
LEAST_WORDS, LEAST_PAIRS = 2, 3


def main() -> None:
    """Count, and write the model."""
    words, pairs, documents = count(read_articles())
    terms, frequency = np.unique(np.concatenate(words), return_counts=True)
    kept = frequency >= LEAST_WORDS
    two, two_frequency = np.unique(np.concatenate(pairs), return_counts=True)
    two_kept = two_frequency >= LEAST_PAIRS
    together = np.concatenate((terms[kept], two[two_kept]))
    counts = np.concatenate((frequency[kept], two_frequency[two_kept]))
    # A pair that happens to have a word's number is left out: the word comes first.
    numbers, first = np.unique(together, return_index=True)
    write(numbers, counts[first], documents)


def read_articles() -> Iterator[Article]:
    """Yield the articles, each id once."""
    shared = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[2] / "shared"))
    seen = set()
    for name in SETS:
        with gzip.open(
            shared / "eval" / "events" / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8"
        ) as f:
            for line in f:
                row = json.loads(line)
                if row["id"] not in seen:
                    seen.add(row["id"])
                    yield Article(id=row["id"], title=row["title"] or "", text=row["text"] or "")


def count(articles: Iterator[Article]) -> tuple[list[Terms], list[Terms], int]:
    """Return the terms of each article, and how many articles there are."""
    bags = [bag_of(article) for article in articles]
    return [bag.words for bag in bags], [bag.pairs for bag in bags], len(bags)


def write(numbers: Terms, counts: np.ndarray, documents: int) -> None:
    """Write the model; the same counts give the same bytes."""
    digest = sha256(numbers.tobytes() + counts.astype(np.int64).tobytes()).hexdigest()[:12]
    arrays = {
        "steps": np.diff(numbers, prepend=np.uint32(0)),
        "frequency": counts.astype(np.uint16),
        "documents": np.array(documents),
        "rare": np.array(1),
        "version": np.array(f"background {digest}"),
    }
    with zipfile.ZipFile(MODEL, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            packed = io.BytesIO()
            np.lib.format.write_array(packed, np.asanyarray(array), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy"), packed.getvalue(), zipfile.ZIP_DEFLATED
            )
    print(f"{documents} articles, {len(numbers)} terms, {MODEL.stat().st_size} bytes, {digest}")


if __name__ == "__main__":
    main()
