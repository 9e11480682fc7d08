"""PostgreSQL is killed and started again: what runs fails, and everything after works."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from api.db.engine import Database, connect
from api.db.errors import UnavailableError
from tests.support.postgres import PgCluster


@pytest.fixture
def own_cluster(pg_cluster: PgCluster) -> Iterator[PgCluster]:
    """A cluster of this test's own, for it is going to be killed."""
    cluster = PgCluster()
    yield cluster
    cluster.remove()


@pytest.fixture
async def pg(own_cluster: PgCluster) -> AsyncIterator[Database]:
    database = connect(own_cluster.create_database())
    await database.open()
    async with database.transaction() as tx:
        await tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY)")
    yield database
    await database.close()


async def put(db: Database, name: str) -> None:
    async with db.transaction() as tx:
        await tx.execute("INSERT INTO thing (id) VALUES ({})", (name,))


async def test_kill_and_restart(own_cluster: PgCluster, pg: Database) -> None:
    inside, go = asyncio.Event(), asyncio.Event()

    async def caught() -> None:
        async with pg.transaction() as tx:
            await tx.execute("INSERT INTO thing (id) VALUES ('caught')")
            inside.set()
            await go.wait()
            await tx.execute("INSERT INTO thing (id) VALUES ('more')")

    await asyncio.gather(*(put(pg, f"before {n}") for n in range(8)))  # so that the pool has several connections
    task = asyncio.create_task(caught())
    await inside.wait()
    await asyncio.to_thread(own_cluster.stop)
    go.set()
    with pytest.raises(UnavailableError):
        await task
    with pytest.raises(UnavailableError):
        await put(pg, "down")
    with pytest.raises(UnavailableError):
        await pg.fetch("SELECT 1")
    await asyncio.to_thread(own_cluster.start)
    for n in range(12):  # more than the pool has, so that each of its old connections would be met
        await put(pg, f"after {n}")
    rows = await asyncio.gather(*(pg.fetch("SELECT count(*) AS n FROM thing") for _ in range(12)))
    assert rows == [[{"n": 20}]] * 12


async def test_commit_fails_when_killed_before_it(own_cluster: PgCluster, pg: Database) -> None:
    with pytest.raises(UnavailableError):
        async with pg.transaction() as tx:
            await tx.execute("INSERT INTO thing (id) VALUES ('a')")
            await asyncio.to_thread(own_cluster.stop)
    await asyncio.to_thread(own_cluster.start)
    await put(pg, "a")
    assert await pg.fetch("SELECT id FROM thing") == [{"id": "a"}]
