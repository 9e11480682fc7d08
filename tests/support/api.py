"""A real API server for tests: `python -m api` with TLS, a database and a data folder of its own.

```
with ApiServer(tmp_path, db_url) as server:            # filled with `sample()`; `server.site` has the passwords
    with server.client() as http:                      # HTTP/2, trusts the server's certificate
        server.log_in(http, "sv1")
        http.get("/api/users")
```
Without a switch beside it the phone's commands are answered by 503 `switch_down`.
"""

import asyncio
import datetime
import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from api.db.engine import connect
from api.db.migrate import migrate
from api.launch.certificates import TlsFiles, ensure_certificate
from api.site.loader import fill
from api.site.sample import sample
from api.site.schemas import Site
from tests.support.ports import free_port
from tests.support.sessions import end_browsers

ROOT = Path(__file__).parents[2]
START_S = 30.0


async def fill_database(db_url: str, site: Site) -> None:
    """Migrate a database and fill it with a site."""
    db = connect(db_url)
    await db.open()
    try:
        await migrate(db, 0)
        await fill(db, site)
    finally:
        await db.close()


class ApiServer:
    """One server process on 127.0.0.1. `site` None: the sample centre; `env`: further settings (`KIKITE_…`);
    `past_days`: so many days up to yesterday are simulated before it starts."""

    def __init__(
        self,
        folder: Path,
        db_url: str = "",
        site: Site | None = None,
        env: dict[str, str] | None = None,
        *,
        past_days: int = 0,
    ) -> None:
        self.past_days = past_days
        self.folder = folder / "api-server"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.db_url = db_url or f"sqlite:///{self.folder}/kikite.db"
        self.site = site or sample()
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.tls: TlsFiles = ensure_certificate(
            self.folder / "tls", ["localhost", "127.0.0.1"], datetime.datetime.now(datetime.UTC)
        )
        self.env = env or {}
        self.log = self.folder / "api.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._filled = False

    def __enter__(self) -> "ApiServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Fill the database at the first start, start the server, and wait until it is ready."""
        if not self._filled:
            asyncio.run(fill_database(self.db_url, self.site))
            if self.past_days:
                self._simulate()
            self._filled = True
        settings = {
            "KIKITE_DATA": str(self.folder),
            "KIKITE_DB_URL": self.db_url,
            "KIKITE_HTTPS_HOST": "127.0.0.1",
            "KIKITE_HTTPS_PORT": str(self.port),
            "KIKITE_DIST": str(self.folder / "dist"),
            **self.env,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api"], cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log
            )
        self._wait()

    def _simulate(self) -> None:
        command = [sys.executable, "-m", "api.launch.cli", "simulate", "--days", str(self.past_days)]
        where = ["--data", str(self.folder), "--db", self.db_url]
        subprocess.run([*command, *where], cwd=ROOT, check=True, capture_output=True, timeout=200)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the server by a signal; its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(number)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None

    def context(self) -> ssl.SSLContext:
        """For clients: trusts the test's authority."""
        return ssl.create_default_context(cafile=str(self.tls.ca))

    def client(self, *, http2: bool = True, **more: Any) -> httpx.Client:
        """A client with a cookie jar; without `http2` one that threads may share: each has a connection of its own."""
        return httpx.Client(base_url=self.url, verify=self.context(), http2=http2, timeout=20, **more)

    def async_client(self, **more: Any) -> httpx.AsyncClient:
        """The same for asyncio."""
        return httpx.AsyncClient(base_url=self.url, verify=self.context(), http2=True, timeout=20, **more)

    def password(self, user: str) -> str:
        """The password of a user of the site."""
        return next(one.password for one in self.site.users if one.id == user)

    def log_in(self, http: httpx.Client, user: str) -> dict[str, Any]:
        """Log in by cookie; the session's answer. A browser that a test before has left there is logged out."""
        body = {"user": user, "password": self.password(user)}
        answer = http.post("/api/session", json=body)
        if answer.status_code == 409:
            end_browsers(self.db_url, user)
            answer = http.post("/api/session", json=body)
        assert answer.status_code == 200, answer.text
        session: dict[str, Any] = answer.json()
        return session

    def token(self, http: httpx.Client, user: str) -> dict[str, str]:
        """Log a program in; the header for its requests."""
        answer = http.post("/api/tokens", json={"user": user, "password": self.password(user)})
        assert answer.status_code == 201, answer.text
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def _wait(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_S
        with self.client() as http:
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    if http.get("/api/ready").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(0.05)
        text = self.log.read_text(errors="replace")
        self.stop(signal.SIGKILL)
        raise RuntimeError(f"the server did not become ready:\n{text[-4000:]}")
