"""Two simulated networks call each other: real SIP and RTP over loopback, orders over the control socket."""

import asyncio
import ipaddress
import json
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from sip.carrier.control import Control
from sip.carrier.exchange import Exchange, Settings
from sip.carrier.protection import Tls
from sip.stack.interfaces import Address
from sip.stack.terms import Use
from tests.support.ports import free_port
from tests.support.tls import Authority


@dataclass
class Pair:
    """`near` is told what to do over `path`; `far` is called."""

    near: Exchange
    far: Exchange
    path: Path


@pytest.fixture(params=["udp", "tcp", "tls"])
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pair]:
    """Two networks on UDP, on TCP, and on TLS with SRTP."""
    one, other = free_port(), free_port()
    secure: dict[str, Any] = {}
    ports = (one, other)
    if request.param == "tls":
        ports = (free_port(), free_port())
        authority = Authority(tmp_path / "ca")
        files = authority.sign(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        secure = {"srtp": Use.REQUIRED}
    ends = [Address(request.param, "127.0.0.1", port) for port in ports]
    homes = [
        Settings("127.0.0.1", one, ends[1], **secure),
        Settings("127.0.0.1", other, ends[0], ring_s=0.1, answer_hz=700, **secure),
    ]
    if secure:
        for home, port in zip(homes, ports, strict=True):
            home.tls = Tls(port, *files, authority.file)
    near, far = (Exchange(home, random.Random(seed)) for seed, home in enumerate(homes, 1))
    control = Control(near, tmp_path / "control.sock")
    await near.open()
    await far.open()
    await control.open()
    yield Pair(near, far, tmp_path / "control.sock")
    await control.close()
    await near.close()
    await far.close()


class Line:
    """A connection to the control socket."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(await asyncio.wait_for(self.reader.readline(), 20))
        return found

    async def ask(self, **request: Any) -> dict[str, Any]:
        self.writer.write(json.dumps(request).encode() + b"\n")
        return await self.read()


@pytest.fixture
async def line(pair: Pair) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_unix_connection(pair.path)
    yield Line(reader, writer)
    writer.close()


async def second(pair: Pair) -> Line:
    return Line(*await asyncio.open_unix_connection(pair.path))


async def test_a_call_is_answered_and_both_sides_are_heard(pair: Pair, line: Line) -> None:
    calling = await line.ask(op="call", to="0312345678", hz=500, **{"from": "09011112222"})
    assert calling.pop("at") <= time.time()
    assert calling == {"event": "calling", "call": "carrier-1", "from": "09011112222", "to": "0312345678"}
    assert (await line.read())["event"] == "ringing"
    assert (await line.read())["event"] == "answered"
    (far,) = pair.far.calls.values()
    async with asyncio.timeout(20):
        while not (far.media.hearing.stretches and pair.near.calls["carrier-1"].media.hearing.stretches):
            await asyncio.sleep(0.02)
    other = await second(pair)
    assert await other.ask(op="hangup", call="carrier-1") == {"ok": True}
    other.writer.close()
    ended = await line.read()
    assert (ended["event"], ended["by"], ended["status"]) == ("ended", "near", 0)
    assert abs(ended["tones"][0]["hz"] - 700) <= 2
    assert ended["rtp"]["received"] > 10
    assert ended["rtp"]["lost"] == 0
    assert abs(far.report()["tones"][0]["hz"] - 500) <= 2
    assert (far.number_from, far.number_to) == ("09011112222", "0312345678")


async def test_digits_arrive_on_the_other_side(pair: Pair, line: Line) -> None:
    await line.ask(op="call", to="0312345678", hz=500)
    while (await line.read())["event"] != "answered":
        pass
    other = await second(pair)
    assert await other.ask(op="digits", call="carrier-1", digits="19#") == {"ok": True}
    other.writer.close()
    (far,) = pair.far.calls.values()
    async with asyncio.timeout(20):
        while far.media.digits != "19#":
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(("ending", "status"), [("00", 486), ("02", 404), ("03", 503), ("05", 603)])
async def test_numbers_that_refuse(line: Line, ending: str, status: int) -> None:
    await line.ask(op="call", to=f"03123456{ending}")
    notice = await line.read()
    while notice["event"] == "ringing":
        notice = await line.read()
    assert (notice["event"], notice["by"], notice["status"]) == ("ended", "far", status)


async def test_a_caller_without_patience_gives_up(pair: Pair, line: Line) -> None:
    await line.ask(op="call", to="0312345601", wait_s=0.3)
    assert (await line.read())["event"] == "ringing"
    ended = await line.read()
    assert (ended["event"], ended["by"]) == ("ended", "near")
    (far,) = pair.far.calls.values()
    async with asyncio.timeout(20):
        while far.state != "ended":
            await asyncio.sleep(0.02)
    assert far.ended_by == "far"


async def test_early_media_is_heard_before_the_answer(pair: Pair, line: Line) -> None:
    pair.far.settings.ring_s = 1.0
    await line.ask(op="call", to="0312345604")
    assert (await line.read())["status"] == 183
    near = pair.near.calls["carrier-1"]
    async with asyncio.timeout(20):
        while not near.media.hearing.stretches:
            await asyncio.sleep(0.02)
    assert round(near.media.hearing.stretches[0].hz, -1) == 700
    assert (await line.read())["event"] == "answered"


async def test_the_far_end_hangs_up_after_its_talk(line: Line, pair: Pair) -> None:
    pair.far.settings.answer_s = 0.5
    await line.ask(op="call", to="0312345678")
    while (ended := await line.read())["event"] != "ended":
        pass
    assert (ended["by"], ended["cause"]) == ("far", "bye")


async def test_a_withheld_number_arrives_as_such(pair: Pair, line: Line) -> None:
    await line.ask(op="call", to="0312345678", name="Coin line/payphone", **{"from": ""})
    while (await line.read())["event"] != "answered":
        pass
    (far,) = pair.far.calls.values()
    assert far.session is not None
    assert far.session.request.get("privacy") == "id"
    assert far.session.caller.name == "Coin line/payphone"
    assert far.number_from == "anonymous"


async def test_calls_are_placed_at_random(pair: Pair) -> None:
    pair.near.settings.numbers = ("0312345678",)
    pair.near.settings.limit = 2
    pair.near.settings.rate = 6000
    async with asyncio.timeout(20):
        while len(pair.far.calls) < 2:
            await asyncio.sleep(0.02)
    assert {call.number_to for call in pair.far.calls.values()} == {"0312345678"}


@pytest.mark.parametrize(
    "request_line",
    [
        "no json",
        "[]",
        "{}",
        '{"op": "fly"}',
        '{"op": "hangup", "call": "x"}',
        '{"op": "set", "rate": "x"}',
        '{"op":"call"}',
    ],
)
async def test_nonsense_is_answered_by_an_error(line: Line, request_line: str) -> None:
    line.writer.write(request_line.encode() + b"\n")
    assert "error" in await line.read()
    assert await line.ask(op="ping") == {"ok": True}


async def test_the_command_line_places_a_call_and_tells_what_it_heard(pair: Pair) -> None:
    argv = ["-m", "sip.carrier", "call", "--control", str(pair.path), "--to", "0312345678", "--from", "0311112222"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *argv, "--tone", "450", "--seconds", "1", "--wait", stdout=subprocess.PIPE
    )
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    notices = [json.loads(text) for text in output.splitlines()]
    assert [notice["event"] for notice in notices] == ["calling", "ringing", "answered", "ended"]
    assert abs(notices[-1]["tones"][0]["hz"] - 700) <= 2
    assert process.returncode == 0
