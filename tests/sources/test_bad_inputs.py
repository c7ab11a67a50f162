"""What breaks importers elsewhere, and what must happen here instead."""

import gzip
import io
import json
import subprocess
import sys
import zipfile

import pytest

import sources
from sources import child
from sources.article import Article, Problem
from sources.child import ChildReader, Limits
from sources.item import Source
from sources.reading import read_source

SENTENCE = "The council voted on Monday to end the night ferry from the first of May."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data, name="item.bin"):
    articles: list[Article] = []
    problems: list[Problem] = []
    for found in read_source(Source(name, data), {}):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            articles.append(found)
    return articles, problems


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(document):
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", document)])


def xlsx(rows):
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    book = f'<workbook xmlns="{SHEET}"><sheets><sheet name="A"/></sheets></workbook>'
    return zipped(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", book),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
    )


@pytest.mark.parametrize("data", [b"", b"   \n\t ", b"\0", b"\xef\xbb\xbf", b"\0" * 100])
@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "docx", "csv", "json", "eml"])
def test_b01_nothing_in_it(data, ending):
    articles, problems = read(data, f"x.{ending}")
    assert not articles
    assert "no text found" in problems[0].reason


def test_b02_the_ending_lies():
    page = f"<!DOCTYPE html><html><body><article><p>{SENTENCE}</p></article></body></html>".encode()
    (article,), _ = read(page, "page.txt")
    assert (article.source_format, article.text) == ("html", SENTENCE)
    archive = zipped([("a.txt", SENTENCE)])
    (article,), _ = read(archive, "paper.pdf")
    assert article.locator == "a.txt"
    articles, problems = read(b"MZ\x90\0" + bytes(range(256)) * 9, "notes.txt")
    assert not articles
    assert problems[0].code == "format"


@pytest.mark.slow
def test_b04_document_of_a_million_paragraphs():
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_000_000
    articles, problems = read(
        docx(f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    )
    assert articles or problems


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY x "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_b05_b21_entities_are_refused_unread(declaration):
    body = (
        f"<w:document "
        f'xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )
    articles, problems = read(docx(declaration + body))
    assert not any("root:" in article.text for article in articles)
    assert problems
    feed = (
        f'<?xml version="1.0"?>{declaration}<rss '
        f'version="2.0"><channel><title>&x;</title></channel></rss>'
    )
    articles, problems = read(feed.encode())
    assert not articles
    assert problems
    sitemap = f"{declaration}<urlset><url><loc>https://a.example/&x;</loc></url></urlset>"
    articles, problems = read(sitemap.encode())
    assert not articles
    assert problems


def test_b06_sheet_with_too_many_cells(monkeypatch):
    monkeypatch.setattr("sources.office.MOST_CELLS", 1000)
    from sources.office import OfficeError, sheets

    row = '<row r="1">' + "<c><v>1</v></c>" * 2000 + "</row>"
    with pytest.raises(OfficeError, match="cells"):
        list(sheets(xlsx(row)))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>",
    ],
)
def test_b08_broken_pdf_has_a_reason(data):
    articles, problems = read(data)
    assert not articles
    assert problems[0].code in ("damaged", "ocr")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", (
            "Городской совет проголосовал за отмену ночного парома, который перевозит медсестёр и "
            "студентов домой."
        )),
        ("koi8-r", (
            "Городской совет проголосовал за отмену ночного парома, который перевозит медсестёр и "
            "студентов домой."
        )),
        ("gb18030", "市议会周四投票决定停止夜间渡轮服务,这条航线每天晚上运送护士和学生回家。"),
        ("shift_jis", "市議会は木曜日、看護師や学生を家まで運ぶ夜間フェリーの廃止を決めました。"),
        ("euc-kr", "시의회는 목요일 간호사와 학생을 집까지 태워 주는 야간 여객선을 없애기로 했다."),
        ("utf-16", SENTENCE),
        ("utf-16-le", SENTENCE),
        ("cp1252", (
            "Der Stadtrat hat für das Ende der Nachtfähre gestimmt, die Schüler und Köche über "
            "das Wasser trägt."
        )),
    ],
)  # fmt: skip
def test_b11_older_encodings(encoding, text):
    (article,), _ = read(text.encode(encoding))
    assert article.text == text


