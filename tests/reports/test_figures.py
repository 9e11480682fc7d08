"""What a figure is made of: all parts of every figure, however they are paged, sum to what the report says of it."""

import random
from collections.abc import Awaitable, Callable
from itertools import count

import pytest
from msgspec.structs import replace

from api.db.engine import Database
from api.events.intake import Intake
from api.paging import decode_cursor
from api.problems import Problem
from api.reports.differences import differences
from api.reports.figure_schemas import FigureCalls, FigureStatuses, FigureTotal
from api.reports.figures import FigureAsked, FigureParts
from api.reports.service import Reports
from api.reports.wish import Asked, all_columns
from api.statistics.board import Board
from api.statistics.counters import operator_scope
from api.statistics.figure import Source
from api.statistics.metric import Scope
from api.statistics.names import NamedStatus
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.registry import METRICS
from api.statistics.report import ReportKind
from api.statistics.rollup import EVERYBODY, Membership, Memberships
from api.statistics.timeline import DAY, HOUR, Calendar
from sip.contract.enums import Cause, Direction, Diversion, Side, Status
from sip.contract.events import CallDiverted, CallEnded, CallStarted, Logged
from tests.reports.reporting import DIRECTORY, intake_of
from tests.statistics.eventplay import Play, at, worked_example
from tests.statistics.randomcentre import OPERATORS, RandomCentre
from tests.support.names import names_of

START = at("22:30:00") + 7 * DAY
"""The last evening of a month."""
COMBINATIONS = [(unit, profile) for unit in ReportUnit for profile in Profile]
SUBJECTS = {ReportKind.GROUP: ("G", "H", "*", "-"), ReportKind.OPERATOR_ALL: tuple(OPERATORS)}
STATUSES = (Status.AVAILABLE, Status.PREPARING, Status.LUNCH_BREAK, "work:1")
NAMES = replace(
    names_of(DIRECTORY),
    statuses={status: NamedStatus(id=status, ja=status, en=status, colour="#000000") for status in STATUSES},
)
TODAY = "2026-11-23"


def random_log(seed: int) -> list[Logged]:
    chance = random.Random(seed)
    centre = RandomCentre(START)
    centre.run([(0, 0, number) for number in range(4)])
    centre.run([(chance.randrange(20), chance.randrange(400_000), chance.randrange(1001)) for _ in range(220)])
    return centre.log


