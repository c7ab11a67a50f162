"""Measures claims on five documents about one treaty that nobody wrote for Parallax.

    python -m benchmarks.treaty [--missed]

``treaty_gold.json`` holds figures and labels only: for each clause of the documents its interval in
the file and the claim that it states, and for each difference its kinds and where its values stand.
One person annotated it from the texts alone, before seeing what is found. "loose" clauses state
their claim only by implication and count neither for nor against a match. The documents lie in the
shared data; a difference that could be typed in two ways has both kinds. One figure under several
qualifiers is no difference: the one such entry was taken out after the first measurement, and a
value in a headline that is no part of the cleaned text was moved to where the text says it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import sources
from analysis.claims.pairs import score_pairs
from analysis.comparison import compare
from analysis.document import to_document
from analysis.kept import KeptInMemory
from benchmarks.data import EVALUATION, SHARED, load_scorer
from benchmarks.gold_alignment import Place, Row, overlap

FOLDER = SHARED / "corpora" / "treaty"
GOLD_FILE = Path(__file__).parent / "treaty_gold.json"
LOWER_IS_BETTER = ("treaty.falsely_contested",)
_KIND = {"money": "number", "place": "name", "certainty": "attribution"}
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class GoldClause:
    """A clause of a document and the claim that it states."""

    place: Place
    text: str
    claim: str
    is_loose: bool


@dataclass(frozen=True, slots=True)
class GoldDifference:
    """A slot that the documents fill differently."""

    name: str
    kinds: frozenset[str]
    claims: frozenset[str]
    values: tuple[Place, ...]


@dataclass(frozen=True)
class Documents:
    """The documents' comparison, and the gold laid over it."""

    document: Row
    file_of: dict[str, str]
    clauses: list[GoldClause]
    differences: list[GoldDifference]

    def shared(self) -> dict[str, set[str]]:
        """Return the documents of each claim that two or more state."""
        files = defaultdict(set)
        for clause in self.clauses:
            if not clause.is_loose:
                files[clause.claim].add(clause.place[0])
        return {claim: found for claim, found in files.items() if len(found) > 1}

    def stated(self, mention: Row) -> set[str]:
        """Return the claims of the gold that a mention found states."""
        place = self.file_of[mention["article"]], mention["start"], mention["end"]
        return {
            clause.claim
            for clause in self.clauses
            if overlap(place, clause.place)
            >= _COVERED * min(mention["end"] - mention["start"], len(clause.text))
        }


@cache
def documents() -> Documents:
    """Return the documents, compared and laid over the gold."""
    articles, _ = sources.read([FOLDER])
    document = to_document(compare(articles, kept=KeptInMemory()))
    file_of = {row["id"]: Path(row["file"]).name for row in document["articles"]}
    texts = {file_of[row["id"]]: row["text"] for row in document["articles"]}
    gold = json.loads(GOLD_FILE.read_text("utf-8"))
    files = gold["files"]
    clauses = [
        GoldClause(place, texts[place[0]][place[1] : place[2]], claim, weight == "loose")
        for number, start, end, claim, weight in gold["clauses"]
        if (place := _placed(files[number], start, end, texts)) is not None
    ]
    differences = [
        GoldDifference(
            row["name"],
            frozenset(row["kinds"]),
            frozenset(row["claims"]),
            tuple(
                place
                for number, start, end in row["values"]
                if (place := _placed(files[number], start, end, texts)) is not None
            ),
        )
        for row in gold["differences"]
    ]
    return Documents(document, file_of, clauses, differences)


def _placed(file: str, start: int, end: int, texts: dict[str, str]) -> Place | None:
    """Return where an interval of a file stands in its cleaned text; None where it was cleaned."""
    piece = (FOLDER / file).read_text("utf-8")[start:end]
    parts = re.findall(r"\w+|[^\w\s]", re.sub(r"\]\([^)]*\)|\[", "", piece))
    found = re.search(r"\s*".join(map(re.escape, parts)), texts[file])
    return None if found is None else (file, *found.span())


