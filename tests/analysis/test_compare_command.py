"""``python -m analysis compare``: the whole contract, on the event Parallax was born from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest

from analysis.__main__ import main
from analysis.document import slices_that_fail
from tests.conftest import ROOT

KEYS = {
    "settings", "problems", "articles", "sentences", "similarity", "reused_passages", "speakers",
    "quotations", "claims", "labels", "words",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str


def run_compare(folder: Path, *words: object) -> Outcome:
    """Run the command in this process, which has the models in memory."""
    said = StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stderr(said):
        patched.setenv("PARALLAX_CACHE", str(folder))
        code = main(["compare", *map(str, words)])
    return Outcome(code, said.getvalue())


def start_compare(folder: Path, *words: object, **variables: str) -> Outcome:
    """Run the command as people do, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "compare", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"PARALLAX_CACHE": str(folder)} | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stderr)


@pytest.fixture(scope="module")
def treaty_folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the comparison of the treaty's articles, written and kept."""
    folder = tmp_path_factory.mktemp("treaty")
    outcome = run_compare(folder, shared / "corpora" / "treaty", "--json", folder / "out.json")
    assert outcome.code in {0, 1}, outcome.said
    return folder


@pytest.fixture(scope="module")
def treaty(treaty_folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads((treaty_folder / "out.json").read_bytes())
    return document


def mention_texts(document: dict[str, Any], claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    texts = {article["id"]: article["text"] for article in document["articles"]}
    for mention in claim["mentions"]:
        yield mention["article"], texts[mention["article"]][mention["start"] : mention["end"]]


def claims_with(document: dict[str, Any], *words: str) -> list[dict[str, Any]]:
    """Return claims of which one mention holds all the words."""
    return [
        claim
        for claim in document["claims"]
        if any(
            all(word.lower() in text.lower() for word in words)
            for _, text in mention_texts(document, claim)
        )
    ]


def articles_saying(document: dict[str, Any], *words: str) -> int:
    """Return the largest number of articles that one claim with all the words unites."""
    return max(
        (len({m["article"] for m in claim["mentions"]}) for claim in claims_with(document, *words)),
        default=0,
    )


def test_document_has_every_part_and_every_offset_slices_back(treaty: dict[str, Any]):
    assert set(treaty) >= KEYS
    assert len(treaty["articles"]) == 5
    assert slices_that_fail(treaty) == []


@pytest.mark.parametrize(
    "words",
    [("signed", "2017"), ("ratified", "extradition treaty"), ("not yet ratified",), ("50,000",),
     ("instrument of persecution",)],
    ids=lambda words: " ".join(words),
)  # fmt: skip
def test_what_several_say_comes_out_shared(treaty: dict[str, Any], words: tuple[str, ...]):
    assert articles_saying(treaty, *words) >= 2


@pytest.mark.parametrize(
    "words", [("81 countries",), ("140 organizations",), ("pledged not to return",)]
)
def test_what_one_says_comes_out_unique(treaty: dict[str, Any], words: tuple[str, ...]):
    found = claims_with(treaty, *words)

    assert found
    assert {claim["status"] for claim in found} == {"unique"}


@pytest.mark.parametrize(
    ("one", "other"), [("at the weekend", "26 June"), ("millions", "at least one million")]
)
def test_what_differs_comes_out_in_conflict(treaty: dict[str, Any], one: str, other: str):
    texts = {article["id"]: article["text"] for article in treaty["articles"]}
    pairs = [
        {texts[v["article"]][v["start"] : v["end"]].lower() for v in conflict["values"]}
        for claim in treaty["claims"]
        for conflict in claim["conflicts"]
    ]

    assert any(
        any(one.lower() in value for value in values)
        and any(other.lower() in value for value in values)
        for values in pairs
    )


def test_one_man_under_three_spellings_is_one_speaker(treaty: dict[str, Any]):
    variants = [" ".join(speaker["variants"]) for speaker in treaty["speakers"]]

    assert any(
        "Dilxat Raxit" in names and "Dirichati" in names and "Dilishati" in names
        for names in variants
    )


def test_sister_organisations_stay_apart(treaty: dict[str, Any]):
    for speaker in treaty["speakers"]:
        assert not {"Justice For All", "Justice For All Canada"} <= set(speaker["variants"])


def test_four_names_of_the_camps_are_one_thing(treaty: dict[str, Any]):
    camps = {
        "vocational training centers",
        "re-education camps",
        "concentration camps",
        "internment camps",
    }
    groups = [
        {variant["text"].lower() for variant in label["variants"]} for label in treaty["labels"]
    ]

    assert any(camps <= group for group in groups)


def test_kept_comparison_is_the_same_and_imports_no_model(
    shared: Path, tmp_path: Path, treaty_folder: Path
):
    for name in ("spacy", "sklearn", "onnxruntime"):
        package = tmp_path / "blocked" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise ImportError('not needed')", encoding="utf-8")

    again = (shared / "corpora" / "treaty", "--json", tmp_path / "again.json")
    outcome = start_compare(treaty_folder, *again, PYTHONPATH=str(tmp_path / "blocked"))

    assert outcome.code in {0, 1}, outcome.said
    assert (tmp_path / "again.json").read_bytes() == (treaty_folder / "out.json").read_bytes()


BODY = "The council said on Monday that the fare will rise to 7 pounds. About 300 people protested."


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("messy")
    (folder / "good.txt").write_text(f"Fares rise\n\n{BODY}\n", encoding="utf-8")
    (folder / "twin.txt").write_text(f"Fares rise\n\n{BODY}\n", encoding="utf-8")
    (folder / "other.txt").write_text(
        f"Islanders angry\n\nIslanders marched. {BODY}", encoding="utf-8"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt").write_bytes(b"Fares rise\n\nThe ferry \xff\xfe costs more, he said.\n")
    (folder / "short.txt").write_text("It costs more.", encoding="utf-8")
    (folder / "foreign.txt").write_text(
        "Die Überfahrt wird teurer\n\nDer Rat hat am Montag beschlossen, dass die Fahrt mit der "
        "Fähre im Juni teurer wird. Die Bewohner der Insel sind nicht einverstanden.",
        encoding="utf-8",
    )
    return folder, run_compare(folder / "cache", folder, "--json", folder / "out.json")


@pytest.mark.parametrize("name", ["empty.txt", "binary.bin", "twin.txt", "foreign.txt"])
def test_bad_input_is_named_with_a_reason_and_the_rest_goes_on(messy, name: str):
    folder, outcome = messy
    document = orjson.loads((folder / "out.json").read_bytes())

    reasons = [
        p["reason"] for p in document["problems"] if name in p["file"] or name in p["reason"]
    ]
    assert outcome.code == 1
    assert reasons
    assert name in outcome.said
    assert {"good.txt", "other.txt"} <= {a["file"].rpartition("/")[2] for a in document["articles"]}


def test_one_bad_byte_costs_one_letter(messy):
    folder, _ = messy
    document = orjson.loads((folder / "out.json").read_bytes())

    texts = [a["text"] for a in document["articles"] if "broken" in a["file"]]
    assert texts
    assert "costs more, he said" in texts[0]


def test_nothing_readable_is_exit_two_with_one_line(tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")

    outcome = start_compare(tmp_path, tmp_path / "empty.txt", "--json", tmp_path / "o.json")

    assert outcome.code == 2
    assert "nothing to compare" in outcome.said
    assert not (tmp_path / "o.json").exists()


@pytest.mark.slow
def test_result_does_not_depend_on_workers_or_order(tmp_path: Path):
    event = ROOT / "corpora" / "ferry-fares"

    start_compare(tmp_path / "a", event, "--json", tmp_path / "a.json", "--workers", 1)
    start_compare(tmp_path / "b", event, "--json", tmp_path / "b.json", "--workers", 2)

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
