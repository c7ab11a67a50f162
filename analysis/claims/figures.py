"""Figures: numbers and sums of money with their unit, their role and their qualifier.

"At least 50,000 refugees" is the number 50,000, unit "people", qualifier "at least". The unit is
the noun counted; the role is what happened to what is counted (killed, injured, arrested …), which
tells "4 dead, 9 hurt" from "9 dead, 4 hurt".

References
----------
Roy, Vieira and Roth (2015), Reasoning about quantities in natural language, TACL 3; Ravichander et
al. (2019), EQUATE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.stems import STOP_WORDS, Word, find_words, normal_form, stem

Qualifier = Literal["", "over", "under", "about", "at least", "at most", "vague"]

_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
_MULTIPLES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "million-dollar": 1e6, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_VAGUE = {
    "dozens": (24, 100), "scores": (40, 200), "hundreds": (2e2, 1e3), "thousands": (2e3, 1e6),
    "millions": (2e6, 1e9), "billions": (2e9, 1e12),
}  # fmt: skip
_CURRENCIES = {
    "$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee",
    "e": "euro", "p": "pound",
    "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "euro": "euro", "euros": "euro",
    "eur": "euro", "pound": "pound", "pounds": "pound", "gbp": "pound", "yen": "yen",
    "rupees": "rupee", "yuan": "yuan", "lira": "lira", "rubles": "ruble", "roubles": "ruble",
}  # fmt: skip
_QUALIFIERS: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (re.compile(r"\b(?:more than|over|above|upwards? of|in excess of|exceeding|north of)\W*$"), "over"),
    (re.compile(r"\b(?:at least|no fewer than|no less than|minimum of)\W*$"), "at least"),
    (re.compile(r"\b(?:up to|as many as|as much as|at most|no more than|maximum of)\W*$"), "at most"),
    (re.compile(r"\b(?:fewer than|less than|under|below|nearly|almost|close to)\W*$"), "under"),
    (re.compile(
        r"\b(?:about|around|some|roughly|approximately|estimated|an estimated|estimated at|circa|"
        r"perhaps|or so|approx)\W*$"
    ), "about"),
)  # fmt: skip
_ROLES = {
    "dead": """dead death deaths die dies died dying killed kill kills killing fatal fatality
        fatalities slain slaying murdered toll bodies victims perished claims""",
    "injured": "injured injure injures injuring injuries hurt hurts wounded wounding wounds wound",
    "arrested": """arrested arrest arrests arresting detained detain detains detention held captured
        capture capturing captures nabbed interned imprisoned jailed custody""",
    "missing": "missing disappeared unaccounted",
    "rescued": "rescued rescue rescues saved freed released",
    "displaced": "displaced evacuated evacuate homeless fled flee",
    "signed": "signed sign signatories",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}
_PEOPLE = frozenset(
    [
        "people",
        "person",
        "persons",
        "men",
        "women",
        "man",
        "woman",
        "children",
        "child",
        "civilians",
        "civilian",
        "residents",
        "passengers",
        "passenger",
        "officers",
        "officer",
        "police",
        "policemen",
        "soldiers",
        "soldier",
        "troops",
        "workers",
        "worker",
        "students",
        "student",
        "protesters",
        "migrants",
        "refugees",
        "victims",
        "victim",
        "others",
        "members",
        "inmates",
        "survivors",
        "villagers",
        "pirates",
        "rebels",
        "militants",
        "suspects",
        "climbers",
    ]
)
_NUMBER = re.compile(
    r"(?<![\w./:-])(?<!\d,)(?P<currency>(?:US|A|C)?[$€£¥₹]\s?|(?<!\w)[eEpP](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[,  ]\s?\d{3})+(?!\d)|\d+(?:\.\s?\d+)?)"
    r"(?P<glued>million|billion|m|mn|bn|k)?(?![\d:/]|\.\d|,\d|\w)"
)
_AFTER_SKIP = re.compile(r"^\s?(?:%|per\s?cent|percent)", re.IGNORECASE)
_AGE = re.compile(r"^\s?-?\s?years?\s?-?\s?old|^\s?-?\s?year\s?-\s?old", re.IGNORECASE)
_CLOCK = re.compile(r"^\s*(?:a\.?\s?m\b|p\.?\s?m\b|o[’']clock|GMT|EDT|EST)", re.IGNORECASE)
_LABELS = frozenset(
    [
        "no",
        "number",
        "nos",
        "route",
        "flight",
        "highway",
        "am",
        "fm",
        "room",
        "section",
        "chapter",
        "article",
        "ward",
        "level",
        "grade",
        "verse",
        "page",
        "bill",
        "act",
        "resolution",
        "boeing",
        "airbus",
        "channel",
        "kick",
        "round",
    ]
)
"""Words after which a number is a name, not a count."""
_BETWEEN = frozenset(
    [
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "estimated",
        "over",
        "more",
        "than",
        "least",
        "at",
        "as",
        "many",
        "up",
        "to",
        "fewer",
        "less",
        "under",
        "nearly",
        "almost",
        "an",
        "a",
        "another",
        "the",
    ]
)
_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text."""

    start: int
    end: int
    low: float
    high: float
    """The value is between these; equal when it is exact."""
    unit: str
    """Stem of the noun counted, "people", a currency, "percent", "age"; empty when none is near."""
    role: str
    """What happened to what is counted; empty when no word of the lists is near."""
    qualifier: Qualifier
    text: str
    """The figure with its multiplier and currency, as it stands."""

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit in _CURRENCIES.values()


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a clause or sentence, in order; dates and clock times left out.

    Examples
    --------
    >>> [(f.low, f.unit, f.role, f.qualifier) for f in find_figures("At least 12 people were hurt")]
    [(12.0, 'people', 'injured', 'at least')]
    >>> [(f.low, f.unit) for f in find_figures("a $3.6 billion loan and two ferries")]
    [(3600000000.0, 'dollar'), (2.0, 'ferri')]
    """
    words = find_words(text)
    found = [*_in_digits(text, words), *_in_words(text, words)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _in_digits(text: str, words: list[Word]) -> list[Figure]:
    found = []
    for match in _NUMBER.finditer(text):
        value = float(re.sub(r"[,\s ]", "", match["digits"]))
        end = match.end()
        after = text[end : end + 24]
        if _CLOCK.match(after) or _is_score(text, match.start(), end):
            continue
        if not match["currency"] and _is_label(words, match.start()):
            continue
        multiple, end = _multiplier(text, end, match["glued"])
        if _is_year(match["digits"], match["currency"], multiple, words, end):
            continue
        currency = _CURRENCIES.get((match["currency"] or "").strip().lower()[-1:], "")
        value *= multiple
        found.append(_figure(text, words, match.start(), end, (value, value), currency))
    return found


def _multiplier(text: str, end: int, glued: str | None) -> tuple[float, int]:
    if glued:
        return _MULTIPLES.get(glued.lower(), 1.0), end
    match = re.match(
        r"\s?-?\s?(hundred|thousand|million|billion|trillion|lakh|crore|mn|bn|m)\b", text[end:]
    )
    if match:
        return _MULTIPLES[match[1]], end + match.end()
    return 1.0, end


def _is_label(words: list[Word], start: int) -> bool:
    before = [word for word in words if word.end <= start][-1:]
    return bool(before) and normal_form(before[0].text) in _LABELS


def _is_score(text: str, start: int, end: int) -> bool:
    """Whether a number is part of "91-73", "(10-0)" or a list of such."""
    return bool(
        (
            re.match(r"\s?[-–]\s?\d+\b(?!\s*-?\s*(?:year|magnitude|million|people))", text[end:])
            and not re.match(r"\s?[-–]\s?\d+\s+\w", text[end:])
        )
        or re.search(r"\d\s?[-–]\s?$", text[:start])
    )


def _is_year(
    digits: str, currency: str | None, multiple: float, words: list[Word], end: int
) -> bool:
    if currency or multiple != 1 or not re.fullmatch(r"1[5-9]\d\d|20\d\d", digits):
        return False
    following = next((word for word in words if word.start >= end), None)
    # "2000 people" counts; "in 2000" and "the 2000 election" do not.
    return following is None or normal_form(following.text) not in _PEOPLE


def _in_words(text: str, words: list[Word]) -> list[Figure]:
    found, place = [], 0
    while place < len(words):
        low, high, used = _spelled(words, place, text)
        if used:
            start, end = words[place].start, words[place + used - 1].end
            found.append(_figure(text, words, start, end, (low, high), ""))
        place += max(1, used)
    return found


def _spelled(words: list[Word], place: int, text: str) -> tuple[float, float, int]:
    """Value and length in words of the spelled number at a place; length 0 when there is none."""
    form = normal_form(words[place].text)
    if form in _VAGUE and _is_bare(words, place, text):
        low, high = _VAGUE[form]
        return low, high, 1
    if form == "tens" and place + 2 < len(words) and words[place + 2].text in _VAGUE:
        low, high = _VAGUE[words[place + 2].text]
        return 10 * low, 10 * high, 3
    total, used = 0.0, 0
    current = 0.0
    while place + used < len(words):
        if used and text[words[place + used - 1].end : words[place + used].start].strip(" -–"):
            break
        form = normal_form(words[place + used].text)
        if form in _ONES:
            current += _ONES[form]
        elif form in _TENS:
            current += _TENS[form]
        elif form in {"hundred", "thousand", "million", "billion", "trillion"} and used:
            current *= _MULTIPLES[form]
            if form != "hundred":
                total, current = total + current, 0.0
        elif form == "dozen" and used:
            current *= 12
        else:
            break
        used += 1
    value = total + current
    if used == 1 and form_is_pronoun(words, place):
        return 0.0, 0.0, 0
    return value, value, used


def form_is_pronoun(words: list[Word], place: int) -> bool:
    """Return whether "one" stands for a person or thing rather than for a count.

    Parameters
    ----------
    words : list of Word
        The words of the text.
    place : int
        Which of them is asked about.
    """
    if normal_form(words[place].text) not in {"one", "zero"}:
        return False
    following = normal_form(words[place + 1].text) if place + 1 < len(words) else ""
    return following not in _PEOPLE and following not in _ROLE_OF


def _is_bare(words: list[Word], place: int, text: str) -> bool:
    """Whether "millions" is not preceded by a number ("5 millions")."""
    if place == 0:
        return True
    before = words[place - 1]
    form = normal_form(before.text)
    return (
        not (form[:1].isdigit() or form in _ONES or form in _TENS)
        and "$" not in text[max(0, words[place].start - 2) : words[place].start]
    )


def _figure(
    text: str,
    words: list[Word],
    start: int,
    end: int,
    bounds: tuple[float, float],
    currency: str,
) -> Figure:
    unit, end = (currency, end) if currency else _unit(text, words, end)
    before = text[:start].lower()
    qualifier: Qualifier = "vague" if bounds[0] != bounds[1] else ""
    for pattern, name in _QUALIFIERS:
        if pattern.search(before):
            qualifier = name
    return Figure(start, end, *bounds, unit, _role(words, start, end), qualifier, text[start:end])


def _unit(text: str, words: list[Word], end: int) -> tuple[str, int]:
    after = text[end:]
    percent = _AFTER_SKIP.match(after)
    if percent:
        return "percent", end + percent.end()
    if _AGE.match(after):
        return "age", end
    if re.match(r"\s?,(?:\s|$)", after) and re.search(r"[a-z],\s$", text[: end - 2]):
        return "age", end  # "Duncan, 28, was"
    return _counted(text, [word for word in words if word.start >= end][:4], end)


def _counted(text: str, following: list[Word], end: int) -> tuple[str, int]:
    """The noun counted: the first plural after the figure, or else the word right after it."""
    first, reach = "", end
    for word in following:
        form = normal_form(word.text)
        if form in _CURRENCIES and len(form) > 1:
            return _CURRENCIES[form], word.end
        if text[reach : word.start].strip(" -–\n") or form in STOP_WORDS - {"other", "more", "of"}:
            break
        reach = word.end
        if form in {"of", "other", "more"}:
            continue
        if form in _PEOPLE or (form in _ROLE_OF and not first):
            return "people", end
        if form in _ROLE_OF:
            break
        if form.endswith("s") and not form.endswith(("ss", "us", "is")):
            return stem(form), end
        first = first or stem(form)
    return first, end


def _role(words: list[Word], start: int, end: int) -> str:
    """The role word right before the figure, or else after it, or else before, within 6 words."""
    before = [normal_form(word.text) for word in words if word.end <= start][-_WINDOW:]
    nearest = next((form for form in reversed(before) if form not in _BETWEEN), "")
    if nearest in _ROLE_OF:
        return _ROLE_OF[nearest]
    after = [normal_form(word.text) for word in words if word.start >= end][: _WINDOW + 1]
    for form, following in zip(after[:_WINDOW], [*after[1:], ""], strict=False):
        if form[:1].isdigit() or form in _ONES:
            break
        if form in _ROLE_OF:
            # "…, killing 10": the word belongs to the next figure.
            if following[:1].isdigit() or following in _ONES or following in _BETWEEN:
                break
            return _ROLE_OF[form]
    for form in reversed(before):
        if form in _ROLE_OF:
            return _ROLE_OF[form]
    return ""
