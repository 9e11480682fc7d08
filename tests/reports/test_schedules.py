"""Reports made by themselves: when, of what, once, again after failures, and by mail. The clock is the test's."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from api.access import Principal, SessionKind
from api.changes.service import Changes
from api.db import report_schedule_store as store
from api.db.audit_store import Action, Filter, records
from api.db.engine import Database
from api.db.report_schedule_store import RunState
from api.problems import Problem
from api.reports.csv_files import CsvFiles
from api.reports.csv_text import Encoding
from api.reports.pdf_files import PdfFiles
from api.reports.schedules import service
from api.reports.schedules.calendar import MAX_MISSED, missed, occurrences, period_of
from api.reports.schedules.deliver import Deliverer
from api.reports.schedules.mail import MailServer
from api.reports.schedules.schemas import Delivery, Every, Format, NewSchedule, Relative, SchedulePatch
from api.reports.schedules.service import Schedules
from api.reports.service import Reports
from api.statistics.names import Named
from api.statistics.periods import ReportUnit
from api.statistics.report import ReportKind
from api.statistics.timeline import Calendar
from tests.reports.reporting import DIRECTORY, intake_of
from tests.statistics.eventplay import at, worked_example
from tests.support.mailbox import Mailbox
from tests.support.names import names_of

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = 86_400_000
SV = Principal(id="sv", name="SV", extension="", permissions=frozenset(), session="s", kind=SessionKind.BROWSER)
DAILY = NewSchedule(
    name="日報",
    every=Every.DAY,
    at="06:00",
    kind=ReportKind.GROUP,
    unit=ReportUnit.DAY,
    period=Relative.YESTERDAY,
    items=["in", "ans"],
    format=Format.CSV,
)


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with Mailbox() as box:
        yield box


async def applied() -> bool:
    """There is nobody to tell."""
    return True


class World:
    """A centre with a clock that stands still until a test moves it."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.mail: MailServer | None = None
        self.names = names_of(DIRECTORY)
        self.schedules: Schedules
        self.make: Callable[[], Schedules]

    async def runs(self) -> list[tuple[str, RunState, int]]:
        """Oldest first: when due, state, attempts."""
        found = await self.schedules.runs(None, "ja")
        return [(f"{run.due.astimezone(TOKYO):%m-%d %H:%M}", run.state, run.attempts) for run in reversed(found)]


@pytest.fixture
async def world(db: Database, tmp_path: Path) -> World:
    found = World(at("12:00:00"))
    intake = await intake_of(db, worked_example(), Calendar())
    reports = Reports(db, intake, lambda: found.names, lambda: found.now)
    files = CsvFiles(db, intake), PdfFiles(db, reports)

    def make() -> Schedules:
        deliverer = Deliverer(db, reports, *files, intake.calendar, tmp_path / "reports", lambda: found.mail)
        return Schedules(db, deliverer, Changes(db, applied, lambda: found.now), "Asia/Tokyo", lambda: found.now)

    found.make = make
    found.schedules = make()
    return found


def local(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, TOKYO):%Y-%m-%d %H:%M}"


def test_when_they_are_due() -> None:
    def first(plan: NewSchedule, most: int = 3) -> list[str]:
        found = occurrences(plan, TOKYO, at("06:00:00"))
        return [local(next(found)) for _ in range(most)]

    assert first(DAILY) == ["2026-11-24 06:00", "2026-11-25 06:00", "2026-11-26 06:00"]
    weekly = msgspec.structs.replace(DAILY, every=Every.WEEK, weekday=1, at="06:01")
    assert first(weekly) == ["2026-11-23 06:01", "2026-11-30 06:01", "2026-12-07 06:01"]
    monthly = msgspec.structs.replace(DAILY, every=Every.MONTH, day=28, at="00:00")
    assert first(monthly) == ["2026-11-28 00:00", "2026-12-28 00:00", "2027-01-28 00:00"]


