"""Texts that come after the metadata: fetched or attached, undone, and never lost."""

from __future__ import annotations

import pytest

from sources.article import Article, Problem
from sources.completion import Completed, attach_text, fetch_texts
from sources.library import Filter, Library
from sources.web import Fetcher, WebSettings
from tests.sources.articles import make_article
from tests.sources.web.servers import answer, serving

TEXT = (
    "The council of Norhaven voted on Thursday to end the night ferry.",
    "It carries nurses, cooks and students home after nine, said Ada Holm.",
)
PAGE = (
    "<html><head><title>Ferry</title><meta property='article:published_time' "
    "content='2024-05-01T08:00:00Z'><meta name='author' content='Rosa Lind'></head><body><article>"
    f"<h1>Ferry ends</h1><p>{TEXT[0]}</p><p>{TEXT[1]}</p></article></body></html>"
)


def listed(name: str, url: str) -> Article:
    return make_article(
        name, text="", text_kind="none", url=url, raw_digest="d" * 64, source_format="table",
        source_file="stories.csv", provenance={"title": "field of the source"},
    )  # fmt: skip


def test_texts_are_fetched_attached_undone_and_both_versions_kept(library: Library) -> None:
    wall = "<html><body><main><p>Please enable JavaScript to view this page.</p></main></body>"
    pages = {"/a": answer(PAGE.encode()), "/wall": answer(wall.encode())}
    with serving(pages) as server:
        settings = WebSettings(pause=0, loopback_ports=frozenset((server.port,)))
        fetcher = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"])
        root = f"http://news.example:{server.port}"
        kept = [listed("a", f"{root}/a"), listed("w", f"{root}/wall"), listed("g", f"{root}/gone")]
        library.keep(kept)
        library.tag(kept[0].id, "outlet", "The Quay", person="Ada")
        ids = [each.id for each in kept]
        found = list(fetch_texts(library, ids, person="Ada", fetcher=fetcher))
        asked = len(server.asked)
        again = list(fetch_texts(library, ids[:1], person="Ada", fetcher=fetcher))
        assert (again, len(server.asked)) == ([], asked)
    (done,) = (each for each in found if isinstance(each, Completed))
    problems = {each.place: each.code for each in found if isinstance(each, Problem)}
    assert problems == {kept[1].id: "not_article", kept[2].id: "status"}
    article = library.get(kept[0].id)
    assert article is not None
    assert article.text == "\n\n".join(TEXT)
    assert (article.title, article.outlet) == (kept[0].title, "The Quay")
    assert article.published_precision == "second"
    assert article.authors == ("Rosa Lind",)
    assert article.provenance["text"].startswith("fetched from http://news.example")
    assert article.provenance["title"] == "field of the source"
    assert article.raw_digest not in ("", "d" * 64)
    assert [place for place, _, _ in library.origins(article.id)] == ["stories.csv", f"{root}/a"]
    assert [hit.article for hit in library.search("nurses")] == [article.id]
    assert len(library.versions(article.id)) == 2
    library.keep(kept)
    assert library.get(article.id) == article
    library.undo(done.decision.number, person="Ada")
    before = library.get(article.id)
    assert before is not None
    assert (before.text, before.text_kind, before.raw_digest) == ("", "none", "d" * 64)
    assert before.outlet == "The Quay"
    assert not library.search("nurses")
    assert library.count(Filter(without_text=True)) == 3


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"a,title,text\n1,x,one\n2,y,two\n", "attach")]
)
def test_file_without_exactly_one_text_is_a_problem(
    data: bytes, code: str, library: Library
) -> None:
    library.keep([listed("a", "")])
    found = attach_text(library, listed("a", "").id, data, "x", person="Ada")
    assert isinstance(found, Problem)
    assert found.code == code
    unknown = attach_text(library, "none", b"text", "x", person="Ada")
    assert isinstance(unknown, Problem)


def test_pasted_text_is_attached(library: Library) -> None:
    library.keep([listed("a", "")])
    found = attach_text(
        library, listed("a", "").id, "\n\n".join(TEXT).encode(), "pasted text", person="Ada"
    )
    assert isinstance(found, Completed)
    article = library.get(found.article.id)
    assert article is not None
    assert (article.text, article.text_kind) == ("\n\n".join(TEXT), "full")
    assert article.provenance["text"] == "attached from pasted text"
