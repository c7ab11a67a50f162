"""Where the paragraphs of a text end."""

from __future__ import annotations

from analysis.language_model import parse
from analysis.quotations import find_quotations
from analysis.quotations.paragraphs import find_breaks

LINES = [
    "The harbour board met on Monday.",
    "“We were never asked,” said Ines Karlsson.",
    "The board’s chair, Tom Oduya, disagreed.",
    "He called the plan “a gift to the town.”",
    "“Nobody loses,” he said.",
    "“Everybody gains,” she answered.",
    "A vote is planned for June.",
]


def test_blank_lines_part_paragraphs() -> None:
    text = "One.\n\nTwo goes\non here.\n \t\nThree."
    assert [text[match.end() :].split(".")[0] for match in find_breaks(text)] == [
        "Two goes\non here",
        "Three",
    ]


def test_every_line_is_a_paragraph_where_sentences_end_them() -> None:
    assert len(list(find_breaks("\n".join(LINES)))) == len(LINES) - 1


def test_lines_that_were_wrapped_are_none() -> None:
    words = " ".join(LINES).split()
    text = "\n".join(" ".join(words[k : k + 5]) for k in range(0, len(words), 5))
    assert not list(find_breaks(text))


def test_a_quotation_is_not_carried_into_the_next_line() -> None:
    found = [q for q in find_quotations(parse("\n".join(LINES))) if q.kind == "direct"]
    texts = ["\n".join(LINES)[a:b] for q in found for a, b in q.content]
    assert "“Nobody loses,”" in texts
    assert all(len(q.content) == 1 for q in found)
