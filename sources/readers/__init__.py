"""The formats articles come in, a module each; told by content, never by extension.

A reader module has ``NAME`` (as in ``Article.source_format``), ``SUMMARY`` (one line), ``ISOLATED``
(whether its parser runs in a child process), ``recognise(head, name)``, which looks at the first
bytes, and ``read(source)``, which yields items and problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head

MODULES = (
    "pdf",
    "docx",
    "odt",
    "xlsx",
    "xls",
    "rtf",
    "mail",
    "feed",
    "sitemap",
    "factiva_xml",
    "nexis_html",
    "factiva_html",
    "europresse",
    "html_page",
    "nexis_text",
    "nexis_online",
    "proquest_text",
    "factiva_text",
    "ris",
    "bibtex",
    "parallax_export",
    "json_lines",
    "json_document",
    "table",
    "text",
)
"""In the order they are asked; the first that recognises a source reads it."""


class Reader(Protocol):
    """What a reader module offers."""

    NAME: str
    SUMMARY: str
    ISOLATED: bool

    def recognise(self, head: Head) -> bool:
        """Return whether the source is in this format."""

    def read(self, source: Source) -> Iterator[Item | Problem]:
        """Yield what is in it."""


def load_reader(module: str) -> Reader:
    """Return a reader by its module's name."""
    return cast(Reader, import_module(f"sources.readers.{module}"))


def find_reader(source: Source) -> str:
    """Return the module that reads a source; empty when none does."""
    head = Head(source)
    return next((name for name in MODULES if load_reader(name).recognise(head)), "")
