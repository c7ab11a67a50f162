"""Loaded words, keyness and naming against hand-coded articles.

    python -m benchmarks.words

Loaded words: coders marked the words that carry lexical bias in 201 BASIL articles, three outlets
an event (Fan et al. 2019). Every content word of an article is ranked; the figure is mean average
precision over the articles with a marked word, in percent. Baselines: log-odds against the two
rivals of the event, and frequency.

The same within 1,510 BABE sentences in which experts marked loaded words (Spinde et al. 2021);
baseline: the alphabet.

Naming: in 35 NewsWCL50 articles, seven events, coders gave each phrase the concept it names
(Hamborg et al. 2019). Two phrases that we group are right when both have one concept; the figures
are precision, recall and F1 over pairs of noun phrases of an event that coders gave a concept.
Baseline: all phrases with one head.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from analysis import language_model, reading
from analysis.language.table import read_table
from analysis.naming import find_namings, prepare
from analysis.records import Reading
from analysis.words import find_loaded_words, loadedness, log_odds_z
from analysis.words.terms import CONTENT, words_of
from benchmarks.data import EVALUATION, read_lines
from sources.article import Article

GOLD = [
    "eval/stance/basil_articles_dev.jsonl.gz",
    "eval/stance/basil_spans_dev.jsonl.gz",
    "eval/stance/newswcl50_dev.jsonl.gz",
    "eval/stance/babe_dev.jsonl.gz",
]
STANCE = EVALUATION / "stance"
Ranking = Mapping[str, float]
Pairs = set[tuple[str, str]]


def read_plainly(text: str) -> Reading:
    """Return the reading of a text without quotations and clauses, which take most of the time."""
    return reading.read_grammar(read_table(language_model.parse(text)))


class Coded:
    """One BASIL article: its words, and those that coders marked."""

    def __init__(self, row: dict[str, Any], spans: Iterable[dict[str, Any]]) -> None:
        self.event: str = row["event"]
        self.article = Article(id=row["id"], text="\n\n".join(row["sentences"]))
        self.reading = read_plainly(self.article.text)
        words = [w for w in words_of(self.article, self.reading) if w.pos in CONTENT]
        self.counts = Counter(word.lemma for word in words if word.lemma[0].isalpha())
        offsets = np.cumsum([0, *(len(sentence) + 2 for sentence in row["sentences"])])
        self.marked: set[str] = set()
        for span in spans:
            begin = int(offsets[span["sentence_index"]]) + span["start"]
            end = begin + len(span["span"])
            self.marked |= {w.lemma for w in words if w.start < end and w.end > begin}


def read_coded() -> list[Coded]:
    """Return the BASIL articles with their marked words."""
    spans = defaultdict(list)
    for row in read_lines(STANCE / "basil_spans_dev.jsonl.gz"):
        if row["bias"] == "lexical" and row["sentence_index"] is not None:
            spans[row["article"]].append(row)
    rows = read_lines(STANCE / "basil_articles_dev.jsonl.gz")
    return [Coded(row, spans[row["id"]]) for row in rows]


def mean_average_precision(coded: Sequence[Coded], rank: Callable[[Coded], Ranking]) -> float:
    """Return the mean average precision in percent; words without a score come last."""
    values = []
    for item in coded:
        if not item.marked:
            continue
        scores = rank(item)
        order = sorted(item.counts, key=lambda word: (-scores.get(word, 0.0), word))
        hits = [place for place, word in enumerate(order, 1) if word in item.marked]
        precision = sum(number / place for number, place in enumerate(hits, 1))
        values.append(precision / len(item.marked))
    return 100 * float(np.mean(values))


def log_odds_against_rivals(coded: Sequence[Coded]) -> Callable[[Coded], Ranking]:
    """Return a ranking by log-odds against the other articles of the event."""
    events: dict[str, Counter[str]] = defaultdict(Counter)
    for item in coded:
        events[item.event].update(item.counts)

    def rank(item: Coded) -> Ranking:
        rest = events[item.event] - item.counts
        words = sorted(item.counts)
        here = np.array([item.counts[word] for word in words], dtype=float)
        there = np.array([rest[word] for word in words], dtype=float)
        z = log_odds_z(here, there, here.sum(), float(sum(rest.values())))
        # Words without a score come last, so every score is made positive.
        return {word: float(value) + 100 for word, value in zip(words, z, strict=True)}

    return rank


def by_loadedness(item: Coded) -> Ranking:
    """Rank by `analysis.words.find_loaded_words`."""
    return {word.lemma: word.score for word in find_loaded_words(item.article, item.reading)}


def measure_loaded_words() -> dict[str, float]:
    """Return the mean average precision of our ranking and of the baselines, in percent."""
    coded = read_coded()
    return {
        "loaded words MAP": mean_average_precision(coded, by_loadedness),
        "lemma loadedness MAP": mean_average_precision(
            coded, lambda item: {word: loadedness(word) for word in item.counts}
        ),
        "log-odds MAP": mean_average_precision(coded, log_odds_against_rivals(coded)),
        "frequency MAP": mean_average_precision(coded, lambda item: item.counts),
    }


def measure_sentences() -> dict[str, float]:
    """Return the mean average precision within single BABE sentences, in percent."""
    ours: list[float] = []
    alphabet: list[float] = []
    for row in read_lines(STANCE / "babe_dev.jsonl.gz"):
        marked = {word for text in row["loaded_words"] for word in _words(text)}
        words = [word for word in _words(row["text"]) if len(word) > 3]
        if not marked & set(words):
            continue
        scores = {word: max(map(loadedness, _stripped(word))) for word in words}
        for values, order in (
            (ours, sorted(scores, key=lambda word: (-scores[word], word))),
            (alphabet, sorted(scores)),
        ):
            hits = [place for place, word in enumerate(order, 1) if word in marked]
            precision = sum(number / place for number, place in enumerate(hits, 1))
            values.append(precision / len(hits))
    return {
        "loaded words in a sentence MAP": 100 * float(np.mean(ours)),
        "alphabet in a sentence MAP": 100 * float(np.mean(alphabet)),
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z'-]+", text.lower())


def _stripped(word: str) -> list[str]:
    # No parser here: the lemma is one of these.
    return [word, *(word.removesuffix(ending) for ending in ("s", "ed", "d", "ing"))]


def read_concepts() -> dict[str, tuple[list[Article], dict[str, Reading], dict[str, set[str]]]]:
    """Return, for each event, its articles, their readings, and the concepts of each phrase."""
    events: dict[str, Any] = {}
    for row in read_lines(STANCE / "newswcl50_dev.jsonl.gz"):
        articles, readings, concepts = events.setdefault(row["event"], ([], {}, defaultdict(set)))
        text = "\n\n".join(_untokenised(sentence) for sentence in row["sentences"])
        article = Article(id=row["id"], text=text)
        articles.append(article)
        readings[article.id] = read_plainly(text)
        for mention in row["mentions"]:
            concepts[_normal(mention["phrase"])].add(mention["concept"])
    return events


def _untokenised(sentence: str) -> str:
    text = re.sub(r"\s*\\n\s*$", "", sentence)
    text = re.sub(r" - (?=\w)", "-", text)
    return re.sub(r" ([,.;:!?’'%)\]])", r"\1", text)


def _normal(phrase: str) -> str:
    words = re.findall(r"[\w.'’-]+", phrase.lower())
    while words and words[0] in ("the", "a", "an", "his", "her", "its", "their", "this", "that"):
        words = words[1:]
    return " ".join(words)


def measure_naming() -> dict[str, float]:
    """Return pairwise precision, recall and F1 of the naming table and of the head baseline."""
    ours, heads = Counter[str](), Counter[str]()
    for articles, readings, concepts in read_concepts().values():
        phrases: dict[str, str] = {}
        for article in articles:
            for phrase in prepare(article, readings[article.id]).phrases:
                text = _normal(article.text[phrase.start : phrase.end])
                if text in concepts:
                    phrases[text] = phrase.head
        gold = {pair for pair in combinations(sorted(phrases), 2) if _one_concept(pair, concepts)}
        found: Pairs = set()
        for naming in find_namings(articles, readings, limit=10_000):
            texts = {_normal(variant.text) for variant in naming.variants}
            found |= set(combinations(sorted(texts & set(phrases)), 2))
        same = {pair for pair in combinations(sorted(phrases), 2) if _one_head(pair, phrases)}
        for counts, pairs in ((ours, found), (heads, same)):
            counts.update(right=len(pairs & gold), found=len(pairs), gold=len(gold))
    figures = {}
    for name, counts in (("naming", ours), ("same head", heads)):
        precision = 100 * counts["right"] / max(counts["found"], 1)
        recall = 100 * counts["right"] / max(counts["gold"], 1)
        figures[f"{name} precision"] = precision
        figures[f"{name} recall"] = recall
        figures[f"{name} F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    return figures


def _one_concept(pair: tuple[str, str], concepts: Mapping[str, set[str]]) -> bool:
    return bool(concepts[pair[0]] & concepts[pair[1]])


def _one_head(pair: tuple[str, str], heads: Mapping[str, str]) -> bool:
    return heads[pair[0]] == heads[pair[1]]


def measure() -> dict[str, float]:
    """Return all figures."""
    return {**measure_loaded_words(), **measure_sentences(), **measure_naming()}


if __name__ == "__main__":
    for figure, value in measure().items():
        print(f"{figure:<32} {value:6.1f}")
