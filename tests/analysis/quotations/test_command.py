"""``python -m analysis quotes`` keeps ids, slices back, and reports lines it cannot use."""

import json

from analysis.__main__ import main


def test_quotes_command(tmp_path) -> None:
    text = "“The bridge is ours,” said Peter Novak."
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "a", "text": text}) + "\n" + '{"id": "b", "text": ""}\n')
    assert main(["quotes", str(source), str(target)]) == 0
    first, second = map(json.loads, target.read_text().splitlines())
    assert (first["id"], second) == ("a", {"id": "b", "quotes": []})
    (quote,) = first["quotes"]
    assert text[slice(*quote["source"])] == "Peter Novak"
    assert text[slice(*quote["content"][0])] == "“The bridge is ours,”"
    assert (quote["kind"], quote["speaker"]) == ("direct", "Peter Novak")


def test_a_line_that_cannot_be_used_is_reported(tmp_path, capsys) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a"}\n{"id": "b", "text": "Nothing."}\n')
    assert main(["quotes", str(source), str(tmp_path / "out.jsonl")]) == 1
    assert "line 1" in capsys.readouterr().err
