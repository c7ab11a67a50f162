"""The rows of a delimited file, one after another, and which of them cannot be read."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

LONGEST_FIELD = 10_000_000
"""Letters of one cell."""
_MOST_LINES = 2_000
"""Lines of one row: a quotation mark that never closes would swallow the rest of the file."""
_UNCLOSED = "a quotation mark opens here, on line {} of the file, and never closes"


class CsvRows:
    """Rows of a delimited text after its header, as often as gone through.

    Parameters
    ----------
    lines : iterable of str
        With their ends; can be gone through more than once.
    delimiter : str
        One letter.
    """

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        first = next((cells for _, cells in self._all() if not isinstance(cells, str)), [])
        self.header = unique_names([cell.strip() for cell in first])
        self._plain_header = [cell.strip() for cell in first]

    def __iter__(self) -> Iterator[tuple[str, Sequence[str] | str]]:
        """Yield (place, cells), or (place, reason) for a row that cannot be read.

        Rows are numbered as a spreadsheet numbers them: the header is row 1, a row is one however
        many lines its cells have, and empty rows count.
        """
        seen = False
        for number, cells in self._all():
            place = f"row {number}"
            if isinstance(cells, str):
                yield place, cells
            elif cells[0].strip() == self._plain_header[0] and (
                [cell.strip() for cell in cells] == self._plain_header
            ):
                if seen:
                    yield place, "the header again; left out"
                seen = True
            else:
                yield place, cells

    def _all(self) -> Iterator[tuple[int, list[str] | str]]:
        csv.field_size_limit(LONGEST_FIELD)
        lines = _Lines(self._lines)
        width = row = 0
        while not lines.done:
            reader = csv.reader(lines, delimiter=self._delimiter)
            try:
                for cells in reader:
                    row += 1
                    if lines.broken(len(cells), width, self._delimiter):
                        yield row, _UNCLOSED.format(lines.read_again())
                        break
                    lines.held.clear()
                    if cells:
                        width = width or len(cells)
                        yield row, cells
            except _UnclosedError:
                row += 1
                yield row, _UNCLOSED.format(lines.read_again())
            except csv.Error as error:
                row += 1
                lines.held.clear()
                yield row, f"not readable as a row: {error}"


class _UnclosedError(Exception):
    """A row that takes more lines than any row has."""


class _Lines:
    """Hands out lines, holds those of the row being read, and can hand them out again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.held: list[str] = []
        self.number = 0
        self.done = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                self.done = True
                raise
        if "\0" in line:
            line = line.replace("\0", "")
        self.held.append(line)
        self.number += 1
        if len(self.held) > _MOST_LINES:
            raise _UnclosedError
        return line

    def read_again(self) -> int:
        """Hand out the lines of the row once more, but for its first; return that one's number."""
        self.number -= len(self.held) - 1
        self._again.extendleft(reversed(self.held[1:]))
        self.held.clear()
        self.done = False
        return self.number

    def broken(self, cells: int, width: int, delimiter: str) -> bool:
        """Say whether a row is one with a quotation mark that never closes.

        Either the file ended inside the marks, or the row has another number of cells than the
        table while its second line alone has just as many.
        """
        if self.done:
            return sum(line.count('"') for line in self.held) % 2 == 1
        if len(self.held) == 1 or not width or cells == width:
            return False
        second = next(csv.reader([self.held[1]], delimiter=delimiter), [])
        return len(second) == width


def unique_names(names: Sequence[str]) -> list[str]:
    """Return column names, each once: of two alike the second is called ``name (2)``.

    Examples
    --------
    >>> unique_names(["text", "note", "note"])
    ['text', 'note', 'note (2)']
    """
    counts: dict[str, int] = {}
    unique = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        unique.append(name if counts[name] == 1 or not name else f"{name} ({counts[name]})")
    return unique
