"""The one reader of tables and word lists that lie packaged beside the modules.

A file is UTF-8. A line that begins with # is a comment; such lines stand first and give reason, source and columns, and
may stand between rows. Blank lines count for nothing. Every other line is a row: cells between tabs in a .tsv, one cell
in a .txt. Blanks around a cell count for nothing; an empty cell says nothing. The values of a list stand in one cell
between bars, "New York | NYC", with or without blanks around the bar; an empty cell is the list without values. A word
list in a .txt has one value a line, or several between bars. Every row of a table has the same number of cells, so that
a tab lost at the end of a line is found out.

Whatever is wrong with a row is a ValueError that names file and line: "transforms/text/numerals.tsv:12: ...".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import TypeVar

_Made = TypeVar("_Made")
_Word = TypeVar("_Word", bound=str)


def read_table(package: str, file: str, columns: int, make: Callable[[list[str]], _Made]) -> list[_Made]:
    """What `make` gives for the cells of each row of a packaged .tsv.

    ValueError, naming file and line, for a row of another number of cells, or a ValueError of `make`.
    """
    made = []
    for number, line in _read_numbered(package, file):
        try:
            made.append(make(_cut(line, columns)))
        except ValueError as error:
            raise ValueError(f"{package.replace('.', '/')}/{file}:{number}: {error}") from error
    return made


def read_rows(package: str, file: str, columns: int) -> list[list[str]]:
    """The cells of each row of a packaged .tsv as they stand; ValueError as for read_table."""
    return read_table(package, file, columns, list)


@cache
def read_words(package: str, file: str) -> tuple[str, ...]:
    """The values of a packaged .txt, in their order; read once a process."""
    return tuple(value for (cell,) in read_rows(package, file, 1) for value in split_list(cell))


def split_list(cell: str) -> tuple[str, ...]:
    """The values of a list in a cell; ValueError for a value that is empty."""
    if not cell:
        return ()
    values = tuple(value.strip() for value in cell.split("|"))
    if not all(values):
        raise ValueError(f"a list has an empty value: {cell!r}")
    return values


def choose_word(cell: str, allowed: Collection[_Word]) -> _Word:
    """The allowed word that a cell holds, as get_args of a Literal gives them; ValueError for any other."""
    for word in allowed:
        if word == cell:
            return word
    raise ValueError(f"{cell!r} is none of {', '.join(allowed)}")


def _read_numbered(package: str, file: str) -> Iterator[tuple[int, str]]:
    content = files(package).joinpath(file).read_text(encoding="utf-8")
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _cut(line: str, columns: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != columns:
        raise ValueError(f"{len(cells)} cells, not {columns}")
    return cells