def test_clocks_that_change() -> None:
    """At 02:30 on a day without it, and once on a day that has it twice."""
    berlin = ZoneInfo("Europe/Berlin")
    plan = msgspec.structs.replace(DAILY, at="02:30")
    begin = int(datetime(2026, 3, 27, 12, tzinfo=berlin).timestamp() * 1000)
    found = occurrences(plan, berlin, begin)
    days = [datetime.fromtimestamp(next(found) / 1000, berlin) for _ in range(220)]
    assert len({day.date() for day in days}) == len(days)
    assert [f"{day:%H:%M}" for day in days if day.date() == date(2026, 3, 29)] == ["03:30"]


def test_long_absences_are_made_good_in_part() -> None:
    first = next(occurrences(DAILY, TOKYO, at("06:00:00")))
    over, following = missed(DAILY, TOKYO, first, first + 100 * DAY + 1)
    assert (len(over), over[-1], following) == (MAX_MISSED, first + 100 * DAY, first + 101 * DAY)
    assert missed(DAILY, TOKYO, first, first - 1) == ([], first)


@pytest.mark.parametrize(
    ("relative", "unit", "period"),
    [
        (Relative.YESTERDAY, ReportUnit.DAY, "2026-11-24..2026-11-24"),
        (Relative.LAST_WEEK, ReportUnit.DAY, "2026-11-16..2026-11-22"),
        (Relative.LAST_MONTH, ReportUnit.HOUR, "2026-10-01..2026-10-31"),
        (Relative.LAST_MONTH, ReportUnit.MONTH, "2026-10..2026-10"),
        (Relative.THIS_MONTH, ReportUnit.DAY, "2026-11-01..2026-11-30"),
        (Relative.LAST_7_DAYS, ReportUnit.WEEKDAY, "2026-11-18..2026-11-24"),
        (Relative.LAST_30_DAYS, ReportUnit.DAY, "2026-10-26..2026-11-24"),
    ],
)
def test_periods(relative: Relative, unit: ReportUnit, period: str) -> None:
    plan = msgspec.structs.replace(DAILY, period=relative, unit=unit)
    assert period_of(plan, date(2026, 11, 25)) == period


async def test_a_daily_report_into_the_folder(world: World) -> None:
    made = await world.schedules.create(SV, DAILY, "ja")
    assert made.next is not None
    assert f"{made.next.astimezone(TOKYO):%m-%d %H:%M}" == "11-24 06:00"
    await world.schedules.step()
    assert await world.runs() == []
    world.now = at("06:00:00") + DAY
    await world.schedules.step()
    await world.schedules.step()
    assert await world.runs() == [("11-24 06:00", RunState.DONE, 1)]
    [run] = await world.schedules.runs(made.id, "ja")
    _, path = await world.schedules.file(run.id)
    assert run.file_name == "電話グループレポート_20261123.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "期間,電話グループ名,電話番号,着信数,応答数",
        "2026/11/23,全体,summary,3,2",
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    [listed] = (await world.schedules.listed("ja")).items
    assert listed.last is not None
    assert (listed.last.id, f"{listed.next:%m-%d}") == (run.id, "11-24")


async def test_what_was_missed_is_made_once_and_in_order(world: World) -> None:
    await world.schedules.create(SV, DAILY, "ja")
    world.now = at("12:00:00") + 4 * DAY
    await world.make().step()
    await world.make().step()
    assert await world.runs() == [(f"11-{day} 06:00", RunState.DONE, 1) for day in (24, 25, 26, 27)]
    names = [run.file_name for run in reversed(await world.schedules.runs(None, "ja"))]
    assert names == [f"電話グループレポート_202611{day}.csv" for day in (23, 24, 25, 26)]


async def test_characters_that_were_replaced_are_told(world: World) -> None:
    world.names = msgspec.structs.replace(world.names, groups=world.names.groups | {"G": Named(id="G", name="𠮷商店")})
    old = msgspec.structs.replace(DAILY, encoding=Encoding.CP932, subjects=["G"])
    made = await world.schedules.create(SV, old, "ja")
    await world.schedules.run_now(made.id, "ja")
    await world.schedules.step()
    [run] = await world.schedules.runs(made.id, "ja")
    assert (run.state, run.error) == (RunState.DONE, "Shift_JIS にない文字を 〓 に置き換えました(𠮷、のべ 1 文字)。")


