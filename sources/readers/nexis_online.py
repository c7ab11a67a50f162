"""The short online form of classic Nexis: six blocks an article, the text no more than a lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.article import Problem
from sources.dates import parse_date
from sources.decoding import decode
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "nexis"
SUMMARY = "Nexis in its short online form: medium, address, date, title, words, lead"
ISOLATED = False

_COUNT = re.compile(r"^([\d.,]+) (?:words|Wörter|mots|woorden|palabras|parole|palavras)$")


def recognise(head: Head) -> bool:
    """Return whether six blocks in a row are those of an article."""
    return not head.binary and bool(_starts(_blocks(head.text)))


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item an article, and what stands between them."""
    blocks = _blocks(decode(source.data).text)
    starts = _starts(blocks)
    before = 0
    for number, at in enumerate(starts, 1):
        place = f"document {number}"
        if before < at:
            rest = " ".join(blocks[before:at])
            yield Problem(source.name, place, "text before it is of no article", "rest", rest[:120])
        end = starts[number] if number < len(starts) else len(blocks)
        before = end
        medium, address, date, title, count = blocks[at : at + 5]
        words = _COUNT.match(count)
        lead = blocks[at + 5 : end]
        yield Item(
            title=title,
            text="\n\n".join(lead),
            text_kind="snippet" if lead else "none",
            outlet=medium,
            url=address,
            published=date,
            word_count_claimed=int(re.sub(r"\D", "", words[1])) if words else None,
            locator=place,
        )


def _blocks(text: str) -> list[str]:
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    joined = (" ".join(part.replace("\u00a0", " ").split()) for part in parts)
    return [part for part in joined if part]


def _starts(blocks: list[str]) -> list[int]:
    """Return where articles begin: an address is second, a date third, a word count fifth."""
    return [
        at - 4
        for at, block in enumerate(blocks)
        if at >= 4
        and _COUNT.match(block)
        and re.match(r"(?:https?://|www\.)\S+$", blocks[at - 3])
        and parse_date(blocks[at - 2]) is not None
    ]
