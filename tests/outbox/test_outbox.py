"""The outbox in one process: numbering, announcing, reading, forgetting, failing."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sip.contract.events import Alarm, Logged
from sip.outbox import Batch, Outbox, OutboxError, Stamp
from sip.outbox.store import Store


class Bench:
    """Outboxes on one file, with what they announced and what they complained of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outbox: Outbox | None = None
        self.batches: list[Batch] = []
        self.alarms: list[tuple[str, str]] = []
        self._changed = asyncio.Event()

    def open(self, **options: Any) -> Outbox:
        self.outbox = Outbox(self.path, lambda: "log-1", self._alarm, **options)
        self.outbox.on_committed(self._committed)
        return self.outbox

    async def close(self) -> None:
        if self.outbox is not None:
            outbox, self.outbox = self.outbox, None
            await outbox.close()

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    @property
    def announced(self) -> list[Logged]:
        return [decoded(body) for batch in self.batches for body in batch.bodies]

    def _committed(self, batch: Batch) -> None:
        self.batches.append(batch)
        self._changed.set()

    def _alarm(self, kind: str, detail: str) -> None:
        self.alarms.append((kind, detail))
        self._changed.set()


def decoded(body: bytes) -> Logged:
    return msgspec.msgpack.decode(body, type=Logged)


def event(number: int) -> Alarm:
    return Alarm(kind="test", detail=str(number))


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    made = Bench(tmp_path / "outbox.db")
    yield made
    await made.close()


async def test_numbers_are_consecutive_and_announced_in_order_once(bench: Bench) -> None:
    outbox = bench.open()
    for number in range(1, 2501):
        assert outbox.append(1000 + number, number, event(number)) == number
        if number % 50 == 0:
            await asyncio.sleep(0)
    await bench.until(lambda: outbox.committed == 2500)
    assert bench.announced == [Logged(seq=n, at=1000 + n, mono=n, event=event(n)) for n in range(1, 2501)]


async def test_what_one_input_causes_is_one_commit(bench: Bench) -> None:
    outbox = bench.open()
    for number in range(5):
        outbox.append(1, 1, event(number))
    await bench.until(lambda: outbox.committed == 5)
    assert [len(batch.bodies) for batch in bench.batches] == [5]


async def test_nothing_is_announced_before_it_is_on_disk(bench: Bench) -> None:
    outbox = bench.open()
    stored: list[int] = []
    # A second connection would be locked out, so ask the store itself, at the moment of the announcement.
    outbox.on_committed(lambda batch: stored.append(outbox._store.read(batch.last - 1, 1).last))
    outbox.append(1, 1, event(1))
    await bench.until(lambda: bool(bench.batches))
    assert stored == [1]


async def test_close_writes_what_is_pending(bench: Bench) -> None:
    outbox = bench.open()
    outbox.append(1, 1, event(1))
    await bench.close()
    assert [logged.seq for logged in bench.announced] == [1]
    assert bench.open().committed == 1


async def test_read_begins_inside_a_batch_and_honours_the_limit(bench: Bench) -> None:
    outbox = bench.open()
    for number in range(1, 31):
        outbox.append(1, 1, event(number))
        if number % 10 == 0:
            await bench.until(lambda number=number: outbox.committed == number)  # type: ignore[misc]  # default binds it
    assert len(bench.batches) == 3
    batch = await outbox.read(7, 15)
    assert (batch.first, batch.last) == (8, 22)
    assert [decoded(body).seq for body in batch.bodies] == list(range(8, 23))
    assert (await outbox.read(30, 10)).bodies == ()


async def test_numbers_go_on_after_everything_was_taken_and_the_switch_restarted(bench: Bench) -> None:
    outbox = bench.open()
    for number in range(4):
        outbox.append(1, 1, event(number))
    await bench.until(lambda: outbox.committed == 4)
    outbox.taken(4)
    await bench.close()
    outbox = bench.open()
    assert (await outbox.read(0, 10)).bodies == ()
    assert outbox.forgotten == 4
    assert outbox.append(1, 1, event(5)) == 5


