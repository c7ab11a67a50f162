"""What kind of target a name is, and what an issue is called by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from analysis.stance.mentions import is_person_name, name_in
from analysis.stance.things import is_issue
from analysis.stance.voices import NAME, Utterance, collect_utterances

if TYPE_CHECKING:
    from analysis.records import Reading
    from sources.article import Article

Kind = Literal["person", "issue", "other"]
"""Other: organisations, parties, countries, groups of people."""
_PLAIN = "They talked about the "


def kind_of(name: str) -> Kind:
    """Return what kind of target a bare name is.

    Examples
    --------
    >>> [kind_of(name) for name in ("Ada Brandt", "ban on rifles", "Labour Party")]
    ['person', 'issue', 'other']
    """
    if is_issue(name):
        return "issue"
    return "person" if is_person_name(name) else "other"


def with_name(utterances: Sequence[Utterance], name: str) -> list[Utterance]:
    """Return utterances, and behind them an issue's name in a sentence that says nothing of it.

    "Voter fraud" and "gun safety" judge before a word is said about them. Names of people and
    organisations are left alone: what is known of who bears them is no stance of this article.

    Parameters
    ----------
    utterances : sequence of Utterance
        Of one target.
    name : str
        The target's bare name.

    Returns
    -------
    list of Utterance
        The same where there are none, or the target is no issue.

    Examples
    --------
    >>> own = Utterance("The ban failed.", (4, 7), 0, None)
    >>> [utterance.text for utterance in with_name([own], "ban")]
    ['The ban failed.', 'They talked about the ban.']
    """
    if kind_of(name) != "issue" or not utterances:
        return list(utterances)
    span = (len(_PLAIN), len(_PLAIN) + len(name))
    return [*utterances, Utterance(f"{_PLAIN}{name}.", span, NAME, None)]


def collect_target(article: Article, reading: Reading, target: str) -> tuple[Kind, list[Utterance]]:
    """Return what kind of target this is, and all there is to judge about it in the article.

    Returns
    -------
    tuple of (Kind, list of Utterance)
        As `collect_utterances` and `with_name` give them.
    """
    name = name_in(f"{article.title}\n{article.text}", target)
    return kind_of(name), with_name(collect_utterances(article, reading, target), name)
