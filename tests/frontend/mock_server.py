"""The API as the front end sees it, in memory: serves the built pages and answers with what a test puts into `centre`.

For tests of the front end alone. The server thread answers; tests change the state from their own thread by the
methods of `MockCentre`, which push to the open streams.
"""

from __future__ import annotations

import io
import json
import queue
import threading
import wave
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from api.metrics.controllers import COLUMNS, MetricList
from api.monitor.settings import DEFAULTS, Screen
from api.security import CSP
from api.statistics.registry import METRICS as REGISTRY

METRICS = msgspec.json.encode(MetricList(items=list(REGISTRY.values()), columns=dict(COLUMNS)))
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def _silence() -> bytes:
    """A second of it, as a wav."""
    with io.BytesIO() as file:
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(16000))
        return file.getvalue()


SOUND = _silence()
"""What every message says."""


def rfc3339(ago: float = 0.0) -> str:
    """The time `ago` seconds before now."""
    return (datetime.now(UTC) - timedelta(seconds=ago)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def encoded(value: Any) -> Any:
    """As it is in JSON."""
    return msgspec.to_builtins(value)


@dataclass
class MockCentre:
    """What the mock answers with, and what it was asked."""

    users: dict[str, dict[str, Any]]
    statuses: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    board: dict[str, Any]
    phone: dict[str, Any]
    calls: list[dict[str, Any]]
    session: dict[str, Any] | None = None
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    refuse: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    """`METHOD /path` → status and problem; a test makes the server refuse."""
    settings: dict[str, Any] = field(default_factory=lambda: {"phone": "browser", "shown": "", "numbers": []})
    """Of the user's own phone."""
    watched: dict[str, Any] = field(default_factory=lambda: {"groups": [], "users": []})
    screens: dict[str, Any] = field(default_factory=lambda: {screen: encoded(DEFAULTS[screen]) for screen in Screen})
    """What the user has chosen for the monitors (F3.1, F3.5)."""
    messages: list[dict[str, Any]] = field(default_factory=list)
    mailboxes: list[dict[str, Any]] = field(default_factory=list)
    sound_tests: list[dict[str, Any]] = field(default_factory=list)
    streams_down: bool = False
    offers: queue.Queue[tuple[str, queue.Queue[str]]] = field(default_factory=queue.Queue)
    _streams: dict[str, list[queue.Queue[bytes | None]]] = field(default_factory=dict)
    _position: int = 1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, stream: str, event: str, data: Any) -> None:
        """Send an event to every open stream of that name."""
        with self._lock:
            message = self._message(event, data)
            for waiting in self._streams.get(stream, []):
                waiting.put(message)

    def change_board(self, **parts: Any) -> None:
        """Publish a board change with the next position."""
        self._position += 1
        change = {"groups": [], "operators": [], "overall": None, **parts, "position": self._position, "at": rfc3339()}
        self.publish("monitor", "change", change)

    def change_phone(self, **parts: Any) -> None:
        """Change the `PhoneView` and publish it."""
        self.phone.update(parts)
        self.phone["server_time"] = rfc3339()
        self.publish("phone", "phone", self.phone)

    def monitor(self, what: str) -> dict[str, Any]:
        """What the monitors show, or whom they can show."""
        if what == "settings":
            return {"watched": self.watched, "screens": self.screens}
        rows = {"groups": ("groups", "number"), "users": ("operators", "extension")}
        return {
            kind: [{"id": row["id"], "name": row["name"], number: row[number]} for row in self.board[part]]
            for kind, (part, number) in rows.items()
        }

    def cut(self, *, down: bool = False) -> None:
        """End every open stream; with `down`, refuse new ones until `streams_down` is cleared."""
        self.streams_down = down
        with self._lock:
            for waiting in [one for many in self._streams.values() for one in many]:
                waiting.put(None)
            self._streams.clear()

    def open_stream(self, name: str) -> queue.Queue[bytes | None]:
        """A queue that begins with what the stream sends first."""
        waiting: queue.Queue[bytes | None] = queue.Queue()
        with self._lock:
            if name == "monitor":
                self.board.update(position=self._position, at=rfc3339())
                waiting.put(self._message("snapshot", self.board))
            else:
                self.phone["server_time"] = rfc3339()
                waiting.put(self._message("phone", self.phone))
            self._streams.setdefault(name, []).append(waiting)
        return waiting

    def _message(self, event: str, data: Any) -> bytes:
        text = json.dumps(data, ensure_ascii=False)
        return f"id: {self._position}\nevent: {event}\ndata: {text}\n\n".encode()

    def asked(self, method: str, path: str) -> list[Any]:
        """Bodies of the requests that were made so far."""
        return [body for verb, where, body in self.requests if (verb, where) == (method, path)]