async def test_a_pdf_now(world: World) -> None:
    off = msgspec.structs.replace(DAILY, on=False, format=Format.PDF)
    made = await world.schedules.create(SV, off, "ja")
    assert made.next is None
    await world.schedules.run_now(made.id, "ja")
    await world.schedules.step()
    assert await world.runs() == [("11-23 12:00", RunState.DONE, 1)]
    [run] = await world.schedules.runs(made.id, "ja")
    _, path = await world.schedules.file(run.id)
    assert path.read_bytes().startswith(b"%PDF-")


def by_mail(world: World, mailbox: Mailbox) -> NewSchedule:
    world.mail = MailServer(
        host="127.0.0.1", port=mailbox.port, security="none", user="", password="", sender="kikite@example.jp"
    )
    return msgspec.structs.replace(
        DAILY, delivery=Delivery.MAIL, recipients=["a@example.jp", "b@example.jp"], encoding="utf-8"
    )


async def test_by_mail(world: World, mailbox: Mailbox) -> None:
    await world.schedules.create(SV, by_mail(world, mailbox), "ja")
    world.now = at("06:00:00") + DAY
    await world.schedules.step()
    assert await world.runs() == [("11-24 06:00", RunState.DONE, 1)]
    [mail] = mailbox.mails
    [run] = await world.schedules.runs(None, "ja")
    assert (mail["From"], mail["Subject"]) == ("kikite@example.jp", "[Kikite] 日報")
    assert mail["Message-ID"] == f"<{run.id}@example.jp>"
    assert len(mailbox.envelopes[0]) == 2
    assert "a@example.jp" not in str(mail["To"])
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == "電話グループレポート_20261123.csv"
    assert "2026/11/23,全体,summary,3,2\n" in attached.get_content().replace("\r\n", "\n")


async def test_failures_are_tried_again_and_told(world: World, mailbox: Mailbox) -> None:
    await world.schedules.create(SV, by_mail(world, mailbox), "ja")
    world.now = at("06:00:00") + DAY
    mailbox.answers["MAIL FROM"] = "451 later"
    await world.schedules.step()
    await world.schedules.step()
    [run] = await world.schedules.runs(None, "en")
    assert (run.state, run.attempts) == (RunState.WAITING, 1)
    assert run.error == "The mail could not be sent: 451 later"
    assert run.size > 0
    world.now += service.RETRY_S[0] * 1000
    mailbox.answers.clear()
    await world.make().step()
    assert await world.runs() == [("11-24 06:00", RunState.DONE, 2)]
    assert len(mailbox.mails) == 1
    mailbox.answers["MAIL FROM"] = "550 never"
    world.now += DAY
    await world.schedules.step()
    for wait in service.RETRY_S:
        world.now += wait * 1000
        await world.schedules.step()
    assert (await world.runs())[1] == ("11-25 06:00", RunState.FAILED, 6)
    [listed] = (await world.schedules.listed("ja")).items
    assert listed.last is not None
    assert listed.last.error == "メールを送れませんでした: 550 never"


async def test_a_log_in_that_fails_is_told_in_words(world: World, mailbox: Mailbox) -> None:
    plan = by_mail(world, mailbox)
    assert world.mail is not None
    world.mail = msgspec.structs.replace(world.mail, user="kikite", password="wrong")
    mailbox.login = ("kikite", "right")
    await world.schedules.create(SV, plan, "ja")
    world.now = at("06:00:00") + DAY
    await world.schedules.step()
    [run] = await world.schedules.runs(None, "ja")
    assert (run.state, run.attempts) == (RunState.WAITING, 1)
    told = "メールサーバーにログインできません。ユーザー名とパスワードを確かめてください: 535 5.7.8 no"
    assert run.error == told
    mailbox.login = ("kikite", "wrong")
    world.now += 60_000
    await world.schedules.step()
    assert len(mailbox.mails) == 1


