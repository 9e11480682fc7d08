"""A report service over a log, for tests of what it answers."""

from collections.abc import Sequence

from api.db import memberships
from api.db.engine import Database
from api.db.eventlog import EventLog
from api.events.intake import Intake
from api.reports.schemas import Report, ReportRow
from api.reports.service import Reports
from api.reports.wish import Asked
from api.statistics.directory import Directory, DirectoryGroup, DirectoryUser
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind
from api.statistics.rollup import Memberships
from api.statistics.timeline import Calendar
from sip.contract.events import Logged
from sip.contract.frames import Events
from tests.statistics.eventplay import Play
from tests.support.names import names_of

DIRECTORY = Directory(
    users=tuple(DirectoryUser(id=each, name=f"Op {each}", extension=f"80{each}") for each in "ABCD"),
    groups=(
        DirectoryGroup(id="G", name="Sales", number="0311110000", members=("A", "B")),
        DirectoryGroup(id="H", name="Support", number="0322220000", members=("B", "C", "D")),
    ),
)


async def intake_of(
    db: Database, log: Sequence[Logged], calendar: Calendar, *, piece: int = 1000, members: Memberships | None = None
) -> Intake:
    """The log taken in pieces, with the members of `DIRECTORY` if no others are given."""
    intake = Intake(EventLog(db), calendar)
    intake.members = members or await memberships.note(db, DIRECTORY, 0)
    await intake.start()
    for begin in range(0, len(log), piece):
        await intake.take(Events(switch="sw", events=tuple(log[begin : begin + piece])))
    return intake


def reports_of(db: Database, intake: Intake, now: int) -> Reports:
    """Reports at a moment."""
    return Reports(db, intake, lambda: names_of(DIRECTORY), lambda: now)


async def ask(
    reports: Reports,
    kind: ReportKind,
    unit: ReportUnit,
    period: str,
    subjects: Sequence[str] = (),
    *,
    items: Sequence[str] = (),
    profile: Profile = Profile.MANUAL,
) -> Report:
    """One report of one period."""
    asked = Asked(kind=kind, unit=unit, periods=[period], subjects=subjects, items=items, profile=profile)
    return await reports.report(reports.wish(asked))


def figures(report: Report, row: ReportRow) -> dict[str, int | float | None]:
    """The values of a row by column."""
    return {column.id: value for column, value in zip(report.columns, row.values, strict=True)}


def sixty_calls() -> Play:
    """A day on which A answers sixty calls of the group G, one after the other, over ten hours and more."""
    play = Play()
    play.to("08:00:00").log_in("A", "B")
    play.status("A", "available")
    for number in range(60):
        play.now += 600_000
        play.arrive(str(number), "A")
        play.now += 5_000
        play.answer(str(number), "A")
        play.now += 60_000
        play.hang_up(str(number), "A")
        play.now += 10_000
        play.ready("A", str(number))
    return play
