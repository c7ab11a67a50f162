"""Measures what finding the claims of one event costs as its articles grow in number.

    python -m benchmarks.claims_scale                       1,000 to 100,000 sentences, 5 minutes
    python -m benchmarks.claims_scale 1000 10000            these numbers of sentences
    python -m benchmarks.claims_scale --page docs           also puts table and curve into docs/

Articles of 30 sentences are drawn from the sentences of the example events. Each telling of a
sentence has its own names, figures and content words, and is told again by some articles, few of
them often: so there are claims of one source and of dozens. Readings are made of those of the
examples, without the language model: what is measured is everything after reading, without the
encoder, in one process. Each size is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from analysis.records import Clause, Reading, Sentence, Tokens
from benchmarks.curve import curve_svg
from sources.article import Article

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
SENTENCES = 30
"""Of an article."""
OUTLETS = 400
RETOLD = 1.1
"""Exponent of how often a telling is told again: a Zipf law, as of what news repeats."""
MOST_RETOLD = 60
CHANGED = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})
START = datetime(2025, 3, 3, 8, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence with names and words of its own."""

    text: str
    tokens: tuple[tuple[str, ...], ...]
    """Columns lemma, pos, tag, dep."""
    spans: tuple[tuple[int, int], ...]
    heads: tuple[int, ...]
    clauses: tuple[Clause, ...]


def example_sentences() -> list[Telling]:
    """Return the sentences of the example events that hold a clause, as they were read."""
    import sources
    from analysis.kept import KeptOnDisk
    from analysis.reading import read_articles
    from analysis.settings import kept_file

    corpora = Path(__file__).parents[1] / "corpora"
    folders = sorted(path.parent for path in corpora.glob("*/event.json"))
    articles, _ = sources.read(folders)
    chosen = [article for article in articles if article.comparable]
    readings = read_articles(chosen, kept=KeptOnDisk(kept_file()))
    return [
        telling
        for article in sorted(chosen, key=lambda each: each.id)
        for telling in _sentences(article.text, readings[article.id])
    ]


def _sentences(text: str, reading: Reading) -> list[Telling]:
    tokens = reading.tokens
    found = []
    for number, sentence in enumerate(reading.sentences):
        here = [t for t, owner in enumerate(tokens.sentence) if owner == number]
        clauses = tuple(
            replace(clause, quotation=None)
            for clause in reading.clauses
            if clause.sentence == number
            and all(sentence.start <= s <= e <= sentence.end for s, e in clause.context)
        )
        if not here or not clauses:
            continue
        columns = (tokens.lemma, tokens.pos, tokens.tag, tokens.dep)
        shift = sentence.start
        found.append(
            Telling(
                text=text[sentence.start : sentence.end],
                tokens=tuple(tuple(column[t] for t in here) for column in columns),
                spans=tuple((tokens.start[t] - shift, tokens.end[t] - shift) for t in here),
                heads=tuple(max(0, tokens.head[t] - here[0]) for t in here),
                clauses=tuple(_moved(clause, -shift, 0) for clause in clauses),
            )
        )
    return found


def _moved(clause: Clause, shift: int, sentence: int) -> Clause:
    return replace(
        clause,
        start=clause.start + shift,
        end=clause.end + shift,
        sentence=sentence,
        context=tuple((start + shift, end + shift) for start, end in clause.context),
    )


def retell(telling: Telling, seed: int) -> Telling:
    """Return a sentence with other names, figures and content words, the same for the same seed."""
    rng = np.random.default_rng(seed)
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    moved: dict[int, int] = {0: 0}
    last = length = 0
    for number, (start, end) in enumerate(telling.spans):
        word = telling.text[start:end]
        if telling.tokens[1][number] in CHANGED and rng.random() < 0.6:
            word = _other(word, rng)
        pieces += [telling.text[last:start], word]
        begin = length + start - last
        spans.append((begin, begin + len(word)))
        moved[start], moved[end] = begin, begin + len(word)
        length, last = begin + len(word), end
    return replace(
        telling,
        text="".join(pieces) + telling.text[last:],
        spans=tuple(spans),
        clauses=tuple(
            replace(
                clause,
                start=moved[clause.start],
                end=moved[clause.end],
                context=tuple((moved[s], moved[e]) for s, e in clause.context),
            )
            for clause in telling.clauses
            if {clause.start, clause.end, *(o for span in clause.context for o in span)}
            <= moved.keys()
        ),
    )


def _other(word: str, rng: np.random.Generator) -> str:
    if word[0].isdigit():
        return str(int(rng.integers(2, 90_000)))
    made = "".join(SYLLABLES[n] for n in rng.integers(0, len(SYLLABLES), 3))
    return made.capitalize() if word[0].isupper() else made


def generate(sentences: int, *, seed: int = 0) -> tuple[list[Article], dict[str, Reading], Labels]:
    """Return articles of one event, their readings, and which telling each sentence is."""
    rng = np.random.default_rng(seed)
    models = example_sentences()
    order: list[int] = []
    while len(order) < sentences:
        times = min(int(rng.zipf(1 + RETOLD)), MOST_RETOLD)
        order += [len(order)] * times
    drawn = rng.permutation(order[:sentences])
    told: dict[int, Telling] = {}
    articles, readings = [], {}
    labels: Labels = {}
    for begin in range(0, sentences, SENTENCES):
        number = begin // SENTENCES
        chosen = []
        for name in dict.fromkeys(drawn[begin : begin + SENTENCES].tolist()):
            if name not in told:
                told[name] = retell(models[name % len(models)], name)
            chosen.append((name, told[name]))
        article, reading = _article(number, [telling for _, telling in chosen])
        articles.append(article)
        readings[article.id] = reading
        labels |= {(article.id, place): name for place, (name, _) in enumerate(chosen)}
    return articles, readings, labels


