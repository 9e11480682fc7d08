"""What the database adds up is what the registry's counters say of the same facts."""

from datetime import date

from api.db.engine import Database
from api.db.eventlog import EventLog
from api.db.half_hours import counted, first_visit, group_info
from api.events.intake import Intake
from api.statistics.counters import group_scope
from api.statistics.staffing.pattern import HALF_HOUR, QUARTER, Tally
from api.statistics.timeline import Calendar
from sip.contract.enums import Direction, VisitOutcome
from sip.contract.frames import Events
from tests.staffing.weeks import call, put, segment, wall
from tests.statistics.eventplay import DAY, at, worked_example


async def tallies(db: Database, group: str, begin: int, end: int, unit: int) -> list[Tally]:
    return [each.tally for each in await counted(db, group, begin, end, unit)]


DAY_ONE = date(2026, 11, 2)
NINE = wall(DAY_ONE, 9)


async def test_the_worked_example_of_the_metrics(db: Database) -> None:
    """着信 3, 応答 2, 放棄 1, 通話 240 s, 後処理 90 s, 待ち 75 s in the hour from ten; dialled calls do not count."""
    intake = Intake(EventLog(db), Calendar())
    await intake.start()
    await intake.take(Events(switch="sw", events=tuple(worked_example())))
    found = await tallies(db, "G", DAY, DAY + 24 * 3_600_000, HALF_HOUR)
    assert [tally.begin for tally in found] == [at("10:00:00")]
    one = found[0]
    assert (one.visits, one.answered, one.abandoned, one.waits) == (3, 2, 1, 3)
    assert (one.waited, one.handled) == (75_000, 330_000)
    assert one.handle_s == 165.0
    booked = intake.live.ledger.total(group_scope("G"), DAY)
    assert (one.visits, one.answered, one.abandoned) == (booked["in"], booked["ans"], booked["aban"])
    assert (one.waited, one.handled) == (booked["t_ring_in"], booked["t_talk_in"] + booked["t_acw_in"])


async def test_each_half_hour_by_itself_and_by_arrival(db: Database) -> None:
    """A call that arrives at 9:29 and talks until 9:40 belongs to 9:00; other groups and the own house do not count."""
    async with db.transaction() as tx:
        await put(
            tx,
            [
                *call("a", NINE + 29 * 60_000, talk=600_000, acw=0),
                *call("b", NINE + HALF_HOUR, wait=7_000, talk=None),
                *call("c", NINE + HALF_HOUR + 1, wait=9_000, talk=None, outcome=VisitOutcome.OVERFLOWED),
                *call("d", NINE + HALF_HOUR + 2, talk=None, outcome=VisitOutcome.OPEN),
                *call("e", NINE, group="support"),
                *call("f", NINE, direction=Direction.INTERNAL),
                *call("g", NINE - 1),
                *call("h", NINE + 2 * HALF_HOUR),
            ],
        )
    found = await tallies(db, "orders", NINE, NINE + 2 * HALF_HOUR, HALF_HOUR)
    first = Tally(begin=NINE, visits=1, answered=1, waits=1, waited=5_000, handled=600_000)
    second = Tally(begin=NINE + HALF_HOUR, visits=3, abandoned=1, waits=2, waited=16_000)
    assert sorted(found, key=lambda tally: tally.begin) == [first, second]


async def test_all_operators_of_a_visit_count_and_the_call_once(db: Database) -> None:
    """Handed to a colleague: the time of both is the visit's."""
    async with db.transaction() as tx:
        handed = segment("a", NINE + 300_000, 60_000, "2", "op2")
        await put(tx, [*call("a", NINE, talk=100_000, acw=20_000), handed])
    (found,) = await tallies(db, "orders", NINE, NINE + HALF_HOUR, HALF_HOUR)
    assert (found.visits, found.answered, found.handled) == (1, 1, 180_000)


async def test_quarters(db: Database) -> None:
    async with db.transaction() as tx:
        await put(tx, [*call("a", NINE + 10), *call("b", NINE + QUARTER)])
    found = await tallies(db, "orders", NINE, NINE + HALF_HOUR, QUARTER)
    assert sorted(tally.begin for tally in found) == [NINE, NINE + QUARTER]


async def test_what_is_not_there(db: Database) -> None:
    assert await tallies(db, "orders", NINE, NINE + HALF_HOUR, HALF_HOUR) == []
    assert await first_visit(db, "orders") is None
    assert await group_info(db, "orders") is None
    async with db.transaction() as tx:
        await put(tx, [*call("a", NINE), *call("b", NINE + 5)])
    assert await first_visit(db, "orders") == NINE
