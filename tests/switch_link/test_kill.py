"""Either side as a process of its own, killed again and again."""

import asyncio
import sys
from pathlib import Path

from api.db.engine import connect
from api.db.eventlog import EventLog
from sip.contract.commands import AnyCommand, AnyResult, Done
from sip.contract.events import AnyEvent, CallRinging
from sip.link import ApiLink
from sip.outbox import Outbox
from tests.switch_link.conftest import Rig

SCRIPT = Path(__file__).with_name("switch_process.py")
API = Path(__file__).with_name("api_process.py")
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


async def test_no_event_is_lost_or_doubled_when_the_api_is_killed(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.db", lambda: "sw", lambda kind, detail: None)
    ups: asyncio.Queue[bool] = asyncio.Queue()
    link = ApiLink(tmp_path / "switch.sock", outbox, "boot", _done, ups.put_nowait)
    await link.start()
    begun, taken = 0, 0
    for _ in range(5):
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(API), str(tmp_path), env={"PYTHONPATH": str(ROOT)}
        )
        try:
            while not await ups.get():
                pass
            # Kill it while it has much to do, at a different place each time.
            while outbox.forgotten < taken + 100 + begun % 37:
                for _ in range(40):
                    begun = outbox.append(1, 1, CallRinging(call=str(begun + 1)))
                await asyncio.sleep(0)
        finally:
            process.kill()
            await process.wait()
        taken = outbox.forgotten
    await link.close()
    await outbox.close()
    stored = await _stored(tmp_path)
    assert len(stored) >= taken
    assert stored == [(number, CallRinging(call=str(number))) for number in range(1, len(stored) + 1)]


async def _done(command: AnyCommand) -> AnyResult:
    return Done()


async def _stored(folder: Path) -> list[tuple[int, AnyEvent]]:
    database = connect(f"sqlite:///{folder / 'kikite.db'}")
    await database.open()
    try:
        return [(entry.logged.seq, entry.logged.event) async for page in EventLog(database).since(0) for entry in page]
    finally:
        await database.close()