Labels = dict[tuple[str, int], int]


def _article(number: int, tellings: Sequence[Telling]) -> tuple[Article, Reading]:
    columns: list[list[str]] = [[], [], [], []]
    start: list[int] = []
    end: list[int] = []
    head: list[int] = []
    owner: list[int] = []
    sentences, clauses = [], []
    offset = 0
    for place, telling in enumerate(tellings):
        first = len(start)
        for column, values in zip(columns, telling.tokens, strict=True):
            column += values
        start += [offset + s for s, _ in telling.spans]
        end += [offset + e for _, e in telling.spans]
        head += [first + h for h in telling.heads]
        owner += [place] * len(telling.spans)
        sentences.append(Sentence(offset, offset + len(telling.text)))
        clauses += [_moved(clause, offset, place) for clause in telling.clauses]
        offset += len(telling.text) + 1
    article = Article(
        id=f"{number:06d}",
        text=" ".join(telling.text for telling in tellings),
        outlet=f"Outlet {number % OUTLETS}",
        published=START + timedelta(hours=number % 72),
        published_precision="minute",
    )
    lemma, pos, tag, dep = map(tuple, columns)
    tokens = Tokens(tuple(start), tuple(end), lemma, pos, tag, dep, tuple(head), tuple(owner))
    reading = Reading(
        digest=article.digest,
        version="generated",
        sentences=tuple(sentences),
        tokens=tokens,
        clauses=tuple(clauses),
    )
    return article, reading


def measure_size(sentences: int) -> dict[str, float]:
    """Return seconds of processor time, memory, and how well the tellings were found again."""
    from analysis.claims import find_claims

    articles, readings, labels = generate(sentences)
    before = _peak()
    began = time.process_time()
    claims = find_claims(
        articles,
        readings,
        originals={article.id: article.id for article in articles},
        speakers=(),
        embed=None,
        namings=(),
    )
    seconds = time.process_time() - began
    return {
        "sentences": sentences,
        "articles": len(articles),
        "mentions": sum(len(claim.mentions) for claim in claims),
        "claims": len(claims),
        "seconds": seconds,
        "megabytes": _peak() - before,
        **_agreement(claims, readings, labels),
    }


def _agreement(claims, readings, labels) -> dict[str, float]:
    """Return precision and recall of the pairs of mentions that are one clause told again."""
    right = found = 0
    told: Counter[tuple[int, int]] = Counter()
    for claim in claims:
        names = Counter(
            (labels[m.article, m.sentence], m.start - _begin(readings[m.article], m.sentence))
            for m in claim.mentions
        )
        right += _pairs(names.values())
        found += _pairs([len(claim.mentions)])
        told += names
    return {
        "precision": right / max(1, found),
        "recall": right / max(1, _pairs(told.values())),
    }


def _begin(reading: Reading, sentence: int) -> int:
    return reading.sentences[sentence].start


def _pairs(counts) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _peak() -> float:
    """Return the most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(sentences: int) -> dict[str, float]:
    """Return the figures of one size, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.claims_scale", "--json", str(sentences)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


_MARK, _END = "<!-- cost -->", "<!-- /cost -->"
COLUMNS = ("sentences", "articles", "mentions", "claims", "seconds", "megabytes")


def table(rows: Sequence[dict[str, float]]) -> str:
    """Return the figures as a Markdown table, with the cost a mention."""
    head = [*COLUMNS, "ms a mention", "pairs right", "pairs found"]
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for row in rows:
        cells = [f"{row[name]:,.0f}" for name in COLUMNS]
        cells[4] = f"{row['seconds']:.1f}"
        cells.append(f"{1000 * row['seconds'] / row['mentions']:.2f}")
        cells += [f"{row[name]:.3f}" for name in ("precision", "recall")]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_page(rows: Sequence[dict[str, float]], folder: Path) -> None:
    """Draw the curve, and put it with the table between the marks of ``claims.md``."""
    points = [(row["sentences"], row["seconds"]) for row in rows]
    svg = curve_svg(points, across="sentences", up="seconds of processor time")
    (folder / "claims_cost.svg").write_text(svg, encoding="utf-8")
    page = folder / "claims.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(_MARK)
    after = rest.partition(_END)[2]
    shown = f"\n{table(rows)}\n\n![Cost against sentences](claims_cost.svg)\n\n"
    page.write_text(before + _MARK + shown + _END + after, encoding="utf-8")


def main() -> int:
    """Print a line a size; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--json", action="store_true", help="one size, as JSON, in this process")
    parser.add_argument("--page", type=Path, help="folder of claims.md, whose table is replaced")
    arguments = parser.parse_args()
    if arguments.json:
        print(json.dumps(measure_size(arguments.sizes[0])))
        return 0
    rows = []
    for size in arguments.sizes:
        rows.append(measure_apart(size))
        print(table(rows[-1:]).splitlines()[-1], flush=True)
    if arguments.page:
        write_page(rows, arguments.page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
