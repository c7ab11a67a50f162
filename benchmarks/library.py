"""How fast the library takes articles in, and what readers feel meanwhile.

``python -m benchmarks.library [--articles 100000] [--url URL] [--readers 2]``: invented articles of
about 3.5 KB go into a new library while readers list and search; prints rate, memory and delays.
``--table ROWS`` instead reads one invented CSV file of so many rows from disk: articles a second of
processor time, and how much memory grows on the way.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.synchronize import Event as Flag
from pathlib import Path

from sources.article import Article, article_id
from sources.library import Library

_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ki",
    "lo",
    "ma",
    "ne",
    "pi",
    "ro",
    "su",
    "ta",
    "ve",
)
_WORDS = 560
_OUTLETS = 200


def invented_articles(number: int, *, seed: int = 1) -> Iterator[Article]:
    """Yield articles of invented words whose frequencies fall as in real text (Zipf)."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    vocabulary = [
        "".join(dice.choices(_SYLLABLES, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(60_000)
    ]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    # Drawing from a pool is ten times faster than drawing every word by its weight.
    pool = dice.choices(vocabulary, weights, k=2_000_000)
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    for place in range(number):
        at = dice.randrange(len(pool) - _WORDS)
        words = pool[at : at + _WORDS]
        outlet = f"Outlet {place % _OUTLETS}"
        text = "\n\n".join(
            " ".join(words[n : n + 70]).capitalize() + "." for n in range(0, _WORDS, 70)
        )
        title = " ".join(words[:8]).capitalize()
        yield Article(
            id=article_id("invented", str(seed), str(place)),
            text=f"{text} {place}",
            title=title,
            outlet=outlet,
            outlet_domain=f"outlet{place % _OUTLETS}.example",
            published=begin + timedelta(minutes=7 * place),
            published_precision="minute",
            url=f"https://outlet{place % _OUTLETS}.example/{seed}/{place}",
            language="en",
            source_format="invented",
            source_file="invented.jsonl",
            locator=f"line {place + 1}",
            raw_digest="0" * 64,
            provenance={"published": "given", "title": "given"},
        )


def _read_along(
    url: str, stop: Flag, results: multiprocessing.Queue[tuple[list[float], int]]
) -> None:
    delays: list[float] = []
    errors = 0
    with Library(url) as library:
        while not stop.is_set():
            for question in (
                library.count,
                lambda: library.list(limit=50),
                lambda: library.search("bace dino"),
            ):
                began = time.perf_counter()
                try:
                    question()
                except Exception as error:  # noqa: BLE001 (whatever a reader meets is the finding)
                    print("reader:", error)
                    errors += 1
                delays.append(time.perf_counter() - began)
            time.sleep(0.2)
    results.put((delays, errors))


def run(url: str, number: int, readers: int) -> dict[str, float]:
    """Import and return the named figures."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    results: multiprocessing.Queue[tuple[list[float], int]] = context.Queue()
    library = Library(url)
    crew = [context.Process(target=_read_along, args=(url, stop, results)) for _ in range(readers)]
    for each in crew:
        each.start()
    articles = list(invented_articles(min(number, 20_000)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent = slowest = 0.0
    done = grown = 0
    cpu = time.process_time()
    for begin in range(0, number, len(articles)):
        # The same articles again under other identifiers: making them up takes longer than keeping.
        part = (_again(each, begin) for each in articles[: number - begin])
        last = started = time.perf_counter()
        for kept in library.keep_in_batches(part):
            done += len(kept.added)
            now = time.perf_counter()
            slowest, last = max(slowest, now - last), now
        spent += time.perf_counter() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(
            f"{done:,} kept, {done / spent:,.0f} a second, {grown / 1024:,.0f} MB more memory",
            file=sys.stderr,
        )
    cpu = time.process_time() - cpu
    stop.set()
    read = [results.get(timeout=60) for _ in crew]
    for each in crew:
        each.join()
    delays = sorted(delay for part, _ in read for delay in part) or [0.0]
    began = time.perf_counter()
    library.search("bace dino")
    search = time.perf_counter() - began
    library.close()
    return {
        "articles": float(done),
        "articles_per_second": done / spent,
        "articles_per_cpu_second": done / cpu,
        "slowest_batch_s": slowest,
        "memory_grown_mb": grown / 1024,
        "reads": float(len(delays)),
        "read_p95_s": delays[int(0.95 * (len(delays) - 1))],
        "read_errors": float(sum(errors for _, errors in read)),
        "search_s": search,
    }


def _again(article: Article, shift: int) -> Article:
    from dataclasses import replace

    return replace(
        article,
        id=article_id("invented", article.id, str(shift)),
        url=f"{article.url}/{shift}",
        text=f"{article.text} {shift}",
    )


def read_table(rows: int) -> dict[str, float]:
    """Return how fast one large CSV file becomes articles, and how much memory that takes."""
    from sources.reading import iter_read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("title", "text", "source", "date", "url"))
            for each in invented_articles(rows):
                day = each.published.date().isoformat() if each.published else ""
                writer.writerow((each.title, each.text, each.outlet, day, each.url))
        list(islice(iter_read([path]), 1_000))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        cpu = time.process_time()
        number = sum(1 for _ in iter_read([path]))
        cpu = time.process_time() - cpu
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        size = path.stat().st_size
    return {
        "articles": float(number),
        "file_mb": size / 2**20,
        "articles_per_cpu_second": number / cpu,
        "memory_grown_mb": grown / 1024,
    }


def measure() -> dict[str, float]:
    """Return the figures of a small import into SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return run(f"sqlite:///{Path(folder) / 'library.sqlite'}", 10_000, 1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--url", default="", help="a new library; a temporary SQLite file if empty")
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--table", type=int, default=0, metavar="ROWS", help="read one CSV instead")
    arguments = parser.parse_args()
    if arguments.table:
        for name, value in read_table(arguments.table).items():
            print(f"{name:26}{value:12,.3f}")
        return
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{Path(folder) / 'library.sqlite'}"
        for name, value in run(url, arguments.articles, arguments.readers).items():
            print(f"{name:26}{value:12,.3f}")


if __name__ == "__main__":
    main()
