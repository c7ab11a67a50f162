"""Train the attribution models: ``python -m training.quotations TRAIN.jsonl.gz [--cache FILE]``.

TRAIN is PolNeAR's training split as JSON lines (docs/quotations.md); articles of our own are read
with it (quotations_written.txt). Five linear models with L2 are fitted by L-BFGS; the last one,
which judges whole attributions, is fitted on what the others propose for articles that they were
not fitted on. Words enter as single lemmas; features seen fewer than three times and weights near
nought are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import DIMENSIONS
from analysis.quotations.columns import read_columns
from analysis.quotations.context import EDGES, Context, ContextWeights, pool, sentence_states
from analysis.quotations.cues import CueFeatures
from analysis.quotations.judgement import Proposal
from analysis.quotations.model import (
    ENCODED,
    WORDS,
    Features,
    Models,
    Weights,
    rounded,
    save_models,
    weights_of,
)
from analysis.quotations.phrases import with_antecedent
from analysis.quotations.proposals import (
    FLOORS_IN_TRAINING,
    cue_scores,
    cue_tokens,
    propose,
    rank_contents,
    rivals_of,
    source_edges,
)
from analysis.quotations.regions import around, candidates, jaccard
from analysis.quotations.second import Piece, second_candidates, second_features
from analysis.quotations.sheet import Sheet, make_sheet
from analysis.quotations.source_choice import source_candidates, source_features
from analysis.quotations.spans import SpanFeatures
from analysis.quotations.verbs import SPEECH
from training.linear import Choice, Looks, Rows, fit_logistic, named
from training.quotations_gold import Gold, gold_of
from training.written import read_written

FOLDS, RIVAL_FOLDS = 3, 2
COPIES = 2
"""How often the articles of our own count."""
THRESHOLDS = {"encoded": (-0.3, 0.85), "words": (-0.2, 0.2)}
"""Least scores of speech, and of belief or intent, with the encoder and without."""


class Example(NamedTuple):
    """An article with its gold."""

    sheet: Sheet
    golds: list[Gold]
    begin: int
    """Number of its first token among the states of all articles."""

    def number(self, token: int, cue: int) -> int:
        """Return the number of a token's state; 0 outside the sentence of the cue."""
        first, last = self._sentence(cue)
        return self.begin + token if first <= token < last else 0

    def _sentence(self, token: int) -> Piece:
        return self.sheet.c.sentences[self.sheet.c.sentence[token]]

    def context(self, states: States, weights: ContextWeights) -> Context:
        """Return the scores of its tokens."""
        c = self.sheet.c
        own = None if states is None else states[self.begin : self.begin + len(c.word)]
        context = Context(c, weights, own)
        context.look(range(len(c.sentences)))
        return context

    def edges(self, cue: int, piece: Piece) -> list[int]:
        """Return the numbers of the words at and beside the edges of a stretch."""
        first, last = piece
        return [self.number(token, cue) for token in (first, first - 1, last - 1, last)]

    def stretch(self, cue: int, piece: Piece) -> Piece:
        """Return the numbers of all words of a stretch, as far as the sentence of the cue goes."""
        low, high = self._sentence(cue)
        first = min(max(piece[0], low), high)
        return self.begin + first, self.begin + max(min(piece[1], high), first)


States = NDArray[np.float16] | None
"""Of the tokens of all articles, one by one, the first row for none; None: without the encoder."""
Examples = Sequence[Example]
L2_SEEN = {"cue": 300.0, "source": 300.0, "content": 2000.0, "second": 1000.0, "final": 4000.0}
L2 = {"cue": 10.0, "source": 4.0, "content": 8.0, "second": 5.0, "final": 40.0}
Rivals = list[dict[int, float]]


class Judged(NamedTuple):
    """What was proposed for an article that the models were not fitted on."""

    lemma: str
    """Of its cue."""
    features: list[Features]
    words: list[int]
    """Numbers of cue, source, and of the words at the edges of its content."""
    stretch: tuple[int, int]
    right: bool


