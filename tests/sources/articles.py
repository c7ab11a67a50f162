"""Small factories of articles for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sources.article import Article, article_id


def make_article(name: str = "a", /, **fields: Any) -> Article:
    """Return an article that differs from others by its name."""
    values: dict[str, Any] = {
        "id": article_id("made for a test", name),
        "text": f"The ferry {name} left the harbour late.\n\nNobody on the pier knew why.",
        "title": f"Ferry {name} leaves late",
        "outlet": "Harbour Post",
        "published": datetime(2024, 5, 1, tzinfo=UTC),
        "published_precision": "day",
        "source_file": "made.jsonl",
        "locator": f"line {name}",
    }
    return Article(**{**values, **fields})


def make_articles(number: int) -> list[Article]:
    """Return articles, a day apart, of two outlets in turn."""
    return [
        make_article(
            str(place),
            outlet=("Harbour Post", "Bay News")[place % 2],
            published=datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=place),
            url=f"https://www.example.org/story/{place}",
        )
        for place in range(number)
    ]
