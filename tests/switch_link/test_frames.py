"""Frames on a byte stream, however it is cut."""

import msgspec
import pytest
from hypothesis import given, strategies as st

from sip.contract.commands import Dial, Done, SetStatus
from sip.contract.events import Alarm, CallRinging, Logged
from sip.contract.frames import (
    MAX_FRAME,
    AnyFrame,
    Decoder,
    Events,
    FrameError,
    Hello,
    Request,
    Response,
    Taken,
    encode,
    encode_events,
)

texts = st.text(max_size=20)
numbers = st.integers(0, 2**62)
logged = st.builds(
    Logged,
    seq=numbers,
    at=numbers,
    mono=numbers,
    event=st.one_of(st.builds(CallRinging, call=texts), st.builds(Alarm, kind=texts, detail=texts)),
)
frames: st.SearchStrategy[AnyFrame] = st.one_of(
    st.builds(Hello, switch=texts, boot=texts, taken=numbers, last=numbers),
    st.builds(Request, id=numbers, command=st.builds(Dial, operator=texts, number=texts)),
    st.builds(Request, id=numbers, command=st.builds(SetStatus, operator=texts, status=texts)),
    st.builds(Response, id=numbers, result=st.just(Done())),
    st.builds(Events, switch=texts, events=st.lists(logged, max_size=5).map(tuple)),
    st.builds(Taken, seq=numbers),
)


@given(st.lists(frames, max_size=6), st.data())
def test_what_goes_in_comes_out_however_the_stream_is_cut(sent: list[AnyFrame], data: st.DataObject) -> None:
    stream = b"".join(map(encode, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    decoder, received = Decoder(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += decoder.feed(stream[begin:end])
    assert received == sent


@given(texts, st.lists(logged, max_size=5))
def test_encoded_events_make_the_same_frame(switch: str, events: list[Logged]) -> None:
    bodies = [msgspec.msgpack.encode(each) for each in events]
    assert encode_events(switch, bodies) == encode(Events(switch=switch, events=tuple(events)))


def test_a_frame_that_is_too_long_is_refused_by_its_length_alone() -> None:
    with pytest.raises(FrameError, match=f"frame of {MAX_FRAME + 1} bytes, at most {MAX_FRAME} are allowed"):
        Decoder().feed((MAX_FRAME + 1).to_bytes(4, "big"))


@pytest.mark.parametrize("body", [b"", b"\xc1", msgspec.msgpack.encode({"frame": "Unheard"})])
def test_what_is_no_frame_is_refused(body: bytes) -> None:
    with pytest.raises(FrameError):
        Decoder().feed(len(body).to_bytes(4, "big") + body)
