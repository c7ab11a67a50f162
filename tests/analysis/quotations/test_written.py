"""The articles written for training: marks in the text become spans."""

from pathlib import Path

from training.written import read_written


def slices(record: dict, part: str) -> list[list[str]]:
    return [[record["text"][s:e] for s, e in a[part]] for a in record["attributions"]]


def test_braces_become_spans_of_the_text_without_them(tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    path.write_text(
        "# A note.\n\nMill to open\n{q1|The mill}, {s1|{s2|Lee}} {c1|said}, {q1|would open}, "
        "{c2|adding} {q2|that {s3|nobody} {c3|denied} {q3|it}}.\n\nAnother one.\n",
        encoding="utf-8",
    )
    first, second = read_written(path)
    assert first["text"] == (
        "Mill to open\n\nThe mill, Lee said, would open, adding that nobody denied it."
    )
    assert slices(first, "source") == [["Lee"], ["Lee"], ["nobody"]]
    assert slices(first, "cue") == [["said"], ["adding"], ["denied"]]
    assert slices(first, "content") == [
        ["The mill", "would open"], ["that nobody denied it"], ["it"]
    ]  # fmt: skip
    assert second == {"text": "Another one.", "attributions": []}


def test_every_attribution_written_has_a_cue_and_a_content() -> None:
    for record in read_written():
        assert not set("{}|") & set(record["text"])
        assert all(a["cue"] and a["content"] for a in record["attributions"])
