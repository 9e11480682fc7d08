"""The stream that a party hears is one stream, whatever it is made of."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, strategies as st

from sip.media.g711 import PCMA, PCMU, ULAW_TO_ALAW
from sip.media.outlet import Outlet
from sip.media.rtp import FIELDS, PLAIN, plain
from tests.support.rtp import Packet, parse

OUT_DTMF, IN_DTMF = 96, 101


def make(payload_type: int = PCMU, dtmf: int | None = OUT_DTMF, sequence: int = 65530) -> tuple[Outlet, list[bytes]]:
    """An outlet and what it sends."""
    outlet, out = Outlet(77, sequence, 0xFFFFFF00), []
    outlet.set_transmit(out.append)
    outlet.set_formats(payload_type, dtmf)
    outlet.set_heard_events(IN_DTMF)
    return outlet, out


def forward(outlet: Outlet, packet: bytes, now: float) -> None:
    """As an inlet does it."""
    outlet.forward(packet, *FIELDS.unpack_from(packet), now)


def rtp(kind: int, sequence: int, timestamp: int, ssrc: int, payload: bytes = bytes(160)) -> bytes:
    """A packet; numbers are taken modulo their size."""
    return PLAIN.pack(0x80, kind, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + payload


@dataclass(frozen=True)
class Step:
    """Some packets of one source: `kind` relay or play, SSRC, where its numbers begin, how many, pause before it."""

    kind: str
    ssrc: int
    sequence: int
    timestamp: int
    count: int
    pause: float


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(["relay", "play", "event"]),
        ssrc=st.integers(1, 3),
        sequence=st.integers(0, 65535),
        timestamp=st.integers(0, 0xFFFFFFFF),
        count=st.integers(1, 8),
        pause=st.floats(0, 5),
    ),
    max_size=12,
)


@given(STEPS)
def test_continuous_across_switches(steps: list[Step]) -> None:
    outlet, out = make()
    now = 1000.0
    times = []
    for step in steps:
        outlet.switch()
        now += step.pause
        for index in range(step.count):
            if step.kind == "relay":
                forward(outlet, rtp(0, step.sequence + index, step.timestamp + 160 * index, step.ssrc), now)
            elif step.kind == "play":
                outlet.play(bytes(160), now)
            else:
                outlet.event(bytes(4), index == 0, now)
            times.append(now)
            now += 0.02
    packets = [parse(data) for data in out]
    assert len(packets) == sum(step.count for step in steps)
    assert {packet.ssrc for packet in packets} <= {77}
    first = 0
    for step in steps:
        assert packets[first].marker
        assert not any(packet.marker for packet in packets[first + 1 : first + step.count])
        first += step.count
    for before, after in pairwise(packets):
        assert (after.sequence - before.sequence) & 0xFFFF == 1
    if not any(step.kind == "event" for step in steps):
        for index in range(1, len(packets)):
            advance = (packets[index].timestamp - packets[index - 1].timestamp) & 0xFFFFFFFF
            assert advance % 160 == 0
            assert abs(advance - max(160, (times[index] - times[index - 1]) * 8000)) <= 81


@given(st.permutations(range(12)), st.lists(st.integers(0, 11), max_size=6))
def test_order_loss_and_repetition_of_the_source_are_kept(order: list[int], repeated: list[int]) -> None:
    """What goes out maps one to one on what came: same payload, same distance of numbers; no number twice with
    different payloads."""
    outlet, out = make()
    outlet.play(b"x" * 160, 0.0)
    outlet.switch()
    for index in [*order, *repeated]:
        forward(outlet, rtp(0, 65530 + index, 160 * index, 5, bytes((index,)) * 160), 0.02)
    packets = [parse(data) for data in out]
    by_number: dict[int, bytes] = {}
    for packet in packets:
        assert by_number.setdefault(packet.sequence, packet.payload) == packet.payload
    relayed = packets[1:]
    shift = (relayed[0].sequence - order[0]) & 0xFFFF
    for packet in relayed:
        assert (packet.payload[0] + shift) & 0xFFFF == packet.sequence
    # Nothing that is newer than the first is lost.
    assert {packet.payload[0] for packet in relayed} >= {index for index in order if index >= order[0]}


@given(st.lists(st.sampled_from([0, IN_DTMF]), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_left_out_events_leave_no_gap_and_no_number_twice(kinds: list[int], chance: object) -> None:
    outlet, out = make(dtmf=None)
    order = list(range(len(kinds)))
    for index in range(0, len(order) - 1, 3):
        order[index], order[index + 1] = order[index + 1], order[index]
    for index in order:
        forward(outlet, rtp(kinds[index], index, 160 * index, 5, bytes((index,)) * 4), 1.0)
    numbers = [parse(data).sequence for data in out]
    assert len(set(numbers)) == len(numbers)
    assert {parse(data).payload_type for data in out} <= {0}


def test_a_late_packet_of_the_source_before_is_not_mixed_in() -> None:
    outlet, out = make(sequence=100)
    forward(outlet, rtp(0, 500, 0, 5), 1.0)
    forward(outlet, rtp(0, 499, 0, 5), 1.0)
    assert [parse(data).sequence for data in out] == [101]


def test_codec_and_event_numbers_are_those_of_the_party() -> None:
    outlet, out = make(PCMA)
    sound = bytes(range(160))
    forward(outlet, rtp(PCMU, 1, 0, 5, sound), 1.0)
    forward(outlet, rtp(PCMA, 2, 160, 5, sound), 1.0)
    forward(outlet, rtp(IN_DTMF | 0x80, 3, 320, 5, b"\x01\x0a\x00\xa0"), 1.0)
    forward(outlet, rtp(18, 4, 480, 5), 1.0)
    first, second, third = (parse(data) for data in out)
    assert (first.payload_type, first.payload) == (PCMA, sound.translate(ULAW_TO_ALAW))
    assert (second.payload_type, second.payload) == (PCMA, sound)
    assert (third.payload_type, third.marker, third.payload) == (OUT_DTMF, True, b"\x01\x0a\x00\xa0")


def test_digits_silence_the_rest() -> None:
    outlet, out = make()
    outlet.silence(True)
    outlet.play(bytes(160), 1.0)
    forward(outlet, rtp(0, 1, 0, 5), 1.0)
    assert out == []
    outlet.event(b"\x05\x0a\x00\xa0", True, 1.0)
    outlet.silence(False)
    forward(outlet, rtp(0, 2, 160, 5), 1.2)
    event, sound = (parse(data) for data in out)
    assert sound.marker
    assert (sound.timestamp - event.timestamp) & 0xFFFFFFFF == 1600


def test_a_refusing_kernel_is_counted() -> None:
    outlet, _ = make()

    def refuse(_: bytes) -> None:
        raise ConnectionRefusedError

    outlet.set_transmit(refuse)
    outlet.play(bytes(160), 1.0)
    forward(outlet, rtp(0, 1, 0, 5), 1.0)
    assert (outlet.sent, outlet.unsent) == (0, 2)


@given(st.integers(0, 15), st.one_of(st.none(), st.binary(max_size=12)), st.integers(0, 5), st.binary(max_size=40))
def test_extras_of_the_header_are_taken_off(csrcs: int, extension: bytes | None, pad: int, payload: bytes) -> None:
    head = bytes((0x80 | csrcs | (0x10 if extension is not None else 0) | (0x20 if pad else 0), 0)) + bytes(range(10))
    data = head + b"CSRC" * csrcs
    if extension is not None:
        extension += bytes(-len(extension) % 4)
        data += b"\xbe\xde" + (len(extension) // 4).to_bytes(2, "big") + extension
    data += payload
    if pad:
        data += bytes(pad - 1) + bytes((pad,))
    assert plain(data) == b"\x80" + head[1:] + payload


@given(st.binary(min_size=12, max_size=60))
def test_noise_as_a_header_does_not_raise(data: bytes) -> None:
    result = plain(data)
    assert result is None or (len(result) >= 12 and isinstance(parse(result), Packet))
