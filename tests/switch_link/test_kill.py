"""The switch as a process of its own, killed again and again."""

import asyncio
import sys
from pathlib import Path

from tests.switch_link.conftest import Rig

SCRIPT = Path(__file__).with_name("switch_process.py")
ROOT = Path(__file__).parents[2]


async def test_no_event_that_was_sent_is_lost_or_changed_when_the_switch_is_killed(rig: Rig) -> None:
    link = rig.link()
    boots: list[str] = []
    taken = 0
    for _ in range(4):
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(SCRIPT), str(rig.path.parent), env={"PYTHONPATH": str(ROOT)}
        )
        try:
            await rig.until_connected(link)
            boots.append(link.boot)
            await rig.intake.until("sw", taken + 3000)
        finally:
            process.kill()
            await process.wait()
        await rig.until_connected(link, False)
        taken = await rig.intake.last_seq("sw")
    assert len(set(boots)) == 4
    stored = rig.intake.stored["sw"]
    assert [logged.seq for logged in stored] == list(range(1, taken + 1))
    # An event's own number is the one that it was given: none was given twice.
    assert [logged.event.call.split()[0] for logged in stored] == [str(number) for number in range(1, taken + 1)]
    writers = [logged.event.call.split()[1] for logged in stored]
    assert list(dict.fromkeys(writers)) == boots
