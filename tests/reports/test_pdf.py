"""PDF files of reports: what they say, with which fonts, and that they are the same each time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import msgspec
import pytest
from pypdf import PdfReader

from api.db.engine import Database
from api.languages import Language
from api.problems import Problem
from api.reports import pdf_files
from api.reports.pdf.job import PdfJob, StatusLook
from api.reports.pdf.report_pdf import report_pdf
from api.reports.pdf.sheet import load_font, width, wrap
from api.reports.pdf_files import PdfFiles, made, words
from api.reports.schemas import Report
from api.reports.service import Reports
from api.reports.wish import Asked
from api.statistics.directory import Directory, DirectoryUser
from api.statistics.metric import Text
from api.statistics.names import NamedStatus
from api.statistics.periods import ReportUnit
from api.statistics.report import ReportKind
from api.statistics.timeline import Calendar
from tests.reports.reporting import DIRECTORY, intake_of
from tests.statistics.eventplay import at, worked_example
from tests.support.names import names_of

TODAY = "2026-11-23"
STATUSES = {
    key: NamedStatus(id=key, ja=ja, en=key, colour="#336699")
    for key, ja in (("preparing", "準備中"), ("available", "受付可"), ("acw", "後処理"))
}
NAMES = ("髙﨑 花子", "𠮷田 太郎", "Müller Ann", "渡邊")


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    load_font()


async def reports_of(db: Database) -> Reports:
    users = tuple(
        DirectoryUser(id=each, name=name, extension=f"80{each}") for each, name in zip("ABCD", NAMES, strict=True)
    )
    intake = await intake_of(db, worked_example(), Calendar())
    names = msgspec.structs.replace(names_of(Directory(users=users, groups=DIRECTORY.groups)), statuses=STATUSES)
    return Reports(db, intake, lambda: names, lambda: at("11:30:00"))


async def report_of(
    db: Database, kind: ReportKind, unit: ReportUnit, subjects: Sequence[str], periods: Sequence[str] = (TODAY,)
) -> Report:
    reports = await reports_of(db)
    return await reports.report(reports.wish(Asked(kind=kind, unit=unit, periods=periods, subjects=subjects, items=())))


def job_of(report: Report, lang: Language = "ja") -> PdfJob:
    statuses = {key: StatusLook(Text(one.ja, one.en), one.colour) for key, one in STATUSES.items()}
    return PdfJob(report=report, lang=lang, site="髙﨑𠮷商店", words=words(lang), statuses=statuses)


def texts(content: bytes) -> list[str]:
    """The text of each page, without spaces: what is drawn apart may be read apart."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def said(unit: str, value: float | None) -> str:
    if value is None:
        return "—"
    if unit == "seconds":
        return f"{int(value) // 3600}:{int(value) // 60 % 60:02}:{int(value) % 60:02}"
    return {"percent": f"{value}%", "per_hour": f"{value}", "count": f"{value}"}[unit]


@pytest.mark.parametrize("kind", [ReportKind.GROUP, ReportKind.OPERATOR_ALL])
@pytest.mark.parametrize("lang", ["ja", "en"])
async def test_it_says_what_the_report_says(db: Database, kind: ReportKind, lang: Language) -> None:
    """Every row's figures stand side by side, in the order of the columns, in the tables' groups of columns."""
    subjects = ["*", "G", "H"] if kind is ReportKind.GROUP else ["A", "B", "D"]
    report = await report_of(db, kind, ReportUnit.DAY, subjects, ("2026-11-20..2026-11-25", TODAY))
    pages = texts(report_pdf(job_of(report, lang)))
    whole = "".join(pages)
    for row in (*report.rows, *report.totals):
        figures = [said(column.unit, value) for column, value in zip(report.columns, row.values, strict=True)]
        pairs = ["".join(pair) for pair in pairwise(figures)]
        apart = [pair for pair in pairs if pair not in whole]
        # Only where a group of columns ends and the next begins.
        assert len(apart) <= len(pairs) // 10, (row, apart)
    for column in report.columns:
        assert "".join((column.explanation.ja if lang == "ja" else column.explanation.en).split()) in whole
    for subject in report.subjects:
        assert "".join(subject.name.split()) in whole
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}ページ" in page or f"Page{number}of{len(pages)}" in page
        assert "髙﨑𠮷商店" in page
        assert "2026/11/2311:30:00" in page
    assert "{" not in whole