def fit_prior(examples: Examples) -> dict[str, float]:
    """Return lemmas that are cues at least twice and in one use of fifty, with their share."""
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for sheet, golds, _ in examples:
        uses.update(lemma for t, lemma in enumerate(sheet.c.lemma) if sheet.mark_of[t] < 0)
        cues.update(sheet.c.lemma[g.cue] for g in golds if g.cue >= 0)
    shares = {lemma: n / max(uses[lemma], n) for lemma, n in cues.items() if n >= 2}
    found = dict.fromkeys(SPEECH, 0.05)
    found |= {lemma: round(share, 3) for lemma, share in shares.items() if share >= 0.02}
    return found


def fit_cue(examples: Examples, states: States, models: Models) -> Models:
    """Fit which tokens head a cue."""
    rows, target, looks = Rows(), [], Looks(["cue"])
    for example in examples:
        sheet, cues = example.sheet, {g.cue for g in example.golds}
        features_of = CueFeatures(sheet, models.prior)
        for t in cue_tokens(sheet, models):
            rows.add("x", weights_of(features_of(t), sheet.c.lemma[t]))
            looks.add(example.number(t, t))
            target.append(t in cues)
    matrices, names = rows.matrices()
    seen, right = looks.over(states), np.array(target, float)
    found, places = fit_logistic(matrices["x"], right, L2["cue"], seen, L2_SEEN["cue"])
    return _with(models, seen.weights(places), cue=rounded(named(names, found)))


def _with(models: Models, context: Mapping[str, list[int]], **parts: Any) -> Models:
    return replace(models, context=ContextWeights({**models.context.places, **context}), **parts)


def fit_source(examples: Examples, states: States, models: Models) -> Models:
    """Fit which noun is the source of a cue."""
    choice = Choice(Looks(["source", "nobody"]), "x")
    for example in examples:
        sheet = example.sheet
        for g in example.golds:
            if g.cue < 0:
                continue
            options = source_candidates(sheet, g.cue)
            right = [n for n, k in enumerate(options) if k == g.source]
            right = right or [n for n, k in enumerate(options) if k in g.source_tokens][:1]
            if right:
                made = [source_features(sheet, g.cue, k) for k in options]
                rows = [[_add(choice, sheet.c.lemma[g.cue], "x", own)] for own in made]
                choice.add_group(rows, right)
                for k in options:
                    choice.looks.add(
                        example.number(k, g.cue), example.number(g.cue, g.cue) if k < 0 else 0
                    )
    weights, places = choice.fit(states, L2["source"], L2_SEEN["source"])
    return _with(models, places, source=rounded(weights))


def fit_content(examples: Examples, states: States, models: Models, rivals: Rivals) -> Models:
    """Fit which stretch a cue introduces."""
    choice = Choice(_looks_of("content"), "start", "end", "span")
    for example, other in zip(examples, rivals, strict=True):
        sheet = example.sheet
        for g in example.golds:
            if g.cue < 0:
                continue
            a = around(sheet, g.cue, g.source, source_edges(sheet, g.source, g.cue))
            spans = candidates(sheet, a)
            best = _best(sheet, spans, g.longest(sheet))
            if best < 0:
                continue
            made = SpanFeatures(sheet, a, other)
            add = partial(_add, choice, sheet.c.lemma[g.cue])
            starts = {f: add("start", made.start(f)) for f in sorted({s[0] for s in spans})}
            ends = {e: add("end", made.end(e)) for e in sorted({s[1] for s in spans})}
            rows = [[starts[f], ends[e], add("span", made.whole(f, e))] for f, e in spans]
            choice.add_group(rows, [best])
            for span in spans:
                choice.looks.add(*example.edges(g.cue, span), stretch=example.stretch(g.cue, span))
    weights, places = choice.fit(states, L2["content"], L2_SEEN["content"])
    return _with(models, places, content=rounded(weights))


def _looks_of(stretch: str, *single: str) -> Looks:
    *edges, inside = (f"{stretch} {edge}" for edge in EDGES)
    return Looks([*single, *edges], inside)


def _add(choice: Choice, lemma: str, part: str, features: Features) -> int:
    return choice.rows.add(part, weights_of(features, lemma))


