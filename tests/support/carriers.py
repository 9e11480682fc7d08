"""Simulators that imitate carriers, each a process of its own.

```
with Carriers(tmp_path, sip_port=5060) as carriers:
    ntt = carriers.add("hikari-denwa", numbers=["0350000001"], accounts={"0350000001": "secret"})
    ntt.call("0350000001"); ntt.border()["seen"]       # as `tests.support.centre.Carrier`
    ntt.stop(); ntt.start()                            # the carrier is away, and is back
```
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sip.carrier.client import ask
from tests.support.centre import ROOT, Carrier
from tests.support.ports import free_port

START_S = 30.0


class ImitatedCarrier(Carrier):
    """A running simulator at 127.0.0.1:`port` with the habits of `name`; numbers that it is dialled speak 620 Hz."""

    def __init__(self, folder: Path, name: str, centre_port: int, quirks: dict[str, Any]) -> None:
        self.name = name
        self.port = free_port()
        self.quirks = quirks
        self._socket = folder / f"{name}.sock"
        self._log = folder / f"{name}.log"
        self._centre = f"127.0.0.1:{centre_port}"
        self._process: subprocess.Popen[bytes] | None = None
        super().__init__(self._socket)
        self.start()

    def start(self) -> None:
        """Start it, or start it again; it is there when this returns."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "sip.carrier", "run", "--control", str(self._socket), "--ring-s", "0.3"),
                    *("--sip-port", str(self.port), "--centre", self._centre, "--imitate", self.name),
                    *("--quirks", json.dumps(self.quirks), "--answer-hz", "620"),
                ],
                cwd=ROOT,
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + START_S
        while True:
            try:
                next(ask(self._socket, {"op": "ping"}))
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < deadline, self._log.read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """End it without a word, as a machine that loses power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def border(self) -> dict[str, Any]:
        """Who has registered, and what came of the last requests."""
        return next(ask(self._socket, {"op": "border"}))

    def imitate(self, **quirks: Any) -> None:
        """Change some habits."""
        answer = next(ask(self._socket, {"op": "imitate", **quirks}))
        assert "error" not in answer, answer


class Carriers:
    """The simulators of one test module, ended together."""

    def __init__(self, folder: Path, sip_port: int) -> None:
        self._folder = folder
        self._sip_port = sip_port
        self.all: dict[str, ImitatedCarrier] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for carrier in self.all.values():
            carrier.stop()

    def add(self, name: str, **quirks: Any) -> ImitatedCarrier:
        """One that imitates `name`, with these habits of its own."""
        self.all[name] = ImitatedCarrier(self._folder, name, self._sip_port, quirks)
        return self.all[name]

    def __getitem__(self, name: str) -> ImitatedCarrier:
        return self.all[name]
