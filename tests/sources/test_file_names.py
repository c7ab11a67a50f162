"""What the names of files say, by a pattern, and what outranks it."""

import io
import zipfile

import pytest

import sources
from sources.__main__ import main
from sources.file_names import PatternError, name_fields, preview_names

SENTENCE = "The council voted on Monday to end the night ferry from the first of May."


@pytest.mark.parametrize(
    ("path", "pattern", "fields"),
    [
        ("20240503_The-Quay_Ferry_ends.txt", "{date}_{outlet}_{title}.txt",
         {"published": "20240503", "outlet": "The-Quay", "title": "Ferry ends"}),
        ("x/The Quay/03.05.2024 Ferry.docx", "{outlet}/{date} {title}",
         {"outlet": "The Quay", "published": "03-05-2024", "title": "Ferry"}),
        ("a/12_Rosa Lind.txt", "{skip}_{author}", {"authors": "Rosa Lind"}),
        ("no date here.txt", "{date}_{title}", {}),
    ],
)  # fmt: skip
def test_pattern_fits_or_says_nothing(path, pattern, fields):
    assert name_fields(path, pattern) == fields
    assert preview_names([path], pattern) == [(path, fields)]


@pytest.mark.parametrize("pattern", ["", "plain", "{colour}", "{date}_{date}", "{skip}"])
def test_pattern_that_cannot_be_is_refused(pattern):
    with pytest.raises(PatternError):
        name_fields("a.txt", pattern)


def test_side_file_outranks_the_name_and_the_name_what_is_detected(tmp_path, capsys):
    folder = tmp_path / "The Quay"
    folder.mkdir()
    (folder / "2024-05-03 Ferry ends.txt").write_text(f"Another headline\n\n{SENTENCE}")
    (folder / "2024-05-04 Fares.txt").write_text(SENTENCE + " Again.")
    (tmp_path / "articles.csv").write_text("file,outlet\n2024-05-04 Fares.txt,Island Post\n")
    articles, _ = sources.read([tmp_path], names="{outlet}/{date} {title}")
    assert [(one.outlet, one.title, str(one.published)[:10]) for one in articles] == [
        ("The Quay", "Ferry ends", "2024-05-03"),
        ("Island Post", "Fares", "2024-05-04"),
    ]
    assert articles[0].provenance["title"].startswith("file name")
    assert articles[1].provenance["outlet"] == "manifest"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("The Quay/2024-05-03 Ferry.txt", SENTENCE)
    (article,) = sources.read_bytes(buffer.getvalue(), "x.zip", names="{outlet}/{date} {title}")
    assert isinstance(article, sources.Article)
    assert (article.outlet, article.title) == ("The Quay", "Ferry")
    out = str(tmp_path / "o.jsonl")
    assert main(["read", str(folder), "--json", out, "--names", "{date} {title}"]) == 0
    assert main(["read", str(folder), "--json", out, "--names", "{what}"]) == 2
    assert "no field" in capsys.readouterr().err