class Handler(BaseHTTPRequestHandler):
    """Routes of the API and the files of the build."""

    centre: ClassVar[MockCentre]
    dist: ClassVar[Path]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._dispatch("GET")

    def do_POST(self) -> None:
        self._dispatch("POST")

    def do_PUT(self) -> None:
        self._dispatch("PUT")

    def do_PATCH(self) -> None:
        self._dispatch("PATCH")

    def do_DELETE(self) -> None:
        self._dispatch("DELETE")

    def _dispatch(self, method: str) -> None:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        if not url.path.startswith("/api/"):
            self._file(url.path)
            return
        path = url.path.removeprefix("/api")
        asked = parse_qs(url.query) if method == "GET" and url.query else body
        self.centre.requests.append((method, path, asked))
        if refusal := self.centre.refuse.get(f"{method} {path}"):
            self._json(refusal[0], refusal[1])
        elif path == "/session":
            self._session(method, body)
        elif self.centre.session is None:
            self._json(401, {"code": "unauthorized"})
        elif path.endswith("/stream"):
            self._stream(path.split("/")[1])
        else:
            self._answer(method, path, asked)

    def _session(self, method: str, body: Any) -> None:
        centre = self.centre
        if method == "POST":
            user = centre.users.get(body["user"])
            if user is None or user["password"] != body["password"]:
                detail = "ユーザーIDまたはパスワードが違います。"
                self._json(401, {"code": "wrong_credentials", "title": "Unauthorized", "detail": detail})
                return
            centre.session = {key: value for key, value in user.items() if key != "password"}
        elif method == "DELETE":
            centre.session = None
            self._json(204, None)
            return
        self._json(200 if centre.session else 401, centre.session or {"code": "unauthorized"})

    def _answer(self, method: str, path: str, asked: Any) -> None:
        centre = self.centre
        if path == "/phone/connection" and method == "POST":
            reply: queue.Queue[str] = queue.Queue()
            centre.offers.put((asked["offer"], reply))
            try:
                self._json(201, {"answer": reply.get(timeout=20)})
            except queue.Empty:
                self._json(503, {"code": "media_unavailable"})
        elif path == "/phone/settings":
            centre.settings |= asked or {}
            self._json(200, centre.settings)
        elif path.startswith("/monitor/") and method == "PUT":
            what, _, screen = path.removeprefix("/monitor/").partition("/")
            if what == "watched":
                centre.watched = asked
            else:
                centre.screens[screen] = asked
            self._json(204, None)
        elif path == "/phone/calls" and method == "POST":
            self._json(201, {"call": "dialled"})
        elif method == "GET":
            self._read(path, asked or {})
        else:
            self._json(204, None)

    def _read(self, path: str, asked: dict[str, list[str]]) -> None:
        centre = self.centre
        if path == "/metrics":
            self._send(200, "application/json", METRICS)
        elif path == "/statuses":
            self._json(200, centre.statuses)
        elif path == "/groups":
            self._json(200, centre.groups)
        elif path == "/voicemail":
            self._json(200, centre.mailboxes)
        elif path.startswith("/monitor/"):
            self._json(200, centre.monitor(path.removeprefix("/monitor/")))
        elif path == "/voicemail/messages":
            self._json(200, centre.messages)
        elif path.endswith("/sound-tests"):
            self._json(200, centre.sound_tests)
        elif path.endswith("/sound"):
            self._send(200, "audio/wav", SOUND)
        elif path == "/calls":
            begin = int(asked.get("cursor", ["0"])[0])
            found = [c for c in centre.calls if asked.get("direction", [c["direction"]])[0] == c["direction"]]
            end = begin + 20
            page = [{key: value for key, value in call.items() if key != "legs"} for call in found[begin:end]]
            self._json(200, {"items": page, "next_cursor": str(end) if end < len(found) else None})
        else:
            wanted = [call for call in centre.calls if path == f"/calls/{call['id']}"]
            self._json(200 if wanted else 404, wanted[0] if wanted else {"code": "not_found"})

    def _stream(self, name: str) -> None:
        if self.centre.streams_down:
            self._json(503, {"code": "switch_unavailable"})
            return
        waiting = self.centre.open_stream(name)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while (message := waiting.get()) is not None:
                self.wfile.write(message)
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return

    def _json(self, status: int, value: Any) -> None:
        content = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        kind = "application/problem+json" if status >= 400 else "application/json"
        self._send(status, kind, content)

    def _file(self, path: str) -> None:
        found = self.dist / path.lstrip("/")
        if not found.is_file():
            found = self.dist / "index.html"
        self._send(200, TYPES.get(found.suffix, "application/octet-stream"), found.read_bytes())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", CSP)
        try:
            self.end_headers()
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page is gone


def serve(centre: MockCentre, dist: Path) -> tuple[ThreadingHTTPServer, str]:
    """Start on a free port; returns the server (`shutdown()` it) and its address."""
    handler = type("BoundHandler", (Handler,), {"centre": centre, "dist": dist})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    # `shutdown` waits for the next look at whether to go on: by default that is up to half a second in every test.
    threading.Thread(target=server.serve_forever, args=(0.02,), name="mock api", daemon=True).start()
    return server, f"http://localhost:{server.server_port}"
