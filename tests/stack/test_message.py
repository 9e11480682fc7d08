"""The parser: what it reads, the sentence for what it refuses, and that it never fails otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sip.stack.errors import MalformedError
from sip.stack.framing import MAX_BODY, StreamFramer
from sip.stack.headers import (
    NameAddr,
    elements,
    parse_name_addr,
    parse_params,
    parse_via,
    quoted,
    split_list,
    unquoted,
)
from sip.stack.message import MAX_HEAD, Request, Response, parse, reason_of
from sip.stack.uri import host_port, parse_uri

PLAIN = (
    "INVITE sip:bob@b.example:5062;user=phone SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 10.0.0.1:5061;branch=z9hG4bKabc;rport\r\n"
    "From: Alice <sip:alice@a.example>;tag=f1\r\n"
    "To: <sip:bob@b.example>\r\n"
    "Call-ID: 1@a\r\n"
    "CSeq: 7 INVITE\r\n"
    "Contact: <sip:alice@10.0.0.1:5061>\r\n"
    "Content-Length: 4\r\n\r\nbody"
)


SPACES = "The request line is not method, URI and version with one space between."


def changed(old: str, new: str) -> bytes:
    assert old in PLAIN
    return PLAIN.replace(old, new).encode()


def test_what_a_request_says() -> None:
    request = parse(PLAIN.encode() + b" and more")
    assert isinstance(request, Request)
    assert (request.method, request.uri) == ("INVITE", "sip:bob@b.example:5062;user=phone")
    assert (request.branch, request.from_tag, request.to_tag) == ("z9hG4bKabc", "f1", "")
    assert (request.call_id, request.cseq, request.body) == ("1@a", 7, b"body")
    assert request.via.port == 5061 and request.via.params == {"branch": "z9hG4bKabc", "rport": ""}


def test_what_a_response_says() -> None:
    request = parse(PLAIN.encode())
    assert isinstance(request, Request)
    response = parse(request.response(486, to_tag="t1").encode())
    assert isinstance(response, Response)
    assert (response.status, response.reason, response.to_tag) == (486, "Busy Here", "t1")
    assert (response.method, response.branch) == ("INVITE", "z9hG4bKabc")


def test_compact_forms_folding_and_case() -> None:
    request = parse(
        b"OPTIONS sip:b SIP/2.0\r\nv:SIP/2.0/UDP a,\r\n SIP/2.0/UDP c;branch=z9hG4bKx\r\nf: sip:a@b;tag=1\r\n"
        b"T : <sip:c@d>\r\nI: x\r\ncSEQ: 1\r\n\tOPTIONS\r\nm: <sip:1@x>, <sip:2@x>\r\nM: <sip:3@x>\r\n\r\n"
    )
    assert elements(request.headers["contact"]) == ["<sip:1@x>", "<sip:2@x>", "<sip:3@x>"]
    assert request.headers["via"] == ["SIP/2.0/UDP a", "SIP/2.0/UDP c;branch=z9hG4bKx"]


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (changed("INVITE s", "INVITE  s"), 400, SPACES),
        (changed("sip:bob@b.example:5062;user=phone SIP", "<sip:b> SIP"), 400, "'<sip:b>' is no URI."),
        (changed(":5062;user=phone", ":99999"), 400, "Port 99999 is larger than 65535."),
        (changed(";user=phone", "?Route=x"), 400, "The Request-URI holds headers (RFC 3261 19.1.1)."),
        (changed("SIP/2.0\r\nVia", "SIP/3.0\r\nVia"), 505, "Version SIP/3.0 is not supported."),
        (changed("SIP/2.0\r\nVia", "HTTP/1.1\r\nVia"), 400, "The request line does not end with the SIP version."),
        (changed("7 INVITE", "7 BYE"), 400, "The method of CSeq, 'BYE', is not that of the request."),
        (changed("7 INVITE", "4294967296 INVITE"), 400, "CSeq 4294967296 is not below 2**31."),
        (changed("7 INVITE", "x INVITE"), 400, "CSeq is no number with a method."),
        (changed("Call-ID: 1@a\r\n", ""), 400, "There is no Call-ID."),
        (changed("Call-ID: 1@a\r\n", "Call-ID:\r\n"), 400, "The Call-ID is empty."),
        (changed("Call-ID: 1@a\r\n", "Call-ID: 1\r\ni: 2\r\n"), 400, "There is more than one Call-ID."),
        (changed("Length: 4", "Length: 5"), 400, "Content-Length is 5, but only 4 bytes follow the header."),
        (changed("Length: 4", "Length: -4"), 400, "Content-Length is no number from 0 to 2147483648."),
        (changed("Length: 4", "Length: 4\r\nl: 3"), 400, "There is more than one Content-Length."),
        (changed("Alice <", '"Alice <'), 400, "A quoted string is not closed."),
        (changed("Alice <sip:alice@a.example>", "Alice <sip:alice@a.example"), 400, "A '<' is not closed."),
        (changed("Alice <", "A, B <"), 400, "A display name that is not quoted holds a separator."),
        (changed("tag=f1", "=f1"), 400, "A header parameter has no name."),
        (changed("Contact: ", "Max-Forwards: 300\r\nContact: "), 400, "Max-Forwards is no number from 0 to 255."),
        (changed("Contact: ", "Con tact: "), 400, "Header line 6 has no name and colon."),
        (changed(";rport", ";;"), 400, "A header parameter has no name."),
        (PLAIN.partition("\r\n\r\n")[0].encode(), 400, "The header does not end with an empty line."),
    ],
)  # fmt: skip
def test_the_sentence_of_a_400(data: bytes, status: int, sentence: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse(data)
    assert str(caught.value) == sentence and caught.value.status == status and caught.value.request is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (changed("Via: SIP/2.0/UDP 10.0.0.1:5061;branch=z9hG4bKabc;rport\r\n", ""), "There is no Via."),
        (changed("SIP/2.0/UDP 10.0.0.1:5061;", "hello;"), "A Via has no protocol, transport and address."),
        (b"SIP/2.0 4294967301 x\r\n\r\n", "The status line has no version 2.0 and status from 100 to 699."),
        (b"x" * (MAX_HEAD + 1), f"The header is longer than {MAX_HEAD} bytes."),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(data: bytes, sentence: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse(data)
    assert str(caught.value) == sentence and caught.value.request is None


def test_a_stream_needs_a_content_length() -> None:
    with pytest.raises(MalformedError, match="There is no Content-Length, which a stream needs"):
        parse(changed("Content-Length: 4\r\n", ""), stream=True)
    assert parse(changed("Content-Length: 4\r\n", "")).body == b"body"


@given(st.binary(max_size=400))
def test_garbage_is_refused_and_nothing_else(data: bytes) -> None:
    for message in (data, PLAIN.encode()[:150] + data, b"SIP/2.0 200 OK\r\n" + data):
        try:
            parse(message)
        except MalformedError as error:
            assert str(error).endswith(".")


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=6), st.integers(0, 6))
def test_damaged_messages_are_read_or_refused(position: int, patch: bytes, cut: int) -> None:
    data = PLAIN.encode()
    try:
        message = parse(data[:position] + patch + data[position + cut :])
    except MalformedError:
        return
    assert message.call_id


TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f"), max_size=20)
TOKENS = st.text(st.sampled_from("abcXYZ0189-.!%*_+`'~"), min_size=1, max_size=12)


@given(TOKENS, TEXT.map(str.strip), st.binary(max_size=60), st.integers(0, 2**31 - 1))
def test_a_message_survives_being_sent(call_id: str, subject: str, body: bytes, cseq: int) -> None:
    headers = {
        "via": ["SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx", "SIP/2.0/TCP b"],
        "from": ["<sip:a@b>;tag=1"],
        "to": ["<sip:c@d>"],
        "call-id": [call_id],
        "cseq": [f"{cseq} OPTIONS"],
        "subject": [subject],
    }
    sent = Request("OPTIONS", "sip:x@y", headers, body)
    read = parse(sent.encode(), stream=True)
    assert isinstance(read, Request)
    assert {name: values for name, values in read.headers.items() if name != "content-length"} == headers
    assert (read.body, read.method, read.uri, read.cseq) == (body, "OPTIONS", "sip:x@y", cseq)
    assert read.encode() == sent.encode()


@given(TEXT, st.dictionaries(TOKENS.map(str.lower), TEXT, max_size=4))
def test_a_name_addr_survives(name: str, params: dict[str, str]) -> None:
    written = str(NameAddr("sip:a@b;x=1", name, params))
    read = parse_name_addr(written)
    assert (read.uri, read.name, read.params) == ("sip:a@b;x=1", name, params)
    assert split_list(f"{written}, {written}") == [written, written]


@given(TEXT)
def test_quoting_is_undone(text: str) -> None:
    assert unquoted(quoted(text)) == text


def test_no_line_can_be_smuggled_into_a_quoted_string() -> None:
    assert quoted('a\r\nRoute: x"') == '"a  Route: x\\""'


@pytest.mark.timeout(30)
@pytest.mark.parametrize("hostile", ['"\\' * 16000, "<" * 32000, ";" * 32000, " " * 32000, ',"' * 16000, "a=" * 16000])
def test_no_value_takes_the_parser_long(hostile: str) -> None:
    # A quadratic reader would need minutes here and run into the time-out.
    outcomes = []
    for function in (parse_name_addr, parse_params, parse_via, split_list):
        try:
            outcomes.append(bool(function(hostile)))
        except MalformedError:
            outcomes.append(False)
    assert len(outcomes) == 4


@pytest.mark.parametrize(
    ("text", "user", "host", "port"),
    [
        ("sip:bob@b.example", "bob", "b.example", 0),
        ("sips:bob:pw@b.example:5061", "bob", "b.example", 5061),
        ("sip:user;par=u%40example.net@example.com", "user;par=u@example.net", "example.com", 0),
        ("SIP:[2001:db8::10]:5070;transport=TCP", "", "2001:db8::10", 5070),
        ("sip:[2001:db8::10:5070]", "", "2001:db8::10:5070", 0),
    ],
)
def test_uris(text: str, user: str, host: str, port: int) -> None:
    uri = parse_uri(text)
    assert (uri.username, uri.host, uri.port) == (user, host, port)


@pytest.mark.parametrize(
    "text", ["", "sip:", "tel:123", "sip:2001:db8::10", "sip:@x", "sip:a b@c", "sip:x;=1", "sip:x:0x"]
)
def test_no_uris(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_uri(text)


def test_small_things() -> None:
    assert host_port("::1", 5060) == "[::1]:5060" and host_port("a") == "a"
    assert reason_of(404) == "Not Found" and reason_of(499) == "Refused" and reason_of(200) == "OK"
    assert parse_name_addr("tel:+8131234").user == "+8131234"


# Streams.


@given(st.lists(st.integers(1, 200), max_size=20), st.integers(1, 4))
def test_a_stream_is_cut_the_same_however_it_arrives(cuts: list[int], count: int) -> None:
    stream = (b"\r\n\r\n" + PLAIN.encode() + b"\r\n") * count
    framer = StreamFramer()
    frames: list[bytes] = []
    position = 0
    for cut in cuts:
        frames += framer.feed(stream[position : position + cut])
        position += cut
    frames += framer.feed(stream[position:])
    assert frames == [PLAIN.encode()] * count and not framer.pending
    assert framer.pings == count


def test_a_stream_without_one_length_is_given_up() -> None:
    framer = StreamFramer()
    assert len(framer.feed(changed("Content-Length: 4\r\n", ""))) == 1 and framer.broken


@pytest.mark.parametrize("data", [b"x" * (MAX_HEAD + 10), changed("Length: 4", f"Length: {MAX_BODY + 1}")])
def test_a_stream_that_announces_too_much_is_cut_off(data: bytes) -> None:
    with pytest.raises(MalformedError):
        StreamFramer().feed(data)
