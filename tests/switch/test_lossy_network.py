"""A thousand calls through a real switch over a network that loses, doubles and reorders, or that cuts streams."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from pathlib import Path

from api.statistics.facts import CallFile
from sip.contract.config import Route, SwitchConfig, Trunk
from sip.contract.enums import Cause
from tests.support.ports import free_port
from tests.support.relay import Relay
from tests.support.switch import RunningSwitch, switch
from tests.switch.players import (
    ANSWERED,
    BY_CALLEE,
    CAUSES,
    FORWARDED,
    OUTSIDE,
    PATIENT_S,
    TO_GROUP,
    Plan,
    Stage,
    plans,
)

SCENARIOS = Path(__file__).parents[1] / "bench"
STUCK_S = 60.0
"""After this long nothing may be left of a call: 64*T1, and what a busy machine takes."""


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
            STUCK_S,
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


async def test_all_calls_are_carried_booked_once_and_forgotten(tmp_path: Path) -> None:
    # Side by side: most of the time is spent waiting for the last transactions.
    await asyncio.gather(carry("udp", 1000, 45.0, tmp_path / "udp"), carry("tcp", 200, 10.0, tmp_path / "tcp"))


async def carry(transport: str, count: int, rate: float, folder: Path) -> None:
    """Play `count` calls, and compare what was played, heard and booked."""
    played = plans(count, seed=7)
    port = free_port()
    relay = Relay(port, seed=11)
    stage = Stage(relay, played, seed=13, transport=transport)
    config = await stage.open()
    async with switch(folder, config, port) as running:
        try:
            await perform(running, stage, rate)
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


async def test_calls_between_peers_of_another_make_are_carried_too(tmp_path: Path) -> None:
    """sipp on both sides, which repeats what is lost by its own rules. The carriers see one call as one call."""
    port, count = free_port(), 100
    relay = Relay(port, seed=31)
    relay.reorders = False  # sipp gives a call up where a 180 comes after its 200
    ports = free_port(), free_port()
    fronts = [await relay.stand_between(own) for own in ports]
    trunks = tuple(
        Trunk(id=name, host="127.0.0.1", port=back, options_s=0, attempt_s=PATIENT_S)
        for name, (_, back) in zip(("out", "in"), fronts[::-1], strict=True)
    )
    config = SwitchConfig(version=1, trunks=trunks, routes=(Route(number=FORWARDED, external=OUTSIDE),))
    async with switch(tmp_path, config, port) as running:
        (tmp_path / "numbers.csv").write_text(f"SEQUENTIAL\n{FORWARDED};\n")
        uas = await sipp(tmp_path, "uas.xml", "-p", str(ports[1]))
        uac = await sipp(
            *(tmp_path, "uac.xml", f"127.0.0.1:{fronts[0][0]}", "-p", str(ports[0]), "-inf", "numbers.csv"),
            *("-m", str(count), "-r", "20", "-d", "1000", "-recv_timeout", "25000", "-timeout", "100s"),
        )
        await uac.wait()
        await running.until(lambda snapshot: not snapshot.calls, STUCK_S)
        await running.until(lambda snapshot: not snapshot.signalling.dialogs and not snapshot.signalling.legs, STUCK_S)
        uas.kill()
        await uas.wait()
        history = await running.history()
    relay.close()
    assert Counter(file.call.from_number for file in history).most_common(1)[0][1] == 1
    assert len(history) == count and all(file.final for file in history)
    good = [file for file in history if file.call.answered and file.call.cause is Cause.NORMAL]
    assert len(good) >= 0.95 * count, Counter(file.call.cause for file in history)


async def sipp(folder: Path, scenario: str, *options: str) -> asyncio.subprocess.Process:
    """Start sipp on 127.0.0.1 with a scenario of the benchmarks."""
    argv = ("sipp", *options, "-sf", str(SCENARIOS / scenario), "-i", "127.0.0.1", "-nostdin")
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*argv, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
