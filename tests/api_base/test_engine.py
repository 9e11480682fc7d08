"""The database on both engines: transactions, errors, concurrency, cancellation."""

import asyncio
from pathlib import Path

import pytest
from piccolo.columns import BigInt, Boolean, Text
from piccolo.table import Table

from api.db.driver import portable
from api.db.engine import Database, Transaction, connect
from api.db.errors import ConstraintError, MisuseError, UnavailableError, UnstorableError
from api.db.migrate import Migration, migrate, migrations
from api.db.tables import ENGINE


class Thing(Table, db=ENGINE, tablename="thing"):
    """A table of Piccolo's for these tests."""

    id = Text(primary_key=True)
    n = BigInt()
    on = Boolean()


@pytest.fixture(autouse=True)
async def _thing(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute('CREATE TABLE thing (id TEXT PRIMARY KEY, n BIGINT NOT NULL, "on" BOOLEAN NOT NULL)')


async def ids(db: Database) -> list[str]:
    return [row["id"] for row in await db.fetch("SELECT id FROM thing ORDER BY id")]


async def put(tx: Transaction, name: str, n: int = 1, on: bool = True) -> int:
    return await tx.execute('INSERT INTO thing (id, n, "on") VALUES ({}, {}, {})', (name, n, on))


def test_placeholders() -> None:
    assert portable("a = {} AND b = {}", "sqlite") == "a = ? AND b = ?"
    assert portable("a = {} AND b = {}", "postgres") == "a = $1 AND b = $2"
    assert portable("SELECT 1", "postgres") == "SELECT 1"


async def test_committed_and_read_back_with_types(db: Database) -> None:
    async with db.transaction(durable=True) as tx:
        assert await put(tx, "a", 2**40, True) == 1
        await tx.executemany('INSERT INTO thing (id, n, "on") VALUES ({}, {}, {})', [("b", 2, False), ("c", 3, True)])
        assert await tx.execute("UPDATE thing SET n = n + {} WHERE n < {}", (1, 10)) == 2
        assert await tx.fetch_one("SELECT count(*) AS n FROM thing") == {"n": 3}
        assert await tx.fetch("DELETE FROM thing WHERE id = {} RETURNING id, n", ("c",)) == [{"id": "c", "n": 4}]
    assert await db.fetch("SELECT * FROM thing ORDER BY id") == [
        {"id": "a", "n": 2**40, "on": True},
        {"id": "b", "n": 3, "on": False},
    ]
    assert await db.fetch_one("SELECT id FROM thing WHERE id = {}", ("z",)) is None


async def test_undone_by_an_exception(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.transaction() as tx:
            await put(tx, "a")
            raise ZeroDivisionError
    assert await ids(db) == []
    async with db.transaction() as tx:
        await put(tx, "b")
    assert await ids(db) == ["b"]


async def test_constraint(db: Database) -> None:
    with pytest.raises(ConstraintError):
        async with db.transaction() as tx:
            await put(tx, "a")
            await put(tx, "a")
    assert await ids(db) == []


async def test_nesting_refused_and_outer_goes_on(db: Database) -> None:
    async with db.transaction() as tx:
        with pytest.raises(MisuseError):
            async with db.transaction():
                pass
        with pytest.raises(MisuseError):
            await db.fetch("SELECT 1 AS one")
        await put(tx, "a")
    assert await ids(db) == ["a"]


async def test_ended_transaction_is_of_no_use(db: Database) -> None:
    async with db.transaction() as tx:
        pass
    with pytest.raises(MisuseError):
        await tx.fetch("SELECT 1 AS one")


async def test_a_task_started_within_has_its_own(db: Database) -> None:
    """Nothing of a transaction is inherited by the tasks that it starts."""

    async def other() -> None:
        async with db.transaction() as tx:
            await put(tx, "child")

    async with db.transaction() as tx:
        await put(tx, "parent")
        child = asyncio.create_task(other())
        await asyncio.sleep(0)
    await child
    assert await ids(db) == ["child", "parent"]


async def test_cancelled_in_the_middle(db: Database) -> None:
    inside = asyncio.Event()

    async def work() -> None:
        async with db.transaction() as tx:
            await put(tx, "a")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.transaction() as tx:
        await put(tx, "b")
    assert await ids(db) == ["b"]


@pytest.mark.parametrize("steps", range(12))
async def test_cancelled_at_any_step(db: Database, steps: int) -> None:
    """Wherever the cancellation hits, either both rows are there or none, and the database goes on."""

    async def work() -> None:
        async with db.transaction() as tx:
            await put(tx, "a")
            await put(tx, "b")

    task = asyncio.create_task(work())
    for _ in range(steps):
        await asyncio.sleep(0.0005)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await ids(db) in ([], ["a", "b"])
    async with db.transaction() as tx:
        await put(tx, "c")
    assert "c" in await ids(db)


async def test_many_at_once(db: Database) -> None:
    async def one(n: int) -> None:
        async with db.transaction() as tx:
            await put(tx, f"{n:03}", n)
            if n % 5 == 0:
                raise ValueError(n)

    results = await asyncio.gather(*(one(n) for n in range(60)), return_exceptions=True)
    assert sum(isinstance(result, ValueError) for result in results) == 12
    assert len(await ids(db)) == 48
    counts = await asyncio.gather(*(db.fetch("SELECT count(*) AS n FROM thing") for _ in range(30)))
    assert counts == [[{"n": 48}]] * 30


async def test_readers_see_only_what_is_committed(db: Database) -> None:
    written, go = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        async with db.transaction() as tx:
            await put(tx, "a")
            written.set()
            await go.wait()

    task = asyncio.create_task(work())
    await written.wait()
    assert await ids(db) == []
    go.set()
    await task
    assert await ids(db) == ["a"]


async def test_piccolo(db: Database) -> None:
    async with db.transaction() as tx:
        assert await tx.run(Thing.insert(Thing(id="a", n=1, on=True), Thing(id="b", n=2, on=False)))
        await tx.run(Thing.update({Thing.n: 7}).where(Thing.id == "b"))
        assert await tx.run(Thing.exists().where(Thing.id == "b"))
    assert await db.run(Thing.select().order_by(Thing.id)) == [
        {"id": "a", "n": 1, "on": True},
        {"id": "b", "n": 7, "on": False},
    ]
    thing = await db.run(Thing.objects().where(Thing.n > 5).first())
    assert (thing.id, thing.n, thing.on) == ("b", 7, False)
    assert await db.run(Thing.count()) == 2


async def test_piccolo_alone_is_refused() -> None:
    with pytest.raises(MisuseError):
        await Thing.select().run()


async def test_migrations_run_once_and_in_order(db: Database) -> None:
    ran: list[int] = []

    def step(number: int) -> Migration:
        async def up(tx: Transaction) -> None:
            ran.append(number)
            await tx.execute(f"CREATE TABLE step_{number} (id TEXT PRIMARY KEY)")

        return Migration(number, f"step{number}", up)

    assert [done.number for done in await migrate(db, 1, [step(1), step(2)])] == [1, 2]
    assert [done.number for done in await migrate(db, 2, [step(1), step(2), step(3)])] == [3]
    assert ran == [1, 2, 3]
    assert await db.fetch("SELECT applied FROM schema_migration ORDER BY number") == [
        {"applied": 1},
        {"applied": 1},
        {"applied": 2},
    ]


async def test_failed_migration_leaves_nothing(db: Database) -> None:
    async def up(tx: Transaction) -> None:
        await tx.execute("CREATE TABLE half (id TEXT PRIMARY KEY)")
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError):
        await migrate(db, 1, [Migration(1, "half", up)])
    assert await db.fetch("SELECT number FROM schema_migration") == []
    async with db.transaction() as tx:
        await tx.execute("CREATE TABLE half (id TEXT PRIMARY KEY)")


async def test_all_migrations(db: Database) -> None:
    done = await migrate(db, 1)
    assert [step.number for step in done] == [step.number for step in migrations()]
    assert await migrate(db, 2) == []


async def test_closed(db_url: str) -> None:
    database = connect(db_url)
    with pytest.raises(UnavailableError):
        async with database.transaction():
            pass


def test_unknown_url() -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        connect("mysql://localhost/x")


async def test_file_is_private(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/new/kikite.db")
    await database.open()
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE secret (id TEXT PRIMARY KEY)")
    modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()}
    await database.close()
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("value", ["\ud800", 2**63])
async def test_what_cannot_be_stored(db: Database, value: object) -> None:
    column = "id" if isinstance(value, str) else "n"
    with pytest.raises(UnstorableError):
        await db.fetch(f"SELECT id FROM thing WHERE {column} = {{}}", (value,))
    with pytest.raises(UnstorableError):
        async with db.transaction() as tx:
            await tx.execute(f"DELETE FROM thing WHERE {column} = {{}}", (value,))
    assert await ids(db) == []
