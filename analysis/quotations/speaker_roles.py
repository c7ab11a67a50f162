"""The role of a speaker across the articles of an event, and the words that it was read from.

"Spokesman" or "director" says little: whoever speaks for a body has the body's role, which its
description ("the World Harvest Union, a group of exiles") or else the words of its name give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from analysis.quotations.evidence import Post, acronyms
from analysis.quotations.names import fold
from analysis.quotations.roles import ROLES, VAGUE, role_at, role_of_noun, role_of_organisation
from analysis.quotations.speaking import Node
from analysis.records import Reading
from analysis.word_sets import word_set
from sources.article import Article
from sources.outlets import load_registry

_HOLDERS = word_set("""
    spokesman spokeswoman spokesperson director directs directed chair chairs chairman chairwoman
    chairperson head heads leader leads lead co-lead co-leader member founder co-founder founded
    president vice-president secretary coordinator organiser organizer official representative
    staffer adviser advisor chief manager manages officer delegate executive deputy worker lawyer
    counsel runs represents agent
""")
"""Nouns and verbs that say that somebody belongs to a body, not what the body is."""
_TITLE_WORDS = 4
"""Words in front of a name that may be its title."""
_PRESIDES = frozenset({"president", "vice-president"})
_TYPE_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "advocacy/NGO": "advocate",
        "government": "official",
        "intergovernmental": "official",
        "religious": "religious",
        "company": "business",
        "party": "politician",
        "think tank": "expert",
    }
)
_BODY_NOUNS: Mapping[str, str] = MappingProxyType(
    {"operator": "business", "consultancy": "expert", "watchdog": "advocate", "firm": "business"}
)
"""Nouns for bodies beside those for whoever speaks."""
_DESCRIPTION = r"[^\s,;:.!?()“”\"][^,;:.!?()\n“”\"]{2,89}"
_DESCRIBED = (
    rf"(?<!\w)NAME\s*(?:,|\(|[–—])\s*(?:an?|the)\s+({_DESCRIPTION})",
    rf"(?<!\w)NAME\s+is\s+an?\s+({_DESCRIPTION})",
    r"\b(?:[Tt]he|[Aa]n?)\s+((?:[a-z][a-z-]+\s+){0,2}[a-z][a-z-]+)\s+NAME(?!\w)",
)
_TAIL = re.compile(
    r"\s(?:of|that|which|who|for|in|based|with|from|at|to|on|by|and|has|is|was|said)\b.*", re.DOTALL
)
"""What follows the noun that a description turns on."""
_NAME_FOR = re.compile(r"\w\s+(?:for|against|without)\s+\w", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OF_PEOPLE = frozenset({"affected person", "document"})
"""Roles that no body has."""
_NAMED = re.compile(r"[A-Z][\w’'&.-]*(?:\s+(?:(?:of|for|and|the)\s+){0,2}[A-Z][\w’'&.-]*)*")
_ARTICLE = re.compile(r"^(?:An?|The|One|Another)\s+")
_NEAR = 3
"""Sentences within which a bare "spokesman" speaks for the body that spoke before."""
_TAIL_WORDS = word_set("of in for to from by with and on at that whose which")


class Role(NamedTuple):
    """A role with the words it was read from."""

    name: str
    evidence: tuple[str, int, int] | None
    """Article id, start and end; None where no article says it."""


class _Vote(NamedTuple):
    weight: int
    role: Role


class RoleReader:
    """Reads roles out of the articles of one event."""

    def __init__(self, articles: Sequence[Article], readings: Mapping[str, Reading]) -> None:
        self._articles = {article.id: article for article in articles}
        self._readings = readings
        self._bodies: dict[str, Role] = {}

    def read(self, nodes: Sequence[Node], kind: str) -> Role:
        """Return the role of a speaker, whatever name it goes by.

        Parameters
        ----------
        nodes : sequence of Node
            The names of the speaker.
        kind : str
            Its kind: person, organisation, document or another.

        Returns
        -------
        Role
            One of `ROLES`; "other" where nothing says more.
        """
        heard = [vote for node in nodes for vote in self._quoted(node)]
        if kind == "document":
            return _elect(heard) if heard else Role("document", None)
        votes = [vote for node in nodes for post in node.posts for vote in self._post(post)]
        bodies = {name for node in nodes for name in node.names if _is_name(name)}
        if kind != "person":
            votes += [_Vote(3, self._body(name)) for name in sorted(bodies)]
        return _elect([*votes, *heard])

    def _quoted(self, node: Node) -> list[_Vote]:
        """Return what the articles call the speaker where they quote it."""
        found = []
        for article, number in node.quotations:
            quotation = self._readings[article].quotations[number]
            if quotation.role == "other" or quotation.role_evidence is None:
                continue
            word = self._articles[article].text[slice(*quotation.role_evidence)]
            if node.kind == "person" and (
                quotation.role == "document" or fold(word) in {fold(w) for w in node.name.split()}
            ):
                continue
            place = (article, *quotation.role_evidence)
            if word.lower() not in VAGUE:
                found.append(_Vote(2, Role(quotation.role, place)))
                continue
            role = self._spoken_for(node, article, number, word.lower().startswith("spokes"))
            found.append(_Vote(1, Role(role or quotation.role, place)))
        return found

    def _spoken_for(self, node: Node, article: str, number: int, spokesman: bool) -> str:
        """Return the role of the body that somebody speaks for; empty where nothing says it."""
        named = _NAMED.findall(_ARTICLE.sub("", node.name)) if node.kind != "person" else []
        named += [name for post in node.posts for name in post.organisation_names]
        role = next((says for name in named if (says := self._body(name).name) != "other"), "")
        if role or (named and spokesman):
            return role or "other"
        body = self._body(self._last_body(article, number)).name
        return "" if body in {"other", "media"} else body

    def _last_body(self, article: str, number: int) -> str:
        """Return the body that speaks before a quotation: whose spokesman it is that speaks."""
        quotations = self._readings[article].quotations
        here = quotations[number].sentence
        for one in reversed(quotations[:number]):
            if one.speaker_kind == "organisation" and here - one.sentence <= _NEAR:
                return one.speaker or ""
        return ""

    def _post(self, post: Post) -> list[_Vote]:
        """Return the role that a post gives: the body's for whoever belongs to one."""
        place = (post.article, *post.span)
        words = _WORD.findall(post.text)
        if post.leads:
            words = words[-_TITLE_WORDS:]
        if post.member or not _HOLDERS.isdisjoint(word.lower() for word in words):
            for body in reversed(post.organisation_names):
                role = self._body(body)
                if role.name != "other":
                    return [_Vote(3, Role(role.name, place))]
        if post.leads and post.text.endswith(("’s", "'s", "’", "'")):
            # "Vox’s Ann Lee" writes for it.
            owners = [name for name in post.organisation_names if self._body(name).name == "media"]
            return [_Vote(2, Role("media", place))] if owners else []
        named = [(words[k].lower(), says) for k in range(len(words)) if (says := role_at(words, k))]
        named = [(word, says) for word, says in named if says != "document"]
        if post.organisation_names:
            # President of a body that nothing is known of.
            named = [(word, says) for word, says in named if word not in _PRESIDES]
        plain = [says for word, says in named if word not in VAGUE]
        if plain:
            says = plain[-1 if post.leads else 0]
            # Whose wife or son somebody is says less than what they do.
            return [_Vote(1 if says == "affected person" else 2, Role(says, place))]
        return [_Vote(0, Role(named[0][1], place))] if named else []

    def _body(self, name: str) -> Role:
        name = self._acronyms.get(name, name)
        if name not in self._bodies:
            known = load_registry().find(name=name)
            listed = _TYPE_ROLES.get(known.type, "media") if known else _role_by_name(name)
            self._bodies[name] = self._described(name) or Role(listed, None)
        return self._bodies[name]

    def _described(self, name: str) -> Role | None:
        """Return what the articles say a body is; None where they say nothing."""
        # "Lantern for Uyghurs is a charity" says nothing of Uyghurs.
        alone = "" if " " in name else r"(?<!\bfor )(?<!\bof )(?<!\band )"
        patterns = [one.replace("NAME", alone + re.escape(name)) for one in _DESCRIBED if name]
        for article in self._articles.values():
            if name not in article.text:
                continue
            for match in (m for one in patterns for m in re.finditer(one, article.text)):
                # "the official China Daily": no noun.
                if match[1].split()[-1] in {*_TAIL_WORDS, "official", "conservative", "liberal"}:
                    continue
                words = _WORD.findall(_TAIL.sub("", match[1]).lower())
                roles = (_BODY_NOUNS.get(w) or role_of_noun(w) for w in reversed(words))
                role = next((one for one in roles if one), "")
                if role and role not in _OF_PEOPLE:
                    return Role(role, (article.id, *match.span(1)))
        return self._publishers.get(name)

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        return {
            short: name
            for article in reversed(self._articles.values())
            for short, name in acronyms(article.text).items()
        }

    @cached_property
    def _publishers(self) -> dict[str, Role]:
        """The roles of the outlets themselves, where their type says one."""
        return {
            article.outlet: Role(_TYPE_ROLES[article.outlet_type], None)
            for article in self._articles.values()
            if article.outlet_type in _TYPE_ROLES
        }


def _is_name(text: str) -> bool:
    """Whether a phrase is a name rather than a description of a body: "Lake Watch"."""
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    return text[:1].isupper() and words[0] not in {"A", "An"} and capitals >= min(2, len(words))


def _role_by_name(name: str) -> str:
    role = role_of_organisation(name)
    return role or ("advocate" if _NAME_FOR.search(name) else "other")


def _elect(votes: Sequence[_Vote]) -> Role:
    """Return the commonest role among the weightiest votes, with its first evidence."""
    real = [vote for vote in votes if vote.role.name != "other"]
    if not real:
        return Role("other", None)
    weight = max(vote.weight for vote in real)
    best = [vote.role for vote in real if vote.weight == weight]
    counts = Counter(role.name for role in best)
    name = min(counts, key=lambda role: (-counts[role], ROLES.index(role)))
    places = sorted({role.evidence for role in best if role.name == name and role.evidence})
    return Role(name, places[0] if places else None)
