"""What comes in is counted as RFC 3550 says, and nothing that comes in raises."""

from itertools import pairwise

from hypothesis import given, strategies as st

from sip.media.inlet import Inlet
from sip.media.outlet import Outlet
from tests.media.test_outlet import rtp


class Ear:
    """Everything that an inlet gives out."""

    def __init__(self) -> None:
        self.other: list[bytes] = []
        self.digits: list[str] = []
        self.changes = 0
        self.packets: list[tuple[bytes, int, int, int, int, float]] = []
        self.inlet = Inlet(self.other.append, self.digits.append, self._change)
        self.inlet.set_dtmf(101)
        self.inlet.set_sinks((lambda *packet: self.packets.append(packet),))

    def _change(self) -> None:
        self.changes += 1


def test_loss_across_the_end_of_the_numbers() -> None:
    ear = Ear()
    for number in (65533, 65534, 1, 0, 2, 2, 5):
        ear.inlet.receive(rtp(0, number, 160 * number, 9), 0.0)
    received = ear.inlet.received()
    assert received is not None
    # 65533 … 65541: nine numbers, of which 65535, 3 and 4 are missing; one came twice.
    assert (received.expected, received.packets, received.highest) == (9, 7, 65541)
    assert (ear.inlet.packets, ear.inlet.lost) == (7, 2)


def test_even_arrival_has_no_jitter_and_uneven_has() -> None:
    ear = Ear()
    for number in range(100):
        ear.inlet.receive(rtp(0, number, 160 * number, 9), 50.0 + 0.02 * number)
    assert ear.inlet.jitter < 0.01
    for number in range(100, 400):
        ear.inlet.receive(rtp(0, number, 160 * number, 9), 50.0 + 0.02 * number + (0.008 if number % 2 else 0.0))
    assert 7.5 < ear.inlet.jitter < 8.5


def test_counters_go_on_when_the_source_changes() -> None:
    ear = Ear()
    for number in (1, 2, 4):
        ear.inlet.receive(rtp(0, number, 0, 9), 0.0)
    for number in (500, 501):
        ear.inlet.receive(rtp(0, number, 0, 10), 0.0)
    assert (ear.inlet.packets, ear.inlet.lost, ear.changes) == (5, 1, 2)


def test_a_key_is_reported_once_and_a_lost_begin_does_not_matter() -> None:
    ear = Ear()
    for number, timestamp in enumerate((800, 800, 800, 2400, 2400, 800, 4000)):
        ear.inlet.receive(rtp(101, number, timestamp, 9, b"\x0b\x8a\x03\xc0"), 0.0)
    assert ear.digits == ["#", "#", "#"]
    assert len(ear.packets) == 7


def test_what_is_no_sound_is_given_away() -> None:
    ear = Ear()
    strange = [b"", b"\x80", bytes(11), rtp(18, 1, 0, 9), rtp(72, 1, 0, 9), b"\x00" + rtp(0, 1, 0, 9)[1:], bytes(1501)]
    for data in strange:
        ear.inlet.receive(data, 0.0)
    assert ear.other == strange
    assert ear.inlet.packets == 0
    assert ear.packets == []


def test_comfort_noise_is_a_sign_of_life_and_no_loss() -> None:
    ear = Ear()
    for number, kind in enumerate((0, 0, 13, 13, 77, 0, 13, 0), 10):
        ear.inlet.receive(rtp(kind, number, 160 * number, 9, bytes(1 if kind == 13 else 160)), 0.02 * number)
    assert (ear.inlet.packets, ear.inlet.lost, ear.other) == (8, 0, [])
    assert [packet[1] for packet in ear.packets] == [0, 0, 13, 13, 77, 0, 13, 0], "an outlet closes the gap in numbers"
    ear.inlet.receive(rtp(13, 1, 0, 10), 1.0)
    assert len(ear.other) == 1, "of a stranger it is no sign of anything"


def test_comfort_noise_is_heard_by_nobody_and_leaves_no_gap() -> None:
    sent: list[bytes] = []
    ear, outlet = Ear(), Outlet(7, 0, 0)
    outlet.set_transmit(sent.append)
    ear.inlet.set_sinks((outlet.forward,))
    for number, kind in enumerate((0, 13, 0, 96, 0)):
        ear.inlet.receive(rtp(kind, number, 160 * number, 9), 0.02 * number)
    assert [packet[1] & 0x7F for packet in sent] == [0, 0, 0]
    numbers = [int.from_bytes(packet[2:4], "big") for packet in sent]
    times = [int.from_bytes(packet[4:8], "big") for packet in sent]
    assert [b - a for a, b in pairwise(numbers)] == [1, 1] and [b - a for a, b in pairwise(times)] == [320, 320]


@given(st.lists(st.binary(max_size=64)))
def test_noise_never_raises(datagrams: list[bytes]) -> None:
    ear = Ear()
    for data in datagrams:
        ear.inlet.receive(data, 0.0)
    assert len(ear.other) + ear.inlet.packets == len(datagrams)
