"""What a report says, as tables and charts take it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from api.numbers.grouping import grouped
from api.reports.cells import days_text, duration_text, group_name, weekday
from api.reports.pdf.charts import Series
from api.reports.pdf.job import PdfJob
from api.reports.pdf.tables import Line
from api.reports.schemas import ReportRow, ReportSubject
from api.statistics.metric import Unit
from api.statistics.periods import Period, ReportUnit
from api.statistics.report import ReportKind

MARK: Final = "*"
"""Behind the period of a row that is 未確定."""
NONE: Final = "—"


class Figures:
    """A report's rows, told in its language."""

    def __init__(self, job: PdfJob) -> None:
        self._job = job
        report = job.report
        self.group = report.kind is ReportKind.GROUP
        self.unit = report.unit
        self.periods = [Period(each.begin, each.end) for each in report.periods]
        self.columns = report.columns
        self.subjects = report.subjects
        self.labels = [job.said(column.label) for column in report.columns]
        self.pending = any(row.pending for row in (*report.rows, *report.totals))

    def name(self, subject: ReportSubject) -> str:
        """Of a group or operator."""
        return group_name(subject.id, subject.name, self._job.lang) if self.group else subject.name

    def number(self, subject: ReportSubject) -> str:
        """A group's number, an operator's extension; nothing for 全体."""
        return grouped(subject.number) if self.group else subject.number

    def days(self, period: int) -> str:
        """From – to; with months as the unit by months."""
        found = self.periods[period]
        if self.unit is not ReportUnit.MONTH:
            return days_text(found, self._job.lang)
        begin, end = (f"{day:%Y/%m}" for day in (found.begin, found.end))
        return begin if begin == end else f"{begin} – {end}"

    def bucket(self, text: str, *, short: bool = False) -> str:
        """A bucket in words; `short`: below an axis."""
        lang = self._job.lang
        match self.unit:
            case ReportUnit.MONTH:
                return text.replace("-", "/")
            case ReportUnit.DAY:
                day = date.fromisoformat(text)
                return f"{day.month}/{day.day}" if short else f"{day:%Y/%m/%d} ({weekday(day.isoweekday(), lang)})"
            case ReportUnit.HOUR:
                return text if short else f"{text}:00"
            case ReportUnit.WEEKDAY:
                return weekday(int(text), lang)
            case ReportUnit.DATE_HOUR:
                day = date.fromisoformat(text[:10])
                return f"{day.month}/{day.day} {text[11:]}" if short else f"{day:%Y/%m/%d} {text[11:]}:00"

    def said(self, column: int, value: float | None) -> str:
        """A figure."""
        if value is None:
            return NONE
        return say(self.columns[column].unit, value)

    def line(self, row: ReportRow) -> Line:
        """A row of a table; of a total, it is named by its period."""
        subject = self.subjects[row.subject]
        when = self.bucket(row.bucket) if row.bucket else self.days(row.period)
        names = [f"{when} {MARK}" if row.pending else when, self.name(subject), self.number(subject)]
        return Line(names, [self.said(column, value) for column, value in enumerate(row.values)])

    def rows(self, period: int) -> list[ReportRow]:
        """Of one period, by bucket and subject."""
        return [row for row in self._job.report.rows if row.period == period]

    def totals(self, period: int) -> list[ReportRow]:
        """Of one period, by subject."""
        return [row for row in self._job.report.totals if row.period == period]

    def buckets(self) -> list[str]:
        """Below the axis of a chart: those of the longest period."""
        of_periods = [
            list(dict.fromkeys(row.bucket for row in self.rows(number))) for number in range(len(self.periods))
        ]
        return [self.bucket(each, short=True) for each in max(of_periods, key=len)]

    def series(self, column: int) -> list[Series]:
        """A column of each subject in each period, side by side from the first bucket on."""
        found: list[Series] = []
        for period in range(len(self.periods)):
            by_subject: dict[int, list[float | None]] = {}
            for row in self.rows(period):
                by_subject.setdefault(row.subject, []).append(row.values[column])
            for number, values in by_subject.items():
                found.append(Series(self.series_name(period, number), values))
        return found

    def series_name(self, period: int, subject: int) -> str:
        """Of a line, with the period where there are several."""
        name = self.name(self.subjects[subject])
        return f"{name} ({self.days(period)})" if len(self.periods) > 1 else name


def say(unit: Unit, value: float) -> str:
    """A figure with its unit."""
    match unit:
        case Unit.SECONDS:
            return duration_text(int(value))
        case Unit.PERCENT:
            return f"{value:.1f}%"
        case Unit.PER_HOUR:
            return f"{value:.1f}"
        case Unit.COUNT:
            return f"{int(value):,}"


def axis(unit: Unit, value: float) -> str:
    """A figure beside an axis, shorter."""
    match unit:
        case Unit.SECONDS:
            return duration_text(int(value))
        case Unit.PERCENT:
            return f"{value:g}%"
        case _:
            return f"{value:,g}"


def known(values: Sequence[float | None]) -> list[float]:
    """Without those that are none."""
    return [value for value in values if value is not None]
