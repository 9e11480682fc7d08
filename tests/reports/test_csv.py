"""CSV files of reports: their bytes for the worked example, and that they say what the JSON says."""

import asyncio
import csv
import io
from collections.abc import Sequence

import pytest

from api.db.engine import Database
from api.numbers.grouping import grouped
from api.problems import Language
from api.reports.cells import value_text
from api.reports.csv_files import MAX_DAYS, CsvFile, CsvFiles, disposition
from api.reports.csv_text import Encoder, Encoding, field
from api.reports.service import Reports
from api.reports.wish import Asked, Wish
from api.statistics.directory import Directory, DirectoryUser
from api.statistics.metric import Scope, Text
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.registry import METRICS
from api.statistics.report import ReportKind, StatusName, columns
from api.statistics.timeline import Calendar
from sip.contract.frames import Events
from tests.reports.reporting import DIRECTORY, intake_of, reports_of, sixty_calls
from tests.statistics.eventplay import at, worked_example
from tests.support.names import names_of

TODAY = "2026-11-23"
SOME = ("in", "out", "ans", "answer_rate", "avg_talk_in", "avg_hold_out", "total_handle_in")


def wish_of(
    reports: Reports,
    kind: ReportKind,
    unit: ReportUnit,
    subjects: Sequence[str],
    *,
    items: Sequence[str] = (),
    periods: Sequence[str] = (),
    profile: Profile = Profile.MANUAL,
) -> Wish:
    days = periods or (["2026-11"] if unit is ReportUnit.MONTH else [TODAY])
    asked = Asked(kind=kind, unit=unit, periods=days, subjects=subjects, items=items, profile=profile)
    return reports.wish(asked, max_date_hour_days=MAX_DAYS)


async def read(made: CsvFile) -> bytes:
    content = b"".join([piece async for piece in made.pieces()])
    assert len(content) == made.size
    return content


async def text_of(files: CsvFiles, wish: Wish, now: int, lang: Language = "ja") -> str:
    return (await read(await files.make(wish, now, lang, Encoding.UTF_8))).decode()


async def test_the_worked_example_to_the_byte(db: Database) -> None:
    now = at("12:00:00")
    intake = await intake_of(db, worked_example(), Calendar())
    reports, files = reports_of(db, intake, now), CsvFiles(db, intake)
    wish = wish_of(reports, ReportKind.GROUP, ReportUnit.DAY, ["*", "G", "H", "-"], items=SOME)
    made = await files.make(wish, now, "ja", Encoding.UTF_8_SIG)
    assert await read(made) == (
        b"\xef\xbb\xbf"
        + (
            "期間,電話グループ名,電話番号,着信数,発信数,応答数,応答率,平均通話時間(着),平均保留時間②(発),合計処理時間(着)\r\n"
            "2026/11/23,全体,summary,3,2,2,66.6,0:02:00,0:00:00,0:05:30\r\n"
            "2026/11/23,Sales,03-1111-0000,3,2,2,66.6,0:02:00,0:00:00,0:05:30\r\n"
            "2026/11/23,Support,03-2222-0000,0,0,0,0,0:00:00,0:00:00,0:00:00\r\n"
            "2026/11/23,その他,,0,0,0,0,0:00:00,0:00:00,0:00:00\r\n"
        ).encode()
    )
    assert (made.lost, made.position) == ({}, len(worked_example()))
    english = await text_of(files, wish, now, "en")
    assert english.startswith("Period,Group,Number,Inbound,Outbound,Answered,")
    assert "\r\n2026/11/23,All groups,summary,3," in english


@pytest.mark.parametrize("evening", ["11:00:00", "11:30:00"])
@pytest.mark.parametrize("unit", list(ReportUnit))
async def test_a_file_says_what_the_report_says(db: Database, unit: ReportUnit, evening: str) -> None:
    now = at(evening)
    intake = await intake_of(db, worked_example(), Calendar())
    reports, files = reports_of(db, intake, now), CsvFiles(db, intake)
    periods = ["2026-09..2026-11", "2026-11"] if unit is ReportUnit.MONTH else ["2026-11-10..2026-11-25", TODAY]
    for profile in Profile:
        for kind, subjects in ((ReportKind.GROUP, ["*", "G", "H", "-"]), (ReportKind.OPERATOR_ALL, ["A", "B", "D"])):
            wish = wish_of(reports, kind, unit, subjects, periods=periods, profile=profile)
            report = await reports.report(wish)
            made = await files.make(wish, now, "ja", Encoding.UTF_8)
            rows = list(csv.reader(io.StringIO((await read(made)).decode(), newline="")))
            assert made.pending == sum(row.pending for row in report.rows) > 0
            assert rows[0][3:] == [column.label.ja for column in report.columns]
            assert [row[3:] for row in rows[1:]] == [
                [value_text(column.unit, value) for column, value in zip(report.columns, row.values, strict=True)]
                for row in report.rows
            ]
            assert len({(row[0], row[1]) for row in rows[1:]}) >= len(report.rows) // len(periods)


def test_the_item_list_is_complete() -> None:
    """The order of the files names every item of the reports once."""
    for kind, scope in ((ReportKind.GROUP, Scope.GROUP_REPORT), (ReportKind.OPERATOR_ALL, Scope.OPERATOR_REPORT)):
        listed = [column.item for column in columns(kind, [StatusName("acw", Text("後処理", "ACW"))])]
        assert sorted(listed) == sorted(metric.id for metric in METRICS.values() if scope in metric.scopes)


