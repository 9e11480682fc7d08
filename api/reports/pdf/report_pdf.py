"""A report's PDF: what it is of with the totals, charts, tables, appendix; all pages of one size."""

from collections.abc import Iterator

from api.reports.pdf.chart_pages import bar_sections, line_sections, pie_sections
from api.reports.pdf.figures import MARK, Figures
from api.reports.pdf.front import appendix, front, local
from api.reports.pdf.job import PdfJob
from api.reports.pdf.pages import Edges, Paper, Section, document, flowed
from api.reports.pdf.tables import Line, Table, paper_of, sections_of


def report_pdf(job: PdfJob) -> bytes:
    """The bytes of the file; the same for the same job. `load_font` must have been called."""
    figures = Figures(job)
    totals, parts = _totals(job, figures), _parts(job, figures)
    paper = paper_of([totals, *parts])
    report, words = job.report, job.words
    at = local(report.as_of, report.time_zone)
    edges = Edges(
        title=words[f"title.{report.kind}"],
        site=job.site,
        foot=words["foot"].format(at=at, position=f"{report.position:,}"),
        number=words["page"],
    )
    return document(flowed(_sections(job, figures, totals, parts, paper), paper), paper, edges)


def _sections(job: PdfJob, figures: Figures, totals: Table, parts: list[Table], paper: Paper) -> Iterator[Section]:
    yield front(job, figures, paper)
    yield from sections_of(totals, paper)
    yield from line_sections(job, figures, paper)
    yield from bar_sections(job, figures, paper)
    yield from pie_sections(job, figures, paper)
    for table in parts:
        yield from sections_of(table, paper)
    yield appendix(job, figures, paper)


def _totals(job: PdfJob, figures: Figures) -> Table:
    lines = [figures.line(row) for number in range(len(figures.periods)) for row in figures.totals(number)]
    return _table(job, figures, job.words["totals"], lines)


def _parts(job: PdfJob, figures: Figures) -> list[Table]:
    """What the totals are made of, by period."""
    found = []
    for number in range(len(figures.periods)):
        lines = [figures.line(row) for row in figures.rows(number)]
        title = job.words["rows"].format(period=figures.days(number), unit=job.words[f"unit.{figures.unit}"])
        found.append(_table(job, figures, title, lines))
    return found


def _table(job: PdfJob, figures: Figures, title: str, lines: list[Line]) -> Table:
    words = job.words
    heads = ["head.group", "head.number"] if figures.group else ["head.operator", "head.extension"]
    alone = len(figures.subjects) == 1
    if alone:  # whose figures they are stands above them, not in every row
        title = f"{title} {figures.name(figures.subjects[0])}"
        lines = [Line(line.names[:1], line.values) for line in lines]
    return Table(
        title=title,
        heads=[words["head.period"], *([] if alone else (words[head] for head in heads))],
        columns=figures.labels,
        lines=lines,
        empty=words["no_rows"],
        note=words["pending"] if any(line.names[0].endswith(MARK) for line in lines) else "",
    )
