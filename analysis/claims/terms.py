"""The terms by which statements of one event are matched: stems, with names made one.

Names come in several spellings (transliteration) and by metonymy (a capital for its country, a
people's adjective for the country). Both are made one for matching only; what is shown is always
the source's own words.

References
----------
Philips (1990), Hanging on the Metaphone: keys of sound for names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from analysis.claims.lexicon import ONES
from analysis.stems import STOP_WORDS, Word, find_words, normal_form, stem
from analysis.word_sets import word_set

_COUNTRIES = Path(__file__).parent.parent / "models" / "countries.tsv"
_SHORTEST_NAME = 5
_NUMBER_WORDS = {word: str(value) for word, value in ONES.items() if 1 < value < 13}


_IRREGULAR = {
    form: base
    for base, forms in (
        entry.split(":")
        for entry in word_set(
            """
            lose:lost find:found fall:fell,fallen win:won hold:held buy:bought sell:sold make:made
            take:took,taken give:gave,given break:broke,broken steal:stole,stolen shoot:shot
            fight:fought flee:fled lead:led leave:left meet:met pay:paid send:sent
            speak:spoke,spoken rise:rose,risen begin:began,begun fly:flew,flown hide:hid,hidden
            grow:grew,grown build:built bring:brought catch:caught choose:chose,chosen
            draw:drew,drawn drive:drove,driven feel:felt forget:forgot,forgotten hang:hung
            hear:heard keep:kept know:knew,known lay:laid lie:lay,lain mean:meant ride:rode,ridden
            run:ran sing:sang,sung sink:sank,sunk sit:sat sleep:slept stand:stood strike:struck
            swear:swore,sworn teach:taught tear:tore,torn tell:told think:thought
            throw:threw,thrown understand:understood wear:wore,worn write:wrote,written
            woman:women man:men child:children die:dying freeze:froze,frozen shake:shook,shaken
            spend:spent sweep:swept seek:sought bear:bore,born
            """
        )
    )
    for form in forms.split(",")
}


def word_stem(form: str) -> str:
    """Return the stem of a word in normal form; irregular forms have that of their base.

    Examples
    --------
    >>> word_stem("fought"), word_stem("fighting")
    ('fight', 'fight')
    """
    return stem(_IRREGULAR.get(form, form))


@cache
def _places() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """First word of a country's name, adjective or capital, to (all words, key, is a capital)."""
    places: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
    for line in _COUNTRIES.read_text(encoding="utf-8").splitlines():
        columns = [column.split(";") for column in (line + "\t\t").split("\t")[:3]]
        key = "@" + "_".join(normal_form(word) for word in columns[0][0].split())
        for column, names in enumerate(columns):
            for name in filter(None, names):
                words = tuple(normal_form(word.text) for word in find_words(name))
                if words:
                    places[words[0]].append((words, key, column == 2))
    for entries in places.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(places)


def names_in(text: str) -> set[str]:
    """Return the normal forms of capitalised words that do not merely begin the text.

    Examples
    --------
    >>> sorted(names_in("In March Ms Okafor met the Harbour Board"))
    ['board', 'harbour', 'march', 'okafor']
    """
    words = find_words(text)
    return {
        normal_form(word.text)
        for place, word in enumerate(words)
        if word.text[0].isupper()
        and (place > 0 or _is_plainly_a_name(words))
        and normal_form(word.text) not in STOP_WORDS
    }


def _is_plainly_a_name(words: Sequence[Word]) -> bool:
    """Whether the first word is taken for a name: it or the next one is capital too."""
    first = words[0].text
    return (len(first) > 1 and first.isupper()) or (
        len(words) > 1 and words[1].text[0].isupper() and normal_form(first) not in STOP_WORDS
    )


@lru_cache(maxsize=50_000)
def sound_key(name: str) -> str:
    """Return a key that spellings of one transliterated name share.

    Examples
    --------
    >>> sound_key("uighur") == sound_key("uyghur") == sound_key("uigur")
    True
    """
    key = name
    for many, one in (
        ("ph", "f"), ("gh", "g"), ("kh", "h"), ("ck", "k"), ("q", "k"), ("zh", "j"), ("dj", "j"),
        ("ts", "s"), ("sch", "sh"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("y", "i"),
        ("x", "ks"), ("c", "k"), ("z", "s"),
    ):  # fmt: skip
        key = key.replace(many, one)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key[:1] + re.sub(r"[aeiou]", "", key[1:])


def spelling_variants(texts: Sequence[str]) -> dict[str, str]:
    """Return, for every spelling of a name that has a more common one, the stem of that.

    Parameters
    ----------
    texts : sequence of str
        All statements of an event.

    Returns
    -------
    dict of str to str
        Stem to stem.

    Notes
    -----
    Two capitalised words of five letters and more are one name when their keys of sound are equal
    and they are at most two edits apart (one under seven letters).
    """
    counts = Counter(stem(name) for text in texts for name in names_in(text) if name.isalpha())
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        if len(name) >= _SHORTEST_NAME:
            groups[sound_key(name)].append(name)
    variants: dict[str, str] = {}
    for names in groups.values():
        names.sort(key=lambda name: (-counts[name], name))
        for place, name in enumerate(names[1:], 1):
            for other in names[:place]:
                if _distance(name, other) <= (1 if min(len(name), len(other)) < 6 else 2):
                    variants[name] = variants.get(other, other)
                    break
    return variants


def _distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row = row, [i]
        for j, right in enumerate(b, 1):
            row.append(min(row[-1] + 1, previous[j] + 1, previous[j - 1] + (left != right)))
    return row[-1]


def terms_of(text: str, variants: dict[str, str] | None = None) -> list[str]:
    """Return the terms of a statement, in order: stems, countries as ``@country``, numbers.

    Examples
    --------
    >>> terms_of("Beijing ratified two treaties")
    ['beij', '@china', 'ratif', '2', 'treati']
    """
    variants = variants or {}
    places = _places()
    words = find_words(text)
    forms = [normal_form(word.text) for word in words]
    found: list[str] = []
    place = 0
    while place < len(words):
        form = forms[place]
        used = 1
        if words[place].text[0].isupper() and form in places:
            for name, key, is_capital in places[form]:
                if tuple(forms[place : place + len(name)]) == name:
                    used = len(name)
                    found += [*(stem(part) for part in name), key] if is_capital else [key]
                    break
            else:
                found.append(variants.get(word_stem(form), word_stem(form)))
        elif form in _NUMBER_WORDS:
            found.append(_NUMBER_WORDS[form])
        elif form and form not in STOP_WORDS:
            found.append(variants.get(word_stem(form), word_stem(form)))
        place += used
    return found
