"""What kind of target a name is, and what an issue is called by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from analysis.stance.following import find_following
from analysis.stance.mentions import name_in
from analysis.stance.names import is_person_name
from analysis.stance.rivals import find_rival
from analysis.stance.things import is_issue
from analysis.stance.voices import NAME, Utterance, collect_utterances, own_sentences

if TYPE_CHECKING:
    from analysis.records import Reading
    from sources.article import Article

Kind = Literal["person", "issue", "other"]
"""Other: organisations, parties, countries, groups of people."""
_PLAIN = "They talked about the "
RIVAL_SHARE = 0.2
"""What a sentence on the rival party counts, turned round."""


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
        Those that name it, those that go on about it, an issue's name and, where the outlet's own
        voice names the target, those that name the party against it.
    """
    text = f"{article.title}\n{article.text}"
    name = name_in(text, target)
    kind = kind_of(name)
    utterances = collect_utterances(article, reading, target)
    own = any(utterance.quotation is None for utterance in utterances)
    if kind == "person" and own:
        utterances += _following(article, reading, name, utterances)
    rival = find_rival(text, name, person=kind == "person") if own and kind != "issue" else ""
    against = collect_utterances(article, reading, rival) if rival else []
    utterances += [replace(u, share=-RIVAL_SHARE) for u in against if u.quotation is None]
    return kind, with_name(utterances, name)


def _following(
    article: Article, reading: Reading, name: str, utterances: Sequence[Utterance]
) -> list[Utterance]:
    named: dict[int, int] = {}
    for utterance in reversed(utterances):
        own = utterance.target is not None and utterance.quotation is None
        if own or utterance.sentence not in named:
            named[utterance.sentence] = utterance.target[0] if own and utterance.target else -1
    return find_following(own_sentences(article.text, reading), named, name.split()[-1])
