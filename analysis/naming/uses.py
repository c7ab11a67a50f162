"""Who uses which name: every use of a variant with its outlet and voice; people may regroup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.records import Naming, NamingVariant, Reading
from analysis.words.terms import quoted_mask
from sources.article import Article


@dataclass(frozen=True, slots=True)
class NamingUse:
    """One place where a referent is named."""

    referent: str
    variant: str
    article: str
    outlet: str
    start: int
    end: int
    quoted: bool
    """Whether it stands inside a quotation or quotation marks: not the outlet's own word."""
    speaker: str
    """Who is quoted, as fully as the article says; empty in the outlet's own voice."""


def naming_uses(
    namings: Iterable[Naming], articles: Sequence[Article], readings: Mapping[str, Reading]
) -> list[NamingUse]:
    """Return every use of every variant, in the order of the namings, then by article and place.

    Returns
    -------
    list of NamingUse
        ``[start, end)`` slices the article's text to the variant's words.
    """
    by_id = {article.id: article for article in articles if article.id in readings}
    masks = {key: quoted_mask(article, readings[key]) for key, article in by_id.items()}
    return [
        NamingUse(
            referent=naming.referent,
            variant=variant.text,
            article=place.article,
            outlet=by_id[place.article].outlet,
            start=place.start,
            end=place.end,
            quoted=(quoted := bool(masks[place.article][place.start])),
            speaker=_speaker(readings[place.article], place.start) if quoted else "",
        )
        for naming in namings
        for variant in naming.variants
        for place in variant.mentions
        if place.article in by_id
    ]


def _speaker(reading: Reading, place: int) -> str:
    for quotation in reading.quotations:
        if any(start <= place < end for start, end in quotation.content):
            return quotation.speaker or ""
    return ""


def regroup(
    namings: Sequence[Naming],
    *,
    together: Iterable[Collection[str]] = (),
    apart: Collection[str] = (),
    reason: str = "grouped by a person",
) -> list[Naming]:
    """Return the namings as a person wants them; the given ones stay as they are.

    Parameters
    ----------
    namings : sequence of Naming
        As found, or as regrouped before.
    together : iterable of collection of str
        Texts of variants that name one thing: their groups become one.
    apart : collection of str
        Texts of variants that name something else: each leaves its group.
    reason : str
        Put beside the machine's reasons where groups were joined.

    Returns
    -------
    list of Naming
        Groups that keep a single variant are kept, so that it can be put back.
    """
    groups = [list(naming.variants) for naming in namings]
    reasons = [list(naming.reasons) for naming in namings]
    for group in list(groups):
        for variant in [v for v in group if v.text in apart and len(group) > 1]:
            group.remove(variant)
            groups.append([variant])
            reasons.append([])
    for texts in together:
        numbers = [n for n, group in enumerate(groups) if any(v.text in texts for v in group)]
        for number in reversed(numbers[1:]):
            groups[numbers[0]] += groups.pop(number)
            reasons[numbers[0]] += [*reasons.pop(number), reason]
    return [_naming(group, why) for group, why in zip(groups, reasons, strict=True)]


def _naming(variants: list[NamingVariant], reasons: list[str]) -> Naming:
    ordered = sorted(variants, key=lambda v: (-len(v.mentions), v.text))
    return Naming(ordered[0].text, tuple(ordered), tuple(dict.fromkeys(reasons)))
