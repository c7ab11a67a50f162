"""Addresses of sitemaps: followed within one domain, each once, however they name themselves."""

from __future__ import annotations

import gzip

from sources.article import Article, Problem
from sources.from_web import read_addresses
from sources.web import Fetcher, WebSettings
from tests.sources.web.servers import answer, serving

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def test_b26_index_that_lists_itself_and_other_hosts_is_read_once() -> None:
    with serving({}) as server:
        root = f"http://news.example.org:{server.port}"
        listed = "".join(
            f"<sitemap><loc>{each}</loc></sitemap>"
            for each in (
                f"{root}/index.xml",
                f"{root}/index.xml#again",
                f"{root}/one.xml.gz",
                "http://elsewhere.example.net/map.xml",
            )
        )
        story = (
            f'<urlset xmlns:n="{NEWS}"><url><loc>{root}/a</loc><n:news><n:title>Ferry ends'
            "</n:title></n:news></url></urlset>"
        )
        server.table = {
            **server.table,
            "/index.xml": answer(
                f"<sitemapindex>{listed}</sitemapindex>".encode(), kind="text/xml"
            ),
            "/one.xml.gz": answer(gzip.compress(story.encode()), kind="application/gzip"),
        }
        settings = WebSettings(pause=0, loopback_ports=frozenset((server.port,)))
        fetcher = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"])
        found = list(read_addresses([f"{root}/index.xml"], fetcher=fetcher))
        assert server.asked.count("/index.xml") == 1
        assert server.asked.count("/one.xml.gz") == 1
    (article,) = (each for each in found if isinstance(each, Article))
    (problem,) = (each for each in found if isinstance(each, Problem))
    assert (article.title, article.text_kind) == ("Ferry ends", "none")
    assert "elsewhere.example.net" in problem.reason
