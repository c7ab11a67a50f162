"""How time and memory grow with the pile: ``python -m benchmarks.scale [1000 10000 100000]``.

Articles are generated: 250 words, nearly half of them stop words, the rest invented ones: from a
vocabulary with Zipf's frequencies, from a few hundred a topic, from some dozens an event. Events
are told by one to eight outlets within three days, over one year. ``--curves`` draws CPU seconds
and memory against size into ``docs/``; each size runs in a process of its own, so that its memory
is its own.
"""

from __future__ import annotations

import argparse
import resource
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil  # type: ignore[import-untyped]

from analysis.background import load_background
from analysis.engine import map_batches
from analysis.events.grouping import group_events
from analysis.neighbours import index_vectors
from analysis.stems import STOP_WORDS
from analysis.vectors import join_vectors, vectorise
from benchmarks.curve import curve_svg
from sources.article import Article

WORDS, VOCABULARY, TOPICS, TOPIC_WORDS, EVENT_WORDS = 250, 60_000, 400, 300, 40
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
RESAMPLED = 20_000
"""For neighbours, larger piles repeat the vectors of this many articles."""
START = datetime(2025, 1, 1, tzinfo=UTC)


def generate(count: int, *, days: int = 365, seed: int = 0) -> tuple[list[Article], list[int]]:
    """Return articles, and the number of the event of each."""
    rng = np.random.default_rng(seed)
    names = np.array([_name(number) for number in range(VOCABULARY)])
    filler = np.array(sorted(STOP_WORDS))
    usual = 1 / (np.arange(VOCABULARY) + 1000)
    usual = np.cumsum(usual / usual.sum())
    articles: list[Article] = []
    events: list[int] = []
    event = 0
    while len(articles) < count:
        topic = np.random.default_rng(int(rng.integers(TOPICS))).integers(
            200, VOCABULARY, TOPIC_WORDS
        )
        own = rng.integers(500, VOCABULARY, EVENT_WORDS)
        day = int(rng.integers(days))
        for outlet in range(min(int(rng.geometric(0.3)), 8, count - len(articles))):
            kind = rng.random(WORDS)
            words = np.searchsorted(usual, rng.random(WORDS))
            words = np.where(kind < 0.30, topic[rng.integers(0, TOPIC_WORDS, WORDS)], words)
            words = np.where(kind < 0.18, own[rng.integers(0, EVENT_WORDS, WORDS)], words)
            spelt = names[np.minimum(words, VOCABULARY - 1)]
            # Nearly half the words of news are stop words.
            spelt = np.where(kind > 0.55, filler[rng.integers(0, len(filler), WORDS)], spelt)
            text = " ".join(spelt)
            title = " ".join(names[own[rng.integers(0, EVENT_WORDS, 7)]])
            published = START + timedelta(days=day + int(rng.integers(3)))
            articles.append(
                Article(
                    id=f"{len(articles):07d}",
                    title=title,
                    text=text,
                    outlet=f"Outlet {outlet}",
                    published=published,
                    published_precision="day",
                )
            )
            events.append(event)
        event += 1
    return articles, events


def _name(number: int) -> str:
    parts = []
    number += len(SYLLABLES)
    while number:
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts)


def measure_events(count: int, workers: int) -> dict[str, float]:
    """Return seconds, memory and agreement of grouping this many articles."""
    articles, events = generate(count)
    wall, cpu = time.perf_counter(), _cpu()
    with _Memory() as memory:
        found = group_events(articles, workers=workers)
    wall = time.perf_counter() - wall
    _dismiss_workers()
    cpu = _cpu() - cpu
    groups: dict[str, set[int]] = {}
    for article, event in zip(articles, events, strict=True):
        groups.setdefault(found[article.id], set()).add(event)
    pure = sum(len(members) == 1 for members in groups.values()) / len(groups)
    return {
        "articles": count,
        "wall s": wall,
        "cpu s": cpu,
        "peak MB": memory.megabytes,
        "events": len(groups),
        "true events": events[-1] + 1,
        "pure": pure,
    }


def measure_neighbours(count: int, workers: int, *, queries: int = 50) -> dict[str, float]:
    """Return milliseconds for the twenty nearest of one new article among this many."""
    articles, _ = generate(min(count, RESAMPLED))
    parts = list(map_batches(_vectorise, articles, batch=2000, workers=workers))
    vectors = join_vectors(parts * -(-count // len(articles)))
    index = index_vectors([str(number) for number in range(len(vectors.lengths))], vectors)
    times, cpu = [], []
    with _Memory() as memory:
        for article in articles[:: max(1, len(articles) // queries)][:queries]:
            begin, begin_cpu = time.perf_counter(), time.process_time()
            index.nearest(article)
            times.append((time.perf_counter() - begin) * 1000)
            cpu.append((time.process_time() - begin_cpu) * 1000)
    return {
        "articles": count,
        "median ms": float(np.median(times)),
        "slowest ms": max(times),
        "median cpu ms": float(np.median(cpu)),
        "most cpu ms": max(cpu),
        "peak MB": memory.megabytes,
    }


def _vectorise(articles):
    return vectorise(articles, load_background().idf_of)


def _dismiss_workers() -> None:
    """Let idle workers end: only then are their time and memory known."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)


def _cpu() -> float:
    own, workers = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


class _Memory:
    """The most memory that this process and its workers hold together, looked at while it runs.

    What a worker shares with this process counts for both: more than is used, never less.
    """

    def __enter__(self) -> _Memory:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        this = psutil.Process()
        while not self._over.wait(0.5):
            held = this.memory_info().rss
            for worker in this.children(recursive=True):
                with suppress(psutil.Error):
                    held += worker.memory_info().rss
            self.megabytes = max(self.megabytes, held / 2**20)


def measure() -> dict[str, float]:
    """Return the figures that are held: ten thousand articles."""
    figures = measure_events(10_000, 1)
    return {"scale_10k_cpu_seconds": figures["cpu s"], "scale_10k_peak_mb": figures["peak MB"]}


def main() -> None:
    """Print a table, a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--neighbours", action="store_true", help="time neighbours, not events")
    parser.add_argument("--curves", action="store_true", help="draw the figures into docs/")
    arguments = parser.parse_args()
    run = measure_neighbours if arguments.neighbours else measure_events
    rows = []
    for size in arguments.sizes:
        with ProcessPoolExecutor(max_workers=1) as alone:
            row = alone.submit(run, size, arguments.workers).result()
        rows.append(row)
        print("  ".join(f"{name} {value:,.2f}" for name, value in row.items()), flush=True)
    if arguments.curves:
        draw(rows, "neighbours" if arguments.neighbours else "events")


def draw(rows: Sequence[dict[str, float]], what: str) -> None:
    """Draw cost and memory against size: ``docs/<what>_cost.svg``, ``docs/<what>_memory.svg``."""
    unit = "median ms" if what == "neighbours" else "cpu s"
    for column, name in ((unit, "cost"), ("peak MB", "memory")):
        points = [(row["articles"], row[column]) for row in rows]
        file = Path(__file__).parents[1] / "docs" / f"{what}_{name}.svg"
        file.write_text(curve_svg(points, across="articles", up=column), "utf-8")


if __name__ == "__main__":
    main()
