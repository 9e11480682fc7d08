"""Tables: on as many pages as they need, heads on each, columns in groups where they are too many for one row."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec import Struct

from api.reports.pdf.pages import LANDSCAPE, MARGIN, PORTRAIT, Block, Paper, Section, heading
from api.reports.pdf.sheet import HEAD, RULE, SOFT, ZEBRA, Sheet, fit, width, wrap

_ROW: Final = 12.0
_SIZE: Final = 7.0
_HEAD_SIZE: Final = 6.4
_COLUMN: Final = 46.0
_WIDEST: Final = 72.0
_PAD: Final = 4.0
_HEAD_PAD: Final = 5.0
_GAP: Final = 10.0
_NAME_MOST: Final = 120.0
_TOGETHER: Final = 3
"""Rows that stay with the heads above them."""
_FEW_PAGES: Final = 3
"""So many pages one group of columns may fill before the next begins."""


class Line(Struct, frozen=True):
    """A row: what names it, and its figures."""

    names: list[str]
    values: list[str]


class Table(Struct, frozen=True, kw_only=True):
    """A table. `empty`: in place of rows; `note`: below the title on each page."""

    title: str
    heads: list[str]
    columns: list[str]
    lines: list[Line]
    empty: str
    note: str = ""


class _Shape(Struct, frozen=True):
    """How a table lies on its pages. `names`: widths of the columns that name a row; `columns`: how many stand side by
    side; `head`: height of their names."""

    names: list[float]
    columns: int
    column: float
    head: float


def paper_of(tables: list[Table]) -> Paper:
    """Upright where every table has its columns side by side on an upright page."""
    fits = all(len(table.columns) <= _across(table, _names(table), PORTRAIT) for table in tables)
    return PORTRAIT if fits else LANDSCAPE


def sections_of(table: Table, paper: Paper) -> Iterator[Section]:
    """The table as sections: with columns side by side row by row; a page's worth of rows undivided, each group of
    columns below the one before; of more rows one group behind the other, of very many all groups of a page's worth of
    rows, so that what belongs together is not far apart."""
    title = heading(table.title, table.note)
    if not table.lines:
        yield Section(title, [Block(18.0, partial(_empty, text=table.empty))])
        return
    shape = _shape(table, paper)
    parts = [_Part(table, shape, first) for first in range(0, max(len(table.columns), 1), shape.columns)]
    rows = int((paper.body - title.high - shape.head - _GAP) // _ROW)
    if len(parts) == 1 or rows < len(table.lines) <= _FEW_PAGES * rows:
        for number, part in enumerate(parts):
            above = Block(title.high + shape.head, partial(part.headed, title=title))
            yield Section(above if number == 0 else Block(shape.head, part.head), _by_rows(part), above)
    else:
        yield Section(title, _by_pages(parts, rows))


def _by_rows(part: "_Part") -> Iterator[Block]:
    count = len(part.table.lines)
    for begin in (0, *range(_TOGETHER, count)):
        after = min(begin + (1 if begin else _TOGETHER), count)
        yield Block((after - begin) * _ROW, partial(part.rows, begin=begin, after=after))


def _by_pages(parts: "list[_Part]", rows: int) -> Iterator[Block]:
    count = len(parts[0].table.lines)
    for begin in range(0, count, rows):
        after = min(begin + rows, count)
        for part in parts:
            high = part.shape.head + (after - begin) * _ROW + _GAP
            yield Block(high, partial(part.whole, begin=begin, after=after))


def _empty(sheet: Sheet, y: float, text: str) -> None:
    sheet.text(MARGIN + _PAD, y + 12, text, 8, colour=SOFT)


def _names(table: Table) -> list[float]:
    return [
        min(_NAME_MOST, max(map(width, [head, *{line.names[at] for line in table.lines}])) * _SIZE + 2 * _PAD)
        for at, head in enumerate(table.heads)
    ]


def _across(table: Table, names: list[float], paper: Paper) -> int:
    return max(1, int((paper.inner - sum(names)) // _COLUMN))


def _shape(table: Table, paper: Paper) -> _Shape:
    names = _names(table)
    number = max(len(table.columns), 1)
    columns = -(-number // -(-number // _across(table, names, paper)))
    column = min((paper.inner - sum(names)) / columns, _WIDEST)
    head = max((len(wrap(each, column - _HEAD_PAD, _HEAD_SIZE)) for each in table.columns), default=1) * 8 + 6.0
    return _Shape(names, columns, column, head)


class _Part:
    """The columns of a table that stand side by side, from `first` on."""

    def __init__(self, table: Table, shape: _Shape, first: int) -> None:
        self.table = table
        self.shape = shape
        self._first = first
        self._after = min(first + shape.columns, len(table.columns))
        self._right = MARGIN + sum(shape.names) + (self._after - first) * shape.column

    def headed(self, sheet: Sheet, y: float, title: Block) -> None:
        """The title and the heads."""
        title.draw(sheet, y)
        self.head(sheet, y + title.high)

    def whole(self, sheet: Sheet, y: float, begin: int, after: int) -> None:
        """Heads and some rows."""
        self.head(sheet, y)
        self.rows(sheet, y + self.shape.head, begin, after)

    def rows(self, sheet: Sheet, y: float, begin: int, after: int) -> None:
        """Some rows."""
        for number in range(begin, after):
            if number % 2 == 1:
                sheet.box(MARGIN, y, self._right - MARGIN, _ROW, ZEBRA)
            line = self.table.lines[number]
            self._line(sheet, y + 8.6, line.names, line.values[self._first : self._after])
            y += _ROW
        if after == len(self.table.lines):
            sheet.line([(MARGIN, y), (self._right, y)], RULE)

    def head(self, sheet: Sheet, y: float) -> None:
        """The names of the columns."""
        shape = self.shape
        sheet.box(MARGIN, y, self._right - MARGIN, shape.head, HEAD)
        base = y + shape.head - 5
        x = MARGIN
        for head, wide in zip(self.table.heads, shape.names, strict=True):
            sheet.text(x + _PAD, base, fit(head, wide - _PAD, _SIZE), _SIZE)
            x += wide
        for label in self.table.columns[self._first : self._after]:
            x += shape.column
            lines = wrap(label, shape.column - _HEAD_PAD, _HEAD_SIZE)
            for number, text in enumerate(reversed(lines)):
                sheet.text(x - 2, base - number * 8, text, _HEAD_SIZE, align="right")

    def _line(self, sheet: Sheet, base: float, names: list[str], values: list[str]) -> None:
        x = MARGIN
        for name, wide in zip(names, self.shape.names, strict=True):
            sheet.text(x + _PAD, base, fit(name, wide - _PAD, _SIZE), _SIZE)
            x += wide
        for value in values:
            x += self.shape.column
            sheet.text(x - 2, base, value, _SIZE, align="right")
