"""E-mail: single messages (EML) and mailboxes (MBOX)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from sources.article import Problem
from sources.item import Item, Source
from sources.pages.data import plain
from sources.readers.head import Head
from sources.tables.columns import plain_markup

NAME = "mail"
SUMMARY = "E-mail messages (EML) and mailboxes (MBOX)"
ISOLATED = True

DEEPEST = 10
MOST_MESSAGES = 10_000
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z-]{1,40}:[ \t])")
_KNOWN = re.compile(
    rb"^(?:Received|From|Subject|Message-ID|MIME-Version|Return-Path|Delivered-To):", re.M | re.I
)
_BOX = re.compile(rb"^From \S+.*\d{4}\r?$", re.M)


def recognise(head: Head) -> bool:
    """Return whether the source begins with a message's header."""
    start = head.data.lstrip()[:6000]
    top = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return bool(_HEADER.match(start)) and len(_KNOWN.findall(top)) >= 3


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a message."""
    data = source.data.lstrip()
    starts = [match.start() for match in _BOX.finditer(data)] if data.startswith(b"From ") else []
    if not starts:
        yield _message(data, source, "")
        return
    for number, start in enumerate(starts[:MOST_MESSAGES], 1):
        end = starts[number] if number < len(starts) else len(data)
        yield _message(data[start:end].split(b"\n", 1)[-1], source, f"message {number}")
    if len(starts) > MOST_MESSAGES:
        reason = f"{len(starts):,} messages; the first {MOST_MESSAGES:,} were read"
        yield Problem(source.name, source.locator, reason, "limits")


def _message(data: bytes, source: Source, place: str) -> Item | Problem:
    message = email.message_from_bytes(data, policy=email.policy.default)
    text = _body(message, 0)
    if not text.strip():
        return Problem(source.name, place, "no text found: the message has no text part", "empty")
    sender = _header(message, "From")
    return Item(
        title=_header(message, "Subject"),
        text=text,
        outlet=re.sub(r"\s*<[^>]*>", "", sender).strip(' "'),
        outlet_domain=(re.search(r"@([\w.-]+)", sender) or ["", ""])[1],
        published=_header(message, "Date"),
        source_id=_header(message, "Message-ID"),
        locator=place,
        extra={"from": sender},
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        # The standard library trips over some malformed headers.
        return ""


def _body(message: EmailMessage, depth: int) -> str:
    """Return the plain text of a message, else its HTML as text; attachments are left alone."""
    if depth > DEEPEST:
        return ""
    kind = message.get_content_type()
    if kind == "message/rfc822" or message.is_multipart():
        parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
        parts = [part for part in parts if part.get_content_disposition() != "attachment"]
        texts = [(part.get_content_type(), _body(part, depth + 1)) for part in parts]
        texts = [(part, text) for part, text in texts if text.strip()]
        if kind == "multipart/alternative":
            best = next((text for part, text in texts if part == "text/plain"), "")
            return best or next((text for _, text in texts), "")
        return "\n\n".join(text for _, text in texts)
    if kind not in ("text/plain", "text/html"):
        return ""
    data = message.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    from sources.decoding import decode

    text = decode(data, message.get_content_charset() or "").text
    return _from_html(text) if kind == "text/html" else plain_markup(text)


def _from_html(text: str) -> str:
    return plain(re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", text))
