"""What was announced as committed survives `kill -9`, and no number is ever given twice."""

import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from sip.contract.events import CallRinging, Logged
from sip.outbox.store import Store

APPENDER = Path(__file__).with_name("appender.py")
ROOT = Path(__file__).parents[2]


def _run_and_kill(path: Path, batches: int) -> tuple[int, int]:
    """Returns the first seq that the process could give and the last that it announced before it was killed."""
    process = subprocess.Popen(
        [sys.executable, str(APPENDER), str(path)], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    assert process.stdout is not None
    with process.stdout:
        first = int(process.stdout.readline().split()[1])
        lines = [process.stdout.readline() for _ in range(batches)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.read().splitlines(keepends=True)
    announced = [int(line.split()[1]) for line in lines if line.endswith("\n")]
    process.wait()
    return first, announced[-1]


def test_every_announced_event_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    announced = 0
    for round_number in range(5):
        first, last = _run_and_kill(path, 20 + 13 * round_number)
        assert first > announced  # nothing announced is numbered again
        announced = max(announced, last)
        store = Store(path, lambda: "unused")
        batch = store.read(announced - 90, 10_000)
        events = [msgspec.msgpack.decode(body, type=Logged) for body in batch.bodies]
        assert [event.seq for event in events] == list(range(announced - 89, store.committed + 1))
        # The appender numbers its events by their time, over all its lives.
        assert all(event.event == CallRinging(call=str(event.at)) for event in events)
        assert store.stamp.at >= events[-1].at
        assert store.switch == "killed"
        store.close()
