"""Charts, in rows: a line chart of each item, bars of the totals, pies of the statuses."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from msgspec import Struct

from api.reports.pdf.charts import (
    COLOURS,
    Box,
    Slice,
    bars,
    colour_of,
    dash_of,
    legend,
    legend_rows,
    lines,
    pie,
    top_of,
)
from api.reports.pdf.figures import Figures, axis, known, say
from api.reports.pdf.job import PdfJob, StatusLook
from api.reports.pdf.pages import MARGIN, Block, Paper, Section, heading
from api.reports.pdf.sheet import SOFT, Colour, Sheet
from api.statistics.metric import Unit

MAX_LINES: Final = 10
"""More lines in one chart can be told apart by nobody: then there are bars alone."""
_LINES: Final = 155.0
_PIE: Final = 200.0
_BAR: Final = 14.0
_LEAST_BAR: Final = 11.0
_HEAD: Final = 32.0
"""Above and below the bars."""
_SPACE: Final = 14.0

DrawCell = Callable[[Sheet, Box, int], None]


class _Row(Struct, frozen=True):
    """Charts side by side: `across` of a row would fill it, those from `first` to `after` are there."""

    across: int
    first: int
    after: int
    high: float
    wide: float
    cell: DrawCell

    def draw(self, sheet: Sheet, y: float) -> None:
        """Draw them."""
        wide = self.wide / self.across
        for at, number in enumerate(range(self.first, self.after)):
            self.cell(sheet, Box(MARGIN + at * wide, y, wide - _SPACE, self.high - 12), number)


def _rows(number: int, across: int, high: float, paper: Paper, cell: DrawCell) -> Iterator[Block]:
    for first in range(0, number, across):
        yield Block(high, _Row(across, first, min(first + across, number), high, paper.inner, cell).draw)


def _across(paper: Paper, wide: float) -> int:
    return max(1, int(paper.inner // wide))


def _left_out(job: PdfJob, figures: Figures, drawn: list[int]) -> str:
    """What to say where items have nothing to draw."""
    return job.words["left_out"] if len(drawn) < len(figures.columns) else ""


def _headed(title: str, note: str, labels: list[tuple[str, Colour, str]], wide: float, *, block: bool) -> Block:
    """A head with the legend of all charts below it."""
    plain = heading(title, note)

    def draw(sheet: Sheet, y: float) -> None:
        plain.draw(sheet, y)
        legend(sheet, MARGIN, y + plain.high + 6, wide, labels, block=block)

    return Block(plain.high + legend_rows(labels, wide) * 10.0 + 6.0, draw)


def line_sections(job: PdfJob, figures: Figures, paper: Paper) -> Iterator[Section]:
    """The course of every item, where there is one."""
    names = figures.buckets()
    if len(figures.subjects) * len(figures.periods) > MAX_LINES or len(names) < 2:
        return
    drawn = [column for column in range(len(figures.columns)) if any(any(one.values) for one in figures.series(column))]
    if not drawn:
        return
    labels = [(each.label, colour_of(number), dash_of(number)) for number, each in enumerate(figures.series(0))]

    def cell(sheet: Sheet, box: Box, number: int) -> None:
        column = drawn[number]
        unit = figures.columns[column].unit
        found = figures.series(column)
        top = top_of([value for each in found for value in known(each.values)], unit is Unit.SECONDS)
        lines(sheet, box, figures.labels[column], names, found, partial(axis, unit), top)

    head = _headed(job.words["lines"], _left_out(job, figures, drawn), labels, paper.inner, block=False)
    yield Section(head, _rows(len(drawn), _across(paper, 230), _LINES, paper, cell))


def bar_sections(job: PdfJob, figures: Figures, paper: Paper) -> Iterator[Section]:
    """Totals of each period, by item; of several subjects only."""
    if len(figures.subjects) < 2:
        return
    for period in range(len(figures.periods)):
        totals = figures.totals(period)
        names = [figures.name(figures.subjects[row.subject]) for row in totals]
        drawn = [at for at in range(len(figures.columns)) if any(row.values[at] for row in totals)]
        head = heading(job.words["bars"].format(period=figures.days(period)), _left_out(job, figures, drawn))
        high = _bars_high(len(names), paper.body - head.high)
        cell = partial(_bars, figures=figures, names=names, values=[row.values for row in totals], drawn=drawn)
        yield Section(head, _rows(len(drawn), _across(paper, 230), high, paper, cell))


def _bars_high(number: int, room: float) -> float:
    """The height of a row of charts with so many bars, a little less where that fills a page with one row more."""
    high = min(number * _BAR + _HEAD, room)
    closer = room / (room // high + 1)
    return closer if closer >= number * _LEAST_BAR + _HEAD else high


def _bars(
    sheet: Sheet,
    box: Box,
    number: int,
    *,
    figures: Figures,
    names: list[str],
    values: list[list[int | float | None]],
    drawn: list[int],
) -> None:
    column = drawn[number]
    unit = figures.columns[column].unit
    bars(sheet, box, figures.labels[column], names, [row[column] for row in values], partial(say, unit))


def pie_sections(job: PdfJob, figures: Figures, paper: Paper) -> Iterator[Section]:
    """How everybody's time divides into statuses."""
    columns = [number for number, column in enumerate(figures.columns) if column.item == "status_total"]
    if not columns:
        return
    looks = {
        column: job.statuses.get(figures.columns[column].status)
        or StatusLook(figures.columns[column].label, COLOURS[at % len(COLOURS)])
        for at, column in enumerate(columns)
    }
    labels = [(job.said(looks[each].label), looks[each].colour, "") for each in columns]
    for period in range(len(figures.periods)):
        title = job.words["pies"].format(period=figures.days(period))
        head = _headed(title, "", labels, paper.inner, block=True)
        cell = partial(_pie, job=job, figures=figures, period=period, looks=looks)
        yield Section(head, _rows(len(figures.totals(period)), _across(paper, 150), _PIE, paper, cell))


def _pie(
    sheet: Sheet, box: Box, number: int, *, job: PdfJob, figures: Figures, period: int, looks: dict[int, StatusLook]
) -> None:
    row = figures.totals(period)[number]
    whole = sum(row.n[column] for column in looks)
    slices = [
        Slice(job.said(look.label), row.n[column] / whole, look.colour)
        for column, look in looks.items()
        if row.n[column] > 0
    ]
    pie(sheet, box, figures.name(figures.subjects[row.subject]), slices, job.words["no_time"])
    if whole:
        text = job.words["whole"].format(time=say(Unit.SECONDS, whole // 1000))
        sheet.text(box.x + box.wide / 2, box.y + box.high - 2, text, 6.5, colour=SOFT, align="centre")
