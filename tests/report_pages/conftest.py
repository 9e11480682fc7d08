"""The pages of the reports in Chromium, on a real API server with some simulated days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.admin.conftest import (
    browser as browser,
    context as context,
    http as http,
    page as page,
    supervisor as supervisor,
)
from tests.frontend.conftest import dist as dist
from tests.support.api import ApiServer
from tests.support.sessions import end_browsers

DAYS = 9


@pytest.fixture(scope="session")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server that serves the pages, with a past. There is no switch beside it."""
    folder = tmp_path_factory.mktemp("reports")
    with ApiServer(folder, env={"KIKITE_DIST": str(dist)}, past_days=DAYS) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def alone(server: ApiServer) -> None:
    """Nobody of the module before is still logged in."""
    end_browsers(server.db_url, "sv1")
