from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.background import load_background
from analysis.hashed_terms import bag_of, hash_words
from analysis.idf import pile_idf, weigh
from analysis.neighbours import index_articles
from analysis.similarity import compare_articles, compare_groups, order_articles, shared_terms
from analysis.vectors import stack, vectorise
from sources.article import Article

FERRY = (
    "The harbour council voted to close the ferry terminal after engineers found rust in the pier."
)
FERRY_TOO = (
    "Engineers found rust in the pier, so the harbour council will close its ferry terminal."
)
CHESS = "A fourteen year old grandmaster beat the champion in the final round of the chess open."


def article(number: int, text: str, title: str = "") -> Article:
    return Article(id=f"a{number}", text=text, title=title)


def test_background_knows_common_from_rare():
    background = load_background()
    assert background.idf("govern") < background.idf("harbour") <= background.idf("zyxwv")
    assert background.idf("white", "hous") < background.idf("rust", "pier")


def test_articles_about_one_thing_are_closer():
    similarity = compare_articles([article(1, FERRY), article(2, FERRY_TOO), article(3, CHESS)])
    rows = similarity.tfidf
    assert rows[0][1] > 0.4 > rows[0][2]
    assert rows[0][0] == 1


def test_carrying_terms_are_words_of_both_and_add_up_to_at_most_one():
    terms = compare_articles([article(1, FERRY), article(2, FERRY_TOO)]).shared_terms["a1", "a2"]
    assert {"harbour", "rust"} & {term for term, _ in terms}
    assert all(term in FERRY.lower() for term, _ in terms)
    assert sum(share for _, share in terms) <= 1.001


def test_articles_without_words_are_like_nothing():
    similarity = compare_articles([article(1, ""), article(2, "the of and"), article(3, CHESS)])
    assert similarity.tfidf[0] == (0.0, 0.0, 0.0)
    assert compare_articles([]).articles == ()


words = st.lists(
    st.sampled_from(["ferry", "pier", "rust", "chess", "open", "round", "vote", "the", "of"]),
    max_size=12,
)


@given(st.lists(words, min_size=1, max_size=5), st.randoms())
@settings(max_examples=30)
def test_cosines_are_symmetric_bounded_and_know_no_order(texts, random):
    articles = [article(number, " ".join(text)) for number, text in enumerate(texts)]
    rows = np.array(compare_articles(articles).tfidf)
    assert (rows == rows.T).all()
    assert rows.min() >= 0
    assert rows.max() <= 1
    mixed = articles[:]
    random.shuffle(mixed)
    other = compare_articles(mixed)
    place = [other.articles.index(each.id) for each in articles]
    assert np.allclose(np.array(other.tfidf)[np.ix_(place, place)], rows, atol=1e-4)


def test_twin_equals_scikit_learn_under_the_same_settings():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [FERRY, FERRY_TOO, CHESS, FERRY + " " + CHESS]
    bags = [bag_of(article(number, text)) for number, text in enumerate(texts)]
    idf = pile_idf([bag.words for bag in bags])
    ours = stack([b.words for b in bags], [weigh(b.words, b.word_counts, idf) for b in bags])
    # The same terms: our numbers, as words that scikit-learn splits at blanks.
    spelt = [" ".join(f"t{n}" for n in hash_words(text).tolist() if n > 1) for text in texts]
    twin = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\S+").fit_transform(spelt)
    assert np.allclose((ours @ ours.T).toarray(), (twin @ twin.T).toarray(), atol=1e-6)


def test_many_vectors_at_once_equal_one_by_one():
    articles = [article(1, FERRY, "Ferry terminal to close"), article(2, CHESS), article(3, "")]
    idf = load_background().idf_of
    together = vectorise(articles, idf)
    for row, each in enumerate(articles):
        bag = bag_of(each)
        assert np.allclose(together.words[[row]].data, weigh(bag.words, bag.word_counts, idf))
        assert np.allclose(together.pairs[[row]].data, weigh(bag.pairs, bag.pair_counts, idf))


def test_groups_are_the_mean_over_their_pairs():
    articles = [article(1, FERRY), article(2, FERRY_TOO), article(3, CHESS)]
    pairs = np.array(compare_articles(articles).tfidf)
    groups = compare_groups(articles, {"a1": "x", "a2": "x", "a3": "y"})
    assert groups.groups == ("x", "y")
    assert groups.cosine[0][1] == pytest.approx((pairs[0, 2] + pairs[1, 2]) / 2, abs=2e-4)
    assert groups.cosine[0][0] == pytest.approx(pairs[0, 1], abs=2e-4)
    assert np.isnan(groups.cosine[1][1])


def test_heatmap_order_keeps_like_together():
    articles = [article(1, FERRY), article(2, CHESS), article(3, FERRY_TOO), article(4, CHESS)]
    order = order_articles(compare_articles(articles))
    assert abs(order.index("a1") - order.index("a3")) == 1


def test_nearest_neighbours_agree_with_the_full_comparison():
    articles = [article(1, FERRY), article(2, CHESS), article(3, FERRY_TOO)]
    index = index_articles(articles)
    assert index.nearest(articles[0])[0].article == "a3"
    assert index.nearest(article(9, FERRY), count=1)[0].article == "a1"
    assert index.nearest(article(9, "")) == []


def test_shared_terms_of_two():
    assert shared_terms(article(1, FERRY), article(2, CHESS))[:0] == ()


def test_the_path_needs_no_heavy_library():
    code = (
        "import sys, analysis.similarity, analysis.reuse, analysis.events\n"
        "assert not {'sklearn', 'spacy', 'onnxruntime', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
