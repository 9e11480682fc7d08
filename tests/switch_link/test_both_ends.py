"""The real outbox, the real link of the switch and the real link of the api, with the connection cut at random."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sip.contract.commands import AnyCommand, AnyResult, Done
from sip.contract.events import CallRinging
from sip.contract.frames import WINDOW, Decoder, Events, Hello, Taken, encode
from sip.link import ApiLink
from sip.outbox import Outbox
from tests.switch_link.conftest import MemoryIntake, Rig

TOTAL = 6000


class Switch:
    """Outbox and link, as the switch's composition root puts them together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ups: list[bool] = []

    async def start(self) -> None:
        self.outbox = Outbox(self.folder / "outbox.db", lambda: "sw", lambda kind, detail: None)
        self.link = ApiLink(self.folder / "switch.sock", self.outbox, "boot", self._handle, self.ups.append)
        await self.link.start()

    async def close(self) -> None:
        await self.link.close()
        await self.outbox.close()

    async def _handle(self, command: AnyCommand) -> AnyResult:
        return Done()


@pytest.fixture
async def real(tmp_path: Path) -> AsyncIterator[Switch]:
    made = Switch(tmp_path)
    await made.start()
    yield made
    await made.close()


def in_order_once(intake: MemoryIntake, total: int) -> bool:
    stored = intake.stored["sw"]
    return [(logged.seq, logged.event) for logged in stored] == [
        (number, CallRinging(call=str(number))) for number in range(1, total + 1)
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_every_event_arrives_once_in_order_however_the_connection_is_cut(
    rig: Rig, real: Switch, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.switch.link.BACKOFF_S", (0.001,))
    chance = random.Random(seed)
    rig.link()
    appended = 0
    while appended < TOTAL:
        for _ in range(chance.choice((1, 3, 40, 700))):
            appended += 1
            real.outbox.append(appended, appended, CallRinging(call=str(appended)))
        await _misfortune(chance, rig, real)
    await rig.intake.until("sw", appended)
    assert in_order_once(rig.intake, appended)


async def _misfortune(chance: random.Random, rig: Rig, real: Switch) -> None:
    match chance.randrange(8):
        case 0:
            await real.close()
            await real.start()
        case 1:
            await rig.links.pop().close()
            rig.link()
        case 2:
            await real.link.close()
            await real.link.start()
        case 3:
            rig.intake.failures = 2
        case 4:
            await rig.intake.until("sw", chance.randint(1, max(1, real.outbox.committed)))
        case 5:
            real.outbox.alive(1, 1)
        case _:
            await asyncio.sleep(0)


async def test_what_the_api_has_taken_is_forgotten_even_after_a_restart(rig: Rig, real: Switch) -> None:
    for number in range(1, 11):
        real.outbox.append(1, 1, CallRinging(call=str(number)))
    link = rig.link()
    await rig.until_connected(link)
    await rig.intake.until("sw", 10)
    await rig.links.pop().close()
    # The last `Taken` may have been cut off with the connection; the next `Hello` says the same.
    await rig.until_connected(rig.link())
    await rig.links.pop().close()
    await real.close()
    await real.start()
    assert real.outbox.forgotten == 10
    assert (await real.outbox.read(0, 100)).bodies == ()


async def test_an_api_with_a_fresh_database_gets_what_is_left(rig: Rig, real: Switch) -> None:
    real.outbox.append(1, 1, CallRinging(call="1"))
    await rig.until_connected(rig.link())
    await rig.intake.until("sw", 1)
    await rig.links.pop().close()
    rig.intake.stored.clear()
    real.outbox.append(1, 1, CallRinging(call="2"))
    rig.link()
    await rig.intake.until("sw", 2)
    assert rig.intake.stored["sw"][-1].event == CallRinging(call="2")


class Raw:
    """An api that says exactly what the test wants."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, real: Switch) -> "Raw":
        return cls(*await asyncio.open_unix_connection(real.folder / "switch.sock"))

    def say(self, data: bytes) -> None:
        self.writer.write(data)

    async def end(self) -> None:
        """Returns when the switch has closed the connection."""
        try:
            while await self.reader.read(65536):
                pass
        except ConnectionResetError:
            pass
        self.writer.close()


@pytest.mark.parametrize(
    "said",
    [
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x02{}",
        encode(Taken(seq=1)),
        encode(Hello()) + b"\x00\x00\x00\x01\x00",
        encode(Hello()) + encode(Hello()),
        encode(Hello(taken=99)),
    ],
    ids=["too long", "no frame", "no hello", "broken after hello", "second hello", "more than there is"],
)
async def test_a_malformed_frame_ends_that_connection_only(rig: Rig, real: Switch, said: bytes) -> None:
    raw = await Raw.connect(real)
    raw.say(said)
    await raw.end()
    await rig.until_connected(rig.link())
    assert real.link.up


async def test_a_newer_connection_replaces_the_older(rig: Rig, real: Switch) -> None:
    raw = await Raw.connect(real)
    raw.say(encode(Hello()))
    await raw.reader.readexactly(4)
    link = rig.link()
    await rig.until_connected(link)
    await raw.end()
    assert link.connected
    assert real.ups[-1] is True


async def test_a_connection_that_says_nothing_replaces_nobody(
    rig: Rig, real: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = rig.link()
    await rig.until_connected(link)
    monkeypatch.setattr("sip.link.HELLO_S", 0.01)
    await (await Raw.connect(real)).end()
    assert link.connected
    assert real.ups == [True]


async def test_no_more_than_the_window_is_under_way(real: Switch) -> None:
    raw = await Raw.connect(real)
    raw.say(encode(Hello()))
    for number in range(WINDOW * 2):
        real.outbox.append(1, 1, CallRinging(call=str(number)))
    committed = asyncio.Event()
    real.outbox.on_committed(lambda batch: batch.last < WINDOW * 2 or committed.set())
    await committed.wait()
    decoder, last = Decoder(), 0
    while last < WINDOW:
        for frame in decoder.feed(await raw.reader.read(65536)):
            if isinstance(frame, Events):
                last = frame.events[-1].seq
    assert last == WINDOW
    raw.say(encode(Taken(seq=5)))
    while last < WINDOW + 5:
        for frame in decoder.feed(await raw.reader.read(65536)):
            if isinstance(frame, Events):
                last = frame.events[-1].seq
    assert last == WINDOW + 5
    raw.writer.close()


async def test_the_socket_is_private_and_a_stale_one_is_removed(real: Switch) -> None:
    path = real.folder / "switch.sock"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError, match="another switch listens"):
        await ApiLink(path, real.outbox, "boot", real._handle, real.ups.append).start()
    await real.link.close()
    assert not path.exists()
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(path))
    await real.link.start()
    assert path.stat().st_mode & 0o777 == 0o600
