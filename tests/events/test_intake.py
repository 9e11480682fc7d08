"""Events are stored once and in order, with the facts that they make, whatever fails in between."""

from collections.abc import Iterable

import pytest

from api.db.engine import Database
from api.db.errors import UnavailableError
from api.db.eventlog import Entry, EventLog, FoldState
from api.db.facts import file
from api.events.intake import Batch, Intake
from api.statistics.facts import FactChange
from api.statistics.fold import Gap
from api.statistics.rollup import Rollups
from api.statistics.timeline import Calendar
from sip.contract.frames import Events
from tests.statistics.eventplay import Play, at, folded, worked_example
from tests.statistics.slow import clean

LOG = worked_example()


def batch(begin: int, end: int) -> Events:
    """Events with begin < seq ≤ end."""
    return Events(switch="sw", events=tuple(LOG[begin:end]))


class FailingLog(EventLog):
    """Fails before or after the commit when told to."""

    fail = ""

    async def store(
        self,
        entries: Iterable[Entry],
        changes: Iterable[FactChange],
        state: FoldState | None = None,
        booked: Rollups | None = None,
    ) -> None:
        fail, self.fail = self.fail, ""
        if fail == "before":
            raise UnavailableError("before")
        await super().store(list(entries), changes, state, booked)
        if fail == "after":
            raise UnavailableError("after")


async def intake_on(db: Database, **more: int) -> Intake:
    intake = Intake(EventLog(db), Calendar(), **more)
    await intake.start()
    return intake


async def test_a_log_taken_in_pieces_gives_the_same_as_in_one(db: Database) -> None:
    intake = await intake_on(db)
    for begin in range(0, len(LOG), 7):
        assert await intake.take(batch(begin, begin + 7)) == min(begin + 7, len(LOG))
    whole = folded(LOG)
    assert clean(intake.live.ledger.hours) == clean(whole.state.ledger.hours)
    entries = [entry async for page in EventLog(db).since(0) for entry in page]
    assert [entry.logged for entry in entries] == LOG
    assert [entry.position for entry in entries] == list(range(1, len(LOG) + 1))


async def test_what_was_taken_before_is_passed_over(db: Database) -> None:
    intake = await intake_on(db)
    batches: list[Batch] = []
    intake.subscribe(batches.append)
    assert await intake.take(batch(0, 20)) == 20
    assert await intake.take(batch(0, 20)) == 20
    assert await intake.take(batch(10, 30)) == 30
    assert [len(each.events) for each in batches] == [20, 10]
    assert await intake.last_seq("sw") == 30
    assert await intake.last_seq("another") == 0


async def test_a_gap_is_refused_and_changes_nothing(db: Database) -> None:
    intake = await intake_on(db)
    await intake.take(batch(0, 5))
    with pytest.raises(Gap, match="after 5 are missing"):
        await intake.take(batch(6, 9))
    assert await intake.take(batch(5, 9)) == 9


@pytest.mark.parametrize("fail", ["before", "after"])
async def test_a_commit_that_fails_loses_and_doubles_nothing(db: Database, fail: str) -> None:
    events = FailingLog(db)
    intake = Intake(events, Calendar())
    await intake.start()
    batches: list[Batch] = []
    intake.subscribe(batches.append)
    await intake.take(batch(0, 20))
    events.fail = fail
    with pytest.raises(UnavailableError):
        await intake.take(batch(20, 40))
    assert await intake.take(batch(20, 40)) == 40
    assert batches[1].touched is None
    await intake.take(batch(40, len(LOG)))
    assert intake.live.ledger.hours == folded(LOG).state.ledger.hours
    assert [entry.logged.seq async for page in events.since(0) for entry in page] == list(range(1, len(LOG) + 1))


@pytest.mark.parametrize("dump_every", [1, 10, 1000])
@pytest.mark.parametrize("orderly", [True, False])
async def test_a_restart_goes_on_where_it_was(db: Database, dump_every: int, orderly: bool) -> None:
    for begin in range(0, len(LOG), 25):
        intake = await intake_on(db, dump_every=dump_every)
        assert await intake.last_seq("sw") == begin
        await intake.take(batch(begin, begin + 25))
        if orderly:
            await intake.close()
    live = (await intake_on(db)).live
    assert live.ledger.hours == folded(LOG).state.ledger.hours
    assert live.position == len(LOG)


async def test_the_facts_are_in_their_tables(db: Database) -> None:
    intake = await intake_on(db)
    await intake.take(batch(0, len(LOG)))
    whole = folded(LOG, None)
    for call in ("1", "2", "3", "4", "5"):
        stored = await file(db, call)
        expected = whole.state.calls[call]
        expected.call.switch = "sw"
        assert stored == expected
    assert await file(db, "6") is None
    spans = await db.fetch('SELECT SUM("duration") AS total FROM fact_status WHERE "operator" = {}', ("A",))
    assert int(spans[0]["total"]) == 3_600_000


async def test_a_state_of_another_calendar_is_made_anew(db: Database) -> None:
    intake = await intake_on(db)
    await intake.take(batch(0, len(LOG)))
    await intake.close()
    elsewhere = Intake(EventLog(db), Calendar("Asia/Kolkata"))
    await elsewhere.start()
    assert elsewhere.live.ledger.hours == folded(LOG, Calendar("Asia/Kolkata")).state.ledger.hours


async def test_only_the_present_day_is_kept_and_a_late_end_of_yesterday_s_call_spoils_nothing(db: Database) -> None:
    play = Play(at("23:59:00"))
    play.log_in("A")
    play.arrive("1", "A")
    play.answer("1", "A")
    play.now = at("23:59:59") + 60_000
    play.hang_up("1", "A")
    play.now += 120_000
    play.ready("A", "1")
    play.arrive("2", "A")
    intake = await intake_on(db)
    for logged in play.log:
        await intake.take(Events(switch="sw", events=(logged,)))
    today = at("23:59:59") + 1000
    assert set(intake.live.ledger.hours["group:G"]) == {today}
    assert intake.live.ledger.total("group:G", 0) == {"in": 1, "open": 1}
    again = (await intake_on(db)).live
    assert again.ledger == intake.live.ledger


async def test_a_failing_subscriber_stops_nobody(db: Database) -> None:
    intake = await intake_on(db)
    batches: list[Batch] = []

    def fail(_: Batch) -> None:
        raise RuntimeError("no")

    intake.subscribe(fail)
    stop = intake.subscribe(batches.append)
    await intake.take(batch(0, 5))
    stop()
    await intake.take(batch(5, 10))
    assert [each.position for each in batches] == [5]
