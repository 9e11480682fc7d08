"""What reports say of the worked example of the metrics, and of wishes that cannot be fulfilled."""

import asyncio

import pytest

from api.db.engine import Database
from api.problems import Problem
from api.reports.wish import Asked
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind
from api.statistics.timeline import Calendar
from sip.contract.events import StatusChanged
from sip.contract.frames import Events
from tests.reports.reporting import ask, figures, intake_of, reports_of, sixty_calls
from tests.statistics.eventplay import Play, at, worked_example
from tests.statistics.test_worked_example import GROUP

TODAY = "2026-11-23"


@pytest.mark.parametrize("unit", list(ReportUnit))
@pytest.mark.parametrize("evening", ["11:00:00", "11:30:00", "23:00:00"])
async def test_the_worked_example_in_every_unit(db: Database, unit: ReportUnit, evening: str) -> None:
    """Booked or not booked yet, by months or by hours: the figures are those of metrics.md."""
    intake = await intake_of(db, worked_example(), Calendar())
    reports = reports_of(db, intake, at(evening))
    period = "2026-11" if unit is ReportUnit.MONTH else TODAY
    report = await ask(reports, ReportKind.GROUP, unit, period, ["G", "*"])
    for number in range(2):
        found = figures(report, report.totals[number])
        assert {item: found[item] for item in GROUP if item in found} == {
            item: value for item, value in GROUP.items() if item in found
        }
    bucket = {"month": "2026-11", "day": TODAY, "hour": "10", "weekday": "1", "date_hour": f"{TODAY}T10"}[unit.value]
    [row] = [row for row in report.rows if row.bucket == bucket and row.subject == 0]
    assert row.values == report.totals[0].values
    assert row.pending == (unit in (ReportUnit.MONTH, ReportUnit.DAY, ReportUnit.WEEKDAY))


async def test_operators_calls_and_statuses(db: Database) -> None:
    intake = await intake_of(db, worked_example(), Calendar())
    reports = reports_of(db, intake, at("12:00:00"))
    report = await ask(reports, ReportKind.OPERATOR_ALL, ReportUnit.DAY, TODAY, ["A", "B", "C"])
    a, b, c = (figures(report, row) for row in report.rows)
    assert (a["in"], a["ans"], a["missed"], a["answer_rate"]) == (3, 1, 2, 33.3)
    assert (a["login_total"], a["login_avg"], b["out"], b["conn"]) == (3600, 3600, 1, 0)
    assert (c["in"], c["answer_rate"], c["login_avg"]) == (0, None, None)
    strict = await ask(
        reports, ReportKind.OPERATOR_CALLS, ReportUnit.DAY, TODAY, ["A"], items=["missed"], profile=Profile.STRICT
    )
    assert [column.id for column in strict.columns] == ["missed"]
    assert strict.rows[0].values == [1]


async def test_a_status_that_goes_on_counts_up_to_now_in_every_hour_of_it(db: Database) -> None:
    """Nobody changes their status for hours: each hour was worked, and the report does not wait for the end."""
    play = Play()
    play.to("09:30:00").log_in("A")
    play.to("09:40:00").add(StatusChanged(operator="A", status="available", chosen="available"))
    intake = await intake_of(db, play.log, Calendar())
    reports = reports_of(db, intake, at("12:15:00"))
    report = await ask(reports, ReportKind.GROUP, ReportUnit.HOUR, TODAY, ["G"], items=["utilisation"])
    by_hour = {row.bucket: (row.n[0], row.d[0], row.pending) for row in report.rows if row.d[0]}
    minute = 60_000
    assert by_hour == {
        "09": (20 * minute, 30 * minute, False),
        "10": (60 * minute, 60 * minute, False),
        "11": (60 * minute, 60 * minute, False),
        "12": (15 * minute, 15 * minute, True),
    }
    own = await ask(reports, ReportKind.OPERATOR_STATUS, ReportUnit.DAY, TODAY, ["A"], items=["login_total"])
    assert own.totals[0].values == [2 * 3600 + 45 * 60]


async def test_reports_are_exact_while_hours_are_booked(db: Database) -> None:
    """Reports read while events come in: in each, visits are what their outcomes and the open ones sum to."""
    play = sixty_calls()
    intake = await intake_of(db, play.log[:4], Calendar())
    reports = reports_of(db, intake, at("23:59:00"))
    seen: list[tuple[int, int]] = []

    async def look() -> None:
        while not seen or seen[-1][0] < len(play.log):
            report = await ask(reports, ReportKind.GROUP, ReportUnit.DAY, TODAY, ["G", "*"], items=["in", "ans"])
            (of_group, of_all) = report.totals
            assert of_group.values == of_all.values
            answered = sum("VisitEnded" in type(one.event).__name__ for one in play.log[: report.position])
            began = sum("VisitBegan" in type(one.event).__name__ for one in play.log[: report.position])
            assert of_group.values == [began, answered]
            seen.append((report.position, began))

    async def feed() -> None:

        for begin in range(4, len(play.log), 3):
            await intake.take(Events(switch="sw", events=tuple(play.log[begin : begin + 3])))

    await asyncio.gather(feed(), look(), look())
    assert len(seen) > 10


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        ({"periods": []}, {("period", "required")}),
        ({"periods": ["2026-11-23"] * 6}, {("period", "too_many_periods")}),
        ({"periods": ["2026-11-24..2026-11-23"]}, {("period.0", "ends_before_it_begins")}),
        ({"periods": ["2026-11-23", "2026-12-01..2026-12-05"]}, {("period.1", "in_the_future")}),
        ({"periods": ["23.11.2026"]}, {("period.0", "malformed")}),
        ({"periods": ["2010-01-01..2026-01-01"]}, {("period.0", "period_too_long")}),
        ({"subjects": ["G", "nobody", "G"]}, {("group.1", "unknown"), ("group.2", "duplicate")}),
        ({"subjects": [str(n) for n in range(11)]}, {("group", "too_many_groups")}),
        ({"items": ["in", "love"]}, {("item.1", "unknown")}),
        ({"kind": ReportKind.OPERATOR_CALLS}, {("operator", "required")}),
        ({"kind": ReportKind.OPERATOR_CALLS, "subjects": ["A"] * 51}, {("operator", "too_many_operators")}),
        ({"unit": ReportUnit.MONTH}, {("period.0", "malformed")}),
        ({"unit": ReportUnit.DATE_HOUR, "periods": ["2026-09-01..2026-10-15"]}, {("period.0", "period_too_long")}),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    db: Database, asked: dict[str, object], faults: set[tuple[str, str]]
) -> None:
    intake = await intake_of(db, [], Calendar())
    reports = reports_of(db, intake, at("12:00:00"))
    plain: dict[str, object] = {"kind": ReportKind.GROUP, "unit": ReportUnit.DAY, "periods": [TODAY]}
    with pytest.raises(Problem) as error:
        reports.wish(Asked(**{"subjects": [], "items": [], **plain, **asked}))  # type: ignore[arg-type]
    assert error.value.code == "invalid"
    assert faults <= {(fault.field, fault.code) for fault in error.value.errors}
