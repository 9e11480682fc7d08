"""Keys in session descriptions (RFC 4568): offered, answered, refused."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, strategies as st

from sip.stack import sdes, sdp
from sip.stack.errors import SdpError
from sip.stack.sdes import Crypto
from sip.stack.terms import Use

KEY = bytes(range(30))
TEXT = base64.b64encode(KEY).decode()
CM_80 = "AES_CM_128_HMAC_SHA1_80"
CM_32 = "AES_CM_128_HMAC_SHA1_32"
GCM = "AEAD_AES_128_GCM"


def offer(*media: str) -> str:
    return "v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=-\r\nc=IN IP4 10.0.0.9\r\nt=0 0\r\n" + "".join(media)


def audio(protocol: str, *lines: str, port: int = 4000) -> str:
    return f"m=audio {port} {protocol} 0\r\n" + "".join(f"a=crypto:{line}\r\n" for line in lines)


def answer(text: str, srtp: Use = Use.OPTIONAL, own: bytes = b"o") -> sdp.Answered:
    return sdp.answer(
        text, "10.0.0.2", 5000, 2, srtp=srtp, own_key=lambda theirs: (own * 44)[: sdes.SUITES[theirs.suite]]
    )


def numbered(size: int) -> bytes:
    return bytes(range(100, 100 + size))


@pytest.mark.parametrize("place", range(len(sdes.OFFERED)))
def test_both_sides_hold_the_same_two_keys(place: int) -> None:
    """Whichever of the offered suites the answerer takes."""
    ours = sdes.offered(numbered)
    text = sdp.offer("10.0.0.1", 4000, 1, crypto=ours)
    assert "m=audio 4000 RTP/SAVP 0 8 101\r\n" in text
    assert sdp.cryptos(text) == ours
    kept = [line for line in text.splitlines() if not line.startswith("a=crypto") or f":{place + 1} " in line]
    there = answer("\r\n".join(kept) + "\r\n")
    here = sdp.read_answer(there.text, crypto=ours)
    assert there.audio.srtp is not None and here.srtp is not None
    assert here.srtp.suite == there.audio.srtp.suite == sdes.OFFERED[place]
    assert (here.srtp.own, here.srtp.theirs) == (there.audio.srtp.theirs, there.audio.srtp.own)
    assert here.srtp.own == ours[place].key != here.srtp.theirs


def test_the_offerers_order_decides_and_unknown_suites_are_passed_over() -> None:
    lines = [f"1 F8_128_HMAC_SHA1_80 inline:{TEXT}", f"7 {CM_32} inline:{TEXT}|2^31", f"8 {CM_80} inline:{TEXT}"]
    found = answer(offer(audio("RTP/SAVP", *lines)))
    assert found.audio.srtp == sdes.Keys(CM_32, b"o" * 30, KEY)
    assert f"a=crypto:7 {CM_32} inline:" in found.text and found.text.count("a=crypto") == 1


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((), f"There is no a=crypto that we can use; we speak {', '.join(sdes.SUITES)}."),
        ((f"1 F8_128_HMAC_SHA1_80 inline:{TEXT}",), "There is no a=crypto that we can use"),
        (("1",), "An a=crypto has no tag, suite and key."),
        ((f"x {CM_80} inline:{TEXT}",), "An a=crypto has no tag, suite and key."),
        ((f"1 {CM_80} {TEXT}",), "a=crypto 1 has no inline key."),
        ((f"1 {CM_80} inline:{TEXT[:-4]}",), f"The key of a=crypto 1 has 27 octets; {CM_80} has 30."),
        ((f"1 {GCM} inline:{TEXT}",), f"The key of a=crypto 1 has 30 octets; {GCM} has 28."),
        ((f"1 {CM_80} inline:{TEXT[:-1]}",), "The key of a=crypto 1 is no Base64."),
        ((f"1 {CM_80} inline:{TEXT[:-1]}é",), "The key of a=crypto 1 is no Base64."),
        ((f"1 {CM_80} inline:{TEXT}|2^31|1:4",), "a=crypto 1 has an MKI, which we do not take."),
        ((f"1 {CM_80} inline:{TEXT};inline:{TEXT}",), "a=crypto 1 has several keys, which we do not take."),
        ((f"1 {CM_80} inline:{TEXT}|2^10",), "The key of a=crypto 1 does not last for a call."),
        ((f"1 {CM_80} inline:{TEXT}|1000",), "The key of a=crypto 1 does not last for a call."),
        ((f"1 {CM_80} inline:{TEXT}|soon",), "The lifetime of a=crypto 1 is no number."),
        ((f"1 {CM_80} inline:{TEXT} UNENCRYPTED_SRTP",), "a=crypto 1 has the parameter UNENCRYPTED_SRTP, which"),
        ((f"1 {CM_80} inline:{TEXT} KDR=3",), "a=crypto 1 has the parameter KDR, which we do not take."),
        ((f"1 {CM_80} inline:{TEXT} inline:{TEXT}",), "a=crypto 1 has a parameter, which we do not take."),
    ],
)
def test_keys_that_cannot_be_used_are_refused_by_name_and_never_shown(lines: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(SdpError) as caught:
        answer(offer(audio("RTP/SAVP", *lines)))
    assert str(caught.value).startswith(sentence)
    assert TEXT[:10] not in str(caught.value)


def test_hints_are_taken_and_a_good_line_after_a_bad_one_is_used() -> None:
    lines = [f"1 {CM_80} inline:{TEXT[:-4]}", f"2 {CM_80} inline:{TEXT}|1048576 WSH=64 -X=1"]
    assert answer(offer(audio("RTP/SAVP", *lines))).audio.srtp == sdes.Keys(CM_80, b"o" * 30, KEY)


GOOD = f"1 {CM_80} inline:{TEXT}"


@pytest.mark.parametrize(
    ("media", "srtp", "result"),
    [
        ((audio("RTP/AVP"),), Use.OFF, "plain"),
        ((audio("RTP/AVP"),), Use.OPTIONAL, "plain"),
        ((audio("RTP/AVP"),), Use.REQUIRED, "Only SRTP (RTP/SAVP with a=crypto) is accepted here."),
        ((audio("RTP/AVP", GOOD),), Use.REQUIRED, "Only SRTP (RTP/SAVP with a=crypto) is accepted here."),
        ((audio("RTP/SAVP", GOOD),), Use.OFF, "SRTP (RTP/SAVP) is switched off here."),
        ((audio("RTP/SAVP", GOOD),), Use.OPTIONAL, "secure"),
        ((audio("RTP/SAVPF", GOOD),), Use.REQUIRED, "secure"),
        ((audio("RTP/AVP"), audio("RTP/SAVP", GOOD)), Use.OFF, "plain"),
        ((audio("RTP/AVP"), audio("RTP/SAVP", GOOD)), Use.OPTIONAL, "secure"),
        ((audio("RTP/SAVP", "1 X inline:x"), audio("RTP/AVP")), Use.OPTIONAL, "plain"),
        ((audio("RTP/SAVP", GOOD, port=0), audio("RTP/AVP")), Use.OPTIONAL, "plain"),
        ((audio("UDP/TLS/RTP/SAVP"),), Use.OPTIONAL, "There is no audio stream over RTP/AVP."),
    ],
)
def test_what_is_taken_of_an_offer(media: tuple[str, ...], srtp: Use, result: str) -> None:
    text = offer(*media)
    if result not in ("plain", "secure"):
        with pytest.raises(SdpError) as caught:
            answer(text, srtp)
        assert str(caught.value) == result
        return
    found = answer(text, srtp)
    assert (found.audio.srtp is not None) == (result == "secure")
    taken = [line for line in found.text.splitlines() if line.startswith("m=audio 5000")]
    assert [line.split()[2] in sdp.SECURE for line in taken] == [result == "secure"]
    assert found.text.count("m=") == len(media)


def test_an_answer_that_is_none_to_our_keys_is_refused() -> None:
    ours = sdes.offered(numbered)
    for text, sentence in (
        (offer(audio("RTP/AVP")), "There is no audio stream over RTP/SAVP."),
        (offer(audio("RTP/SAVP", f"9 {CM_80} inline:{TEXT}")), f"The answer's a=crypto 9 {CM_80} is none"),
        (offer(audio("RTP/SAVP", f"1 {CM_32} inline:{TEXT}")), f"The answer's a=crypto 1 {CM_32} is none"),
    ):
        with pytest.raises(SdpError) as caught:
            sdp.read_answer(text, crypto=ours)
        assert str(caught.value).startswith(sentence)
    with pytest.raises(SdpError):
        sdp.read_answer(offer(audio("RTP/SAVP", GOOD)))


def test_nothing_that_is_logged_shows_a_key() -> None:
    found = answer(offer(audio("RTP/SAVP", GOOD)))
    crypto = Crypto(1, CM_80, KEY)
    for shown in (repr(crypto), repr(found.audio), repr(sdp.parse_sdp(offer(audio("RTP/SAVP", GOOD))))):
        assert TEXT not in shown and repr(KEY) not in shown and repr(b"o" * 30) not in shown


@given(st.text(max_size=200))
def test_any_line_is_read_or_refused(text: str) -> None:
    for line in (text, f"1 {CM_80} {text}", f"1 {CM_80} inline:{TEXT}{text}"):
        try:
            found = sdes.read(line)
        except SdpError as error:
            assert str(error)
        else:
            assert found is None or len(found.key) == sdes.SUITES[found.suite]
