"""Every reader has a fixture and a line in the documentation; this test makes sure."""

import json
from pathlib import Path

import pytest

import sources
from sources.archives import KINDS as ARCHIVES
from sources.readers import MODULES, load_reader
from sources.target_record import to_row

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "formats.md"
NAMES = {"title": "headline", "outlet": "outlet_raw"}


@pytest.mark.parametrize("module", MODULES)
def test_reader_has_a_fixture_and_a_line_in_the_documentation(module):
    reader = load_reader(module)
    assert any(name.startswith(f"{module}.") for name in EXPECTED), "write a fixture"
    assert f"`{module}`" in DOCUMENTATION.read_text(encoding="utf-8"), "add it to docs/formats.md"
    assert reader.SUMMARY


def test_every_kind_of_archive_has_a_fixture_and_a_line_in_the_documentation():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    for kind in ARCHIVES:
        assert any(name.startswith(f"archive_{kind}.") for name in EXPECTED), kind
        assert f"`{kind}`" in text, kind


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_fixture_is_read_as_expected(name, tmp_path):
    # Under a name that says nothing: formats are told by content.
    path = tmp_path / "item.bin"
    path.write_bytes((FIXTURES / name).read_bytes())
    articles, problems = sources.read([path])
    wanted = EXPECTED[name]
    assert [problem.code for problem in problems] == wanted["problems"], problems
    assert len(articles) == len(wanted["articles"])
    for article, expected in zip(articles, wanted["articles"], strict=True):
        if not name.startswith("archive_"):
            assert article.source_format == load_reader(name.split(".")[0]).NAME
        row = to_row(article)
        for field, value in expected.items():
            if field == "text":
                assert value in article.text
            elif field == "absent":
                assert not [word for word in value if word in article.text]
            elif field == "extra":
                assert value.items() <= article.extra.items()
            else:
                assert row[NAMES.get(field, field)] == value, field
    again, _ = sources.read([path])
    assert [article.id for article in again] == [article.id for article in articles]
