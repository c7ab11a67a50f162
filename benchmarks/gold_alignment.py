"""Lays a comparison's document over an event's gold: what was found, merged, grouped, missed.

Both sides are compared by character spans in the cleaned text. Every function returns what it
found by name, so that a test or a person can see which difference was missed, not only how many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpora.annotations import (
    Event,
    Gold,
    GoldQuotation,
    Piece,
)
from corpora.gold import locate, originals

Row = Mapping[str, Any]
Place = tuple[str, int, int]
"""File, start, end."""

COVERED = 0.4


@dataclass(frozen=True)
class Aligned:
    """One event, its gold, and the document of its comparison, by file name."""

    event: Event
    gold: Gold
    document: Row
    texts: Mapping[str, str]
    file_of: Mapping[str, str]
    """Article id to file name."""

    def place(self, piece: Piece) -> Place:
        """Return where a piece of the gold stands."""
        return (piece.file, *_locate_once(piece, self.texts[piece.file]))

    def passage(self, row: Row) -> Place:
        """Return where a row of the document with article, start and end stands."""
        return self.file_of[row["article"]], row["start"], row["end"]

    @cached_property
    def stated(self) -> list[list[tuple[Place, set[int]]]]:
        """For each claim found its mentions, each with the numbers of the gold claims it states.

        A mention states a gold claim when it covers two fifths of a gold mention's characters:
        the gold's clauses are now and then longer, with "he said" or a condition.
        """
        wanted = [
            (number, self.place(mention.piece))
            for number, claim in enumerate(self.gold.claims)
            for mention in claim.mentions
        ]
        return [
            [(place, _covered(place, wanted)) for place in map(self.passage, row["mentions"])]
            for row in self.document["claims"]
        ]


@lru_cache(maxsize=8192)
def _locate_once(piece: Piece, text: str) -> tuple[int, int]:
    return locate(piece, text)


def align(event: Event, gold: Gold, document: Row) -> Aligned:
    """Return an event with the document of its comparison, ready to be scored."""
    articles = document["articles"]
    file_of = {row["id"]: Path(row["file"]).name for row in articles}
    texts = {file_of[row["id"]]: row["text"] for row in articles}
    return Aligned(event, gold, document, texts, file_of)


def _covered(place: Place, wanted: Iterable[tuple[int, Place]]) -> set[int]:
    return {
        number for number, gold in wanted if overlap(place, gold) >= COVERED * (gold[2] - gold[1])
    }


def overlap(a: Place, b: Place) -> int:
    """Return how many characters two places share."""
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) if a[0] == b[0] else 0


def f1(right: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall; 0 when nothing is right."""
    return 2 * right / (found + wanted) if right else 0.0


# --- copies, speakers, labels --------------------------------------------------------------------


def copies_missed(aligned: Aligned) -> tuple[set[str], set[str]]:
    """Return copies not traced to their original, and articles taken for copies that are none."""
    wanted = originals(aligned.event, aligned.gold)
    found = {
        aligned.file_of[row["id"]]: aligned.file_of[row["duplicate_of"] or row["id"]]
        for row in aligned.document["articles"]
    }
    missed = {f for f, origin in wanted.items() if origin != f and found[f] != origin}
    extra = {f for f, origin in wanted.items() if origin == f and found[f] != f}
    return missed, extra


def _content(aligned: Aligned, quotation: GoldQuotation) -> set[tuple[str, int]]:
    spans = (aligned.place(piece) for piece in quotation.content)
    return _word_places(aligned.texts, spans)


def _found_content(aligned: Aligned, row: Row) -> set[tuple[str, int]]:
    file = aligned.file_of[row["article"]]
    return _word_places(aligned.texts, ((file, start, end) for start, end in row["content"]))


def _word_places(texts: Mapping[str, str], spans: Iterable[Place]) -> set[tuple[str, int]]:
    return {
        (file, start + match.start())
        for file, start, end in spans
        for match in re.finditer(r"\w+", texts[file][start:end])
    }


