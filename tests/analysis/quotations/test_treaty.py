"""The five real articles beside the checkout: one man in three transliterations, sisters apart."""

from analysis.quotations import align_wordings, link_speakers


def test_speakers_of_the_treaty_articles(shared, event) -> None:
    paths = sorted((shared / "corpora" / "treaty").glob("*.txt"))
    articles, readings = event([path.read_text(encoding="utf-8") for path in paths])
    speakers = link_speakers(articles, readings)
    spokesman = next(s for s in speakers if "Dilxat Raxit" in s.variants)
    assert {"Dilishati", "Dirichati"} <= set(spokesman.variants)
    assert len(spokesman.reasons) >= 2
    president = next(s for s in speakers if "Erdogan" in s.variants)
    assert president.name == "Recep Tayyip Erdoğan"
    bodies = [s for s in speakers if s.kind == "organisation"]
    assert all(not {"Justice For All", "Justice For All Canada"} <= set(s.variants) for s in bodies)
    wordings = align_wordings(articles, readings, speakers)
    assert {w.speaker for w in wordings} == {spokesman.id}