def test_b12_mojibake_is_mended_and_real_letters_are_left():
    broken = "Die Fähre nach München fährt „heute“ nicht mehr.".encode().decode("cp1252", "replace")
    (article,), _ = read(broken.replace("\ufffd", "").encode())
    assert "München fährt" in article.text
    assert article.raw_text
    portuguese = "A DECISÃO da câmara não foi bem recebida, e a EMBARCAÇÃO parou na manhã seguinte."
    (article,), _ = read(portuguese.encode())
    assert article.text == portuguese


def test_b10_soft_hyphens_and_line_ends():
    text = (
        "The harbour of\u00adfice says that the night ferry is not an effi-\n"
        "cient use of the money that the council gives it each year, and\n"
        "that nobody on the islands will miss the boat when it is gone in\n"
        "the first week of May, which is when the summer timetable begins.\n"
    )
    (article,), _ = read(text.encode())
    assert "office says" in article.text
    assert "efficient use" in article.text
    assert "\n" not in article.text


def test_b13_mail_nested_forty_deep():
    text = b"Content-Type: text/plain\r\n\r\n" + SENTENCE.encode()
    for number in range(40):
        text = (
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
            + text
            + b"\r\n--b%d--\r\n" % number
        )
    head = b"Received: x\r\nFrom: a@b.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    articles, problems = read(head + text)
    assert articles or problems


def test_b14_table_with_bad_rows():
    data = (
        "title;text;date\n"
        f"One;{SENTENCE};1.5.2024\n"
        "title;text;date\n"
        f"Two;{SENTENCE} Again.;not a date\n"
        f'Three;"{SENTENCE} It never closes;2.5.2024\n' + f"Four;{SENTENCE} Four.;3.5.2024\n" * 30
    ).encode()
    articles, problems = read(data)
    assert {"One", "Two"} <= {article.title for article in articles}
    assert {"row", "date"} <= {problem.code for problem in problems}
    articles, problems = read(b"title,text\n" + f"One,{SENTENCE}\0\n".encode())
    assert articles[0].text == SENTENCE


def test_row_of_a_table_is_named_as_a_spreadsheet_counts_it():
    data = (
        "title,text,date\n"
        f'One,"{SENTENCE}\n\nA second paragraph.\n\nA third.",2024-05-01\n'
        "\n"
        f"Two,{SENTENCE} Again.,someday\n"
        ",,\n"
        f'Three,"{SENTENCE} It never closes,2024-05-03\n'
        f"Four,{SENTENCE} Four.,2024-05-04\n"
    ).encode()
    articles, problems = read(data)
    assert [article.locator for article in articles] == ["row 2", "row 4", "row 7"]
    assert [problem.place for problem in problems] == ["row 4", "row 5", "row 6"]
    assert "on line 10 of the file" in problems[2].reason


def test_b15_json_lines_with_bad_lines():
    good = [
        json.dumps({"title": f"T{number}", "text": f"{SENTENCE} {number}"}) for number in range(50)
    ]
    bad = [
        '{"title": "x", "text": ',
        '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"title": "n", "text": NaN}',
        '{"title": "s", "text": "\\ud800"}',
        "[1, 2]",
    ]
    articles, problems = read("\n".join(good[:25] + bad + good[25:]).encode())
    assert len(articles) >= 50
    assert {f"line {number}" for number in (26, 27, 28, 29, 30)} >= {
        problem.place for problem in problems
    }
    assert len(problems) + len(articles) == 55
    for article in articles:
        article.text.encode("utf-8")


def warc(*pages):
    out = b""
    for number, body in enumerate(pages):
        http = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://quay.example/{number}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: "
            f"{len(http)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return out


def page(number):
    body = f"<p>{SENTENCE} This is page {number} of a small archive of pages.</p>" * 1
    return (
        f"<!DOCTYPE html><html><head><title>Page {number} of the "
        f"archive</title></head><body><article>{body}</article></body></html>"
    ).encode()


