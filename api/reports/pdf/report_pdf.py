"""A report's PDF: first page, charts, tables, appendix."""

from collections.abc import Iterator

from api.reports.pdf.chart_pages import bar_pages, line_pages, pie_pages
from api.reports.pdf.figures import Figures
from api.reports.pdf.front import appendix, front_page, local
from api.reports.pdf.job import PdfJob
from api.reports.pdf.pages import Edges, Page, document
from api.reports.pdf.tables import Line, Table, pages_of


def report_pdf(job: PdfJob) -> bytes:
    """The bytes of the file; the same for the same job. `load_font` must have been called."""
    figures = Figures(job)
    pages = [
        front_page(job, figures),
        *line_pages(job, figures),
        *bar_pages(job, figures),
        *pie_pages(job, figures),
        *_tables(job, figures),
        *appendix(job, figures),
    ]
    report, words = job.report, job.words
    at = local(report.as_of, report.time_zone)
    edges = Edges(
        title=words[f"title.{report.kind}"],
        site=job.site,
        foot=words["foot"].format(at=at, position=f"{report.position:,}"),
        number=words["page"],
    )
    return document(pages, edges)


def _tables(job: PdfJob, figures: Figures) -> Iterator[Page]:
    totals = [figures.line(row) for number in range(len(figures.periods)) for row in figures.totals(number)]
    yield from pages_of(_table(job, figures, job.words["totals"], totals))
    for number in range(len(figures.periods)):
        lines = [figures.line(row) for row in figures.rows(number)]
        title = job.words["rows"].format(period=figures.days(number), unit=job.words[f"unit.{figures.unit}"])
        yield from pages_of(_table(job, figures, title, lines))


def _table(job: PdfJob, figures: Figures, title: str, lines: list[Line]) -> Table:
    words = job.words
    heads = ["head.group", "head.number"] if figures.group else ["head.operator", "head.extension"]
    return Table(
        title=title,
        heads=[words["head.period"], *(words[head] for head in heads)],
        columns=figures.labels,
        lines=lines,
        part=words["part"],
        empty=words["no_rows"],
        note=words["pending"] if any(line.names[0].endswith("*") for line in lines) else "",
    )
