"""What is answered to which offer; the offers are cut from Chromium's and Firefox's."""

import pytest
from hypothesis import given, strategies as st

from sip.media.browser_sdp import BadOffer, Credentials, make_answer, parse_offer
from tests.support.browser import attribute, offer

FINGERPRINT = ":".join(["AB"] * 32)
FRESH = Credentials(ufrag="ufra", pwd="p" * 24, ssrc=4711, session=1)


def answer(sdp: str, *hosts: str) -> str:
    """The answer with fixed credentials."""
    return make_answer(parse_offer(sdp), hosts or ("127.0.0.1",), 4000, FINGERPRINT, FRESH)


def test_pcmu_and_events_are_chosen() -> None:
    made = answer(offer(FINGERPRINT))
    assert "m=audio 4000 UDP/TLS/RTP/SAVPF 0 126\r\n" in made
    assert "a=rtpmap:126 telephone-event/8000\r\n" in made
    assert "opus" not in made
    assert attribute(made, "setup") == "passive"
    assert attribute(made, "ice-ufrag") == "ufra"
    assert attribute(made, "ssrc") == "4711 cname:kikite"
    assert "a=ice-lite\r\n" in made


def test_without_events() -> None:
    assert "m=audio 4000 UDP/TLS/RTP/SAVPF 0\r\n" in answer(offer(FINGERPRINT, None))


def test_every_address_is_a_candidate_in_order() -> None:
    made = answer(offer(FINGERPRINT), "192.0.2.1", "2001:db8::1")
    lines = [line.split() for line in made.splitlines() if line.startswith("a=candidate:")]
    assert [line[4] for line in lines] == ["192.0.2.1", "2001:db8::1"]
    assert int(lines[0][3]) > int(lines[1][3])
    assert "c=IN IP4 192.0.2.1\r\n" in made


def test_video_is_refused_in_its_place() -> None:
    video = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n"
    made = answer(offer(FINGERPRINT) + video)
    sections = [line for line in made.splitlines() if line.startswith("m=")]
    assert sections == ["m=audio 4000 UDP/TLS/RTP/SAVPF 0 126", "m=video 0 UDP/TLS/RTP/SAVPF 96 97"]
    assert attribute(made, "group") == "BUNDLE 0"


def test_the_fingerprint_may_stand_in_the_session_part_in_lower_case() -> None:
    line = f"a=fingerprint:sha-256 {FINGERPRINT}\r\n"
    sdp = (
        offer(FINGERPRINT)
        .replace(line, "")
        .replace("t=0 0\r\n", f"t=0 0\r\na=fingerprint:SHA-256 {FINGERPRINT.lower()}\r\n")
    )
    read = parse_offer(sdp)
    assert (read.digest, read.fingerprint) == ("sha-256", FINGERPRINT)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("a=rtcp-mux\r\n", "", "rtcp-mux"),
        ("a=setup:actpass", "a=setup:passive", "setup"),
        ("111 0 8", "111 8", "PCMU"),
        ("UDP/TLS/RTP/SAVPF", "RTP/AVP", "UDP/TLS/RTP/SAVPF"),
        ("a=fingerprint:sha-256", "a=fingerprint:sha-1", "fingerprint"),
        ("a=mid:0", "a=mid:0 x", "mid"),
        ("m=audio 9 ", "m=audio ", "m="),
    ],
)
def test_unusable_offers_say_why(old: str, new: str, reason: str) -> None:
    with pytest.raises(BadOffer, match=reason):
        parse_offer(offer(FINGERPRINT).replace(old, new))


@given(st.text(max_size=300))
def test_noise_is_refused_and_nothing_else_is_raised(text: str) -> None:
    with pytest.raises(BadOffer):
        parse_offer(text)
    parse_offer(offer(FINGERPRINT) + "a=" + text.replace("\n", "").replace("\r", ""))


def test_an_endless_offer_is_refused() -> None:
    with pytest.raises(BadOffer, match="long"):
        parse_offer(offer(FINGERPRINT) + "a=x\r\n" * 20_000)
