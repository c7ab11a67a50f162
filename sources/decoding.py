"""Bytes to text: byte-order marks, UTF-8 with a bad byte, older encodings, mended mojibake."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-8 read as Windows-1252: a lead byte's letter and then letters that continuation bytes become.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œ\u009d˜¦“”]|Ð[\u0080-\u00bf]Ñ")
_SAMPLE = 200_000


class Decoded(NamedTuple):
    """Text, the encoding it was in, and how many bytes could not be read."""

    text: str
    encoding: str
    bad_bytes: int


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text that bytes hold.

    UTF-8 is tried first, strictly, then with its few bad bytes replaced one by one; what is then
    left is an older encoding, guessed from the letters that come out.

    Parameters
    ----------
    data : bytes
        The bytes.
    declared : str
        Encoding the document says it is in; used when UTF-8 fails and it fits.

    Returns
    -------
    Decoded
        Text without byte-order mark, encoding, number of replaced bytes.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    wide = _wide(data)
    if wide:
        text = data.decode(wide, "replace")
        return Decoded(text, wide, text.count("\ufffd"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def is_binary(data: bytes) -> bool:
    """Return whether bytes are no text in any encoding.

    NUL bytes outside UTF-16 and UTF-32, or more than a tenth control characters, tell.
    """
    head = data[:8192]
    if not head or any(head.startswith(mark) for mark, _ in MARKS) or _wide(head):
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return head.count(0) > max(4, len(head) // 100) or controls > max(4, len(head) // 10)


def mend(text: str) -> str:
    """Return text with mojibake mended ("MÃ¼nchen"), and anything else as it was.

    A real "Ã" as in Portuguese is followed by a plain letter and is left alone.
    """
    if text.isascii() or not any(map(text.__contains__, "ÃÂâÐ")) or not _MOJIBAKE.search(text):
        return text
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        normalization=None,
    )
    return str(ftfy.fix_encoding(text, config))


def _wide(data: bytes) -> str:
    """Return the name of a 16-bit encoding when every other byte is nearly always zero."""
    head = data[:2000]
    if len(head) < 8 or 0 not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _decode_other(data: bytes, declared: str) -> Decoded:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    multibyte = sum(1 for byte in data if byte >= 0xC2)
    # Mostly sound UTF-8: only the bad bytes are replaced. In another encoding nearly every
    # letter beyond ASCII would be bad.
    sound = bad <= max(1, multibyte // 10) and (multibyte > 3 * bad or bad * 200 < len(data))
    if sound and not _latin_one_word(data, bad, multibyte):
        return Decoded(text, "utf-8", bad)
    for name in filter(None, [declared, _guess(data)]):
        try:
            return Decoded(data.decode(name), name.lower(), 0)
        except (LookupError, UnicodeDecodeError):
            continue
    other = data.decode("cp1252", "replace")
    return Decoded(other, "cp1252", other.count("\ufffd"))


def _latin_one_word(data: bytes, bad: int, multibyte: int) -> bool:
    """Return whether the only bytes beyond ASCII are letters of a one-byte encoding."""
    if multibyte > bad:
        return False
    places = [place for place, byte in enumerate(data) if byte >= 0x80]
    return bool(places) and all(
        data[place] >= 0xC0 and place and chr(data[place - 1]).isalpha() and data[place - 1] < 0x80
        for place in places
    )


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None:
        return ""
    if best.encoding.startswith(("cp125", "latin", "iso8859", "mac")):
        return _western(data[:_SAMPLE]) or str(best.encoding)
    return str(best.encoding)


def _western(data: bytes) -> str:
    """Return cp1252 when it yields nothing but the letters and marks of western Europe."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    beyond = [letter for letter in text if ord(letter) > 127]
    good = sum(
        letter in "äöüÄÖÜßéèêëàâáíìîïóòôúùûçñÉÈÀÇÑãõåæøÅÆØœ–—‘’“”„…€«»°£ºª¿¡·•\xa0"
        or unicodedata.category(letter) in ("Zs",)
        for letter in beyond
    )
    return "cp1252" if good > 0.9 * len(beyond) else ""
