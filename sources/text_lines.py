"""The lines of a source as text, one after another: a large file is never held whole."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator

from sources.article import Problem
from sources.decoding import MARKS, decode
from sources.item import Source

LONGEST_LINE = 20_000_000
"""Letters; a longer line comes in parts."""
_SAMPLE = 2**20
_CHUNK = 2**20


class TextLines:
    """Lines of a source, with their ends, as often as gone through.

    Parameters
    ----------
    source : Source
        In memory, or a file to be streamed (``Source.path``).
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = ""
        self.damage = ""
        """Where reading stopped before the end; known after the lines were gone through."""
        self.bad = 0
        """Bytes that could not be read; of a streamed file known after it was gone through."""
        if source.path is None:
            decoded = decode(source.data)
            self._text, self.encoding, self.bad = decoded
        else:
            self.encoding = _encoding(source)

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        if self._source.path is None:
            yield from io.StringIO(self._text, newline="")
            return
        bad = 0
        with io.TextIOWrapper(
            self._source.open(), encoding=self.encoding, errors="replace", newline=""
        ) as stream:
            try:
                for line in iter(lambda: stream.readline(LONGEST_LINE), ""):
                    bad += line.count("\ufffd")
                    yield line
            except (EOFError, OSError, zlib.error) as error:
                # What was whole before the damage has come in.
                self.damage = f"reading stopped, the file is damaged: {error}"
        self.bad = bad

    def problems(self, source: Source) -> Iterator[Problem]:
        """Yield what was wrong with the bytes, after they were gone through."""
        if self.bad:
            reason = f"{self.bad} bytes could not be read as {self.encoding} and were replaced"
            yield Problem(source.name, source.locator, reason, "encoding")
        if self.damage:
            yield Problem(source.name, source.locator, self.damage, "damaged")


def _encoding(source: Source) -> str:
    """Return the encoding of a streamed file: UTF-8 when all of it is, else guessed."""
    with source.open() as stream:
        sample = stream.read(_SAMPLE)
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            # These leave the mark out.
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding.rpartition("-")[0])
    decoder = codecs.getincrementaldecoder("utf-8")()
    around = sample
    with source.open() as stream:
        try:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                around = chunk
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return decode(around).encoding
        except (EOFError, OSError, zlib.error):
            return "utf-8"
    return "utf-8" if decode(sample).encoding in ("utf-8", "ascii") else decode(sample).encoding