def test_b16_web_archive_cut_in_half():
    data = warc(*map(page, range(6)))
    articles, problems = read(data)
    assert [article.url for article in articles] == [f"https://quay.example/{n}" for n in range(6)]
    articles, problems = read(data[: len(data) * 5 // 9])
    assert 1 <= len(articles) < 6
    assert problems
    assert problems[0].code == "damaged"


def test_web_archive_in_a_zip_with_its_page_list():
    digest = "sha256:" + "0" * 64
    package = {
        "profile": "data-package",
        "resources": [{"path": "archive/a.warc.gz", "hash": digest}],
    }
    data = zipped(
        [
            ("datapackage.json", json.dumps(package)),
            ("archive/a.warc.gz", warc(page(1))),
            ("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n'),
        ]
    )
    articles, problems = read(data)
    assert len(articles) == 1
    assert [problem.code for problem in problems] == ["digest"]


def test_b17_archives_have_limits(monkeypatch):
    monkeypatch.setattr("sources.archives.MEMBERS", 10)
    data = zipped([(f"../../{n}.txt", f"{SENTENCE} Number {n}.") for n in range(12)])
    articles, problems = read(data)
    assert len(articles) == 10
    assert problems[0].code == "limits"
    bomb = zipped([("a.txt", b"a" * 30_000_000)])
    assert read(bomb)[1][0].code == "limits"
    nested = zipped([("a.txt", SENTENCE)])
    for _ in range(6):
        nested = zipped([("b.zip", nested)])
    assert read(nested)[1][0].code == "limits"
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a.txt", SENTENCE)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Another text, of another length, under the same name.")
    articles, problems = read(twice.getvalue())
    assert len(articles) == 1
    assert problems[0].code == "zip"
    assert read(gzip.compress(SENTENCE.encode())[:-12])[1][0].code in ("damaged", "limits")


def test_zip_with_a_manifest():
    data = zipped(
        [
            ("articles.csv", "file,outlet\na.txt,The Quay\n"),
            ("sub/a.txt", SENTENCE),
            ("__MACOSX/x", "y"),
        ]
    )
    (article,), problems = read(data)
    assert article.outlet == "The Quay"
    assert not problems


@pytest.mark.parametrize(
    "name",
    [
        "../../app.py",
        "con.txt",
        "a" * 300,
        "a\nb.txt",
        "\u202egnp.txt",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_b18_hostile_names_are_only_shown(name):
    (article,), _ = read(SENTENCE.encode(), name)
    assert article.source_file == name
    assert article.text == SENTENCE


@pytest.mark.parametrize(
    "kind", ["nested", "unclosed", pytest.param("links", marks=pytest.mark.slow)]
)
def test_b19_b20_heavy_pages_end_within_the_deadline(kind):
    body = {
        "nested": "<div>" * 50_000 + f"<p>{SENTENCE}</p>",
        "unclosed": f"<p>{SENTENCE}</p>" + "<b>x" * 20_000,
        "links": f"<p>{SENTENCE}</p>" + '<a href="/x">y</a> ' * 30_000,
    }[kind]
    reader = ChildReader(Limits(seconds=8))
    found = list(
        reader.read("html_page", Source("x", f"<!DOCTYPE html><html><body>{body}".encode()))
    )
    reader.close()
    assert found


@pytest.mark.slow
def test_b55_a_child_that_hangs_dies_or_eats_memory_is_one_problem(monkeypatch, tmp_path):
    module = tmp_path / "hostile.py"
    module.write_text(
        "import os\n"
        "def read(source):\n"
        "    kind = source.data\n"
        "    if kind == b'die': os.abort()\n"
        "    if kind == b'exit': os._exit(3)\n"
        "    if kind == b'memory': bytearray(10**12)\n"
        "    if kind == b'raise': raise RuntimeError('no')\n"
        "    if kind == b'deep': f = lambda n: f(n + 1); f(0)\n"
        "    if kind == b'loop':\n"
        "        while True: pass\n"
        "    from sources.item import Item\n"
        "    yield Item(text='fine')\n"
    )
    package = tmp_path / "start.py"
    package.write_text(
        "import sys, os\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "import hostile, sources.readers, sources.child as child\n"
        "sources.readers.load_reader = lambda name: hostile\n"
        "channel = os.fdopen(os.dup(1), 'wb')\n"
        "child.serve(sys.stdin.buffer, channel, int(sys.argv[1]), float(sys.argv[2]))\n"
    )
    real = subprocess.Popen

    def start(words, **settings):
        return real([sys.executable, str(package), *words[3:]], **settings)

    monkeypatch.setattr("sources.child.subprocess.Popen", start)
    reader = ChildReader(Limits(seconds=3, megabytes=800))
    seen = {}
    for kind in (b"die", b"fine", b"exit", b"memory", b"raise", b"deep", b"loop", b"fine"):
        seen[kind] = list(reader.read("x", Source(kind.decode(), kind)))
    reader.close()
    assert [getattr(found, "text", "") for found in seen[b"fine"]] == ["fine"]
    for kind in (b"die", b"exit", b"memory", b"raise", b"deep", b"loop"):
        (problem,) = seen[kind]
        assert isinstance(problem, Problem), kind
        assert problem.file == kind.decode()


def test_b25_feed_entries_without_anything():
    entries = (
        "<item><guid>1</guid></item><item><title>Only a "
        "title</title><guid>1</guid><pubDate>yesterday</pubDate></item>"
    )
    articles, problems = read(
        f'<?xml version="1.0"?><rss '
        f'version="2.0"><channel><title>F</title>{entries}</channel></rss>'.encode()
    )
    assert [article.title for article in articles] == ["Only a title"]
    assert articles[0].published is None
    assert problems


def test_sitemap_index_lists_no_articles():
    data = b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"
    articles, problems = read(data)
    assert not articles
    assert problems[0].code == "index"


def test_b27_published_outranks_modified_and_impossible_dates_are_dropped():
    head = (
        "<script "
        'type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","datePublished":"2099-01-01"}</script>'
        '<meta property="article:published_time" content="2019-03-04T08:00:00Z">'
        '<meta property="article:modified_time" content="2024-01-01T08:00:00Z">'
    )
    body = f"<article><h1>Ferry</h1><p>{SENTENCE}</p><p>{SENTENCE} Again.</p></article>"
    (article,), _ = read(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    )
    assert article.published is not None
    assert article.published.year == 2019
    assert article.provenance["published"] == "meta article:published_time"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Page not found</h1><p>The page you are looking for does not exist any more.</p>",
        "<h1>Ferry</h1><p>Please enable JavaScript to view this page.</p>",
        "<h1>Ferry</h1><p>The council voted on Monday.</p><p>Subscribe to continue reading "
        "this story.</p>",
        "<h1>Ferry</h1><p>Please log in to continue.</p>",
        "<h1>Welcome</h1><p>We and our partners use cookies. Accept all cookies to go on.</p>",
    ],
)
def test_b28_pages_that_are_no_articles_are_marked(body):
    articles, problems = read(
        f"<!DOCTYPE html><html><title>x</title><body><main>{body}</main></body></html>".encode()
    )
    assert all(not article.comparable for article in articles)
    assert problems[0].code in ("not_article", "empty")


def test_b29_text_dump_loses_furniture_and_keeps_sentences_about_it():
    text = (
        "Skip to content\nHome\nNews\n\nCookies on the harbour's own page\n\n"
        "The harbour office has changed the cookies on its page, and eleven people complained.\n\n"
        "“I was asked to sign up for a newsletter three times,” said Rosa Lind, who travels "
        "daily.\n\n"
        "Photo: Harbour office\nShare this\nNotify of\nBack To Top\n\n[1] "
        "https://quay.example/notes\n"
    )
    (article,), _ = read(text.encode())
    assert article.title == "Cookies on the harbour's own page"
    assert article.text.split("\n\n")[0].startswith("The harbour office has changed the cookies")
    assert "newsletter three times" in article.text
    for gone in ("Skip", "Photo:", "Share", "Notify", "Back To", "https"):
        assert gone not in article.text
    assert "Back To Top" in article.raw_text


def test_plain_text_needs_no_heavy_import(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE)
    code = (
        "import sys, sources\n"
        f"sources.read([{str(tmp_path)!r}])\n"
        "heavy = {'trafilatura', 'pandas', 'dateparser', 'lxml', 'py3langid', 'numpy', 'spacy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=child.ROOT)


def test_reading_is_deterministic(tmp_path):
    (tmp_path / "a.html").write_bytes(page(1))
    (tmp_path / "b.txt").write_text(SENTENCE)
    assert sources.read([tmp_path]) == sources.read([tmp_path])


def test_heading_of_a_word_document_is_its_title_even_as_a_sentence():
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    body = f"<w:p>{style}<w:r><w:t>The ferry ends.</w:t></w:r></w:p>" + (
        "<w:p><w:r><w:t>Nobody on the islands was asked, the teachers say.</w:t></w:r></w:p>"
    )
    articles, _ = read(docx(f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'))

    assert [(one.title, one.text[:6]) for one in articles] == [("The ferry ends.", "Nobody")]


def test_picture_says_that_it_needs_ocr():
    _, problems = read(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4)

    assert [problem.code for problem in problems] == ["ocr"]
