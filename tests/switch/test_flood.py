"""Strangers who flood a real switch with calls and guessed passwords, while good peers talk and call."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sip.stack import sdp
from sip.stack.guard import BURST, GUESSES
from sip.stack.headers import NameAddr
from sip.stack.interfaces import EndCause, SessionHandler
from sip.stack.session import Session
from tests.support.ports import free_port
from tests.support.relay import HOST, Relay
from tests.support.rtp import RtpPhone
from tests.support.switch import switch
from tests.switch.players import FORWARDED, Stage, plans

FLOOD = 6000
CALLS = 40
FRAME = b"\xff" * 160
TALKER = "08000000000"


class Stranger(asyncio.DatagramProtocol):
    """Sends what it is told, counts the answers."""

    def __init__(self) -> None:
        self.answers = 0
        self.transport: asyncio.DatagramTransport | None = None

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        self.answers += 1

    async def flood(self, port: int, make: Callable[[int, int], str]) -> None:
        """`FLOOD` requests as fast as the other tasks let it."""
        loop = asyncio.get_running_loop()
        self.transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(HOST, 0))
        own = self.transport.get_extra_info("sockname")[1]
        for number in range(FLOOD):
            self.transport.sendto(make(number, own).encode(), (HOST, port))
            if number % 20 == 0:
                await asyncio.sleep(0.01)


def request(method: str, number: int, own: int, more: str = "") -> str:
    here = f"{HOST}:{own}"
    return (
        f"{method} sip:0311110000@{HOST} SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bK{own}x{number};rport\r\n"
        f"Max-Forwards: 70\r\nFrom: <sip:201@{HOST}>;tag=t{number}\r\nTo: <sip:201@{HOST}>\r\n"
        f"Call-ID: {number}-{own}\r\nCSeq: 1 {method}\r\nContact: <sip:x@{here}>\r\n{more}Content-Length: 0\r\n\r\n"
    )


def call(number: int, own: int) -> str:
    return request("INVITE", number, own)


def guesses(nonce: str) -> Callable[[int, int], str]:
    """REGISTERs with one password after the other, against a nonce that the switch has given."""
    fields = f'username="201", realm="kikite", nonce="{nonce}", uri="sip:{HOST}", qop=auth, cnonce="c"'

    def guess(number: int, own: int) -> str:
        proof = f'nc={number + 1:08x}, response="{number:032x}"'
        return request("REGISTER", number, own, f"Authorization: Digest {fields}, {proof}\r\n")

    return guess


class Talker(SessionHandler):
    """A party with sound."""

    def __init__(self, phone: RtpPhone) -> None:
        self.phone = phone
        self.up = asyncio.Event()
        self.ended = False

    def _connect(self, text: str) -> None:
        audio = sdp.read_answer(text)
        self.phone.call(audio.host, audio.port)
        self.up.set()

    def on_answered(self, session: Session, answer: str) -> str:
        self._connect(answer)
        return ""

    def take(self, session: Session) -> None:
        session.handler = self
        self._connect(session.remote_sdp)
        session.accept(sdp.answer(session.remote_sdp, HOST, self.phone.port, 1).text)

    def on_ended(self, session: Session, cause: EndCause) -> None:
        self.ended = True


class StageWithTalkers(Stage):
    """A stage on which one more call has sound."""

    callee: Talker

    def on_invite(self, session: Session) -> None:
        if session.caller.user == TALKER:
            self.callee.take(session)
        else:
            super().on_invite(session)

    def talk(self, phone: RtpPhone, other: RtpPhone) -> tuple[Session, Talker]:
        """Begin the call of the talkers."""
        agent, way = self._ways[0]
        caller, self.callee = Talker(phone), Talker(other)
        offer = sdp.offer(HOST, phone.port, 1)
        target = f"sip:{FORWARDED}@{HOST}:{way.port}"
        who = NameAddr(f"sip:{TALKER}@carrier.example")
        return agent.invite(target, caller, caller=who, sdp=offer, destination=way), caller


def missing(phone: RtpPhone) -> int:
    """Packets that were sent to the phone and did not arrive."""
    numbers = [packet.sequence for packet in phone.heard]
    return (numbers[-1] - numbers[0]) % 65536 + 1 - len(set(numbers))


async def nonce_of(port: int) -> str:
    """A nonce of the switch's."""
    got: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    class Once(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
            if not got.done():
                got.set_result(data)

    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Once, local_addr=(HOST, 0))
    transport.sendto(request("REGISTER", 0, transport.get_extra_info("sockname")[1]).encode(), (HOST, port))
    answer = (await asyncio.wait_for(got, 10)).decode()
    transport.close()
    return answer.partition('nonce="')[2].partition('"')[0]


async def test_floods_neither_cut_the_sound_of_calls_nor_keep_good_peers_from_calling(tmp_path: Path) -> None:
    port = free_port()
    relay = Relay(port, seed=1)
    relay.clean = True
    played = plans(CALLS, seed=3)
    stage = StageWithTalkers(relay, played, seed=5)
    config = await stage.open()
    strangers = Stranger(), Stranger()
    async with switch(tmp_path, config, port) as running, RtpPhone() as one, RtpPhone() as other:
        await stage.man(running)
        ready = asyncio.create_task(stage.keep_ready(running))
        session, caller = stage.talk(one, other)
        await asyncio.wait_for(caller.up.wait(), 20)
        for phone in (one, other):
            await phone.speak([FRAME])
        await one.hear(lambda heard: len(heard) > 10)
        guess = guesses(await nonce_of(port))
        await asyncio.gather(strangers[0].flood(port, call), strangers[1].flood(port, guess), stage.play_all(15.0))
        for phone in (one, other):
            count = len(phone.heard)
            await phone.hear(lambda heard, count=count: len(heard) > count + 25)
            assert missing(phone) <= len(phone.heard) // 100, f"{missing(phone)} of {len(phone.heard)} packets lost"
        assert not caller.ended and not session.ended
        session.end()
        await running.until(lambda snapshot: not snapshot.calls)
        ready.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await ready
        history = await running.history()
    for agent in stage.agents:
        await agent.close()
    relay.close()
    assert [fault for number in played if (fault := stage.wrong(number))] == []
    assert len(history) == CALLS + 1  # none of the flood became a call
    assert strangers[0].answers < BURST * 1.5 and strangers[1].answers <= GUESSES + 2
