"""Closed lists of words by which figures are read: numerals, currencies, roles, people."""

from __future__ import annotations

import re

from analysis.word_sets import word_set

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {
    word: 10 * place
    for place, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
MULTIPLES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "m": 1e6, "mil": 1e6, "mln": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3,
}  # fmt: skip
VAGUE = {
    "dozens": (24, 100), "scores": (40, 200), "hundreds": (2e2, 1e3), "thousands": (2e3, 1e6),
    "millions": (2e6, 1e9), "billions": (2e9, 1e12),
}  # fmt: skip
CURRENCIES = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "e": "euro", "p": "pound",
    "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "euro": "euro", "euros": "euro",
    "eur": "euro", "pound": "pound", "pounds": "pound", "gbp": "pound", "yen": "yen",
    "rupees": "rupee", "yuan": "yuan", "lira": "lira", "rubles": "ruble", "roubles": "ruble",
}  # fmt: skip
MONEY = frozenset(CURRENCIES.values())
ROLES = {
    "dead": """dead death deaths die dies died dying killed kill kills killing fatal fatality
        fatalities slain slaying slayings murdered toll bodies perished gunned executed""",
    "injured": "injured injure injures injuring injuries hurt hurts wounded wounding wounds wound",
    "arrested": """arrested arrest arrests arresting detained detain detains detention held captured
        capture capturing captures nabbed interned imprisoned jailed custody""",
    "missing": "missing disappeared unaccounted",
    "rescued": "rescued rescue rescues saved freed released",
    "displaced": "displaced evacuated evacuate homeless fled flee",
    "signed": "signed sign signatories",
    "shot": "shot shoot shoots shooting shootings",
    "needed": "need needs needed needing requires required",
}
ROLE_OF = {word: role for role, listed in ROLES.items() for word in listed.split()}
BODILY = word_set("dead injured arrested missing rescued")
"""Roles of people: whatever else a figure of such a role counts, it counts people."""
PEOPLE = word_set(
    """people person persons men women man woman children child civilians civilian residents
    passengers passenger officers officer police policemen soldiers soldier troops workers worker
    students student protesters migrants refugees victims victim others members inmates survivors
    villagers pirates rebels militants suspects climbers voters shoppers worshippers islanders
    citizens locals guests visitors tourists supporters demonstrators marchers fans spectators
    employees staff pupils teachers nurses doctors patients commuters customers farmers miners
    fishermen sailors exiles believers participants delegates families guards agents deputies
    crewmembers crewmen colleagues coworkers relatives neighbours neighbors gunmen robbers
    volunteers researchers scientists prisoners hostages bystanders pedestrians veterans"""
)
NAMELESS = PEOPLE | word_set(
    """boy girl teenager teen youth mother father mom dad resident local australian american british
    suspect driver pensioner grandmother grandfather widow patient shot"""
)
"""Nouns beside an age that may stand for anybody."""
THINGS = word_set(
    """village hous home build car vehicl boat ship vessel plane truck train store shop
    school church bridg road shot bullet bomb mile kilometr metr feet day dai year month week hour
    minut second percent age magnitud"""
)
"""Stems of what is counted beside the people to whom something happened."""
MEASURES = MONEY | word_set(
    """percent age magnitud metr meter feet foot mile kilometr year month week dai day hour
    minut second score point degre ton tonn"""
)
"""Units that are compared only with themselves."""
LABELS = word_set(
    """no number nos route flight highway am fm room section chapter article ward level grade verse
    page bill act resolution boeing airbus channel kick round"""
)
"""Words after which a number is a name, not a count."""
BETWEEN = word_set(
    """about around some roughly approximately estimated over more than least at as many up to fewer
    less under nearly almost an a another the"""
)
"""Words that may stand between a role's word and its figure."""
QUALIFIERS = tuple(
    (re.compile(rf"\b(?:{pattern})\W*$"), name)
    for pattern, name in (
        ("at least|(?:no|not|nothing) (?:fewer|less) than|minimum of", "at least"),
        ("up to|as many as|as much as|at most|(?:no|not) more than|maximum of", "at most"),
        ("more than|over|above|upwards? of|in excess of|exceeding|north of", "over"),
        ("fewer than|less than|under|below|nearly|almost|close to", "under"),
        ("about|around|some|roughly|approximately|estimated|estimated at|circa|perhaps", "about"),
    )
)
