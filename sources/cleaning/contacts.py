"""Contact blocks: letterheads, addresses, telephone numbers, "for further comments contact"."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|int|eu|uk|de|"
    r"fr|ca|au|ch)(?:/\S*)?(?![\w.])",
    re.I,
)
_PHONE = re.compile(r"(?<![\w,.])(?:\+|00)?\(?\d{1,4}\)?(?:[\s./-]\(?\d{2,5}\)?){2,5}(?!\w)")
_STREET = re.compile(
    r"\b(?:avenue|ave|boulevard|blvd|street|str|road|rd|lane|drive|suite|floor|"
    r"p\.?\s?o\.?\s?box|square|"
    r"plaza|highway|parkway|stra(?:ß|ss)e|platz|allee|rue|calle|via|piazza|avenida)\b\.?",
    re.I,
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{2}\s+\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|"
    r"[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}|[A-Z][a-z]+\s+\d{5}|\d{5}\s+[A-Z][a-zé]+)\b"
)
_HEADER = re.compile(
    r"(?:for (?:further|more|additional|all)?\s?(?:comments?|information|details|inquiries|"
    r"enquiries|media|press|interviews?)[^.]{0,60}?(?:please )?"
    r"(?:contact|e-?mail|call|write)|(?:media|press|news|public relations)\s+(?:contacts?|"
    r"inquir(?:y|ies)|enquir(?:y|ies)|relations|office)|contacts?(?: (?:us|information|"
    r"details|person))?"
    r"|pressekontakt|kontakt|contact(?:s)? presse|contacto(?: de prensa)?|"
    r"contatti)\b\s*(?:[:–—-].*)?$",
    re.I,
)
_LABEL = re.compile(
    r"(?:tel(?:ephone)?|phone|fax|e-?mail|mobile|cell|web(?:site)?|address|twitter|"
    r"facebook)\b\.?\s*(?:[:.]|\+?\d)",
    re.I,
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SENTENCE = re.compile(r"[.!?…。][\"'”’»)\]]*$")


def is_contact_header(line: str) -> bool:
    """Return whether a line opens a contact block ("Media contact:", "Contact: A. Name")."""
    return len(line) < 120 and _HEADER.match(line) is not None and not _SENTENCE.search(line)


def is_contact_line(line: str) -> bool:
    """Return whether a line is an address, a telephone number, a mail or web address.

    A sentence is none, though it may name a street or give an address.
    """
    words = _WORD.findall(line)
    if len(words) > 16 or (_SENTENCE.search(line) and len(words) > 8):
        return False
    if _LABEL.match(line):
        return True
    if _SENTENCE.search(line) and sum(word.islower() for word in words) > 1:
        return False
    rest = _URL.sub("", _MAIL.sub("", line)).strip(" \t<>()[],;:|–—-")
    if rest != line.strip() and len(_WORD.findall(rest)) <= 3:
        return True
    digits = sum(letter.isdigit() for letter in line)
    if _PHONE.search(line) and digits >= 7 and len(words) <= 8:
        return True
    return is_postal_address(line)


def is_postal_address(line: str) -> bool:
    """Return whether a line is (part of) a postal address."""
    words = _WORD.findall(line)
    if len(words) > 12 or _SENTENCE.search(line):
        return False
    if _POSTCODE.search(line) and len(words) <= 10:
        return True
    return (
        bool(_STREET.search(line))
        and (any(letter.isdigit() for letter in line) or "," in line)
        and len(words) <= 7
    )


def is_name_line(line: str) -> bool:
    """Return whether a line is nothing but a name, as under "Contact:"."""
    words = line.split()
    return (
        1 <= len(words) <= 4
        and not _SENTENCE.search(line)
        and not line.endswith(":")
        and all(word[0].isupper() for word in words if word[0].isalpha())
        and not any(letter.isdigit() for letter in line)
    )


def domain_in(line: str) -> str:
    """Return the domain of the first web or mail address in a line; empty when there is none."""
    match = _MAIL.search(line)
    if match:
        return match[0].split("@", 1)[1].lower()
    match = _URL.search(line)
    if not match:
        return ""
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0], flags=re.I)
    return re.split(r"[/?#:]", host)[0].lower()
