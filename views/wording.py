"""Counts in words, and why passages were matched, in the words that stand in them."""

from __future__ import annotations

from collections.abc import Sequence


def count_of(number: int, thing: str) -> str:
    """Return a number with what it counts.

    Examples
    --------
    >>> count_of(1, "mention"), count_of(2, "mention")
    ('1 mention', '2 mentions')
    """
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def with_sign(number: float) -> str:
    """Return a number with its sign and two digits; what rounds to nothing has no sign.

    Examples
    --------
    >>> with_sign(0.3), with_sign(-0.3), with_sign(-0.001)
    ('+0.30', '−0.30', '0.00')
    """
    return f"{number:+.2f}".replace("-", "−") if abs(number) >= 0.005 else "0.00"


def shared_words(reasons: Sequence[str], text: str) -> list[str]:
    """Return the words of a passage that carry the terms it was matched by.

    Parameters
    ----------
    reasons : sequence of str
        Terms: stems, figures, countries as ``@country``; a sentence of ours stays as it is.
    text : str
        One of the passages.

    Returns
    -------
    list of str
        In the order of the reasons, each once; a term without a word of its own in the passage is
        given as it is.
    """
    from analysis.claims.terms import terms_of
    from analysis.stems import find_words

    words: dict[str, str] = {}
    for word in find_words(text):
        for term in terms_of(word.text):
            words.setdefault(term, word.text)
    found = [words.get(term, term.lstrip("@")) for term in reasons]
    return list(dict.fromkeys(found))
