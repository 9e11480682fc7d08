"""Each day is added up once, and never before it is settled."""

from datetime import date, timedelta

from msgspec.structs import replace

from api.db.engine import Database
from api.db.half_hours import counted
from api.staffing.tallies import SLACK_MS, DayTallies
from api.statistics.facts import Acw, Call, FactChange
from api.statistics.staffing.pattern import HALF_HOUR, Tally
from tests.staffing.weeks import TOKYO, call, put, wall

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + timedelta(number) for number in range(5)]
NOW = wall(DAYS[-1], 18)


def going_on(facts: list[FactChange], kind: type) -> list[FactChange]:
    """The same while the call, or its 後処理, is not over yet."""
    return [replace(one, end=None, duration=None) if isinstance(one, kind) else one for one in facts]


async def store(db: Database, *calls: list[FactChange]) -> None:
    async with db.transaction() as tx:
        await put(tx, [fact for each in calls for fact in each])


async def forget(db: Database, day: date) -> None:
    """Take a day's visits out of the database: whoever still knows them has kept them."""
    async with db.transaction() as tx:
        params = [wall(day, 0), wall(day + timedelta(1), 0)]
        await tx.execute('DELETE FROM fact_visit WHERE "begin" >= {} AND "begin" < {}', params)


class Compared:
    """Reads all days by what is kept and anew, which must be the same."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.days = DayTallies(db, TOKYO)

    async def read(self) -> list[Tally]:
        plain = await counted(self._db, "orders", wall(MONDAY, 0), NOW, HALF_HOUR)
        kept = await self.days.read("orders", DAYS, NOW, HALF_HOUR)
        key = lambda tally: tally.begin  # noqa: E731
        assert sorted(kept, key=key) == sorted((one.tally for one in plain), key=key)
        return kept


async def test_what_comes_later_is_in_it(db: Database) -> None:
    compared = Compared(db)
    for number, day in enumerate(DAYS):
        for hour in (9, 15):
            await store(db, call(f"{number}-{hour}", wall(day, hour)), call(f"g{number}-{hour}", wall(day, hour, 40)))
            assert len(await compared.read()) == 4 * number + (2 if hour == 9 else 4)


async def test_settled_days_are_not_added_up_again(db: Database) -> None:
    compared = Compared(db)
    await store(db, call("a", wall(DAYS[0], 23, 50)), call("b", wall(DAYS[1], 9)), call("c", wall(DAYS[4], 9)))
    before = await compared.read()
    await forget(db, DAYS[0])
    await forget(db, DAYS[1])
    assert await compared.days.read("orders", DAYS, NOW, HALF_HOUR) == before
    assert await compared.days.read("support", DAYS, NOW, HALF_HOUR) == []


async def test_a_day_is_not_settled_while_something_of_it_goes_on(db: Database) -> None:
    """Calls that last over days, and 後処理 that nobody ends."""
    for kind in (Call, Acw):
        compared = Compared(db)
        last = call(kind.__name__, wall(DAYS[1], 23, 50))
        await store(db, going_on(last, kind), call("later", wall(DAYS[4], 9)))
        await compared.read()
        await store(db, last)
        settled = await compared.read()
        await forget(db, DAYS[1])
        assert await compared.days.read("orders", DAYS, NOW, HALF_HOUR) == settled


async def test_a_day_is_not_settled_before_later_calls_are_known(db: Database) -> None:
    """The link to the switch may be down for days: what it brings afterwards counts."""
    compared = Compared(db)
    await store(db, call("a", wall(DAYS[0], 9)))
    assert len(await compared.read()) == 1
    await store(db, call("b", wall(DAYS[0], 10)), call("c", wall(DAYS[1], 0) + SLACK_MS - 1))
    assert len(await compared.read()) == 3
    await store(db, call("d", wall(DAYS[0], 11)))
    assert len(await compared.read()) == 4