def changing(log: list[Logged]) -> Memberships:
    """D goes from H to G in between."""
    half = log[len(log) // 2].at
    known = [Membership(EVERYBODY, operator, 0) for operator in OPERATORS]
    known += [Membership("G", operator, 0) for operator in "AB"] + [Membership("H", operator, 0) for operator in "BC"]
    return Memberships([*known, Membership("H", "D", 0, half), Membership("G", "D", half)])


def items(kind: ReportKind) -> list[str]:
    """Every column of the reports, and every item of the boards that is counted."""
    board = Scope.BOARD if kind is ReportKind.GROUP else Scope.BOARD_OPERATOR
    counted = [metric.id for metric in METRICS.values() if board in metric.scopes and metric.numerator]
    return list(dict.fromkeys([*(column.id for column in all_columns(kind, NAMES)), *counted]))


def parts_of(db: Database, intake: Intake, now: int) -> FigureParts:
    return FigureParts(db, intake, Reports(db, intake, lambda: NAMES, lambda: now), lambda: NAMES, lambda: now)


async def pages(
    listing: Callable[[FigureAsked], Awaitable[FigureCalls | FigureStatuses]], asked: FigureAsked
) -> list[FigureCalls | FigureStatuses]:
    """All of them."""
    found = [await listing(asked)]
    while (cursor := found[-1].next_cursor) is not None:
        found.append(await listing(replace(asked, before=decode_cursor(cursor))))
    assert all(len(page.items) <= asked.limit for page in found)
    return found


async def recount(parts: FigureParts, asked: FigureAsked) -> tuple[FigureTotal, int, int]:
    """The figure, and the sums of all pages of both lists."""
    calls, statuses = await pages(parts.calls, asked), await pages(parts.statuses, asked)
    every = [item for page in (*calls, *statuses) for item in page.items]
    assert len({repr(item) for item in every}) == len(every)
    assert {page.figure.n for page in (*calls, *statuses)} == {calls[0].figure.n}
    return calls[0].figure, sum(item.n for item in every), sum(item.d for item in every)


@pytest.mark.parametrize("seed", range(5))
async def test_the_parts_of_every_figure_sum_to_it(db: Database, seed: int) -> None:
    """Every item of every subject, each in another unit, bucket and profile."""
    log = random_log(seed)
    calendar = Calendar("Europe/Berlin", 150) if seed % 2 else Calendar()
    chance = random.Random(seed)
    now = max(logged.at for logged in log) + HOUR
    intake = await intake_of(db, log, calendar, piece=chance.choice([20, 100, 1000]), members=changing(log))
    parts, number, nonzero = parts_of(db, intake, now), count(seed), 0
    for kind, subjects in SUBJECTS.items():
        for item in items(kind):
            for subject in chance.sample(subjects, 2):
                unit, profile = COMBINATIONS[next(number) % len(COMBINATIONS)]
                asked = FigureAsked(
                    kind=kind,
                    unit=unit,
                    period="2026-11..2026-12" if unit is ReportUnit.MONTH else "2026-11-29..2026-12-02",
                    bucket=chance.choice(["", *BUCKETS[unit]]),
                    subject=subject,
                    item=item,
                    profile=profile,
                    limit=chance.choice([3, 100]),
                )
                try:
                    figure, n, d = await recount(parts, asked)
                except Problem as problem:
                    assert [fault.field for fault in problem.errors] == ["bucket"], asked
                    continue
                assert (n, d) == (figure.n, figure.d or 0), asked
                nonzero += n > 0
    assert nonzero > 30


BUCKETS = {
    ReportUnit.MONTH: ("2026-11", "2026-12"),
    ReportUnit.DAY: ("2026-11-30", "2026-12-01"),
    ReportUnit.HOUR: ("22", "23", "00", "15"),
    ReportUnit.WEEKDAY: ("1", "2"),
    ReportUnit.DATE_HOUR: ("2026-11-30T22", "2026-11-30T23", "2026-12-01T00", "2026-11-30T15"),
}


def plain(item: str, subject: str, **more: object) -> FigureAsked:
    """A figure of the day: of an operator, if the subject is one."""
    kind = ReportKind.OPERATOR_ALL if subject in OPERATORS else ReportKind.GROUP
    asked = FigureAsked(
        kind=kind, unit=ReportUnit.DAY, period=TODAY, bucket="", subject=subject, item=item, profile=Profile.MANUAL
    )
    return replace(asked, **more)


async def test_the_calls_behind_figures_of_the_worked_example(db: Database) -> None:
    parts = parts_of(db, await intake_of(db, worked_example(), Calendar()), at("12:00:00"))
    left = await parts.calls(plain("aban", "G"))
    assert [(call.call, call.n, call.result) for call in left.items] == [("2", 1, "abandoned")]
    assert (left.figure.value, left.figure.sources, left.next_cursor) == (1, [Source.CALLS], None)
    rate = await parts.calls(plain("answer_rate", "G"))
    assert [(call.call, call.n, call.d) for call in rate.items] == [("3", 1, 1), ("2", 0, 1), ("1", 1, 1)]
    missed = await parts.calls(plain("missed", "A", profile=Profile.STRICT))
    assert [(call.call, call.n, call.other_n) for call in missed.items] == [("2", 1, 1)]
    first = await parts.calls(plain("in", "G", limit=2))
    assert [call.call for call in first.items] == ["3", "2"] and first.next_cursor
    rest = await parts.calls(plain("in", "G", limit=2, before=decode_cursor(first.next_cursor)))
    assert [call.call for call in rest.items] == ["1"] and rest.next_cursor is None


async def test_the_statuses_behind_times_are_clipped_and_last_until_now(db: Database) -> None:
    play = Play()
    play.to("09:30:00").log_in("A")
    play.to("09:40:00").status("A", Status.LUNCH_BREAK)
    play.to("10:10:00").status("A", Status.AVAILABLE)
    parts = parts_of(db, await intake_of(db, play.log, Calendar()), at("11:30:00"))
    hour = plain("login_total", "A", unit=ReportUnit.HOUR, bucket="10")
    page = await parts.statuses(hour)
    minute = 60_000
    assert [(one.status, one.ms, one.n, one.ended_at is None) for one in page.items] == [
        ("available", 50 * minute, 50 * minute, True),
        ("lunch_break", 10 * minute, 10 * minute, False),
    ]
    assert (page.figure.value, page.figure.sources) == (3600, [Source.STATUSES])
    assert (await parts.calls(hour)).items == []
    labour = await parts.statuses(plain("utilisation", "G"))
    assert [(one.status, one.n, one.d) for one in labour.items] == [
        ("available", 80 * minute, 80 * minute),
        ("preparing", 0, 10 * minute),
    ]


async def test_a_boards_average_of_breaks_leaves_out_the_present_one(db: Database) -> None:
    play = Play()
    play.to("09:30:00").log_in("A")
    play.to("09:40:00").status("A", Status.SHORT_BREAK)
    play.to("09:50:00").status("A", Status.AVAILABLE)
    play.to("10:00:00").status("A", Status.SHORT_BREAK)
    intake = await intake_of(db, play.log, Calendar())
    parts = parts_of(db, intake, at("10:10:00"))
    page = await parts.statuses(plain("avg_short_break", "A"))
    [row] = Board(DIRECTORY, Calendar()).rows(intake.live, at("10:10:00"), {operator_scope("A")}).operators.values()
    assert page.figure.value == row.cells["avg_short_break"] == 600
    assert [(one.n, one.d) for one in page.items] == [(page.figure.n, page.figure.d)] == [(600_000, 1)]


async def test_calls_turned_away_are_behind_the_boards_figures(db: Database) -> None:
    play = Play()
    for number, kind in enumerate(Diversion):
        play.add(
            CallStarted(call=str(number), direction=Direction.INBOUND),
            CallDiverted(call=str(number), kind=kind, group="G" if number else ""),
            CallEnded(call=str(number), cause=Cause.NORMAL, by=Side.SYSTEM),
        )
    parts = parts_of(db, await intake_of(db, play.log, Calendar()), at("12:00:00"))
    for number, kind in enumerate(Diversion):
        for subject in ("*", "G"):
            page = await parts.calls(plain(kind.value, subject))
            wanted = [] if subject == "G" and not number else [str(number)]
            assert [call.call for call in page.items] == wanted
            assert page.figure.n == len(wanted)


@pytest.mark.parametrize("seed", range(2))
async def test_the_calls_that_profiles_do_not_agree_on_sum_to_the_difference(db: Database, seed: int) -> None:
    log = random_log(seed)
    intake = await intake_of(db, log, Calendar(), members=changing(log))
    now = max(logged.at for logged in log) + HOUR
    reports, parts = Reports(db, intake, lambda: NAMES, lambda: now), parts_of(db, intake, now)
    for kind, subjects in SUBJECTS.items():
        asked = Asked(kind=kind, unit=ReportUnit.DAY, periods=["2026-11-29..2026-12-02"], subjects=subjects, items=())
        found = await differences(reports, reports.wish(asked))
        [*_, total] = [row for row in found.rows if row.bucket == ""]
        assert total.items
        for item in total.items:
            figure = plain(
                item.column,
                subjects[total.subject],
                kind=kind,
                period="2026-11-29..2026-12-02",
                differing=True,
            )
            page = await parts.calls(replace(figure, limit=500))
            assert page.next_cursor is None
            n = sum(call.other_n - call.n for call in page.items)
            d = sum(call.other_d - call.d for call in page.items)
            assert (n, d) == (item.strict_n - item.manual_n, (item.strict_d or 0) - (item.manual_d or 0)), item


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"item": "love"}, "item"),
        ({"item": "waiting"}, "item"),
        ({"subject": "nobody"}, "group"),
        ({"period": "soon"}, "period"),
        ({"bucket": "2026-11-22"}, "bucket"),
    ],
)
async def test_a_figure_that_is_none_is_refused_by_name(db: Database, more: dict[str, object], field: str) -> None:
    parts = parts_of(db, await intake_of(db, [], Calendar()), at("12:00:00"))
    with pytest.raises(Problem) as error:
        await parts.calls(replace(plain("in", "G"), **more))
    assert [fault.field for fault in error.value.errors] == [field]
