"""Session descriptions and their negotiation."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sip.stack import sdp
from sip.stack.errors import SdpError

DIRECTIONS = ["sendrecv", "sendonly", "recvonly", "inactive"]
NO_CODEC = "There is no common codec; we speak PCMU and PCMA."


def offer(media: str, connection: str = "c=IN IP4 10.0.0.9\r\n") -> str:
    return f"v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=-\r\n{connection}t=0 0\r\n{media}"


def test_our_own_offer_is_answered_and_read() -> None:
    answered = sdp.answer(sdp.offer("10.0.0.1", 4000, 1), "10.0.0.2", 5000, 2)
    assert answered.audio == sdp.Audio("10.0.0.1", 4000, "PCMU", 0, 101, True, True)
    assert sdp.read_answer(answered.text) == sdp.Audio("10.0.0.2", 5000, "PCMU", 0, 101, True, True)


def test_the_offerers_order_decides_and_dynamic_types_are_kept() -> None:
    media = "m=audio 4000 RTP/AVP 18 97 0 98\r\na=rtpmap:97 pcma/8000/1\r\na=rtpmap:98 telephone-event/8000\r\n"
    answered = sdp.answer(offer(media), "10.0.0.2", 5000, 2)
    assert (answered.audio.codec, answered.audio.payload, answered.audio.dtmf) == ("PCMA", 97, 98)
    assert "m=audio 5000 RTP/AVP 97 98\r\n" in answered.text


def test_other_media_are_refused_in_their_places() -> None:
    media = "m=video 3000 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 0\r\nm=audio 4002 RTP/AVP 0\r\n"
    lines = [line for line in sdp.answer(offer(media), "10.0.0.2", 5000, 2).text.splitlines() if line.startswith("m=")]
    assert lines == ["m=video 0 RTP/AVP 31", "m=audio 5000 RTP/AVP 0", "m=audio 0 RTP/AVP 0"]


def test_addresses_of_session_and_media_and_both_families() -> None:
    media = "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\na=ptime:30\r\n"
    audio = sdp.answer(offer(media), "2001:db8::2", 5000, 2).audio
    assert (audio.host, audio.ptime) == ("2001:db8::1", 30)
    assert "c=IN IP6 2001:db8::2" in sdp.offer("2001:db8::2", 4000, 1)


@pytest.mark.parametrize("theirs", DIRECTIONS)
@pytest.mark.parametrize("ours", DIRECTIONS)
def test_directions(theirs: str, ours: str) -> None:
    """RFC 3264 6.1: we send only what they receive and we want, and the other way round."""
    answered = sdp.answer(offer(f"m=audio 4000 RTP/AVP 0\r\na={theirs}\r\n"), "10.0.0.2", 5000, 2, direction=ours)
    send = theirs in ("sendrecv", "recvonly") and ours in ("sendrecv", "sendonly")
    receive = theirs in ("sendrecv", "sendonly") and ours in ("sendrecv", "recvonly")
    assert (answered.audio.send, answered.audio.receive) == (send, receive)
    mirrored = sdp.read_answer(answered.text, direction=theirs)
    assert (mirrored.send, mirrored.receive) == (receive, send)


@pytest.mark.parametrize(
    ("media", "connection", "held"),
    [
        ("m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n", "c=IN IP4 10.0.0.9\r\n", True),
        ("m=audio 4000 RTP/AVP 0\r\n", "c=IN IP4 10.0.0.9\r\na=inactive\r\n", True),
        ("m=audio 4000 RTP/AVP 0\r\n", "c=IN IP4 0.0.0.0\r\n", True),
        ("m=audio 4000 RTP/AVP 0\r\na=sendrecv\r\n", "c=IN IP4 10.0.0.9\r\n", False),
    ],
)
def test_hold(media: str, connection: str, held: bool) -> None:
    text = offer(media, connection)
    assert sdp.is_hold(text) is held
    if held:
        assert not sdp.answer(text, "10.0.0.2", 5000, 2).audio.send


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The description does not begin with v=0."),
        (offer("m=audio 4000 RTP/AVP 18\r\n"), NO_CODEC),
        (offer("m=audio 4000 RTP/AVP 97\r\na=rtpmap:97 PCMU/16000\r\n"), NO_CODEC),
        (offer("m=audio 0 RTP/AVP 0\r\n"), "There is no audio stream over RTP/AVP."),
        (offer("m=audio 4000 RTP/SAVP 0\r\n"), "SRTP (RTP/SAVP) is switched off here."),
        (offer("m=video 4000 RTP/AVP 31\r\n"), "There is no audio stream over RTP/AVP."),
        (offer("m=audio 4000 RTP/AVP 0\r\n", ""), "The audio stream has no c= line."),
        (offer("m=audio 99999 RTP/AVP 0\r\n"), "An m= line has no kind, port, protocol and formats."),
        (offer("m=audio\r\n"), "An m= line has no kind, port, protocol and formats."),
        (offer("m=audio 1 RTP/AVP 0\r\nc=IN IP4\r\n"), "A c= line has no IP4 or IP6 address."),
        (offer("m=audio 1 RTP/AVP 0\r\na=rtpmap:x\r\n"), "An a=rtpmap has no payload type, name and rate."),
        ("v=0\r\no=- 1\r\n", "The o= line has not six fields."),
        ("v=0\r\n" + "a=x\r\n" * 600, "The description has more than 500 lines."),
    ],
)  # fmt: skip
def test_the_sentence_of_a_488(text: str, sentence: str) -> None:
    with pytest.raises(SdpError) as caught:
        sdp.answer(text, "10.0.0.2", 5000, 2)
    assert str(caught.value) == sentence


@given(st.text(max_size=300))
def test_anything_is_answered_or_refused(text: str) -> None:
    for candidate in (text, "v=0\r\n" + text, offer("m=audio 4000 RTP/AVP 0\r\n" + text)):
        try:
            sdp.answer(candidate, "10.0.0.2", 5000, 2)
        except SdpError as error:
            assert str(error)


def test_codecs_can_be_narrowed() -> None:
    text = sdp.offer("10.0.0.1", 4000, 1, codecs=("PCMA",))
    assert "RTP/AVP 8 101" in text and sdp.answer(text, "10.0.0.2", 5000, 2).audio.codec == "PCMA"
    with pytest.raises(SdpError):
        sdp.answer(text, "10.0.0.2", 5000, 2, codecs=("PCMU",))