async def test_taken_does_not_reach_past_what_is_on_disk(bench: Bench) -> None:
    outbox = bench.open()
    outbox.append(1, 1, event(1))
    outbox.taken(1000)
    await bench.close()
    assert (await bench.open().read(0, 10)).last == 1


async def test_a_partly_taken_batch_is_kept(bench: Bench) -> None:
    outbox = bench.open()
    for number in range(4):
        outbox.append(1, 1, event(number))
    await bench.until(lambda: outbox.committed == 4)
    outbox.taken(2)
    await bench.close()
    assert (await bench.open().read(2, 10)).last == 4


async def test_the_last_sign_of_life_is_found_at_the_next_start(bench: Bench) -> None:
    outbox = bench.open()
    assert outbox.last_alive == Stamp(0, 0)
    outbox.append(5000, 50, event(1))
    await bench.close()
    outbox = bench.open()
    assert outbox.last_alive == Stamp(5000, 50)
    outbox.alive(6000, 60)
    await bench.close()
    assert bench.open().last_alive == Stamp(6000, 60)


async def test_the_log_keeps_its_id_until_it_is_renewed(bench: Bench) -> None:
    outbox = bench.open()
    assert outbox.switch == "log-1"
    outbox._new_id = lambda: "log-2"
    await outbox.renew()
    assert outbox.switch == "log-2"
    await bench.close()
    assert bench.open().switch == "log-2"
    assert bench.alarms == [("outbox_renewed", "log-2")]


async def test_two_switches_cannot_share_a_log(bench: Bench) -> None:
    bench.open()
    with pytest.raises(OutboxError, match="database is locked"):
        Store(bench.path, lambda: "other")


async def test_a_large_log_raises_an_alarm_and_drops_nothing(bench: Bench) -> None:
    outbox = bench.open(limit=100_000)
    for number in range(200):
        outbox.append(1, 1, Alarm(kind="test", detail=f"{number:0>1000}"))
    outbox.alive(2, 2)
    await bench.until(lambda: bool(bench.alarms))
    assert bench.alarms[0][0] == "outbox_large"
    assert (await outbox.read(0, 1000)).last == 200
    outbox.alive(3, 3)
    outbox.taken(200)
    await bench.until(lambda: len(bench.alarms) > 1)
    assert [kind for kind, _ in bench.alarms] == ["outbox_large", "outbox_small_again"]


async def test_a_disk_error_is_reported_once_and_the_commit_repeated(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sip.outbox.RETRY_S", 0.001)
    outbox = bench.open()
    append, failures = outbox._store.append, 3

    def failing(batch: Batch, stamp: Stamp) -> None:
        nonlocal failures
        # Written and yet reported as failed: the worst that a commit can do.
        append(batch, stamp)
        if failures:
            failures -= 1
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(outbox._store, "append", failing)
    outbox.append(1, 1, event(1))
    await bench.until(lambda: bool(bench.alarms))
    assert bench.announced == []
    outbox.append(1, 1, event(2))
    await bench.until(lambda: outbox.committed == 2)
    assert [logged.seq for logged in bench.announced] == [1, 2]
    assert bench.alarms == [("outbox_error", "disk I/O error"), ("outbox_recovered", "")]
    assert [decoded(body).event for body in (await outbox.read(0, 10)).bodies] == [event(1), event(2)]


async def test_close_with_a_failing_disk_says_what_is_lost(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    outbox = bench.open()

    def failing(batch: Batch, stamp: Stamp) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(outbox._store, "append", failing)
    outbox.append(1, 1, event(1))
    with pytest.raises(OutboxError, match="1 events could not be written"):
        await bench.close()


def test_a_path_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match=r"missing/outbox\.db: unable to open database file"):
        Store(tmp_path / "missing" / "outbox.db", lambda: "x")
