"""Reports are read as they were written, and the figures are those of RFC 3550."""

from hypothesis import given, strategies as st

from sip.media.rtcp import Block, Quality, Received, Report, Sender, build, middle, ntp, parse

U32 = st.integers(0, 0xFFFFFFFF)
BLOCKS = st.builds(
    Block,
    ssrc=U32,
    fraction=st.integers(0, 255),
    lost=st.integers(-0x800000, 0x7FFFFF),
    highest=U32,
    jitter=U32,
    lsr=U32,
    dlsr=U32,
)
SENDERS = st.builds(Sender, ntp=st.integers(0, 2**64 - 1), timestamp=U32, packets=U32, octets=U32)
REPORTS = st.builds(Report, ssrc=U32, sender=st.none() | SENDERS, blocks=st.lists(BLOCKS, max_size=3).map(tuple))


@given(REPORTS, st.text("abcdef", max_size=20), st.booleans())
def test_what_is_written_is_read(report: Report, cname: str, bye: bool) -> None:
    data = build(report, cname, bye=bye)
    assert len(data) % 4 == 0
    assert parse(data) == (report,)


@given(st.binary(max_size=100))
def test_noise_never_raises(data: bytes) -> None:
    result = parse(data)
    assert result is None or all(isinstance(report, Report) for report in result)


@given(REPORTS, st.integers(1, 40))
def test_a_cut_packet_is_malformed_or_shorter(report: Report, cut: int) -> None:
    whole = build(report, "name")
    result = parse(whole[:-cut])
    assert result is None or len(whole[:-cut]) % 4 == 0


def test_round_trip_time_and_loss_from_the_far_end() -> None:
    quality, sent = Quality(), ntp(1_700_000_000.0)
    now = ntp(1_700_000_002.150)
    block = Block(ssrc=5, fraction=0, lost=7, highest=0, jitter=80, lsr=middle(sent), dlsr=2 * 65536)
    quality.take((Report(ssrc=9, sender=None, blocks=(block,)),), 5, now)
    assert quality.lost == 7
    assert quality.jitter == 10.0
    assert quality.rtt is not None
    assert abs(quality.rtt - 150) < 0.1
    quality.take((Report(ssrc=9, sender=None, blocks=(Block(**{**_fields(block), "ssrc": 6, "lost": 99}),)),), 5, now)
    assert quality.lost == 7


def _fields(block: Block) -> dict[str, int]:
    return {name: getattr(block, name) for name in block.__struct_fields__}


def test_the_fraction_counts_from_the_last_report() -> None:
    quality, now = Quality(), ntp(1_700_000_000.0)
    first = quality.block(Received(ssrc=5, packets=100, expected=100, highest=100, jitter=3.7), now)
    assert (first.fraction, first.lost, first.jitter, first.lsr, first.dlsr) == (0, 0, 3, 0, 0)
    second = quality.block(Received(ssrc=5, packets=175, expected=200, highest=200, jitter=0), now)
    assert (second.fraction, second.lost) == (64, 25)
    third = quality.block(Received(ssrc=5, packets=280, expected=300, highest=300, jitter=0), now)
    assert (third.fraction, third.lost) == (0, 20)


def test_the_far_ends_sender_report_is_named_in_ours() -> None:
    quality = Quality()
    sender = Sender(ntp=ntp(1_700_000_000.0), timestamp=0, packets=1, octets=160)
    quality.take((Report(ssrc=9, sender=sender, blocks=()),), 5, ntp(1_700_000_010.0))
    block = quality.block(Received(ssrc=9, packets=1, expected=1, highest=1, jitter=0), ntp(1_700_000_011.5))
    assert block.lsr == middle(sender.ntp)
    assert abs(block.dlsr - 1.5 * 65536) <= 1