def matched_quotations(aligned: Aligned) -> list[tuple[GoldQuotation, Row]]:
    """Return quotations found, with their gold: content Jaccard of 0.5 or more, best first."""
    found = [(row, _found_content(aligned, row)) for row in aligned.document["quotations"]]
    wanted = [(quotation, _content(aligned, quotation)) for quotation in aligned.gold.quotations]
    scored = [
        (len(mine & gold) / len(mine | gold), g, f)
        for g, (_, gold) in enumerate(wanted)
        for f, (_, mine) in enumerate(found)
        if mine & gold
    ]
    pairs, used_gold, used_found = [], set[int](), set[int]()
    for score, g, f in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= 0.5 and g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((wanted[g][0], found[f][0]))
    return pairs


def quotation_scores(aligned: Aligned) -> dict[str, float]:
    """Return the F1 of quotations found (overlap), and of those with the right speaker (joint).

    ``role_right`` is the share with the right role among those with the right speaker.
    """
    pairs = matched_quotations(aligned)
    names = _speaker_names(aligned)
    said = [(gold, row) for gold, row in pairs if _same_speaker(aligned, gold, row, names)]
    roles = {speaker.name: speaker.role for speaker in aligned.gold.speakers}
    named = [(roles[gold.speaker], row["role"]) for gold, row in said if gold.speaker]
    right = len(said)
    found, wanted = len(aligned.document["quotations"]), len(aligned.gold.quotations)
    return {
        "quotations_f1": f1(len(pairs), found, wanted),
        "quotations_joint_f1": f1(right, found, wanted),
        "speaker_right": right / len(pairs) if pairs else 0.0,
        "role_right": sum(own == role for own, role in named) / max(1, len(named)),
    }


def plain(name: str) -> str:
    """Return a name without case, accents and article, for comparison."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o").replace("ı", "i"))
    joined = " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if c.isascii())))
    return re.sub(r"^(?:the|an?) ", "", joined)


def _speaker_names(aligned: Aligned) -> dict[str, set[str]]:
    return {
        row["id"]: {plain(name) for name in (row["name"], *row["variants"])}
        for row in aligned.document["speakers"]
    }


def _gold_names(aligned: Aligned, name: str) -> set[str]:
    return next(
        {plain(one) for one in (speaker.name, *speaker.variants)}
        for speaker in aligned.gold.speakers
        if speaker.name == name
    )


def _same_speaker(
    aligned: Aligned, gold: GoldQuotation, row: Row, names: Mapping[str, set[str]]
) -> bool:
    if gold.speaker is None or row["speaker"] is None:
        return gold.speaker is None and row["speaker"] is None
    return bool(_gold_names(aligned, gold.speaker) & names[row["speaker"]])


def speakers_of(aligned: Aligned, name: str) -> set[str | None]:
    """Return the speakers to whom the found quotations of one person were given."""
    return {row["speaker"] for gold, row in matched_quotations(aligned) if gold.speaker == name}


def label_scores(aligned: Aligned) -> dict[str, float]:
    """Return for each referent which share of its variants stands in one group of the document."""
    groups = [{plain(one["text"]) for one in row["variants"]} for row in aligned.document["labels"]]
    scores = {}
    for label in aligned.gold.labels:
        wanted = {plain(text) for text in label.variants}
        scores[label.referent] = max((len(wanted & group) for group in groups), default=0) / len(
            wanted
        )
    return scores


def stance_scores(aligned: Aligned) -> dict[str, float]:
    """Return which share of stances is right, and how many are the opposite of the gold's.

    Where the gold says neutral, to see too little evidence is right as well.
    """
    found = {
        (aligned.file_of[row["id"]], stance["target"]): stance["label"]
        for row in aligned.document["articles"]
        for stance in row["stances"]
    }
    silent = {"neutral": "not enough evidence"}
    opposite = {"supportive": "critical", "critical": "supportive"}
    pairs = [(one.label, found.get((one.file, one.target), "")) for one in aligned.gold.stances]
    right = sum(label in (gold, silent.get(gold)) for gold, label in pairs)
    return {
        "stance_right": right / len(pairs),
        "stance_swapped": float(sum(label == opposite.get(gold) for gold, label in pairs)),
    }
