"""What a board shows is what the figure behind it counts: the same value at the same moment (F7.9)."""

import random

import pytest

from api.db import memberships
from api.db.engine import Database
from api.reports.figures import FigureAsked, FigureParts
from api.reports.service import Reports
from api.statistics.board import GROUP_COLUMNS, OPERATOR_COLUMNS, Board, Row
from api.statistics.directory import directory_of
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.registry import METRICS
from api.statistics.report import ReportKind
from api.statistics.timeline import Calendar
from sip.contract.enums import Status
from tests.reports.reporting import DIRECTORY, intake_of
from tests.reports.test_figures import recount
from tests.statistics.eventplay import Play
from tests.support import simulated
from tests.support.names import names_of


def shown(row: Row, item: str, now: int) -> float | None:
    """The figure as it stands in the cell at a moment, wall ms."""
    value, clock = row.cells[item], row.clocks.get(item)
    return value if clock is None else (value or 0) + (now - clock) // 1000


@pytest.mark.parametrize("seed", range(6))
async def test_every_counted_figure_of_a_board_is_the_one_behind_it(db: Database, seed: int) -> None:
    """At any moment of a random day, calls and breaks in progress included."""
    chance = random.Random(seed)
    day = simulated.day(seed)
    log = simulated.log(seed)
    log = log[: chance.randrange(len(log) // 3, len(log))]
    now = log[-1].at + chance.randrange(1, 200_000)
    directory = directory_of(day.config)
    calendar = Calendar(day.zone, chance.choice([0, 300]))
    intake = await intake_of(db, log, calendar, members=await memberships.note(db, directory, 0))
    names = names_of(directory)
    parts = FigureParts(db, intake, Reports(db, intake, lambda: names, lambda: now), lambda: names, lambda: now)
    rows = Board(directory, calendar).rows(intake.live, now)
    assert rows.overall is not None
    groups = [("*", rows.overall), *rows.groups.items()]
    wanted = [(ReportKind.GROUP, subject, row, GROUP_COLUMNS) for subject, row in groups]
    wanted += [(ReportKind.OPERATOR_ALL, subject, row, OPERATOR_COLUMNS) for subject, row in rows.operators.items()]
    nonzero = 0
    for kind, subject, row, columns in wanted:
        for item in columns:
            if not METRICS[item].counted:
                continue
            asked = FigureAsked(
                kind=kind, unit=ReportUnit.DAY, period="", bucket="", subject=subject, item=item, profile=Profile.MANUAL
            )
            figure, n, d = await recount(parts, asked)
            assert (n, d) == (figure.n, figure.d or 0), asked
            assert figure.value == shown(row, item, now), asked
            nonzero += bool(figure.value)
    assert nonzero > 10


async def test_parts_of_seconds_are_cut_off_but_once(db: Database) -> None:
    """Two breaks of 0.7 s and 0.6 s more than whole seconds are together a second longer."""
    play = Play()
    play.to("09:30:00").log_in("A")
    play.status("A", Status.SHORT_BREAK)
    play.now += 600_700
    play.status("A", Status.AVAILABLE)
    play.now += 1_000
    play.status("A", Status.SHORT_BREAK)
    now = play.now + 10_600
    intake = await intake_of(db, play.log, Calendar())
    reports = Reports(db, intake, lambda: names_of(DIRECTORY), lambda: now)
    parts = FigureParts(db, intake, reports, lambda: names_of(DIRECTORY), lambda: now)
    item = "total_short_break"
    asked = FigureAsked(
        kind=ReportKind.OPERATOR_ALL, unit=ReportUnit.DAY, period="", bucket="", subject="A", item=item,
        profile=Profile.MANUAL,
    )  # fmt: skip
    figure, *_ = await recount(parts, asked)
    row = Board(DIRECTORY, Calendar()).rows(intake.live, now).operators["A"]
    assert figure.value == shown(row, item, now) == 611
