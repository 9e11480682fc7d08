"""An operator or supervisor without a screen who speaks a tone all the time, and keeps every packet that they are sent.

```
with Talker(centre, user, 1000.0) as talker:
    talker.supervise("op1", "whisper")
    heard(talker.heard[-25:], 440.0)
```
"""

from __future__ import annotations

import secrets
import select
import threading
import time
from collections.abc import Sequence
from itertools import pairwise
from types import TracebackType
from typing import Any

from tests.support.agent import Agent
from tests.support.centre import Centre
from tests.support.rtp import HEADER, Packet, parse
from tests.support.sound import burst, frames, strength, tone


class Talker(Agent):
    """`heard`: what came, in its order."""

    def __init__(self, centre: Centre, user: dict[str, Any], hertz: float) -> None:
        super().__init__(centre, user)
        self.heard: list[Packet] = []
        self.name: str = user["name"]
        self._voice = frames(tone(hertz))
        self._thread = threading.Thread(target=self._talk, daemon=True)

    def __enter__(self) -> Talker:
        super().__enter__()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()
        self._thread.join()
        super().__exit__(kind, error, trace)

    def supervise(self, operator: str, mode: str) -> None:
        """Enter the operator's call, or change the mode there, and wait until the own phone shows it."""
        answer = self._api.put("/api/supervision", json={"operator": operator, "mode": mode})
        assert answer.is_success, f"{mode} {operator}: {answer.status_code} {answer.text}"
        self.supervises(operator, mode)

    def supervises(self, operator: str, mode: str) -> None:
        """Wait until the own phone shows this supervision."""
        self._await(lambda view: _shown(view) == (operator, mode))

    def leave(self) -> None:
        """Leave the call that one supervises."""
        assert self._api.delete("/api/supervision").is_success
        self.alone()

    def alone(self) -> None:
        """Wait until one supervises nothing."""
        self._await(lambda view: view["supervision"] is None)

    def post(self, call: str, what: str, body: Any = None) -> None:
        """`consult`, `complete`, … in a call."""
        self._done("POST", f"/calls/{call}/{what}", body)

    def _talk(self) -> None:
        browser, ssrc, at = self._browser, secrets.randbits(32), 0
        due = time.monotonic()
        while not self._gone.is_set():
            if (rest := due - time.monotonic()) > 0:
                if select.select([browser.socket], [], [], rest)[0]:
                    packet = browser.take(browser.socket.recv(2048))
                    if packet is not None:
                        self.heard.append(parse(packet, time.monotonic()))
                continue
            browser.send(HEADER.pack(0x80, 0, at & 0xFFFF, at * 160, ssrc) + self._voice[at % len(self._voice)])
            at += 1
            due += 0.02


def _shown(view: dict[str, Any]) -> tuple[str, str]:
    shown = view["supervision"] or {"operator": "", "mode": ""}
    return shown["operator"], shown["mode"]


def shares(packets: Sequence[Packet], *hertz: float) -> list[float]:
    """The share (0 to 1) of each of these tones in the sound of the packets."""
    sound = b"".join(packet.payload for packet in packets if packet.payload_type == 0)
    return [strength(sound, hz) for hz in hertz]


def click(packets: Sequence[Packet], *hertz: float) -> float:
    """The loudest click beside these steady tones (see `sound.burst`); fails where a packet is missing."""
    assert {(after.sequence - before.sequence) & 0xFFFF for before, after in pairwise(packets)} == {1}
    assert len({packet.ssrc for packet in packets}) == 1
    return burst(b"".join(packet.payload for packet in packets), *hertz)
