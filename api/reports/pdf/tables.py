"""Tables over many pages: heads on each, columns in groups where they are too many for one."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from api.reports.pdf.pages import BOTTOM, LONG, MARGIN, SHORT, TOP, Page
from api.reports.pdf.sheet import HEAD, RULE, SOFT, ZEBRA, Sheet, fit, width, wrap

_ROW: Final = 12.0
_SIZE: Final = 7.0
_HEAD_SIZE: Final = 6.4
_COLUMN: Final = 52.0
_PAD: Final = 4.0
_GAP: Final = 12.0
_NAME_MOST: Final = 120.0


class Line(Struct, frozen=True):
    """A row: what names it, and its figures."""

    names: list[str]
    values: list[str]


class Table(Struct, frozen=True, kw_only=True):
    """A table. `part`: how the columns of a page are told, with `{first}`, `{last}` and `{all}`; `empty`: in place of
    rows; `note`: below the last row of each page."""

    title: str
    heads: list[str]
    columns: list[str]
    lines: list[Line]
    part: str
    empty: str
    note: str = ""


class _Shape(Struct, frozen=True):
    """How a table lies on its pages. `names`: widths of the columns that name a row; `stack`: how many groups of
    columns stand on a page one below the other."""

    wide: float
    high: float
    names: list[float]
    columns: int
    column: float
    rows: int
    head: float
    stack: int


def pages_of(table: Table) -> Iterator[Page]:
    """All columns of some rows, then the next rows."""
    shape = _shape(table)
    for begin in range(0, max(len(table.lines), 1), shape.rows):
        for first in range(0, max(len(table.columns), 1), shape.columns * shape.stack):
            yield Page(shape.wide, shape.high, _Part(table, shape, begin, first).draw)


def _shape(table: Table) -> _Shape:
    names = [
        min(_NAME_MOST, max(map(width, [head, *{line.names[at] for line in table.lines}])) * _SIZE + 2 * _PAD)
        for at, head in enumerate(table.heads)
    ]
    number = max(len(table.columns), 1)
    upright = int((SHORT - 2 * MARGIN - sum(names)) // _COLUMN)
    wide, high = (SHORT, LONG) if upright >= number else (LONG, SHORT)
    room = wide - 2 * MARGIN - sum(names)
    groups = -(-number // max(1, int(room // _COLUMN)))
    columns = -(-number // groups)
    column = min(room / columns, _COLUMN * 1.4)
    head = max((len(wrap(each, column - 2 * _PAD, _HEAD_SIZE)) for each in table.columns), default=1) * 8 + 6.0
    below = high - TOP - 16 - BOTTOM - 12
    rows = int((below - head) // _ROW)
    stack = max(1, int((below + _GAP) // (head + len(table.lines) * _ROW + _GAP)))
    return _Shape(wide, high, names, columns, column, rows, head, stack)


class _Part:
    """What stands on one page."""

    def __init__(self, table: Table, shape: _Shape, begin: int, first: int) -> None:
        self._table = table
        self._shape = shape
        self._lines = table.lines[begin : begin + shape.rows]
        self._first = first

    def draw(self, sheet: Sheet) -> None:
        """Draw it."""
        table, shape = self._table, self._shape
        number = len(table.columns)
        after = min(self._first + shape.columns * shape.stack, number)
        sheet.text(MARGIN, TOP + 6, table.title, 10)
        if after - self._first < number:
            part = table.part.format(first=self._first + 1, last=after, all=number)
            sheet.text(shape.wide - MARGIN, TOP + 6, part, 7, colour=SOFT, align="right")
        y = TOP + 16
        for first in range(self._first, max(after, 1), shape.columns):
            y = self._group(sheet, y, first, min(first + shape.columns, after)) + _GAP
        y -= _GAP
        if not self._lines:
            sheet.text(MARGIN + _PAD, y + 10, table.empty, 8, colour=SOFT)
        elif table.note:
            sheet.text(MARGIN, y + 10, table.note, 6.5, colour=SOFT)

    def _group(self, sheet: Sheet, y: float, first: int, after: int) -> float:
        right = MARGIN + sum(self._shape.names) + (after - first) * self._shape.column
        self._head(sheet, y, right, self._table.columns[first:after])
        y += self._shape.head
        for number, line in enumerate(self._lines):
            if number % 2 == 1:
                sheet.box(MARGIN, y, right - MARGIN, _ROW, ZEBRA)
            self._line(sheet, y + 8.6, line.names, line.values[first:after])
            y += _ROW
        sheet.line([(MARGIN, y), (right, y)], RULE)
        return y

    def _head(self, sheet: Sheet, top: float, right: float, labels: list[str]) -> None:
        shape = self._shape
        sheet.box(MARGIN, top, right - MARGIN, shape.head, HEAD)
        base = top + shape.head - 5
        x = MARGIN
        for head, wide in zip(self._table.heads, shape.names, strict=True):
            sheet.text(x + _PAD, base, fit(head, wide - _PAD, _SIZE), _SIZE)
            x += wide
        for label in labels:
            x += shape.column
            lines = wrap(label, shape.column - 2 * _PAD, _HEAD_SIZE)
            for number, text in enumerate(reversed(lines)):
                sheet.text(x - 2, base - number * 8, text, _HEAD_SIZE, align="right")

    def _line(self, sheet: Sheet, base: float, names: list[str], values: list[str]) -> None:
        x = MARGIN
        for name, wide in zip(names, self._shape.names, strict=True):
            sheet.text(x + _PAD, base, fit(name, wide - _PAD, _SIZE), _SIZE)
            x += wide
        for value in values:
            x += self._shape.column
            sheet.text(x - 2, base, value, _SIZE, align="right")