async def test_periods_of_each_unit(db: Database) -> None:
    now = at("12:00:00")
    intake = await intake_of(db, worked_example(), Calendar())
    reports, files = reports_of(db, intake, now), CsvFiles(db, intake)

    async def first(unit: ReportUnit, period: str, lang: Language) -> str:
        wish = wish_of(reports, ReportKind.GROUP, unit, ["*"], items=["in"], periods=[period])
        return (await text_of(files, wish, now, lang)).split("\r\n")[1].split(",")[0]

    assert await first(ReportUnit.MONTH, "2026-06..2026-11", "ja") == "2026年06月"
    assert await first(ReportUnit.MONTH, "2026-06..2026-11", "en") == "2026/06 (Jun)"
    assert await first(ReportUnit.DAY, "2026-06-16..2026-06-17", "ja") == "2026/06/16"
    assert await first(ReportUnit.DATE_HOUR, "2026-06-16..2026-06-17", "ja") == "2026/06/16 00:00"
    assert await first(ReportUnit.HOUR, "2026-06-16..2026-06-17", "ja") == "2026/06/16～2026/06/17 00:00"
    assert await first(ReportUnit.HOUR, "2026-06-16", "en") == "2026/06/16 00:00"
    assert await first(ReportUnit.WEEKDAY, "2026-06-16..2026-06-17", "ja") == "2026/06/16～2026/06/17 月"
    assert await first(ReportUnit.WEEKDAY, "2026-06-16..2026-06-17", "en") == "2026/06/16 - 2026/06/17 Mon"


async def test_a_file_is_at_one_position_while_hours_are_booked(db: Database) -> None:
    """Every file made while calls come in: visits and answers of its rows are those up to its position."""
    play = sixty_calls()
    now = at("23:59:00")
    intake = await intake_of(db, play.log[:4], Calendar())
    reports, files = reports_of(db, intake, now), CsvFiles(db, intake)
    periods = [f"2026-11-{day}..2026-11-23" for day in (17, 18, 19, 20, 21)]
    wish = wish_of(reports, ReportKind.GROUP, ReportUnit.DATE_HOUR, ["G"], items=["in", "ans"], periods=periods)
    seen: list[int] = []

    async def look() -> None:
        while not seen or seen[-1] < len(play.log):
            made = await files.make(wish, now, "ja", Encoding.UTF_8)
            rows = list(csv.reader(io.StringIO((await read(made)).decode(), newline="")))[1:]
            known = [type(one.event).__name__ for one in play.log[: made.position]]
            for each in range(len(periods)):
                of_period = rows[len(rows) - sum((7 - n) * 24 for n in range(each, 5)) :][: (7 - each) * 24]
                assert sum(int(row[3]) for row in of_period) == known.count("VisitBegan")
                assert sum(int(row[4]) for row in of_period) == known.count("VisitEnded")
            seen.append(made.position)

    async def feed() -> None:
        for begin in range(4, len(play.log), 5):
            await intake.take(Events(switch="sw", events=tuple(play.log[begin : begin + 5])))

    await asyncio.gather(feed(), look(), look())
    assert len(set(seen)) > 3


async def test_old_spreadsheets(db: Database) -> None:
    """CP932 has 髙 and 﨑, and not 𠮷: what it lacks is marked, counted and named."""
    now = at("12:00:00")
    users = (
        DirectoryUser(id="A", name="髙﨑〜花子", extension="801"),
        DirectoryUser(id="B", name="𠮷田", extension="802"),
    )
    intake = await intake_of(db, worked_example(), Calendar())
    reports = Reports(db, intake, lambda: names_of(Directory(users=users, groups=DIRECTORY.groups)), lambda: now)
    wish = wish_of(reports, ReportKind.OPERATOR_CALLS, ReportUnit.DAY, ["A", "B"], items=["in"])
    made = await CsvFiles(db, intake).make(wish, now, "ja", Encoding.CP932)
    content = (await read(made)).decode("cp932")
    assert content == "期間,名前,内線番号,着信数\r\n2026/11/23,髙﨑～花子,801,3\r\n2026/11/23,〓田,802,3\r\n"
    assert made.lost == {"𠮷": 1}
    assert "filename*=UTF-8''%E3%82%AA" in disposition(wish, "csv", "ja")
    assert 'filename="operator-report-calls_20261123.csv"' in disposition(wish, "csv", "ja")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+81", "'+81"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ('a"b', '"a""b"'),
        ("a,b", '"a,b"'),
        ("=a,b", '"\'=a,b"'),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert field(text) == cell


def test_the_mark_stands_at_the_beginning_only() -> None:
    encoder = Encoder(Encoding.UTF_8_SIG)
    assert (encoder.encode("a") + encoder.encode("b")).decode("utf-8") == "\ufeffab"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0312345678", "03-1234-5678"),
        ("+819012345678", "090-1234-5678"),
        ("0120123456", "0120-123-456"),
        ("801", "801"),
        ("0312345678901", "0312345678901"),
        ("+14155550100", "+14155550100"),
        ("", ""),
    ],
)
def test_numbers_keep_their_zero(number: str, shown: str) -> None:
    assert grouped(number) == shown
