"""One server per engine with the sample centre, and users who write and listen."""

import json
import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.support.api import ApiServer

WAIT_S = 45.0


class Ear:
    """One open `/api/chat/stream`."""

    def __init__(self, http: httpx.Client, last: str = "") -> None:
        self._events: queue.Queue[tuple[str, Any] | None] = queue.Queue()
        self.id = last
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(http, {"Last-Event-ID": last} if last else {}))
        self._thread.start()

    def next(self) -> tuple[str, Any]:
        """The next event but pings: its name and its data."""
        event = self._events.get(timeout=WAIT_S)
        assert event is not None, "the stream has ended"
        return event

    def ended(self) -> bool:
        """Whether nothing more comes, and the stream ends."""
        return self._events.get(timeout=WAIT_S) is None

    def close(self) -> None:
        """Hang up; at the next ping, at the latest."""
        self._closing.set()

    def _listen(self, http: httpx.Client, headers: dict[str, str]) -> None:
        name = data = ""
        event_id = ""
        with http.stream("GET", "/api/chat/stream", headers=headers, timeout=60) as answer:
            assert answer.status_code == 200, answer.read()
            for line in answer.iter_lines():
                if self._closing.is_set():
                    break
                key, _, value = line.partition(": ")
                if key == "id":
                    event_id = value
                elif key == "event":
                    name = value
                elif key == "data":
                    data = value
                elif not line and name:
                    self.id = event_id or self.id
                    if name != "ping":
                        self._events.put((name, json.loads(data)))
        self._events.put(None)


class User:
    """A user with a program's session."""

    def __init__(self, server: ApiServer, user: str) -> None:
        self.id = user
        self.server = server
        self.http = server.client(http2=False)
        self.http.headers.update(server.token(self.http, user))
        self._ears: list[tuple[Ear, httpx.Client]] = []

    def listen(self, last: str = "") -> Ear:
        """A stream of one's own, on a connection of its own."""
        http = self.server.client()
        http.headers.update(self.http.headers)
        ear = Ear(http, last)
        self._ears.append((ear, http))
        return ear

    def send(self, path: str, text: str, token: str = "", **more: Any) -> httpx.Response:
        """POST a message."""
        body = {"token": token or str(uuid.uuid4()), "text": text, **more}
        return self.http.post(f"/api/chat/{path}", json=body)

    def to(self, user: str, text: str, token: str = "") -> Any:
        """Write to a user; the message."""
        answer = self.send("conversations", text, token, user=user)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def view(self) -> Any:
        """One's own chat."""
        return self.http.get("/api/chat").json()

    def texts(self, conversation: str) -> list[str]:
        """What was written in a conversation, oldest first."""
        answer = self.http.get(f"/api/chat/conversations/{conversation}/messages")
        assert answer.status_code == 200, answer.text
        return [one["text"] for one in reversed(answer.json()["items"])]

    def close(self) -> None:
        """Log out, which ends the streams."""
        self.http.delete("/api/session")
        self.http.close()
        for ear, http in self._ears:
            ear._thread.join(WAIT_S)
            http.close()


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A running server with the sample centre, once per engine."""
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgresql" else ""
    with ApiServer(tmp_path_factory.mktemp("chat"), url) as running:
        yield running


@pytest.fixture
def user(server: ApiServer) -> Iterator[Callable[[str], User]]:
    """Users by their ids."""
    made: list[User] = []

    def of(name: str) -> User:
        made.append(User(server, name))
        return made[-1]

    yield of
    for each in made:
        each.close()
