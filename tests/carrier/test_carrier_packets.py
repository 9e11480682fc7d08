"""RTP packets, telephone events and reception counters of the simulator."""

import pytest
from hypothesis import given, strategies as st

from sip.carrier.packets import DIGITS, Packet, Reception, digit_of, digit_payload, parse


def packet(sequence: int, ssrc: int = 1) -> Packet:
    return Packet(0, False, sequence & 0xFFFF, 0, ssrc, b"x")


@given(
    st.builds(
        Packet,
        st.integers(0, 127),
        st.booleans(),
        st.integers(0, 65535),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        st.binary(max_size=200),
    )
)
def test_a_packet_survives_the_wire(sent: Packet) -> None:
    assert parse(sent.encode()) == sent


@given(st.binary(max_size=64))
def test_anything_may_arrive(data: bytes) -> None:
    found = parse(data)
    assert found is None or len(found.payload) <= len(data) - 12


def test_extension_and_padding_are_no_payload() -> None:
    head = bytes([0xB1, 0]) + bytes(10) + b"CSRC" + b"\xbe\xde\x00\x01" + b"EXT." + b"sound" + b"\x00\x00\x03"
    found = parse(head)
    assert found is not None
    assert found.payload == b"sound"


def test_digits() -> None:
    assert [digit_of(digit_payload(digit, 160, end=False)) for digit in DIGITS] == list(DIGITS)
    assert digit_payload("#", 960, end=True) == bytes([11, 0x8A, 3, 0xC0])
    assert digit_of(b"\x20\x0a\x00\xa0") == ""
    with pytest.raises(ValueError, match="substring not found"):
        digit_payload("x", 160, end=False)


@given(st.integers(0, 65535), st.sets(st.integers(1, 98)))
def test_missing_packets_are_counted_over_the_wrap(first: int, missing: set[int]) -> None:
    reception = Reception()
    for offset in range(100):
        if offset not in missing:
            reception.count(packet(first + offset))
    assert (reception.received, reception.total_lost()) == (100 - len(missing), len(missing))


def test_reordered_packets_are_not_lost_and_a_new_source_begins_anew() -> None:
    reception = Reception()
    for sequence in (10, 12, 11, 13):
        reception.count(packet(sequence))
    for sequence in (60000, 60002):
        reception.count(packet(sequence, ssrc=2))
    assert (reception.sources, reception.total_lost()) == (2, 1)
