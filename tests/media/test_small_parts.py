"""G.711 tables, digits, framing, ports, prompts."""

import socket
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sip.media.dtmf import DIGITS, TICKS, DigitReader, steps
from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU, ULAW_TO_ALAW, alaw_to_linear, ulaw_to_linear
from sip.media.outlet import Outlet
from sip.media.player import Player
from sip.media.ports import NoPort, PortPool
from sip.media.prompts import BUILT_IN, Prompts
from sip.media.protocol import (
    AnyCommand,
    Close,
    Command,
    FrameReader,
    FrameTooLong,
    FromLeg,
    Hear,
    Prompt,
    SendDigits,
    encode,
)
from tests.support.sound import loudness, strength


def test_the_corners_of_g711() -> None:
    assert [ulaw_to_linear(code) for code in (0x00, 0x80, 0xFF, 0x7F)] == [-32124, 32124, 0, 0]
    assert [alaw_to_linear(code) for code in (0x2A, 0xAA, 0xD5, 0x55)] == [-32256, 32256, 8, -8]


def test_conversion_changes_a_sample_by_no_more_than_a_step() -> None:
    for code in range(256):
        before, after = ulaw_to_linear(code), alaw_to_linear(ULAW_TO_ALAW[code])
        assert abs(before - after) <= max(8, abs(before) / 16)
        before, after = alaw_to_linear(code), ulaw_to_linear(ALAW_TO_ULAW[code])
        assert abs(before - after) <= max(8, abs(before) / 16)
        assert ALAW_TO_ULAW[ULAW_TO_ALAW[code]] in range(256)


@given(st.text(DIGITS, max_size=20))
def test_digits_are_read_as_they_were_sent(digits: str) -> None:
    reader, read, timestamp = DigitReader(), "", 0
    made = list(steps(digits))
    assert len(made) == TICKS * len(digits)
    for index, step in enumerate(made):
        if step is not None:
            data, begins = step
            timestamp = 160 * index if begins else timestamp
            read += reader.read(data, timestamp) or ""
    assert read == digits


@given(st.binary(max_size=8), st.integers(0, 0xFFFFFFFF))
def test_odd_events_are_no_digits(data: bytes, timestamp: int) -> None:
    found = DigitReader().read(data, timestamp)
    assert found is None or (found == DIGITS[data[0]] and len(data) >= 4)


COMMANDS = st.one_of(
    st.builds(Close, leg=st.text()),
    st.builds(SendDigits, leg=st.text(), digits=st.text(DIGITS)),
    st.builds(
        Hear,
        leg=st.text(),
        source=st.none() | st.builds(FromLeg, leg=st.text()) | st.builds(Prompt, name=st.text(), loop=st.booleans()),
    ),
)


@given(st.lists(COMMANDS, max_size=8), st.integers(1, 50))
def test_messages_survive_any_cutting(commands: list[Command], size: int) -> None:
    stream = b"".join(encode(command) for command in commands)
    reader: FrameReader[AnyCommand] = FrameReader(AnyCommand)
    read = [message for at in range(0, len(stream), size) for message in reader.feed(stream[at : at + size])]
    assert read == commands


def test_nonsense_as_a_length_is_noticed() -> None:
    with pytest.raises(FrameTooLong):
        FrameReader(AnyCommand).feed(b"HTTP/1.1")


def test_ports_are_even_pairs_and_are_not_taken_twice() -> None:
    pool = PortPool("127.0.0.1", 32001, 32007)
    taken = [pool.take() for _ in range(3)]
    assert [port for port, _ in taken] == [32002, 32004, 32006]
    for port, sockets in taken:
        assert [each.getsockname()[1] for each in sockets] == [port, port + 1]
    with pytest.raises(NoPort):
        pool.take()
    for each in taken[1][1]:
        each.close()
    port, sockets = pool.take()
    assert port == 32004
    for each in (*sockets, *taken[0][1], *taken[2][1]):
        each.close()


def test_a_pair_of_which_the_second_port_is_used_is_left_alone() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 32103))
        port, sockets = PortPool("127.0.0.1", 32102, 32105).take()
        assert port == 32104
        for each in sockets:
            each.close()


def test_built_in_prompts() -> None:
    prompts = Prompts((BUILT_IN,))
    assert {"hold", "ringback"} <= set(prompts.names)
    music = prompts.frames("hold", PCMU)
    assert len(music) >= 20 * 50
    assert all(len(frame) == 160 for frame in music)
    # No second of the music is silent, and its seam is not either.
    whole = b"".join((*music, *music[:50]))
    assert min(loudness(whole[at : at + 8000]) for at in range(0, len(whole) - 8000, 4000)) > 0.01
    ringing = b"".join(prompts.frames("ringback", PCMA))
    assert strength(ringing[:8000], 400, PCMA) > 0.5
    assert prompts.frames("nothing", PCMU) == ()


def test_a_later_folder_wins(tmp_path: Path) -> None:
    (tmp_path / "hold.ulaw").write_bytes(b"\x01" * 200)
    prompts = Prompts((BUILT_IN, tmp_path))
    assert prompts.frames("hold", PCMU) == (b"\x01" * 160, b"\x01" * 40 + b"\xff" * 120)


def test_the_player_goes_on_in_another_codec(tmp_path: Path) -> None:
    (tmp_path / "three.ulaw").write_bytes(b"\x01" * 160 + b"\x02" * 160 + b"\x03" * 160)
    player, out = Player(Prompts((tmp_path,))), []
    outlet = Outlet(1, 0, 0)
    outlet.set_transmit(out.append)
    player.play("a", outlet, "three", loop=True)
    player.tick(1.0)
    outlet.set_formats(PCMA, None)
    player.codec_changed("a")
    for tick in range(3):
        player.tick(1.02 + tick * 0.02)
    expected = [b"\x01", *(bytes((code,)).translate(ULAW_TO_ALAW) for code in (2, 3, 1))]
    assert [data[12:13] for data in out] == expected
    assert [data[1] & 0x7F for data in out] == [PCMU, PCMA, PCMA, PCMA]
    player.stop("a")
    player.tick(2.0)
    assert len(out) == 4
