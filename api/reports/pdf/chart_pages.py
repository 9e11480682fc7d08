"""Pages of charts: a line chart of each item, bars of the totals, pies of the statuses."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from api.reports.pdf.charts import COLOURS, Box, Slice, bars, colour_of, dash_of, legend, lines, pie, top_of
from api.reports.pdf.figures import Figures, axis, known, say
from api.reports.pdf.job import PdfJob, StatusLook
from api.reports.pdf.pages import BOTTOM, LONG, MARGIN, SHORT, TOP, Page, landscape
from api.reports.pdf.sheet import SOFT, Sheet
from api.statistics.metric import Unit

MAX_LINES: Final = 10
"""More lines in one chart can be told apart by nobody: then there are bars alone."""
_WIDE: Final = LONG - 2 * MARGIN
_HIGH: Final = SHORT - TOP - BOTTOM - 34
_BAR: Final = 14.0


def line_pages(job: PdfJob, figures: Figures) -> Iterator[Page]:
    """Six items a page."""
    names = figures.buckets()
    if len(figures.subjects) * len(figures.periods) > MAX_LINES or len(names) < 2:
        return
    for first in range(0, len(figures.columns), 6):
        yield landscape(partial(_lines, job=job, figures=figures, names=names, first=first))


def _lines(sheet: Sheet, *, job: PdfJob, figures: Figures, names: list[str], first: int) -> None:
    sheet.text(MARGIN, TOP + 6, job.words["lines"], 10)
    series = figures.series(first)
    labels = [(each.label, colour_of(number), dash_of(number)) for number, each in enumerate(series)]
    legend(sheet, MARGIN, TOP + 20, _WIDE, labels, block=False)
    for at, column in enumerate(range(first, min(first + 6, len(figures.columns)))):
        unit = figures.columns[column].unit
        found = figures.series(column)
        top = top_of([value for each in found for value in known(each.values)], unit is Unit.SECONDS)
        box = _cell(at, 3, 2)
        lines(sheet, box, figures.labels[column], names, found, partial(axis, unit), top)


def _cell(at: int, across: int, down: int) -> Box:
    wide, high = _WIDE / across, _HIGH / down
    return Box(MARGIN + at % across * wide, TOP + 36 + at // across * high, wide - 14, high - 12)


def bar_pages(job: PdfJob, figures: Figures) -> Iterator[Page]:
    """Totals of each period, by item; of several subjects only."""
    if len(figures.subjects) < 2:
        return
    rows = max(1, int(_HIGH // (len(figures.subjects) * _BAR + 40)))
    for period in range(len(figures.periods)):
        for first in range(0, len(figures.columns), 3 * rows):
            yield landscape(partial(_bars, job=job, figures=figures, period=period, first=first, rows=rows))


def _bars(sheet: Sheet, *, job: PdfJob, figures: Figures, period: int, first: int, rows: int) -> None:
    sheet.text(MARGIN, TOP + 6, job.words["bars"].format(period=figures.days(period)), 10)
    totals = figures.totals(period)
    names = [figures.name(figures.subjects[row.subject]) for row in totals]
    for at, column in enumerate(range(first, min(first + 3 * rows, len(figures.columns)))):
        unit = figures.columns[column].unit
        values = [row.values[column] for row in totals]
        bars(sheet, _cell(at, 3, rows), figures.labels[column], names, values, partial(say, unit))


def pie_pages(job: PdfJob, figures: Figures) -> Iterator[Page]:
    """How everybody's time divides into statuses, eight a page."""
    columns = [number for number, column in enumerate(figures.columns) if column.item == "status_total"]
    if not columns:
        return
    for period in range(len(figures.periods)):
        for first in range(0, len(figures.subjects), 8):
            yield landscape(partial(_pies, job=job, figures=figures, period=period, first=first, columns=columns))


def _pies(sheet: Sheet, *, job: PdfJob, figures: Figures, period: int, first: int, columns: list[int]) -> None:
    sheet.text(MARGIN, TOP + 6, job.words["pies"].format(period=figures.days(period)), 10)
    looks = {
        column: job.statuses.get(figures.columns[column].status)
        or StatusLook(figures.columns[column].label, COLOURS[at % len(COLOURS)])
        for at, column in enumerate(columns)
    }
    names = {column: job.said(look.label) for column, look in looks.items()}
    colours = {column: look.colour for column, look in looks.items()}
    legend(sheet, MARGIN, TOP + 20, _WIDE, [(names[each], colours[each], "") for each in columns], block=True)
    for at, row in enumerate(figures.totals(period)[first : first + 8]):
        whole = sum(row.n[column] for column in columns)
        slices = [
            Slice(names[column], row.n[column] / whole, colours[column]) for column in columns if row.n[column] > 0
        ]
        subject = figures.subjects[row.subject]
        box = _cell(at, 4, 2)
        pie(sheet, box, figures.name(subject), slices, job.words["no_time"])
        total = say(Unit.SECONDS, whole // 1000)
        if whole:
            text = job.words["whole"].format(time=total)
            sheet.text(box.x + box.wide / 2, box.y + box.high - 4, text, 6.5, colour=SOFT, align="centre")