@pytest.mark.parametrize("items", [(), ("in", "ans", "aban")])
async def test_all_pages_have_one_size_and_the_first_has_the_totals(db: Database, items: Sequence[str]) -> None:
    """Upright where few columns stand side by side, lying where they are many; whose figures they are is said once."""
    reports = await reports_of(db)
    asked = Asked(
        kind=ReportKind.GROUP, unit=ReportUnit.DAY, periods=["2026-11-01..2026-11-23"], subjects=["G"], items=items
    )
    content = report_pdf(job_of(await reports.report(reports.wish(asked))))
    pages = PdfReader(BytesIO(content)).pages
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
    assert sizes == ({(595, 842)} if items else {(842, 595)})
    first = texts(content)[0]
    assert "期間の合計Sales" in first and "電話グループ名" not in first
    assert first.index("集計対象期間") < first.index("期間の合計")


async def test_what_has_no_figures_is_short(db: Database) -> None:
    report = await report_of(db, ReportKind.OPERATOR_STATUS, ReportUnit.HOUR, ["A"], ("2025-11-01..2025-11-02",))
    pages = texts(report_pdf(job_of(report)))
    assert "記録なし" in "".join(pages) and "推移" not in "".join(pages)
    assert all(len(page) > 200 for page in pages)


async def test_rows_that_are_not_final_are_marked(db: Database) -> None:
    report = await report_of(db, ReportKind.GROUP, ReportUnit.DAY, ["G"], ("2026-11-22..2026-11-23",))
    whole = "".join(texts(report_pdf(job_of(report))))
    assert "2026/11/23(月)*" in whole
    assert "2026/11/22(日)*" not in whole
    assert "*未確定:" in whole
    past = await report_of(db, ReportKind.GROUP, ReportUnit.DAY, ["G"], ("2026-11-20..2026-11-21",))
    assert "*未確定:" not in "".join(texts(report_pdf(job_of(past))))


async def test_fonts_are_within_and_names_can_be_searched(db: Database) -> None:
    report = await report_of(db, ReportKind.OPERATOR_ALL, ReportUnit.HOUR, list("ABCD"))
    content = report_pdf(job_of(report))
    fonts = {}
    for page in PdfReader(BytesIO(content)).pages:
        fonts |= {
            each["/BaseFont"]: each for each in (one.get_object() for one in page["/Resources"]["/Font"].values())
        }
    assert fonts
    for name, font in fonts.items():
        assert name[7:] == "+NotoSansJP-Regular"
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
    whole = "".join(texts(content))
    for name in NAMES:
        assert "".join(name.split()) in whole
    assert len(content) < 400_000


async def test_the_same_report_gives_the_same_bytes(db: Database) -> None:
    """In this process, again in this process, and in one of its own."""
    report = await report_of(db, ReportKind.OPERATOR_ALL, ReportUnit.WEEKDAY, list("ABC"))
    job = job_of(report)
    content = report_pdf(job)
    assert content == report_pdf(job) == await made(job)
    later = msgspec.structs.replace(report, as_of=datetime(2026, 11, 24, tzinfo=UTC))
    assert report_pdf(job_of(later)) != content


async def test_the_service(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = await reports_of(db)
    wish = reports.wish(
        Asked(kind=ReportKind.GROUP, unit=ReportUnit.DAY, periods=[TODAY], subjects=["*"], items=["in", "ans"])
    )
    files = PdfFiles(db, reports)
    assert "電話グループレポート" in texts(await files.make(wish, "ja"))[0]
    assert "Groupreport" in texts(await files.make(wish, "en"))[0]
    with pytest.raises(Problem, match="pdf_failed"):
        await made(job_of(await reports.report(wish)), timeout_s=0.0)
    monkeypatch.setattr(pdf_files, "MAX_CELLS", 1)
    with pytest.raises(Problem, match="pdf_too_large"):
        await files.make(wish, "ja")


def test_lines_end_where_they_may() -> None:
    text = "割合は小数第 2 位以下を切り捨て、時間(通話)は Average handling time という。"
    for room in range(40, 300, 7):
        found = wrap(text, room, 8)
        assert "".join("".join(found).split()) == "".join(text.split())
        assert not any(line[0] in "、。)" for line in found)
        assert not any(line.endswith("(") for line in found)
        assert all(width(line[:-1]) * 8 <= room for line in found if not line.isascii())
