"""Out as CSV, JSON lines or XLSX, and back without loss; no cell is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import read_bytes
from sources.article import Article, Problem
from sources.export import (
    WRITERS,
    from_row,
    guard,
    read_csv,
    unguard,
    write_csv,
    write_jsonl,
    write_xlsx,
)
from tests.sources.articles import make_article, make_articles

DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'=1",
    "''=1", "'", "=HYPERLINK(\"http://x\",\"y\")", "plain", "", " =1", "a=b",
]  # fmt: skip
plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
any_article = st.builds(
    Article,
    id=st.text("0123456789abcdef", min_size=20, max_size=20),
    text=plain_text, title=plain_text, outlet=plain_text, stance=plain_text, url=plain_text,
    section=plain_text, locator=plain_text,
    authors=st.lists(plain_text, max_size=3).map(tuple),
    extra=st.dictionaries(
        plain_text.filter(lambda key: key != "published_local"), plain_text, max_size=2
    ),
    word_count_claimed=st.none() | st.integers(0, 10**6),
)  # fmt: skip


@pytest.mark.parametrize("cell", DANGEROUS)
def test_b45_guard_is_reversible_and_leaves_no_formula(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell) or guard(cell)[0] not in "=+-@\t\r\n＝＋－＠"


@given(st.text())
def test_b45_any_cell_comes_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell


def _there_and_back_csv(articles: list[Article]) -> list[Article]:
    stream = io.BytesIO()
    write_csv(articles, stream)
    stream.seek(0)
    return list(read_csv(stream))


def _rows_xlsx(data: bytes) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    rows = list(load_workbook(io.BytesIO(data))["articles"].iter_rows(values_only=True))
    return [
        {str(k): "" if v is None else str(v) for k, v in zip(rows[0], row, strict=True)}
        for row in rows[1:]
    ]


@settings(max_examples=60)
@given(st.lists(any_article, max_size=3))
def test_csv_and_jsonl_come_back_as_they_were(articles: list[Article]) -> None:
    assert _there_and_back_csv(articles) == articles
    stream = io.BytesIO()
    write_jsonl(articles, stream)
    assert [from_row(orjson.loads(line)) for line in stream.getvalue().splitlines()] == articles


def test_b45_xlsx_comes_back_as_it_was_and_holds_only_text() -> None:
    from openpyxl import load_workbook

    articles = [
        make_article(str(n), title=cell.strip("\r"), extra={"k": cell})
        for n, cell in enumerate(DANGEROUS)
    ]
    stream = io.BytesIO()
    assert write_xlsx(articles, stream) == len(articles)
    assert [from_row(row) for row in _rows_xlsx(stream.getvalue())] == articles
    sheet = load_workbook(io.BytesIO(stream.getvalue()))["articles"]
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} <= {"s", "inlineStr"}


def test_text_too_long_for_a_cell_of_a_workbook_goes_on_in_the_next() -> None:
    article = make_article(text="word " * 20_000 + "ende")
    stream = io.BytesIO()
    write_xlsx([article], stream)
    (row,) = _rows_xlsx(stream.getvalue())
    assert max(len(cell) for cell in row.values()) <= 32_767
    assert from_row(row) == article


@pytest.mark.parametrize(
    ("published", "precision"),
    [
        (datetime(2024, 1, 1, tzinfo=UTC), "year"),
        (datetime(2024, 5, 1, tzinfo=UTC), "month"),
        (datetime(2024, 5, 7, tzinfo=UTC), "day"),
        (datetime(2024, 5, 7, 9, 30, tzinfo=UTC), "minute"),
        (datetime(2024, 5, 7, 9, 30, 12, tzinfo=UTC), "second"),
        (None, "none"),
    ],
)
def test_dates_come_back_as_precise_as_they_were(
    published: datetime | None, precision: str
) -> None:
    article = make_article(published=published, published_precision=precision)
    assert _there_and_back_csv([article]) == [article]


def test_csv_of_nothing_is_a_header() -> None:
    stream = io.BytesIO()
    assert write_csv([], stream) == 0
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0][:4] == ["id", "headline", "subheadline", "text"]


def test_author_with_a_semicolon_stays_one() -> None:
    article = make_article(authors=("Doe; Jane", "[x]", "B"))
    assert _there_and_back_csv([article]) == [article]


def test_half_a_surrogate_pair_is_written_as_replacement() -> None:
    article = make_article(title="a\ud800b")
    for name in ("csv", "jsonl", "xlsx"):
        WRITERS[name]([article], io.BytesIO())
    assert _there_and_back_csv([article]) == [replace(article, title="a\ufffdb")]


def test_same_articles_give_the_same_bytes() -> None:
    for name in ("csv", "jsonl"):
        first, second = io.BytesIO(), io.BytesIO()
        WRITERS[name](make_articles(3), first)
        WRITERS[name](make_articles(3), second)
        assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_export_read_as_a_file_gives_the_articles_as_they_were(form: str) -> None:
    articles = [
        make_article("a", title="=SUM(A1)", extra={"camp": "north"}, authors=("A; B", "C")),
        make_article("b", text="'=1\r\n\r\n\ttext"),
        *make_articles(2),
    ]
    stream = io.BytesIO()
    WRITERS[form](articles, stream)
    assert list(read_bytes(stream.getvalue(), "export.txt")) == articles


def test_export_edited_beyond_reading_is_a_problem_by_row() -> None:
    stream = io.BytesIO()
    write_csv([make_article("a"), make_article("b")], stream)
    broken = stream.getvalue().replace(b"2024-05-01", b"soon", 1)
    first, second = read_bytes(broken, "export.csv")
    assert isinstance(first, Problem)
    assert first.place == "row 2"
    assert second == make_article("b")
