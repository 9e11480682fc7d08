"""A complete centre for system tests: launcher, switch, api, simulator, each a real process on free ports.

```
with start(tmp_path) as centre:                          # the sample centre on SQLite; db=URL for PostgreSQL
    number = centre.groups[0]["number"]
    call = centre.carrier.call(number, hz=440)           # a caller that speaks 440 Hz
    call.until("ringing"); call.until("answered")
    report = call.until("ended")                         # what it heard: report["heard"], report["tones"]
    with centre.client(centre.operators[0]) as api:      # httpx.Client with a Bearer token
        api.get("/api/calls")
```
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import queue
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from sip.carrier.client import ask
from tests.support.ports import free_port, free_range

ROOT = Path(__file__).parents[2]
START_S = 90.0
STOP_S = 60.0
ANSWER_S = 45.0


class CarrierCall:
    """A call that the simulator places; its notices in order."""

    def __init__(self, control: Path, request: dict[str, Any]) -> None:
        self._control = control
        self._notices: queue.Queue[dict[str, Any]] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        threading.Thread(target=self._listen, args=(request,), daemon=True).start()
        self.name = self.until("calling")["call"]

    def _listen(self, request: dict[str, Any]) -> None:
        try:
            for notice in ask(self._control, request, None):
                self._notices.put(notice)
                if notice.get("event") == "ended" or "error" in notice:
                    return
        except OSError as error:
            self._notices.put({"error": str(error)})

    def until(self, event: str, seconds: float = ANSWER_S) -> dict[str, Any]:
        """The next notice `event`. Fails when the call ends before, or after `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                notice = self._notices.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no '{event}' within {seconds} s, but {self.seen}") from None
            self.seen.append(notice)
            if notice.get("event") == event:
                return notice
            if "error" in notice or notice.get("event") == "ended":
                raise AssertionError(f"no '{event}', but {self.seen}")

    def hang_up(self) -> None:
        """End the call from the caller's side."""
        _one(self._control, {"op": "hangup", "call": self.name})

    def send_digits(self, digits: str) -> None:
        """Send RFC 4733 events."""
        _one(self._control, {"op": "digits", "call": self.name, "digits": digits})

    def say(self, hz: float) -> None:
        """Speak this tone from now on; 0: silence."""
        _one(self._control, {"op": "say", "call": self.name, "hz": hz})

    def report(self) -> dict[str, Any]:
        """State, what was heard so far (`heard`, `tones`), digits, RTP counters."""
        calls = _one(self._control, {"op": "calls"})["calls"]
        found: dict[str, Any] = next(call for call in calls if call["call"] == self.name)
        return found


class Carrier:
    """The simulator of a centre."""

    def __init__(self, control: Path) -> None:
        self._control = control

    def call(self, to: str, caller: str = "09012345678", hz: float = 0.0, **more: Any) -> CarrierCall:
        """Call `to` from `caller` ("": withheld), speaking `hz` (0: speech); `talk_s`, `wait_s`, `name` in `more`."""
        return CarrierCall(self._control, {"op": "call", "to": to, "from": caller, "hz": hz, **more})

    def calls(self) -> list[dict[str, Any]]:
        """Reports of all calls, also of those that the centre dialled (`placed` is false)."""
        found: list[dict[str, Any]] = _one(self._control, {"op": "calls"})["calls"]
        return found

    def taken(self, number: str, state: str, seconds: float = ANSWER_S) -> dict[str, Any]:
        """The report of the newest call that the centre dialled to `number`, once it is in `state`."""
        deadline = time.monotonic() + seconds
        while True:
            found = [call for call in self.calls() if not call["placed"] and call["to"] == number]
            if found and found[-1]["state"] == state:
                return found[-1]
            if time.monotonic() > deadline:
                raise AssertionError(f"no call to {number} is {state}: {found}")
            time.sleep(0.05)

    async def wait(
        self, call: str, true: Callable[[dict[str, Any]], bool], seconds: float = ANSWER_S
    ) -> dict[str, Any]:
        """The report of a call once `true(report)` holds."""
        deadline = time.monotonic() + seconds
        while True:
            report = next(found for found in self.calls() if found["call"] == call)
            if true(report):
                return report
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds} s: {report}")
            await asyncio.sleep(0.05)

    def set(self, **values: float) -> None:
        """Change the network's manner: `rate`, `limit`, `talk_s`, `ring_s`, `answer_s`, `answer_hz`."""
        _one(self._control, {"op": "set", **values})

    def send_digits(self, call: str, digits: str) -> None:
        """Send RFC 4733 events in the call of that name."""
        _one(self._control, {"op": "digits", "call": call, "digits": digits})

    def hang_up(self, call: str) -> None:
        """End the call of that name from the carrier's side."""
        _one(self._control, {"op": "hangup", "call": call})


def _one(control: Path, request: dict[str, Any]) -> dict[str, Any]:
    answer = next(ask(control, request))
    assert "error" not in answer, answer
    return answer


class Centre:
    """A running centre. `document` is what the launcher wrote with `--json`."""

    def __init__(
        self, process: subprocess.Popen[bytes], document: dict[str, Any], folder: Path, db_url: str = ""
    ) -> None:
        self.db_url = db_url or f"sqlite:///{folder.absolute()}/kikite.db"
        self.document = document
        self.folder = folder
        self.process = process
        self.url: str = document["url"]
        self.ca = Path(document["ca"])
        self.users: list[dict[str, Any]] = document["users"]
        self.groups: list[dict[str, Any]] = document["groups"]
        self.sip: dict[str, Any] = document["sip"]
        carrier = document.get("carrier")
        self.carrier = Carrier(Path(carrier["control"])) if carrier else None

    @property
    def operators(self) -> list[dict[str, Any]]:
        """Users with a status."""
        return [user for user in self.users if user["role"] == "operator"]

    @property
    def supervisors(self) -> list[dict[str, Any]]:
        """Users without one."""
        return [user for user in self.users if user["role"] != "operator"]

    def tls(self) -> ssl.SSLContext:
        """Trusts the centre's own authority, nobody else."""
        return ssl.create_default_context(cafile=str(self.ca))

    def anonymous(self) -> httpx.Client:
        """A client that is not logged in."""
        return httpx.Client(base_url=self.url, verify=self.tls(), timeout=ANSWER_S)

    def client(self, user: dict[str, Any]) -> httpx.Client:
        """A program's client, logged in as `user` by Bearer token."""
        with self.anonymous() as door:
            answer = door.post("/api/tokens", json={"user": user["id"], "password": user["password"]})
        assert answer.is_success, answer.text
        client = self.anonymous()
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return client

    def pid(self, name: str) -> int:
        """Process id of `sip`, `api` or `carrier` as it is now (it changes when the launcher restarts one); 0: none."""
        marks = {"sip": ["-m", "sip"], "api": ["-m", "api"], "carrier": ["-m", "sip.carrier"]}[name]
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            with contextlib.suppress(OSError):
                if Path(f"/proc/{child}/cmdline").read_text().split("\0")[1:3] == marks:
                    return int(child)
        return 0

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal to the process `name`, by default as in a crash; its id, which the next one will not have."""
        pid = self.pid(name)
        assert pid, f"{name} does not run"
        os.kill(pid, number)
        return pid

    def log(self, name: str) -> str:
        """What the process `name` has written."""
        return (self.folder / "log" / f"{name}.log").read_text(errors="replace")

    def stop(self) -> int:
        """Stop everything as Ctrl-C does; the launcher's exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its children follow it
            self.process.wait()
            raise


@contextlib.contextmanager
def start(
    folder: Path, *options: str, db: str = "", site: Path | None = None, command: str = "demo", answer_hz: float = 0.0
) -> Iterator[Centre]:
    """Start a centre with its data in `folder` and stop it at the end. `demo` has the simulator, which calls only on
    demand here; `site` replaces the sample centre. More command-line `options` go last."""
    document = folder / "centre.json"
    first, last = free_range(400)
    arguments = [
        *("--data", str(folder), "--json", str(document), "--language", "en", "--exit-with-parent"),
        *("--port", str(free_port()), "--sip-port", str(free_port()), "--media-port", str(free_port())),
        *("--sip-tls-port", str(free_port()), "--rtp-ports", f"{first}-{last}"),
        *(("--db", db) if db else ()),
        *(("--site", str(site)) if site else ()),
    ]
    if command == "demo":
        arguments += [
            "--carrier-port",
            str(free_port()),
            "--rate",
            "0",
            "--ring-s",
            "0.5",
            "--answer-hz",
            str(answer_hz),
            "--history",
            "0",
        ]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "launcher.log").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.launch.cli", command, *arguments, *options],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        centre = Centre(process, _await_document(process, document, folder), folder, db)
    except BaseException:
        process.terminate()
        process.wait(STOP_S)
        raise
    try:
        yield centre
    finally:
        centre.stop()


def _await_document(process: subprocess.Popen[bytes], path: Path, folder: Path) -> dict[str, Any]:
    deadline = time.monotonic() + START_S
    while not path.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError("The centre did not start:\n" + (folder / "launcher.log").read_text(errors="replace"))
        time.sleep(0.05)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