async def test_some_recipients_have_it(world: World, mailbox: Mailbox) -> None:
    """It is not sent to them again."""
    await world.schedules.create(SV, by_mail(world, mailbox), "ja")
    world.now = at("06:00:00") + DAY
    mailbox.answers["RCPT TO:<b@"] = "550 nobody"
    await world.schedules.step()
    [run] = await world.schedules.runs(None, "ja")
    assert (run.state, len(mailbox.mails)) == (RunState.FAILED, 1)
    assert "b@example.jp: 550 nobody" in run.error


async def test_an_attempt_that_the_process_died_in(world: World, db: Database) -> None:
    """The row says when it is tried again; what kills the process each time is given up."""
    made = await world.schedules.create(SV, DAILY, "ja")
    await world.schedules.run_now(made.id, "ja")
    [run] = await store.due_runs(db, world.now)
    dying = msgspec.structs.replace(run, attempts=1, next_try=world.now + 60_000)
    async with db.transaction() as tx:
        await store.save_run(tx, dying)
    await world.make().step()
    assert (await world.runs())[0][1:] == (RunState.WAITING, 1)
    world.now += 60_000
    await world.make().step()
    assert (await world.runs())[0][1:] == (RunState.DONE, 2)
    async with db.transaction() as tx:
        await store.save_run(tx, msgspec.structs.replace(dying, attempts=6))
    await world.make().step()
    [found] = await world.schedules.runs(None, "ja")
    assert (found.state, json.loads((await store.runs(db, 1))[0].error)["code"]) == (RunState.FAILED, "run_interrupted")


async def test_changes_are_on_record(world: World, db: Database) -> None:
    made = await world.schedules.create(SV, DAILY, "ja")
    await world.schedules.change(SV, made.id, SchedulePatch(at="13:00", name="昼"), "ja")
    await world.schedules.delete(SV, made.id)
    found = await records(db, Filter(subject="schedules"), 9)
    assert [(one.action, one.item, one.user_id) for one in found] == [
        (action, made.id, SV.id) for action in (Action.DELETE, Action.CHANGE, Action.CREATE)
    ]
    assert found[1].before is not None and found[1].after is not None
    assert (found[1].before["at"], found[1].after["at"], found[0].before == found[1].after) == (DAILY.at, "13:00", True)


async def test_changes(world: World) -> None:
    made = await world.schedules.create(SV, DAILY, "ja")
    changed = await world.schedules.change(SV, made.id, SchedulePatch(at="13:00", name="昼"), "ja")
    assert (changed.name, changed.unit) == ("昼", ReportUnit.DAY)
    assert changed.next is not None
    assert f"{changed.next.astimezone(TOKYO):%m-%d %H:%M}" == "11-23 13:00"
    off = await world.schedules.change(SV, made.id, SchedulePatch(on=False), "ja")
    world.now += 3 * DAY
    await world.schedules.step()
    assert (off.next, await world.runs()) == (None, [])
    again = await world.schedules.change(SV, made.id, SchedulePatch(on=True), "ja")
    assert again.next is not None
    assert again.next.timestamp() * 1000 > world.now
    await world.schedules.run_now(made.id, "ja")
    await world.schedules.delete(SV, made.id)
    await world.schedules.step()
    assert await world.runs() == []
    with pytest.raises(Problem, match="not_found"):
        await world.schedules.delete(SV, made.id)


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"subjects": ["G", "X"], "items": ["in", "love"]}, {("subjects.1", "unknown"), ("items.1", "unknown")}),
        ({"kind": ReportKind.OPERATOR_ALL}, {("subjects", "required")}),
        ({"delivery": Delivery.MAIL}, {("recipients", "required"), ("delivery", "no_mail_server")}),
    ],
)
async def test_what_cannot_be_is_refused(world: World, given: dict[str, object], faults: set[tuple[str, str]]) -> None:
    with pytest.raises(Problem) as error:
        await world.schedules.create(SV, msgspec.structs.replace(DAILY, **given), "ja")
    assert {(fault.field, fault.code) for fault in error.value.errors} == faults
