"""A thousand calls through a real switch over a network that loses, doubles and reorders, or that cuts streams."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from pathlib import Path

import pytest

from api.statistics.facts import CallFile
from sip.contract.enums import Cause
from tests.support.ports import free_port
from tests.support.relay import Relay
from tests.support.switch import RunningSwitch, switch
from tests.switch.players import ANSWERED, BY_CALLEE, CAUSES, TO_GROUP, Plan, Stage, plans

STUCK_S = 35.0
"""After this long nothing may be left of a call: 64*T1 and a little."""


async def perform(running: RunningSwitch, stage: Stage, rate: float) -> None:
    """Play all calls; afterwards the switch must be as empty as before."""
    await stage.man(running)
    ready = asyncio.create_task(stage.keep_ready(running))
    try:
        await stage.play_all(rate)
        await running.until(lambda snapshot: not snapshot.calls, STUCK_S)
        empty = await running.until(
            # The registrations of the phones are refreshed meanwhile.
            lambda snapshot: snapshot.signalling.transactions <= 16 and not snapshot.signalling.dialogs,
            STUCK_S + 5,
        )
        assert empty.signalling.legs == 0
    finally:
        ready.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await ready
    assert running.rtp_taken() == set()


def misbooked(plan: Plan, file: CallFile) -> str:
    """How the records differ from the plan; "" where they do not."""
    call = file.call
    seen = f"{plan}: {file}"
    if not file.final or (call.answered is not None) != (plan in ANSWERED):
        return seen
    if call.cause != CAUSES.get(plan, Cause.NORMAL):
        return seen
    if plan in TO_GROUP and (len(file.segments) != 1 or len(file.visits) != 1):
        return seen
    if plan in ANSWERED and (call.by == "operator") != (plan in BY_CALLEE and plan in TO_GROUP):
        return seen
    return ""


@pytest.mark.parametrize(("transport", "count"), [("udp", 1000), ("tcp", 200)])
async def test_all_calls_are_carried_booked_once_and_forgotten(transport: str, count: int, tmp_path: Path) -> None:
    played = plans(count, seed=7)
    port = free_port()
    relay = Relay(port, seed=11)
    stage = Stage(relay, played, seed=13, transport=transport)
    config = await stage.open()
    async with switch(tmp_path, config, port) as running:
        try:
            await perform(running, stage, rate=45.0)
        finally:
            await stage.close()
            relay.close()
        history = await running.history()
        log = running.log()
    wrong = [fault for number in played if (fault := stage.wrong(number))]
    assert not wrong, (len(wrong), wrong[:5], relay.counts)
    booked = Counter(file.call.from_number for file in history)
    assert booked == Counter(dict.fromkeys(played, 1)), booked - Counter(dict.fromkeys(played, 1))
    misbooks = [fault for file in history if (fault := misbooked(played[file.call.from_number], file))]
    assert not misbooks, (len(misbooks), misbooks[:3])
    assert "Traceback" not in log, log[-4000:]
    if transport == "udp":
        assert min(relay.counts[what] for what in ("lost", "doubled", "reordered")) > count / 4
