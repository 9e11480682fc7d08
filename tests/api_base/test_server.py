"""The server as a process: starts, stops, is killed, loses its database, on both engines."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.api import ApiServer
from tests.support.postgres import PgCluster


@pytest.fixture
def own(tmp_path: Path, db_url: str) -> Iterator[ApiServer]:
    """A server of the test's own, once per engine."""
    with ApiServer(tmp_path, db_url) as running:
        yield running


class Reader:
    """Reads a stream in a thread of its own."""

    def __init__(self, server: ApiServer, headers: dict[str, str], path: str) -> None:
        self.first = threading.Event()
        self.text = ""
        self.thread = threading.Thread(target=self._read, args=(server, headers, path))
        self.thread.start()
        assert self.first.wait(10)

    def _read(self, server: ApiServer, headers: dict[str, str], path: str) -> None:
        # HTTP/1.1: h2 fails in ways of its own where the server goes away
        client = httpx.Client(base_url=server.url, verify=server.context(), headers=headers, timeout=20)
        with client as http, http.stream("GET", path) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            try:
                for part in answer.iter_text():
                    self.text += part
                    self.first.set()
            except httpx.TransportError:
                pass

    def ended(self) -> bool:
        self.thread.join(10)
        return not self.thread.is_alive()


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_readiness_tells_of_the_switch(own: ApiServer) -> None:
    with own.client() as http:
        assert http.get("/api/ready").json() == {"status": "ok", "switch": False}


def test_stops_in_order(own: ApiServer) -> None:
    with own.client() as http:
        reader = Reader(own, own.token(http, "sv1"), "/api/monitor/stream")
        assert own.stop(signal.SIGTERM) == 0
        assert reader.ended()
    assert "Traceback" not in own.log.read_text()


def test_sessions_survive_a_kill(own: ApiServer) -> None:
    with own.client() as http:
        own.log_in(http, "sv1")
        cookies = http.cookies
    own.stop(signal.SIGKILL)
    own.start()
    with own.client(cookies=cookies) as http:
        assert http.get("/api/session").json()["user"]["id"] == "sv1"
        assert http.get("/api/monitor").status_code == 200


@pytest.mark.parametrize(
    ("user", "path"), [("sv1", "/api/monitor/stream"), ("op1", "/api/phone/stream"), ("op2", "/api/session/stream")]
)
def test_log_out_ends_the_streams(own: ApiServer, user: str, path: str) -> None:
    with own.client() as http:
        headers, other = own.token(http, user), own.token(http, user)
        reader, bystander = Reader(own, headers, path), Reader(own, other, path)
        assert http.delete("/api/session", headers=headers).status_code == 204
        assert reader.ended()
        assert bystander.thread.is_alive()
        http.delete("/api/session", headers=other)
        assert bystander.ended()


def test_database_away(tmp_path: Path, pg_cluster: PgCluster) -> None:
    cluster = PgCluster()
    try:
        with ApiServer(tmp_path, cluster.create_database()) as server, server.client() as http:
            headers = server.token(http, "sv1")
            cluster.stop()
            away = http.get("/api/ready")
            assert (away.status_code, away.json()["code"]) == (503, "not_ready")
            users = http.get("/api/users", headers=headers)
            assert (users.status_code, users.json()["code"]) == (503, "database_unavailable")
            assert http.get("/api/health").status_code == 200
            cluster.start()
            eventually(lambda: http.get("/api/ready").status_code == 200)
            assert http.get("/api/users", headers=headers).status_code == 200
            server.log_in(http, "op1")
    finally:
        cluster.remove()


def test_faulty_settings_are_told(tmp_path: Path) -> None:
    server = ApiServer(tmp_path, env={"KIKITE_HTTPS_PORT": "zero", "KIKITE_DAY_START": "later"})
    with pytest.raises(RuntimeError, match=r"https_port: wrong_type; day_start: malformed"):
        server.start()
