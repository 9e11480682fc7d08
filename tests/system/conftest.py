"""Centres for system tests, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.centre import Centre, start

ANSWER_HZ = 620.0
"""What numbers outside say that the centre dials."""


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database; "" for SQLite in the data folder."""
    if request.param == "sqlite":
        return ""
    cluster: Any = request.getfixturevalue("pg_cluster")
    url: str = cluster.create_database()
    return url


@pytest.fixture(scope="module")
def centre(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The sample centre with the simulator, for all tests of a module, once on each database."""
    folder: Path = tmp_path_factory.mktemp("centre")
    with start(folder, db=database, answer_hz=ANSWER_HZ) as running:
        yield running
