"""The hub: snapshot first, nothing missed on resumption, revoked and slow streams end, silence is broken by pings."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.sse import PING, Hub, Message


def snapshot() -> Message:
    return Message("snapshot", b"{}", "0")


async def read(stream: AsyncIterator[bytes]) -> bytes:
    return await asyncio.wait_for(anext(stream), 5)


async def test_a_new_stream_gets_the_snapshot_then_each_event_once() -> None:
    hub = Hub()
    stream = hub.open(snapshot)
    hub.publish("change", b"1", "1")
    assert await read(stream) == PING + b"id: 0\nevent: snapshot\ndata: {}\n\n"
    assert await read(stream) == b"id: 1\nevent: change\ndata: 1\n\n"
    hub.publish("change", b"2", "2")
    assert await read(stream) == b"id: 2\nevent: change\ndata: 2\n\n"


async def test_a_stream_that_comes_back_gets_exactly_what_it_missed() -> None:
    hub = Hub()
    for each in ("1", "2", "3"):
        hub.publish("change", each.encode(), each)
    first = await read(hub.open(snapshot, last_event_id="1"))
    assert first == PING + b"id: 2\nevent: change\ndata: 2\n\nid: 3\nevent: change\ndata: 3\n\n"
    assert await read(hub.open(snapshot, last_event_id="3")) == PING


@pytest.mark.parametrize("last", ["1", "unknown", "", None])
async def test_what_the_ring_no_longer_holds_is_replaced_by_a_snapshot(last: str | None) -> None:
    hub = Hub(history=2)
    for each in ("1", "2", "3"):
        hub.publish("change", each.encode(), each)
    assert b"event: snapshot" in await read(hub.open(snapshot, last_event_id=last))


async def test_the_streams_of_a_revoked_session_end_and_others_go_on() -> None:
    hub = Hub()
    revoked, other = hub.open(snapshot, key="a"), hub.open(snapshot, key="b")
    await read(revoked)
    await read(other)
    hub.end("a")
    with pytest.raises(StopAsyncIteration):
        await read(revoked)
    hub.publish("change", b"1")
    assert await read(other) == b"event: change\ndata: 1\n\n"
    assert hub.streams == 1


async def test_a_session_found_invalid_ends_its_stream() -> None:
    valid = {"a": True}

    async def still_valid(key: str) -> bool:
        return valid[key]

    hub = Hub(check_s=0.01, valid=still_valid)
    stream = hub.open(snapshot, key="a")
    await read(stream)
    valid["a"] = False
    with pytest.raises(StopAsyncIteration):
        await read(stream)


async def test_a_slow_consumer_is_dropped() -> None:
    hub = Hub(queue=2)
    stream = hub.open(snapshot)
    await read(stream)
    for _ in range(3):
        hub.publish("change", b"1")
    assert hub.streams == 0
    with pytest.raises(StopAsyncIteration):
        await read(stream)


async def test_silence_is_broken_by_a_ping() -> None:
    hub = Hub(ping_s=0.02, check_s=0.01)
    stream = hub.open(snapshot)
    await read(stream)
    assert await read(stream) == PING


async def test_a_client_that_goes_while_nothing_happens_leaves_no_task() -> None:
    hub = Hub()
    before = asyncio.all_tasks()
    stream = hub.open(snapshot)
    await read(stream)
    reader = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)  # it waits now
    assert len(asyncio.all_tasks() - before) > 1
    reader.cancel()
    await asyncio.gather(reader, return_exceptions=True)
    await asyncio.sleep(0)  # what was cancelled ends
    assert asyncio.all_tasks() - before == set()
    assert hub.streams == 0


async def test_closing_ends_every_stream() -> None:
    hub = Hub()
    streams = [hub.open(snapshot) for _ in range(3)]
    for stream in streams:
        await read(stream)
    hub.close()
    for stream in streams:
        with pytest.raises(StopAsyncIteration):
            await read(stream)
