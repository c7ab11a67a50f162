"""Which language a text is in, as an ISO 639-1 code."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of and to in that is was for on with as by at from this it be are has have been which "
        "not said will would their they his her who were after its an more had than",
    )
)
# Those of them that no other language writes alike.
_ENGLISH_ONLY = frozenset(
    re.findall(r"\w+", "the and that with from this have which said would their they were")
)
_NAMES = {
    "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "croatian": "hr", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "serbian": "sr", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
    "deutsch": "de", "englisch": "en", "anglais": "en", "français": "fr", "español": "es",
    "italiano": "it", "nederlands": "nl", "português": "pt", "allemand": "de",
}  # fmt: skip
_THREE = {
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el",
    "eng": "en", "fin": "fi", "fra": "fr", "fre": "fr", "heb": "he", "hin": "hi", "hun": "hu",
    "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl", "nor": "no",
    "fas": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "spa": "es",
    "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh",
    "chi": "zh", "hrv": "hr", "cat": "ca",
}  # fmt: skip
_SAMPLE = 600
"""Letters py3langid looks at: on 177 articles in 17 languages no answer differs from 3,000."""
_SHORTEST = 20
"""Letters below which no language is named."""


def detect_language(text: str) -> str:
    """Return the language of a text.

    Plain English is told by its function words alone, which costs nothing; everything else goes
    to py3langid.

    Parameters
    ----------
    text : str
        Any text; its first 900 characters are looked at.

    Returns
    -------
    str
        ISO 639-1 code; empty when there are fewer than 20 letters.

    References
    ----------
    Lui, M., & Baldwin, T. (2012). langid.py: an off-the-shelf language identification tool.
    """
    words = _WORD.findall(text[:900].lower())
    if sum(map(len, words)) < _SHORTEST:
        return ""
    if _is_english(words):
        return "en"
    return str(_identifier().classify(text[:_SAMPLE].replace("\n", " "))[0])


def _is_english(words: list[str]) -> bool:
    """Return whether function words tell: 30-45 % of English prose, elsewhere under 6 %."""
    if len(words) < 6:
        return False
    common = sum(map(_ENGLISH.__contains__, words))
    if len(words) >= 20:
        return common > 0.2 * len(words)
    return common >= 0.3 * len(words) and sum(word in _ENGLISH_ONLY for word in words) >= 2


def language_code(name: str) -> str:
    """Return the ISO 639-1 code for a code or name as sources print it ("eng", "en-GB", "German").

    Returns
    -------
    str
        Two letters; empty when the name is not known.
    """
    plain = name.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    first = re.split(r"[-_;, ]", plain)[0]
    if len(first) == 2 and first.isalpha():
        return first
    return _THREE.get(first, _NAMES.get(first, ""))


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
