"""Marks that are not words of the article: control characters, Markdown, HTML, footnote numbers."""

from __future__ import annotations

import html
import re

_ZERO_WIDTH = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
# Between these a zero-width joiner shapes letters (Persian, Hindi, emoji): it is left.
_JOINING = re.compile("[\u0600-\u06ff\u0900-\u0dff\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")

_NOTE_TAG = re.compile(
    r"<sup\b[^>]*>\s*(?:<a\b[^>]*>)?\s*\[?[\d*†‡,\s]{1,5}\]?\s*(?:</a>)?\s*</sup>", re.I
)
_SUPERSCRIPT = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]”\"'’])[¹²³⁰⁴-⁹]+(?!\w)")
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE_LINK = re.compile(r"\[\\?\[?\d{1,3}\\?\]?\]\(#?[^)\s]*\)|\[\^\w{1,12}\](?!:)")
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|sup|sub|p|div|font|small|br|hr|h[1-6]|li|ul|ol|"
    r"blockquote)\b[^<>]*/?>",
    re.I,
)
_BREAK = re.compile(r"<(?:br|/p|/div|/h[1-6]|/li|hr)\b[^<>]*/?>", re.I)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)"
)
_REFERENCE_LINK = re.compile(r"\[([^\[\]\n]+)\]\[[^\]\n]*\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STRONG = re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*)(?=[^\s*])([^*\n]*[^\s*])\1(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w_])(___|__|_)(?=[^\s_])([^_\n]*[^\s_])\1(?![\w_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$", re.M)
_MARKDOWN_SIGNS = re.compile(
    r"\]\((?:https?:|mailto:|#|/|www\.)|^ {0,3}#{1,6} \S|(?<!\w)\*\*\S[^*\n]*\S\*\*|^ {0,3}\* \S",
    re.M,
)


def normalise(text: str) -> str:
    r"""Return text with plain line ends and spaces, without control and zero-width characters.

    Examples
    --------
    >>> normalise("soft\u00adware\r\nrun\u00a0it")
    'software\nrun it'
    """
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\x0b", "\n")
    )
    if text.isascii():
        if not text.replace("\n", "").isprintable():
            text = _CONTROL.sub("", text)
        return _plain_spaces(text)
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not _INVISIBLE.search(text):
        return _plain_spaces(text)
    text = _CONTROL.sub("", text)
    if _JOINING.search(text):
        text = re.sub("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    else:
        text = _ZERO_WIDTH.sub("", text)
    return _plain_spaces(text)


def _plain_spaces(text: str) -> str:
    # Every kind of blank that is left is one that `split` takes for one.
    return "\n".join([" ".join(line.split()) for line in text.split("\n")])


def looks_like_markdown(text: str) -> bool:
    """Return whether text uses Markdown links, headings or bold."""
    # A look for plain signs first: the pattern takes a hundred times as long.
    if not any(map(text.__contains__, ("](", "#", "**", "* "))):
        return False
    return bool(_MARKDOWN_SIGNS.search(text))


def strip_markdown(text: str) -> str:
    """Return text as it reads without its Markdown marks; a heading becomes a line of its own.

    Examples
    --------
    >>> strip_markdown("**Bold** and a [link](https://example.org/a)")
    'Bold and a link'
    """
    text = _IMAGE.sub("", text)
    text = _NOTE_LINK.sub("", text)
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
    text = _REFERENCE_LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _HEADING.sub(r"\n\1\n", text)
    text = re.sub(r"^\s{0,3}(?:[-*_]\s*){3,}$", "", text, flags=re.M)
    text = re.sub(r"^(?:>\s?)+", "", text, flags=re.M)
    text = re.sub(r"^\s{0,3}[*+-]\s+(?=\S)", "", text, flags=re.M)
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
        text = _UNDERLINED.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def strip_tags(text: str) -> str:
    """Return text without stray HTML tags and entities; footnote superscripts go altogether."""
    text = _NOTE_TAG.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text


def strip_note_marks(text: str, *, numbered: bool) -> str:
    """Return text without footnote marks.

    Parameters
    ----------
    text : str
        Running text.
    numbered : bool
        The document has a list of numbered notes, so that a bracketed number is a mark too.
    """
    if not text.isascii() and any(map(text.__contains__, _SUPERSCRIPTS)):
        text = _SUPERSCRIPT.sub("", text)
    if numbered:
        text = re.sub(r"(?<=\S)\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]", "", text)
        text = re.sub(r"(?<=[a-z”\"’)][.,;])\d{1,2}(?=\s+[A-Z“\"]|$)", "", text)
    return text


def close_up(text: str) -> str:
    """Return text without the space that a removed link leaves before a comma or full stop."""
    if " ," not in text and " ." not in text:
        return text
    return re.sub(r"(?<=[^\W\d_]) (?=[,.](?:\s|$))", "", text)


def strip_marks(text: str) -> str:
    """Return text without Markdown and HTML marks, whichever of the two it uses."""
    text = strip_tags(text)
    return strip_markdown(text) if looks_like_markdown(text) else text
