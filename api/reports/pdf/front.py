"""The first page, and the appendix."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from api.reports.pdf.chart_pages import MAX_LINES
from api.reports.pdf.figures import Figures
from api.reports.pdf.job import PdfJob
from api.reports.pdf.pages import BOTTOM, LONG, MARGIN, SHORT, TOP, Page, portrait
from api.reports.pdf.sheet import ACCENT, INK, RULE, SOFT, Sheet, wrap

_ROOM: Final = SHORT - 2 * MARGIN
_LABEL: Final = 110.0


def local(at: datetime, zone: str) -> str:
    """A moment in the site's time zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y/%m/%d %H:%M:%S}"


def front_page(job: PdfJob, figures: Figures) -> Page:
    """What the report is of."""
    words, report = job.words, job.report
    subjects = "、" if job.lang == "ja" else ", "
    facts = [
        (words["periods"], "\n".join(figures.days(number) for number in range(len(figures.periods)))),
        (words["unit"], words[f"unit.{report.unit}"]),
        (
            words["groups" if figures.group else "operators"],
            subjects.join(
                f"{name} ({number})" if (number := figures.number(each)) else name
                for each in figures.subjects
                for name in [figures.name(each)]
            ),
        ),
        (words["items"], str(len(figures.columns))),
        (words["profile"], words[f"profile.{report.profile}"]),
        (words["as_of"], f"{local(report.as_of, report.time_zone)} ({report.time_zone})"),
        (words["position"], f"{report.position:,}"),
    ]
    notes = [words["pending"]] if figures.pending else []
    if len(figures.subjects) * len(figures.periods) > MAX_LINES:
        notes.append(words["too_many_lines"].format(most=MAX_LINES))
    return portrait(partial(_front, job=job, facts=facts, notes=notes))


def _front(sheet: Sheet, *, job: PdfJob, facts: list[tuple[str, str]], notes: list[str]) -> None:
    sheet.text(MARGIN, TOP + 40, job.words[f"title.{job.report.kind}"], 22, colour=ACCENT)
    sheet.text(MARGIN, TOP + 62, job.site, 12, colour=SOFT)
    y = TOP + 100
    for label, value in facts:
        sheet.text(MARGIN, y, label, 9, colour=SOFT)
        for part in value.split("\n"):
            for line in wrap(part, _ROOM - _LABEL, 9):
                sheet.text(MARGIN + _LABEL, y, line, 9)
                y += 14
        sheet.line([(MARGIN, y - 7), (SHORT - MARGIN, y - 7)], RULE, 0.4)
        y += 8
    for note in notes:
        for line in wrap(note, _ROOM, 8):
            sheet.text(MARGIN, y + 6, line, 8, colour=SOFT)
            y += 12
        y += 4


def appendix(job: PdfJob, figures: Figures) -> Iterator[Page]:
    """What the items mean, and how the figures are written."""
    entries: dict[str, tuple[str, str]] = {}
    for column in figures.columns:
        label = job.items.get(column.item, column.label) if column.status else column.label
        entries.setdefault(column.item, (job.said(label), job.said(column.explanation)))
    general = [(job.words[f"rule.{key}"], job.words[f"rule.{key}.text"]) for key in ("pending", "rounding", "profile")]
    blocks = [(label, wrap(text, _ROOM - 170, 8)) for label, text in [*entries.values(), *general]]
    part: list[tuple[str, list[str]]] = []
    room = LONG - TOP - BOTTOM - 30
    for name, lines in blocks:
        if sum(len(each) * 11 + 7 for _, each in part) + len(lines) * 11 + 7 > room:
            yield portrait(partial(_appendix, job=job, blocks=part))
            part = []
        part.append((name, lines))
    yield portrait(partial(_appendix, job=job, blocks=part))


def _appendix(sheet: Sheet, *, job: PdfJob, blocks: list[tuple[str, list[str]]]) -> None:
    sheet.text(MARGIN, TOP + 6, job.words["appendix"], 11)
    y = TOP + 30
    for label, lines in blocks:
        for number, text in enumerate(wrap(label, 160, 8)):
            sheet.text(MARGIN, y + number * 11, text, 8, colour=INK)
        for line in lines:
            sheet.text(MARGIN + 170, y, line, 8)
            y += 11
        sheet.line([(MARGIN, y - 5.5), (SHORT - MARGIN, y - 5.5)], RULE, 0.3)
        y += 7
