"""What the tests of this room share: parsed texts, and articles with their readings."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from analysis.language_model import parse
from analysis.quotations import find_quotations
from analysis.records import Entity, Quotation, Reading
from sources.article import Article


@cache
def quotations_of(text: str) -> tuple[Quotation, ...]:
    return find_quotations(parse(text))


@pytest.fixture(scope="session")
def quotes() -> Callable[[str], tuple[Quotation, ...]]:
    """Quotations of a text."""
    return quotations_of


@pytest.fixture(scope="session")
def event() -> Callable[[Sequence[str]], tuple[list[Article], dict[str, Reading]]]:
    """Articles numbered a, b, c … with their readings."""

    def make(texts: Sequence[str]) -> tuple[list[Article], dict[str, Reading]]:
        articles = [Article(id="abcdefgh"[n], text=text) for n, text in enumerate(texts)]
        readings = {}
        for article in articles:
            doc = parse(article.text)
            readings[article.id] = Reading(
                digest=article.digest,
                version="test",
                entities=tuple(Entity(e.start_char, e.end_char, e.label_, 0) for e in doc.ents),
                quotations=find_quotations(doc),
            )
        return articles, readings

    return make
