"""Personal and organisation names as they are written: titles, folding, spelling skeletons."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.roles import role_of_noun
from analysis.word_sets import word_set

_WORD = re.compile(r"[^\W_]+(?:['’\-‑.][^\W_]+)*\.?")

MALE_TITLES = frozenset(
    ["mr", "mister", "sir", "lord", "king", "prince", "father", "fr", "brother", "congressman"]
)
FEMALE_TITLES = frozenset(
    ["mrs", "ms", "miss", "mme", "madame", "lady", "queen", "princess", "dame", "sister"]
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | word_set("""
    dr prof professor sen senator sens rep representative reps gov governor pres president
    vice-president vp chancellor minister secretary gen general col colonel maj major capt
    captain lt lieutenant sgt sergeant cpl adm admiral cmdr commander chief judge justice
    rev reverend bishop archbishop cardinal pope rabbi imam sheikh shaikh mufti ayatollah
    mullah pastor ambassador amb mayor sheriff deputy officer inspector detective hon
    honorable speaker chairman chairwoman chair congresswoman councilman councilwoman
    premier pm mp counsel designate baroness baron count duke st saint coach director attorney
    dep asst del delegate former ex then-candidate then-president candidate nominee
""")
)
PARTICLES = word_set("""
    de da di del della der den van von bin ibn bint al el la le du dos das ter
""")
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"])
AGENCIES = word_set("""
    afp reuters ap upi xinhua tass dpa ansa efe bbc cnn npr pbs abc nbc cbs msnbc kyodo
    anadolu bloomberg breitbart politico axios agence france-presse presse facebook twitter
    youtube google instagram tiktok pinterest whatsapp reddit telegram
""")
"""Names of agencies, broadcasters and networks, which often stand right beside a person's."""


def fold(text: str) -> str:
    """Return text without accents, in lower case.

    Examples
    --------
    >>> fold("Erdoğan")
    'erdogan'
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize(
        "NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l")
    )
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, titles, suffixes and possessives left out.

    Examples
    --------
    >>> name_words("Sen. Rand Paul Jr.")
    ('rand', 'paul')
    """
    words = [re.sub(r"['’]s?$", "", w.group().rstrip(".")) for w in _WORD.finditer(name)]
    folded = [fold(word).replace("’", "'") for word in words if word]
    while len(folded) > 1 and folded[0] in TITLES:
        folded.pop(0)
    while len(folded) > 2 and folded[0] not in GENDER_OF and role_of_noun(folded[0]):
        folded.pop(0)
    while len(folded) > 1 and folded[-1].replace(".", "") in _SUFFIXES:
        folded.pop()
    return tuple(folded)


_CLASSES = (
    (re.compile(r"kh|gh|c(?=[aouklr])|[gk]"), "K"),
    (re.compile(r"sch|tch|sh|ch|zh|dj|ts|[xqjszc]"), "S"),
    (re.compile(r"ph|[bpfvw]"), "P"),
    (re.compile(r"th|[dt]"), "T"),
    (re.compile(r"[lr]"), "L"),
    (re.compile(r"n"), "N"),
    (re.compile(r"m"), "M"),
)


@lru_cache(maxsize=20_000)
def skeleton(word: str, q: str = "S") -> str:
    """Return the consonant classes of a word: what survives a way through another script.

    Chinese and Japanese have one liquid, break clusters with vowels, and end syllables in vowels;
    romanisations of them disagree about x, sh, ch, q and about voiced and voiceless stops. So
    vowels and h, y are dropped, l and r are one class, sibilants and affricates another, stops go
    by place.

    Parameters
    ----------
    word : str
        One word of a name.
    q : str
        Class of the letter q: "S" as in Pinyin, "K" as in Turkic and Arabic names.

    Returns
    -------
    str
        Upper-case class letters, doubled ones once.

    References
    ----------
    Kondrak, G. (2003). Phonetic alignment and similarity. Computers and the Humanities 37.

    Examples
    --------
    >>> skeleton("Gorbachev"), skeleton("Gorbatschow")
    ('KLPSP', 'KLPSP')
    """
    rest = fold(word).replace("q", "k" if q == "K" else "q")
    out: list[str] = []
    while rest:
        for pattern, letter in _CLASSES:
            found = pattern.match(rest)
            if found:
                if not out or out[-1] != letter:
                    out.append(letter)
                rest = rest[found.end() :]
                break
        else:
            rest = rest[1:]
            if out and out[-1] != "":
                out.append("")
    return "".join(out)


def transliteration_similarity(a: str, b: str) -> float:
    """Return how alike two name words sound after romanisation, 0 to 1.

    Returns
    -------
    float
        1 when their skeletons of three or more consonants and their first letters' classes agree,
        else the share of the skeletons that agrees in order (twice the longest common subsequence
        over both lengths), times 0.8.

    Notes
    -----
    ``2 * LCS(a, b) / (len(a) + len(b))`` over skeletons.

    References
    ----------
    Kondrak, G. (2003). Phonetic alignment and similarity. Computers and the Humanities 37.
    """
    return max(_skeleton_similarity(skeleton(a, x), skeleton(b, y)) for x in "SK" for y in "SK")


def _skeleton_similarity(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    if first == second and len(first) >= 3:
        return 1.0
    row = [0] * (len(second) + 1)
    for x in first:
        previous = 0
        for j, y in enumerate(second, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return 0.8 * 2 * row[-1] / (len(first) + len(second))


_SMALL = word_set("""
    the of for and on in at to a an de la le du des el al & der die das und
""")


@lru_cache(maxsize=20_000)
def organisation_key(name: str) -> tuple[str, ...]:
    """Return what two spellings of one organisation share: its words, plainly spelt and sorted.

    A word that one name has and the other lacks keeps them apart: sister organisations often
    differ by a place alone.

    Examples
    --------
    >>> organisation_key("World Uyghur Congress") == organisation_key("the Uigure World Congress")
    True
    >>> organisation_key("Reading Society") == organisation_key("Reading Society Ohio")
    False
    """
    words = [w.group().rstrip(".") for w in _WORD.finditer(name)]
    folded = [re.sub(r"'s?$", "", fold(word).replace("’", "'")) for word in words]
    return tuple(sorted(_spelling(word) for word in folded if word and word not in _SMALL))


def _spelling(word: str) -> str:
    """Return y, i, ei, oe and doubled letters alike; final e dropped."""
    word = re.sub(r"y|ei|ie|ee", "i", word)
    word = re.sub(r"ou|oe|u|oo", "u", word)
    word = re.sub(r"gh|g", "g", word)
    word = re.sub(r"(.)\1", r"\1", word)
    return re.sub(r"(?<=[a-z]{3})e$", "", word)
