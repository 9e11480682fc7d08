"""One server per engine, with the sample centre and a supervisor's client."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.api import ApiServer


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server with the sample centre, once per engine."""
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgresql" else ""
    with ApiServer(tmp_path_factory.mktemp("reception"), url) as running:
        yield running


@pytest.fixture
def http(server: ApiServer) -> Iterator[httpx.Client]:
    """A client of the supervisor."""
    with server.client() as client:
        client.headers.update(server.token(client, "sv1"))
        yield client