def _best(sheet: Sheet, spans: Sequence[Piece], gold: Piece) -> int:
    """Return the candidate nearest to a gold piece; -1 when none covers half of both."""
    scores = [jaccard(sheet, span, gold) for span in spans]
    best = max(range(len(spans)), key=lambda n: (scores[n], -n), default=-1)
    return best if best >= 0 and scores[best] >= 0.5 else -1


def fit_second(examples: Examples, states: States, models: Models, rivals: Rivals) -> Models:
    """Fit which stretch carries a content on beyond its cue."""
    choice = Choice(_looks_of("second"), "x")
    for example, other in zip(examples, rivals, strict=True):
        sheet, context = example.sheet, example.context(states, models.context)
        for g in example.golds:
            if g.cue < 0:
                continue
            a = around(sheet, g.cue, g.source, source_edges(sheet, g.source, g.cue))
            spans = candidates(sheet, a)
            main = g.longest(sheet)
            best = _best(sheet, spans, main)
            if best < 0:
                continue
            chosen = spans[best]
            others = [p for p in g.pieces if p != main]
            features = SpanFeatures(sheet, a, other)
            _, sides = rank_contents(sheet, models, context, a, features)
            later = second_candidates(sheet, a, sides, chosen)
            options = [None, *later]
            right = [0]
            if others:
                target = max(
                    others, key=lambda p: sheet.words_before[p[1]] - sheet.words_before[p[0]]
                )
                number = _best(sheet, later, target)
                if number < 0:
                    continue
                right = [number + 1]
            made = [second_features(sheet, a, chosen, o, other, features) for o in options]
            rows = [[_add(choice, sheet.c.lemma[g.cue], "x", own)] for own in made]
            choice.add_group(rows, right)
            choice.looks.add(0, 0, 0, 0)
            for piece in later:
                choice.looks.add(
                    *example.edges(g.cue, piece), stretch=example.stretch(g.cue, piece)
                )
    weights, places = choice.fit(states, L2["second"], L2_SEEN["second"])
    return _with(models, places, second=rounded(weights))


def _folds(examples: Examples, count: int) -> list[int]:
    """Return the fold of each article, by its text: copies of one stay together."""
    return [crc32(e.sheet.c.text.encode()) % count for e in examples]


def cross_rivals(examples: Examples, states: States, models: Models) -> Rivals:
    """Return how surely tokens are cues by models that were fitted on other articles."""
    found: Rivals = [{} for _ in examples]
    folds = _folds(examples, RIVAL_FOLDS)
    for fold in range(RIVAL_FOLDS):
        others = [e for e, f in zip(examples, folds, strict=True) if f != fold]
        part = fit_cue(others, states, models)
        for n, example in enumerate(examples):
            if folds[n] == fold:
                context = example.context(states, part.context)
                scores = cue_scores(example.sheet, part, context)[0]
                found[n] = rivals_of(example.sheet, scores, FLOORS_IN_TRAINING)
    return found


def fit_first_four(examples: Examples, states: States) -> Models:
    """Fit everything but the choice among whole contents and the final judgement."""
    none = rounded({})
    models = Models(fit_prior(examples), none, none, none, none, none)
    rivals = cross_rivals(examples, states, models)
    models = fit_source(examples, states, fit_cue(examples, states, models))
    models = fit_content(examples, states, models, rivals)
    return fit_second(examples, states, models, rivals)


def proposals_with_truth(example: Example, states: States, models: Models) -> list[Judged]:
    """Return what models propose for an article, and whether gold agrees on content and source."""
    sheet, context = example.sheet, example.context(states, models.context)
    proposals = propose(sheet, models, context, FLOORS_IN_TRAINING)
    return [_judged(example, p) for p in proposals if not p.is_plain]


def _judged(example: Example, p: Proposal) -> Judged:
    cue, source = p.around.cue, p.around.source
    return Judged(
        example.sheet.c.lemma[cue],
        p.features,
        [
            example.number(cue, cue),
            example.number(source, cue),
            *example.edges(cue, p.chosen),
        ],
        example.stretch(cue, p.chosen),
        any(_agrees(example.sheet, p, g) for g in example.golds),
    )