def matching(*, encoder: bool) -> float:
    """Return average precision of the gold's clauses of different documents, as `match` scores."""
    from analysis.encoder import load_encoder

    claims: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for clause in documents().clauses:
        key = clause.place[0], " ".join(clause.text.split())
        claims.setdefault(key, (set(), set()))[clause.is_loose].add(clause.claim)
    pairs = [(a, b) for a, b in combinations(claims, 2) if a[0] != b[0]]
    rows = [("treaty", a[1], b[1]) for a, b in pairs]
    judged = score_pairs(rows, embed=load_encoder().embed if encoder else None)
    same, scores = [], []
    for (a, b), score in zip(pairs, judged, strict=True):
        (ours, ours_loose), (theirs, theirs_loose) = claims[a], claims[b]
        surely = bool(ours & theirs)
        if surely or not (ours | ours_loose) & (theirs | theirs_loose):
            same.append(int(surely))
            scores.append(score)
    scorer = load_scorer(EVALUATION / "claims" / "score.py")
    return float(scorer.average_precision(same, scores))


def pairs_found() -> dict[str, float]:
    """Return precision and recall of pairs of documents that make one claim.

    Two claims that one difference is about are rightly put together, and not judged.
    """
    gold = documents()
    shared = gold.shared()
    wanted = {(claim, *pair) for claim in shared for pair in combinations(sorted(shared[claim]), 2)}
    right, judged, hit = 0, 0, set()
    for row in gold.document["claims"]:
        mentions = [(gold.file_of[one["article"]], gold.stated(one)) for one in row["mentions"]]
        for (a, ours), (b, theirs) in combinations(mentions, 2):
            together = any(ours & one.claims and theirs & one.claims for one in gold.differences)
            if a != b and ours and theirs and (ours & theirs or not together):
                judged += 1
                right += bool(ours & theirs)
                hit |= {(claim, *sorted((a, b))) for claim in ours & theirs}
    return {
        "treaty.pair_precision": right / max(1, judged),
        "treaty.pair_recall": len(hit & wanted) / max(1, len(wanted)),
    }


def differences_found() -> dict[str, bool]:
    """Return for each difference whether a conflict of its kind stands in two of its documents.

    Each value must lie in a sentence that holds a value of the gold, or a clause of its claims.
    """
    gold = documents()
    rows = [row for claim in gold.document["claims"] for row in claim["conflicts"]]
    found = {}
    for one in gold.differences:
        places = [
            *one.values,
            *(clause.place for clause in gold.clauses if clause.claim in one.claims),
        ]
        files = {value[0] for value in one.values}
        found[one.name] = any(
            row["kind"] in one.kinds | {kind for kind in _KIND if _KIND[kind] in one.kinds}
            and len({f for f in files if any(_near(v, f, places) for v in row["values"])}) > 1
            for row in rows
        )
    return found


def _near(value: Row, file: str, places: list[Place]) -> bool:
    gold = documents()
    if gold.file_of[value["article"]] != file:
        return False
    here = file, value["start"], value["end"]
    around = next(
        (
            (file, row["start"], row["end"])
            for row in gold.document["sentences"]
            if row["article"] == value["article"] and row["start"] <= here[1] < row["end"]
        ),
        here,
    )
    return any(overlap(around, place) for place in places)


def falsely_contested() -> set[str]:
    """Return the shared claims without any difference that are called contested."""
    gold = documents()
    differing = {claim for one in gold.differences for claim in one.claims}
    found = set()
    for row in gold.document["claims"]:
        files = defaultdict(set)
        for mention in row["mentions"]:
            for claim in gold.stated(mention):
                files[claim].add(gold.file_of[mention["article"]])
        if row["status"] == "conflict":
            found |= {claim for claim in files if len(files[claim]) > 1}
    return (found & set(gold.shared())) - differing


def measure() -> dict[str, float]:
    """Return the figures: shares from 0 to 1, and a count of shared claims falsely contested."""
    found = differences_found()
    return {
        "treaty.ap": matching(encoder=True),
        "treaty.ap_without_encoder": matching(encoder=False),
        **pairs_found(),
        "treaty.conflicts_found": sum(found.values()) / len(found),
        "treaty.falsely_contested": float(len(falsely_contested())),
    }


def main() -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(description="Measure claims on the documents of a treaty.")
    parser.add_argument("--missed", action="store_true", help="name what was missed")
    arguments = parser.parse_args()
    for name, value in measure().items():
        print(f"{name:36} {value:.3f}")
    if arguments.missed:
        missed = [one for one, is_found in differences_found().items() if not is_found]
        print("\n".join(f"missed: {one}" for one in missed))
        print("\n".join(f"falsely contested: {claim}" for claim in sorted(falsely_contested())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
