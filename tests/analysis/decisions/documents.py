"""A small comparison document for tests of decisions, made by hand."""

from __future__ import annotations

from typing import Any

from analysis.decisions import Place, place

TEXTS = {
    "a": "The fare rose to 7 pounds. Ferries sail on Monday. Read more below.",
    "b": "The fare went up to 9 pounds. A pier was closed.",
    "c": "Seven pounds is the new fare. On Monday the ferries sail.",
}
CLAIMS = (
    (("a", "The fare rose to 7 pounds"), ("c", "Seven pounds is the new fare")),
    (("b", "The fare went up to 9 pounds"),),
    (("a", "Ferries sail on Monday"), ("c", "On Monday the ferries sail")),
    (("b", "A pier was closed"),),
    (("a", "Read more below"),),
)


def spot(article: str, words: str) -> tuple[str, int, int]:
    start = TEXTS[article].index(words)
    return article, start, start + len(words)


def at(article: str, words: str) -> Place:
    _, start, end = spot(article, words)
    return place(article, TEXTS[article], start, end)


def document(*, without: str = "", claims: Any = CLAIMS) -> dict[str, Any]:
    kept = [key for key in TEXTS if key != without]
    rows = []
    for number, mentions in enumerate(claims):
        here = [one for one in mentions if one[0] in kept]
        if not here:
            continue
        rows.append(
            {
                "id": f"claim{number}",
                "gist": here[0][1],
                "status": "shared" if len(here) > 1 else "unique",
                "independent_sources": len(here),
                "mentions": [mention(*one) for one in here],
                "conflicts": [],
                "links": [{"a": 0, "b": 1, "score": 0.45, "reasons": ["fare"]}]
                if len(here) == 2
                else [],
                "worth": 0.9,
                "near": [],
            }
        )
    return {
        "settings": {"match_threshold": None, "collapse_reprints": True},
        "articles": [article(key) for key in kept],
        "claims": rows,
        "speakers": [
            speaker("s1", "Una Kerr", ["Una Kerr", "Kerr"]),
            speaker("s2", "Una Ker", ["Una Ker"]),
        ],
        "quotations": [quotation("a", 0, "s1", "Kerr"), quotation("c", 0, "s2", "Una Ker")],
        "labels": [
            {"referent": "the pier", "variants": [variant("the pier"), variant("the quay")],
             "reasons": []},
            {"referent": "the jetty", "variants": [variant("the jetty")], "reasons": []},
        ],
        "wordings": [],
    }  # fmt: skip


def article(key: str) -> dict[str, Any]:
    stance = {
        "target": "the fare", "label": "neutral", "score": 0.0, "confidence": 0.5, "evidence": [],
        "weights": [], "quoted_supportive": 0, "quoted_critical": 0,
    }  # fmt: skip
    return {
        "id": key, "text": TEXTS[key], "title": "", "outlet": f"Outlet {key}", "published": None,
        "duplicate_of": None, "digest": key, "stances": [stance],
    }  # fmt: skip


def mention(key: str, words: str) -> dict[str, Any]:
    _, start, end = spot(key, words)
    return {
        "article": key, "sentence": f"{key}:0", "start": start, "end": end, "assertion": "stated",
        "attributed_to": None, "quotation": None,
    }  # fmt: skip


def speaker(key: str, name: str, variants: list[str]) -> dict[str, Any]:
    return {"id": key, "name": name, "variants": variants, "kind": "person", "role": "other",
            "reasons": []}  # fmt: skip


def quotation(key: str, number: int, said: str, named: str) -> dict[str, Any]:
    return {
        "id": f"{key}:q{number}", "article": key, "content": [[0, 8]], "speaker": said,
        "named": named, "role": "other", "speaker_confidence": 0.6,
    }  # fmt: skip


def variant(text: str) -> dict[str, Any]:
    return {"text": text, "mentions": []}