def _agrees(sheet: Sheet, p: Proposal, g: Gold) -> bool:
    ours = {t for f, e in p.pieces for t in range(f, e) if sheet.is_word[t]}
    theirs = {t for f, e in g.pieces for t in range(f, e) if sheet.is_word[t]}
    shared = len(ours & theirs)
    return shared >= 0.5 * len(ours | theirs) and _same_source(sheet, p, g)


def _same_source(sheet: Sheet, p: Proposal, g: Gold) -> bool:
    source = p.around.source
    if source < 0 or g.source < 0:
        return source == g.source
    first, last = with_antecedent(sheet, source, p.around.source_edges)
    named = sheet.c.pos[source] == "PROPN" and sheet.c.word[source] == sheet.c.word[g.source]
    return first <= g.source < last or named


def fit_final(judged: Iterable[Judged], states: States) -> tuple[Weights, dict[str, list[int]]]:
    """Fit which proposals hold."""
    rows, target, looks = Rows(), [], _looks_of("judged", "judged cue", "judged source")
    for one in judged:
        rows.add("x", [name for part in one.features for name in weights_of(part, one.lemma)])
        looks.add(*one.words, stretch=one.stretch)
        target.append(one.right)
    matrices, names = rows.matrices()
    seen, right = looks.over(states), np.array(target, float)
    found, places = fit_logistic(matrices["x"], right, L2["final"], seen, L2_SEEN["final"])
    return rounded(named(names, found)), seen.weights(places)


def train(examples: Examples, states: States, report: Callable[[str], None] = print) -> Models:
    """Return all five models fitted on examples."""
    judged: list[list[Judged]] = [[] for _ in examples]
    folds = _folds(examples, FOLDS)
    for fold in range(FOLDS):
        models = fit_first_four(
            [e for e, f in zip(examples, folds, strict=True) if f != fold], states
        )
        for n, example in enumerate(examples):
            if folds[n] == fold:
                judged[n] = proposals_with_truth(example, states, models)
        report(f"fold {fold + 1} of {FOLDS}: {sum(map(len, judged))} proposals")
    models = fit_first_four(examples, states)
    final, places = fit_final(chain.from_iterable(judged), states)
    speech, other = THRESHOLDS["words" if states is None else "encoded"]
    models = _with(models, places, final=final)
    return replace(models, threshold=speech, threshold_other=other)


def read_states(sheets: Iterable[Sheet]) -> NDArray[np.float16]:
    """Return what the encoder sees of all tokens, a row of noughts first."""
    found, known = [np.zeros((1, DIMENSIONS), np.float16)], dict[str, NDArray[np.float16]]()
    for sheet in sheets:
        c = sheet.c
        if c.text not in known:
            states = sentence_states(c, range(len(c.sentences)))
            known[c.text] = pool(*states, len(c.word)).astype(np.float16)
        found.append(known[c.text])
    return np.concatenate(found)


def read_examples(path: Path, cache: Path | None) -> list[Example]:
    """Return articles with their gold; parsed documents are read from, or written to, `cache`."""
    from spacy.tokens import DocBin

    from analysis.language_model import load_language_model

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    pipeline = load_language_model()
    if cache and cache.exists():
        documents = list(DocBin().from_disk(cache).get_docs(pipeline.vocab))
    else:
        documents = list(pipeline.pipe((r["text"] for r in records), batch_size=16))
        if cache:
            DocBin(docs=documents).to_disk(cache)
    written = read_written()
    records += written * COPIES
    documents += list(pipeline.pipe(r["text"] for r in written)) * COPIES
    examples, begin = [], 1
    for record, document in zip(records, documents, strict=True):
        sheet = make_sheet(read_columns(document))
        examples.append(Example(sheet, gold_of(sheet, record["attributions"]), begin))
        begin += len(sheet.c.word)
    return examples


def main() -> None:
    """Train and write both sets of models."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("train", type=Path)
    parser.add_argument("--cache", type=Path, help="parsed documents, made when absent")
    arguments = parser.parse_args()
    examples = read_examples(arguments.train, arguments.cache)
    save_models(train(examples, None), WORDS)
    save_models(train(examples, read_states(e.sheet for e in examples)), ENCODED)


if __name__ == "__main__":
    main()
