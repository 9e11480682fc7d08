"""A database per test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.db.engine import Database, connect


@pytest.fixture(params=["sqlite", "postgres"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once per engine."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("pg_url")
        return url
    return f"sqlite:///{tmp_path}/data/kikite.db"


@pytest.fixture
async def db(db_url: str) -> AsyncIterator[Database]:
    """An open, empty database."""
    database = connect(db_url)
    await database.open()
    yield database
    await database.close()
