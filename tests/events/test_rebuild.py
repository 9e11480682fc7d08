"""`kikite rebuild`: what is made anew of the log is, row by row, what was made of it as it came."""

import asyncio
import fcntl
import random
from pathlib import Path

import pytest

from api.db import eventlog, memberships
from api.db.engine import Database, connect
from api.db.eventlog import EventLog
from api.db.facts import TABLES
from api.db.migrate import migrate
from api.events import rebuild
from api.events.intake import Intake
from api.events.rebuild import TruncatedLogError
from api.launch.cli import main
from api.statistics.timeline import Calendar
from sip.contract.events import Logged
from sip.contract.frames import Events
from tests.reports.reporting import DIRECTORY, intake_of
from tests.statistics.eventplay import at, worked_example
from tests.statistics.randomcentre import RandomCentre

Rows = dict[str, list[str]]


def random_log(seed: int) -> list[Logged]:
    chance = random.Random(seed)
    centre = RandomCentre(at("22:30:00"))
    centre.run([(0, 0, number) for number in range(4)])
    centre.run([(chance.randrange(20), chance.randrange(600_000), chance.randrange(1001)) for _ in range(300)])
    return centre.log


async def rows(db: Database) -> Rows:
    """All facts and rollups, in tables without any order."""
    tables = [*(table for table, _ in TABLES.values()), "rollup"]
    return {table: sorted(map(repr, await db.fetch(f"SELECT * FROM {table}"))) for table in tables}


async def rebuilder(db: Database) -> Intake:
    intake = Intake(EventLog(db), Calendar())
    intake.members = await memberships.note(db, DIRECTORY, 0)
    return intake


@pytest.mark.parametrize("seed", range(3))
async def test_every_row_is_as_before(db: Database, seed: int) -> None:
    taken = await intake_of(db, random_log(seed), Calendar(), piece=37)
    await taken.close()
    before = await rows(db)
    assert all(before[table] for table in ("fact_call", "fact_status", "rollup"))
    async with db.transaction() as tx:
        await tx.execute('UPDATE fact_call SET "duration" = 1')
        await tx.execute("INSERT INTO rollup (scope, grain, slot, counters) VALUES ('all', 'day', 1, '{}')")
    await (await rebuilder(db)).rebuild()
    assert await rows(db) == before


async def test_one_that_was_interrupted_goes_on(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    log = random_log(7)
    await (await intake_of(db, log, Calendar(), piece=37)).close()
    before = await rows(db)
    monkeypatch.setattr(rebuild, "STEP", 50)
    monkeypatch.setattr(eventlog, "PAGE", 50)
    steps: list[int] = []

    def tell(done: int, _last: int) -> None:
        steps.append(done)
        if done == 150:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await (await rebuilder(db)).rebuild(tell)
    assert await rows(db) != before
    again = await rebuilder(db)
    assert await again.unfinished() == 150
    await again.rebuild(lambda done, _: steps.append(done))
    assert await rows(db) == before
    assert steps[:4] == [50, 100, 150, 200] and steps[-1] == len(log)
    # What comes now goes on where the log ended.
    assert await again.last_seq("sw") == len(log)
    assert await again.unfinished() == 0


async def test_a_log_without_its_beginning_is_left_alone(db: Database) -> None:
    await (await intake_of(db, worked_example(), Calendar())).close()
    async with db.transaction() as tx:
        await tx.execute("DELETE FROM event_log WHERE position < 5")
    before = await rows(db)
    with pytest.raises(TruncatedLogError):
        await (await rebuilder(db)).rebuild()
    assert await rows(db) == before


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command = ["rebuild", "--data", str(tmp_path), "--language", "en"]
    assert main(command) == 1
    assert "nothing to rebuild" in capfd.readouterr().err

    async def fill() -> None:
        db = connect(f"sqlite:///{tmp_path}/kikite.db")
        await db.open()
        await migrate(db, 0)
        intake = Intake(EventLog(db), Calendar())
        await intake.start()
        await intake.take(Events(switch="sw", events=tuple(worked_example())))
        await intake.close()
        await db.close()

    asyncio.run(fill())
    assert main(command) == 0
    told = capfd.readouterr().err
    assert f"Rebuilt from {len(worked_example())} events" in told
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(command) == 1
    assert "Another Kikite uses the folder" in capfd.readouterr().err
