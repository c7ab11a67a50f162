"""The beginning of a source, as the readers look at it to tell whether it is theirs."""

from __future__ import annotations

from functools import cached_property

from sources.decoding import decode, is_binary
from sources.item import Source

_SIZE = 65_536


class Head:
    """The first bytes of a source, decoded when someone asks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.data[:_SIZE]

    @cached_property
    def binary(self) -> bool:
        """Whether the bytes are no text."""
        return is_binary(self.data)

    @cached_property
    def text(self) -> str:
        """The beginning as text, without byte-order mark and leading space; empty when binary."""
        return "" if self.binary else decode(self.data).text.lstrip()

    @cached_property
    def lower(self) -> str:
        """The beginning as text in lower case."""
        return self.text.lower()

    @cached_property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return self.text.split("\n", 1)[0].strip()

    @cached_property
    def extension(self) -> str:
        """The file name's ending, lower case, without the dot: a last hint, never a proof."""
        name = self.source.name.rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[-1].lower() if "." in name else ""
