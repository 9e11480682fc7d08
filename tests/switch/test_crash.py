"""`kill -9` of the switch in the middle of calls on a lossy network: what comes back is clean, what was is booked."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from sip.contract.enums import Cause
from sip.stack.phases import Phase
from sip.stack.session import Session
from tests.support.ports import free_port
from tests.support.relay import Relay
from tests.support.switch import switch
from tests.switch.players import Plan, Stage

CALLS = 60


async def status_of(session: Session) -> int:
    """What the switch says to a request within the session's dialog."""
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    session.ask("INFO", user=lambda response: None if told.done() else told.set_result(response.status))
    return await asyncio.wait_for(told, 60)


async def test_after_a_crash_there_are_no_ghosts_and_every_call_is_booked_as_ended(tmp_path: Path) -> None:
    port = free_port()
    relay = Relay(port, seed=21)
    kinds = (Plan.CALLER_HANGS_UP, Plan.CALLEE_HANGS_UP, Plan.NO_ANSWER)
    played = {f"090{number:08}": kinds[number % 3] for number in range(CALLS)}
    stage = Stage(relay, played, seed=23)
    stage.slow = 30.0  # they talk until the crash
    config = await stage.open()
    async with switch(tmp_path, config, port) as running:
        for number in played:
            stage.play(number)
            await asyncio.sleep(0.03)
        before = await running.until(lambda snapshot: sum(call.state == "connected" for call in snapshot.calls) > 30)
        talking = [
            session for agent in stage.agents for session in agent.sessions.values() if session.phase is Phase.CONFIRMED
        ]
        assert len(talking) >= 40  # some whose 200 or ACK is still to come are not among them
        await running.kill()
        await running.start()
        told = await asyncio.gather(*map(status_of, talking))
        assert Counter(told) == {481: len(talking)}
        # An INVITE whose first response had not come is sent again, to whoever is there now: that is a new call.
        stage.slow = 0.0
        for agent in stage.agents:
            for session in list(agent.sessions.values()):
                session.end()
        after = await running.until(lambda snapshot: not snapshot.calls and not snapshot.signalling.dialogs)
        assert after.signalling.legs == 0 and running.rtp_taken() == set()
        history = await running.history()
    await stage.close()
    relay.close()
    booked = {file.call.call: file for file in history}
    assert all(file.final for file in history)
    for call in before.calls:
        assert booked[call.call].call.cause in (Cause.SWITCH_FAILURE, Cause.NO_ANSWER), booked[call.call]
    lost = [file for file in history if file.call.cause is Cause.SWITCH_FAILURE]
    assert len(lost) > 30 and all(file.call.estimated for file in lost)
