"""The text blocks of a web page, each with what its place in the page shows about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sources.cleaning.line_features import (
    Features,
    Line,
    line_features,
    main_run,
    measure_line,
)

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "select",
        "button",
        "textarea",
        "option",
        "iframe",
        "object",
        "canvas",
        "math",
        "audio",
        "video",
        "map",
        "datalist",
        "form-field",
        "input",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "b",
        "i",
        "em",
        "strong",
        "span",
        "u",
        "small",
        "sup",
        "sub",
        "abbr",
        "mark",
        "font",
        "code",
        "q",
        "cite",
        "time",
        "s",
        "del",
        "ins",
        "big",
        "kbd",
        "var",
        "acronym",
        "bdi",
        "bdo",
        "label",
        "tt",
        "strike",
        "wbr",
        "data",
    ]
)
# What names of classes and ids commonly say, whoever made the site.
_NAMES = {
    "body": (
        r"article-?_*(?:body|text|content|copy)|(?:story|post|entry|news|page|main)-?_*(?:body|"
        r"text|content|copy)|articlebody|body-?_*(?:text|copy)|rich-?text|wysiwyg"
    ),
    "content": r"article|content|story|post|entry|text|main|paragraph",
    "furniture": (
        r"nav|menu|footer|header|masthead|toolbar|breadcrumb|sitemap|skip|search|login|account|"
        r"logo"
    ),
    "beside": r"sidebar|aside|rail|widget|column-?right|secondary",
    "related": (
        r"relat|recommend|more-|also|teaser|promo|card|trending|popular|most-?read|list|feed|"
        r"carousel|outbrain|taboola|next-|read-?next|latest|headlines"
    ),
    "social": r"share|social|comment|follow|discuss|disqus|reaction|rating",
    "sales": (
        r"newsletter|subscri|sign-?up|paywall|advert|sponsor|banner|(?:^|[-_ ])ads?(?:[-_ ]|$)|"
        r"donat|premium|offer|cta|piano"
    ),
    "consent": r"cookie|consent|gdpr|privacy|modal|popup|overlay|dialog",
    "credit": r"caption|credit|copyright|legend|figure|image|photo|gallery|media|video|player",
    "about": (
        r"byline|author|bio|date|time|meta|timestamp|published|tag|topic|categor|kicker|section|"
        r"label|info"
    ),
    "deck": (
        r"deck|dek|standfirst|sub-?(?:title|head|heading)|lead|intro|summary|excerpt|abstract|"
        r"chapo"
    ),
    "headline": r"headline|title|heading",
    "hidden": r"hidden|sr-only|visually|screen-?reader|print-only|mobile-only|collapsed",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in _NAMES.items()}
_ROLES = frozenset(
    [
        "article",
        "main",
        "aside",
        "nav",
        "footer",
        "header",
        "figure",
        "figcaption",
        "li",
        "table",
        "blockquote",
        "section",
        "form",
        "dl",
    ]
)
_OWN_TAGS = ("p", "div", "h1", "h2", "h3", "h4", "li", "td", "figcaption", "blockquote", "a",
    "span", "br", "dd", "pre")  # fmt: skip


@dataclass(slots=True)
class _Element:
    tag: str
    number: int
    names: frozenset[str]
    all_names: frozenset[str]
    """Its own and those of all it stands in."""
    all_tags: frozenset[str]
    hidden: bool
    body_mark: bool
    kind: str
    """Tag and class: what paragraphs of one article have in common."""


@dataclass(slots=True)
class Block:
    """A run of text between two breaks of a page."""

    text: str
    tag: str
    chain: tuple[_Element, ...]
    """Its elements, outermost first."""
    linked: int
    """Characters that are link text."""
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        self.line = measure_line(self.text)


def page_blocks(tree: Any) -> list[Block]:
    """Return the blocks of a parsed page, in order, white space run together.

    Parameters
    ----------
    tree : lxml element
        The root.
    """
    return list(_Walker().walk(tree))


class _Walker:
    """Goes over a page once, without recursion: pages nest 50,000 deep when someone wants it."""

    def __init__(self) -> None:
        self.stack: list[_Element] = []
        self.text: list[str] = []
        self.linked = 0
        self.links = 0
        self.number = 0

    def walk(self, root: Any) -> Iterator[Block]:
        from lxml import etree

        skipping = 0
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                if not skipping:
                    self._add(node.tail)
                continue
            tag = node.tag.lower() if isinstance(node.tag, str) else ""
            tag = tag.rsplit("}", 1)[-1]
            if event == "start":
                if skipping or tag in _SKIP:
                    skipping += 1
                    continue
                yield from self._open(tag, node)
            else:
                if skipping:
                    skipping -= 1
                    if skipping:
                        continue
                else:
                    yield from self._close(tag)
                self._add(node.tail)
        yield from self._flush()

    def _open(self, tag: str, node: Any) -> Iterator[Block]:
        if tag not in _INLINE:
            yield from self._flush()
            self.number += 1
            if tag != "br":
                above = self.stack[-1] if self.stack else None
                self.stack.append(_describe(tag, node, self.number, above))
        elif tag == "a":
            self.links += 1
        elif tag == "sup" and _is_note(node):
            return
        self._add(node.text)

    def _close(self, tag: str) -> Iterator[Block]:
        if tag == "a":
            self.links -= 1
        elif tag not in _INLINE and tag != "br":
            yield from self._flush()
            self.stack.pop()

    def _add(self, text: str | None) -> None:
        if text:
            self.text.append(text)
            if self.links:
                self.linked += len(text.strip())

    def _flush(self) -> Iterator[Block]:
        text = " ".join("".join(self.text).split())
        linked, self.linked = self.linked, 0
        self.text.clear()
        if text:
            chain = tuple(self.stack[-40:])
            yield Block(text, chain[-1].tag if chain else "", chain, linked)


def _describe(tag: str, node: Any, number: int, above: _Element | None) -> _Element:
    name = f"{node.get('class', '')} {node.get('id', '')} {node.get('data-component', '')}"
    style = node.get("style", "").replace(" ", "").lower()
    names = _name_signs(name)
    hidden = "display:none" in style or node.get("hidden") is not None
    body = "articlebody" in node.get("itemprop", "").lower() or "articleBody" in name
    return _Element(
        tag,
        number,
        names,
        names | above.all_names if above else names,
        above.all_tags | {tag} if above else frozenset((tag,)),
        hidden or (above is not None and above.hidden),
        body or (above is not None and above.body_mark),
        f"{tag}.{node.get('class', '')}",
    )


@lru_cache(maxsize=4096)
def _name_signs(name: str) -> frozenset[str]:
    return frozenset(key for key, pattern in _PATTERNS.items() if pattern.search(name))


def _is_note(node: Any) -> bool:
    return re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", "".join(node.itertext())) is not None


def block_features(
    blocks: Sequence[Block], *, title: str, found: str, loose: str, declared: str
) -> list[Features]:
    """Return the features of each block: its line's, and those of its place in the page.

    Parameters
    ----------
    blocks : sequence of Block
        All blocks of a page.
    title : str
        The headline.
    found, loose : str
        Text that a rule-based extractor takes strictly and loosely.
    declared : str
        Body that the page's structured data give.
    """
    lines = [block.line for block in blocks]
    rows = line_features(lines)
    start, end = main_run(lines)
    main = _main_container(blocks[start:end] or blocks)
    mass = _mass(blocks)
    kinds: Counter[str] = Counter()
    for block in blocks:
        kinds[_kind(block)] += int(block.line.words) * block.line.prose
    total = sum(line.words for line in lines if line.prose) or 1.0
    grams = {
        name: _grams(text)
        for name, text in (("found", found), ("loose", loose), ("declared", declared))
    }
    heading = " ".join(title.lower().split())
    seen_title = False
    for block, row in zip(blocks, rows, strict=True):
        _place(row, block, main, mass, kinds, total)
        for name, known in grams.items():
            share = _share(block.text, known)
            row[f"in {name}"] = share
            row[f"no {name}"] = float(not known)
            row[f"not in {name}"] = 1 - share if known else 0.0
            row[f"prose in {name}"] = share * block.line.prose
            row[f"short in {name}"] = share * (not block.line.prose)
        row["in all"] = min(row["in found"], row["in loose"])
        row["in none"] = float(row["in found"] + row["in loose"] + row["in declared"] == 0)
        same = block.text.lower() == heading
        seen_title = seen_title or same or block.tag == "h1"
        row["is title"] = float(same)
        row["after title"] = float(seen_title)
    return rows


def _kind(block: Block) -> str:
    return " < ".join(element.kind for element in block.chain[:-4:-1])


def _place(
    row: Features,
    block: Block,
    main: int,
    mass: dict[str, Counter[int]],
    kinds: Counter[str],
    total: float,
) -> None:
    chain = block.chain
    row[f"tag {block.tag}" if block.tag in _OWN_TAGS else "tag other"] = 1.0
    for role in chain[-1].all_tags & _ROLES if chain else ():
        row[f"within {role}"] = 1.0
    for element in chain[-3:]:
        for name in element.names:
            row[f"near {name}"] = 1.0
    for name in chain[-4].all_names if len(chain) > 3 else ():
        row[f"under {name}"] = 1.0
    row["hidden"] = float(bool(chain) and chain[-1].hidden)
    row["marked body"] = float(bool(chain) and chain[-1].body_mark)
    density = min(1.0, block.linked / max(1, len(block.text)))
    row["links"] = density
    row["all links"] = float(density > 0.9)
    row["links x short"] = density * (not block.line.prose)
    row["depth"] = min(40, len(chain)) / 40
    parents = chain[-1:-5:-1]
    for level in (1, 2, 3):
        number = parents[level].number if len(parents) > level else 0
        row[f"mass up {level}"] = mass["all"][number] / total
    row["in main"] = float(any(element.number == main for element in chain))
    place = next((n for n, element in enumerate(reversed(chain)) if element.number == main), 12)
    row["below main"] = min(12, place) / 12
    row["child of main"] = float(place <= 1)
    sibling = parents[1].number if len(parents) > 1 else 0
    row["siblings prose"] = mass["direct"][sibling] / total
    row["kind prose"] = kinds[_kind(block)] / total


def _main_container(blocks: Sequence[Block]) -> int:
    """Return the number of the innermost element that holds most of the prose."""
    prose = [block for block in blocks if block.line.prose]
    weight: Counter[int] = Counter()
    deep: dict[int, int] = defaultdict(int)
    for block in prose:
        for level, element in enumerate(block.chain):
            weight[element.number] += int(block.line.words)
            deep[element.number] = level
    whole = sum(int(block.line.words) for block in prose)
    holding = [number for number, words in weight.items() if words >= 0.7 * whole]
    return max(holding, key=lambda number: (deep[number], number), default=0)


def _mass(blocks: Sequence[Block]) -> dict[str, Counter[int]]:
    """Count words of prose in each element: in all of it, and in its children only."""
    mass: dict[str, Counter[int]] = {"all": Counter(), "direct": Counter()}
    for block in blocks:
        if block.line.prose:
            for element in block.chain:
                mass["all"][element.number] += int(block.line.words)
            for element in block.chain[-2:]:
                mass["direct"][element.number] += int(block.line.words)
    return mass


def _grams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < 40:
        return set()
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)} | {
        " ".join(re.findall(r"\w+", line.lower())) for line in text.split("\n")
    }


def _share(text: str, grams: set[str]) -> float:
    words = re.findall(r"\w+", text.lower())
    if len(words) < 3:
        return float(bool(words) and " ".join(words) in grams)
    own = [" ".join(words[i : i + 3]) for i in range(len(words) - 2)]
    return sum(gram in grams for gram in own) / len(own)
