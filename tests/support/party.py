"""A carrier of the test's own, whose calls into the centre are described word for word as the test wants them.

```
async with own_carrier(centre) as carrier:                  # a trunk of the centre leads here
    async with carrier.call(number, description) as party:  # `description(port)` is the offer
        await party.until("answered")
        await party.phone.speak(frames(tone(440)))
```
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from sip.stack import sdp
from sip.stack.agent import UserAgent
from sip.stack.flow import Flow
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from tests.stack.kit import App, Recorder
from tests.support.centre import Centre
from tests.support.rtp import RtpPhone

WAIT_S = 45.0


def described(
    port: int,
    *,
    formats: str = "0 8",
    direction: str = "sendrecv",
    host: str = "127.0.0.1",
    ptime: int = 20,
    version: int = 1,
) -> str:
    """An offer without telephone-event."""
    lines = ["v=0", f"o=- 7 {version} IN IP4 127.0.0.1", "s=-", f"c=IN IP4 {host}", "t=0 0"]
    lines += [f"m=audio {port} RTP/AVP {formats}", f"a=ptime:{ptime}", f"a={direction}"]
    return "\r\n".join([*lines, ""])


class _Agent(UserAgent):
    """Keeps what came, word for word."""

    def __init__(self, app: App) -> None:
        self.messages: list[str] = []
        super().__init__(app, realm="party.invalid", advertised="127.0.0.1")

    def _receive(self, data: bytes, flow: Flow, stream: bool) -> None:
        self.messages.append(data.decode())
        super()._receive(data, flow, stream)


class Party(Recorder):
    """One call. `phone`: its sound."""

    def __init__(self, agent: UserAgent, centre: Centre, phone: RtpPhone) -> None:
        super().__init__()
        self.phone = phone
        self._version = 1
        self._agent, self._centre = agent, centre

    def begin(self, number: str, caller: str, offer: str) -> None:
        """Send the INVITE."""
        host, port = self._centre.sip["host"], self._centre.sip["port"]
        self.session = self._agent.invite(
            f"sip:{number}@{host}:{port}",
            self,
            caller=NameAddr(f"sip:{caller}@127.0.0.1"),
            sdp=offer,
            destination=Address("udp", host, port),
        )

    async def until(self, name: str) -> tuple[object, ...]:
        """Wait for the first entry of that name, and send sound to where it says."""
        try:
            async with asyncio.timeout(WAIT_S):
                found = await super().until(name)
        except TimeoutError:
            raise AssertionError(f"no {name}, but {self.heard}") from None
        if self.session.remote_sdp:
            self.aim(self.phone)
        return found

    def aim(self, phone: RtpPhone) -> None:
        """Let `phone` send to where the centre listens."""
        audio = sdp.read_answer(self.session.remote_sdp)
        phone.call(audio.host, audio.port)

    async def change(self, **description: Any) -> None:
        """Send a re-INVITE with another description and wait for its answer."""
        self._version += 1
        self.heard[:] = [entry for entry in self.heard if entry[0] != "reanswered"]
        self.session.reoffer(described(**{"port": self.phone.port, "version": self._version, **description}))
        assert (await self.until("reanswered"))[1] == 200


class OwnCarrier:
    """The other end of a trunk. `messages`: what came, word for word."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._agent = _Agent(App())

    @property
    def messages(self) -> list[str]:
        return self._agent.messages

    async def open(self) -> int:
        """Listen; the port."""
        return await self._agent.listen("udp", "127.0.0.1")

    async def close(self) -> None:
        await self._agent.close()

    @contextlib.asynccontextmanager
    async def call(
        self, number: str, offer: Callable[[int], str] = described, caller: str = "09012340000", **phone: Any
    ) -> AsyncIterator[Party]:
        """A call to `number`; ended when the block is left."""
        async with RtpPhone(**phone) as ear:
            party = Party(self._agent, self._centre, ear)
            party.begin(number, caller, offer(ear.port))
            try:
                yield party
            finally:
                if not party.session.ended:
                    party.session.end()


@contextlib.asynccontextmanager
async def own_carrier(centre: Centre, trunk: str = "own") -> AsyncIterator[OwnCarrier]:
    """A further trunk of the centre, which calls out by it only where there is no other."""
    carrier = OwnCarrier(centre)
    port = await carrier.open()
    with centre.client(centre.supervisors[0]) as api:
        made = api.post("/api/trunks", json={"id": trunk, "host": "127.0.0.1", "port": port, "options_s": 0})
        assert made.is_success and made.json()["applied"], made.text
        try:
            yield carrier
        finally:
            await carrier.close()
            api.delete(f"/api/trunks/{trunk}")
