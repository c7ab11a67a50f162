"""The article on a web page: blocks judged by a linear model that also hears trafilatura."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sources.cleaning.line_features import Features
from sources.cleaning.line_model import load_line_model, score_lines
from sources.pages.blocks import Block, block_features, page_blocks
from sources.pages.data import island_text

_LITTLE = 60
"""Words of prose below which a page is taken to be drawn by script."""


class JudgedPage(NamedTuple):
    """The blocks of a page and their features, as the model sees them."""

    blocks: list[Block]
    rows: list[Features]
    strict: str
    """What trafilatura takes, strictly."""


def page_text(tree: Any, *, title: str, declared: str) -> str:
    """Return the article's paragraphs, one a line.

    Parameters
    ----------
    tree : lxml element
        The page.
    title : str
        Its headline, when known; it is left out of the text.
    declared : str
        The body that structured data give; empty when they give none.
    """
    judged = judge_page(tree, title=title, declared=declared)
    model = load_line_model("page")
    words = [block.line.words for block in judged.blocks]
    values = score_lines(judged.rows, words, model)
    kept = [
        block.text
        for block, value in zip(judged.blocks, values, strict=True)
        if value >= model.threshold
    ]
    return kept_or_other(kept, lambda: other_text(tree, judged.strict, declared))


def kept_or_other(kept: Sequence[str], other: Callable[[], str]) -> str:
    """Return the blocks kept, one a line; the other text where they are little and it is not."""
    if sum(len(text.split()) for text in kept) < _LITTLE:
        text = other()
        if len(text) > 2 * sum(map(len, kept)):
            return text
    return "\n".join(kept)


def other_text(tree: Any, strict: str, declared: str) -> str:
    """Return the longest text of a page that does not come from its blocks."""
    return max((strict, declared, island_text(tree)), key=len)


def judge_page(tree: Any, *, title: str, declared: str) -> JudgedPage:
    """Return the blocks of a page with their features."""
    blocks = page_blocks(tree)
    strict, loose = _extracted(tree)
    rows = block_features(blocks, title=title, found=strict, loose=loose, declared=declared)
    return JudgedPage(blocks, rows, strict)


def _extracted(tree: Any) -> tuple[str, str]:
    """Return what trafilatura takes from a page, strictly and as it comes."""
    from copy import deepcopy

    from trafilatura import extract

    return tuple(
        extract(deepcopy(tree), favor_precision=strict, include_comments=False) or ""
        for strict in (True, False)
    )  # type: ignore[return-value]
