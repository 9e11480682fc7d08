"""What the report is of, at the head of the first page; and the appendix."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from api.reports.pdf.chart_pages import MAX_LINES
from api.reports.pdf.figures import Figures
from api.reports.pdf.job import PdfJob
from api.reports.pdf.pages import MARGIN, Block, Paper, Section, heading
from api.reports.pdf.sheet import ACCENT, INK, RULE, SOFT, Sheet, wrap

_LABEL: Final = 92.0
_TERM: Final = 170.0
_SIZE: Final = 8.5
_LINE: Final = 13.0
_NOTE: Final = 11.0

Fact = tuple[str, list[str]]
"""A label, and the lines of what stands behind it."""


def local(at: datetime, zone: str) -> str:
    """A moment in the site's time zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y/%m/%d %H:%M:%S}"


def front(job: PdfJob, figures: Figures, paper: Paper) -> Section:
    """Title, site and facts. The short facts stand in two columns, the subjects below them."""
    words, report = job.words, job.report
    half = paper.inner / 2
    left: list[Fact] = [
        (words["periods"], [figures.days(number) for number in range(len(figures.periods))]),
        (words["unit"], [words[f"unit.{report.unit}"]]),
        (words["items"], [str(len(figures.columns))]),
    ]
    right: list[Fact] = [
        (words["profile"], [words[f"profile.{report.profile}"]]),
        (words["as_of"], wrap(f"{local(report.as_of, report.time_zone)} ({report.time_zone})", half - _LABEL, _SIZE)),
        (words["position"], [f"{report.position:,}"]),
    ]
    comma = "、" if job.lang == "ja" else ", "
    names = comma.join(
        f"{name} ({number})" if (number := figures.number(each)) else name
        for each in figures.subjects
        for name in [figures.name(each)]
    )
    whole: list[Fact] = [
        (words["groups" if figures.group else "operators"], wrap(names, paper.inner - _LABEL, _SIZE)),
    ]
    many = len(figures.subjects) * len(figures.periods) > MAX_LINES
    note = words["too_many_lines"].format(most=MAX_LINES) if many else ""
    lines = wrap(note, paper.inner, 7.5) if note else []
    title = Block(48.0, partial(_title, job=job))
    blocks = [
        Block(max(map(_high, (left, right))), partial(_columns, columns=[(left, 0.0), (right, half)])),
        Block(_high(whole), partial(_columns, columns=[(whole, 0.0)])),
    ]
    if lines:
        blocks.append(Block(len(lines) * _NOTE + 4, partial(_notes, lines=lines, right=paper.wide - MARGIN)))
    return Section(title, blocks)


def _high(facts: list[Fact]) -> float:
    return sum(len(lines) * _LINE + 3 for _, lines in facts)


def _title(sheet: Sheet, y: float, *, job: PdfJob) -> None:
    sheet.text(MARGIN, y + 20, job.words[f"title.{job.report.kind}"], 20, colour=ACCENT)
    sheet.text(MARGIN, y + 36, job.site, 11, colour=SOFT)


def _columns(sheet: Sheet, y: float, *, columns: list[tuple[list[Fact], float]]) -> None:
    for facts, left in columns:
        base = y + 10
        for label, lines in facts:
            sheet.text(MARGIN + left, base, label, _SIZE, colour=SOFT)
            for number, line in enumerate(lines):
                sheet.text(MARGIN + left + _LABEL, base + number * _LINE, line, _SIZE)
            base += len(lines) * _LINE + 3


def _notes(sheet: Sheet, y: float, *, lines: list[str], right: float) -> None:
    sheet.line([(MARGIN, y), (right, y)], RULE, 0.4)
    for number, line in enumerate(lines):
        sheet.text(MARGIN, y + 11 + number * _NOTE, line, 7.5, colour=SOFT)


def appendix(job: PdfJob, figures: Figures, paper: Paper) -> Section:
    """What the items mean, and how the figures are written."""
    entries: dict[str, tuple[str, str]] = {}
    for column in figures.columns:
        label = job.items.get(column.item, column.label) if column.status else column.label
        entries.setdefault(column.item, (job.said(label), job.said(column.explanation)))
    general = [(job.words[f"rule.{key}"], job.words[f"rule.{key}.text"]) for key in ("pending", "rounding", "profile")]
    return Section(heading(job.words["appendix"]), _entries([*entries.values(), *general], paper))


def _entries(entries: list[tuple[str, str]], paper: Paper) -> Iterator[Block]:
    for label, text in entries:
        parts = (wrap(label, _TERM - 10, 8), wrap(text, paper.inner - _TERM, 8))
        high = max(map(len, parts)) * 11 + 7.0
        yield Block(high, partial(_entry, parts=parts, high=high, right=paper.wide - MARGIN))


def _entry(sheet: Sheet, y: float, *, parts: tuple[list[str], list[str]], high: float, right: float) -> None:
    for left, lines in zip((0.0, _TERM), parts, strict=True):
        for number, text in enumerate(lines):
            sheet.text(MARGIN + left, y + 11 + number * 11, text, 8, colour=INK)
    sheet.line([(MARGIN, y + high), (right, y + high)], RULE, 0.3)
