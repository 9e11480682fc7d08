"""An event log per test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.db.engine import Database, connect
from api.db.migrate import migrate


@pytest.fixture(params=["sqlite", "postgres"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = request.getfixturevalue("pg_url") if request.param == "postgres" else f"sqlite:///{tmp_path}/kikite.db"
    database = connect(url)
    await database.open()
    await migrate(database, 0)
    yield database
    await database.close()
