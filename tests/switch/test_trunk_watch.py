"""What the directory tells of its trunks, and how it finds a carrier that was lost."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

import pytest

from sip.contract.config import SwitchConfig
from sip.contract.events import TrunkCalls
from sip.stack.interfaces import Address
from tests.switch.carriers import HOUR, LINE, Lines, carrier, line_of, trunk

Names = dict[str, str]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """What host names stand for; the others are looked up nowhere."""
    found: Names = {}

    async def look_up(self: asyncio.BaseEventLoop, host: str, port: int, **more: Any) -> list[Any]:
        address = found.get(host, host)
        if not address[0].isdigit():
            raise socket.gaierror(f"{host} is not known")
        return [(socket.AF_INET, socket.SOCK_DGRAM, 17, "", (address, port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", look_up)
    return found


async def test_a_name_that_was_not_known_at_the_start_is_found_later(names: Names) -> None:
    lines = Lines([carrier("itsp")], [trunk("itsp", "sip.example.net")])
    await lines.begin()
    assert [(str(event.state), event.detail) for event in lines.ours.changes] == [
        ("down", "sip.example.net does not resolve")
    ]
    names["sip.example.net"] = "10.0.1.1"
    await lines.ours.directory.look_up_lost()
    lines.world.run(1)
    assert lines.states() == ["down", "up"]


async def test_a_carrier_that_moved_is_followed(names: Names) -> None:
    names["sip.example.net"] = "10.0.1.1"
    lines = Lines([carrier("hikari-denwa"), carrier("hikari-denwa")], [trunk("hikari-denwa", "sip.example.net")])
    await lines.begin()
    lines.carrier.change(silent=True)
    names["sip.example.net"] = "10.0.1.2"
    await lines.ours.directory.look_up_lost()
    assert not lines.carriers[1].registrar.users(), "while it is not down, nothing is moved"
    lines.world.run(HOUR)
    await lines.ours.directory.look_up_lost()
    lines.world.run(1)
    assert lines.states() == ["up", "down", "up"]
    lines.ours.call("0312345678")
    lines.carriers[1].rings(LINE)
    lines.world.run(1)
    assert ("answered", "out") in lines.ours.told and lines.ours.incoming


async def test_a_fault_of_the_name_service_during_a_change_turns_nobody_away(names: Names) -> None:
    names["sip.example.net"] = "10.0.1.1"
    watched, still = trunk("itsp", "sip.example.net"), trunk("ip-sbc", "sip.example.net", options_s=0, port=5061)
    lines = Lines([carrier("itsp")], [watched, still])
    await lines.begin()
    names.clear()
    for version in (2, 3):
        other = trunk("ip-sbc", "sip.example.net", options_s=0, port=5061, name=f"renamed {version}")
        await lines.ours.directory.configure(SwitchConfig(version=version, trunks=(watched, other)))
    lines.carrier.rings(LINE)
    lines.world.run(1)
    assert lines.states() == ["up"] and [number for _, number, _ in lines.ours.incoming] == [LINE]
    assert lines.ours.directory.classify(Address("udp", "10.0.1.1", 5061)) == "ip-sbc"


async def test_a_name_that_is_never_known_is_told_once(names: Names) -> None:
    lines = Lines([carrier("itsp")], [trunk("itsp", "sip.example.net")])
    await lines.begin()
    await lines.ours.directory.configure(SwitchConfig(version=2, trunks=lines.trunks))
    assert lines.states() == ["down"]


async def test_a_trunk_that_is_not_watched_any_more_is_unknown(names: Names) -> None:
    lines = await line_of("ip-sbc")
    await lines.ours.directory.configure(SwitchConfig(version=2, trunks=(trunk("ip-sbc", options_s=0),)))
    lines.world.run(1)
    assert lines.states() == ["up", "unknown"]


async def test_down_and_up_again_are_alerts_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "sip.directory"):
        lines = await line_of("ip-sbc", faults={"OPTIONS": [200, 503]})
        assert not caplog.records
        lines.world.run(80)
    told = [(record.levelname, record.message) for record in caplog.records]
    assert told == [
        ("ERROR", "trunk ip-sbc is down: 503 Service Unavailable"),
        ("WARNING", "trunk ip-sbc is up again: 200 OK"),
    ]


async def test_calls_are_counted_both_ways_and_told_once() -> None:
    lines = await line_of("ip-sbc")
    assert lines.ours.directory.loads() == []
    lines.ours.call("0312345678")
    session, _ = lines.carrier.rings(LINE)
    lines.world.run(1)
    assert lines.ours.directory.loads() == [TrunkCalls(trunk="ip-sbc", calls=2)]
    assert lines.ours.directory.loads() == []
    session.end()
    lines.ours.release()
    lines.world.run(1)
    assert lines.ours.directory.loads() == [TrunkCalls(trunk="ip-sbc", calls=0)]
