"""SIP messages: parser and serialiser (RFC 3261 7, 18.3, 20, 25; RFC 4475, RFC 5118). Pure and made to be fast.

Header lines stay text in a dict, in the order in which they came; only what every message needs to be matched (top Via,
tags, Call-ID, CSeq) is looked into at once, by short linear regular expressions with a strict parser behind them.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final, TypeAlias

from sip.stack.errors import MalformedError
from sip.stack.headers import TOKEN, Via, parse_cseq, parse_name_addr, parse_number, parse_via, split_list
from sip.stack.uri import parse_uri, scheme_of

Headers: TypeAlias = dict[str, list[str]]
"""Lower-case full names to the values of their lines, as written but unfolded and stripped."""

MAX_HEAD: Final = 32768
"""Bytes of start line and headers; longer ones are refused before they are read."""

COMPACT: Final = {
    "a": "accept-contact", "b": "referred-by", "c": "content-type", "d": "request-disposition", "e": "content-encoding",
    "f": "from", "i": "call-id", "j": "reject-contact", "k": "supported", "l": "content-length", "m": "contact",
    "n": "identity-info", "o": "event", "r": "refer-to", "s": "subject", "t": "to", "u": "allow-events", "v": "via",
    "x": "session-expires", "y": "identity",
}  # fmt: skip

_SPELLED: Final = (
    "Via", "Max-Forwards", "Route", "Record-Route", "From", "To", "Call-ID", "CSeq", "Contact", "Allow", "Supported",
    "Require", "Unsupported", "Accept", "Authorization", "Proxy-Authorization", "WWW-Authenticate", "Server", "Reason",
    "Proxy-Authenticate", "Authentication-Info", "Expires", "Min-Expires", "User-Agent", "Content-Type", "Date",
    "Content-Length", "Privacy", "P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID", "Diversion",
    "History-Info", "Warning", "Retry-After", "Event", "Subject", "Organization", "Allow-Events", "Session-Expires",
    "Min-SE", "Content-Disposition", "Proxy-Require", "Path", "Accept-Encoding", "Accept-Language", "In-Reply-To",
    "RSeq", "RAck", "P-Called-Party-ID",
)  # fmt: skip

_WRITTEN: Final = {name.lower(): name for name in _SPELLED}
_KEYS: Final = {
    **{name: name.lower() for name in _SPELLED},
    **{name.lower(): name.lower() for name in _SPELLED},
    **COMPACT,
    **{short.upper(): name for short, name in COMPACT.items()},
}

_SINGLE: Final = frozenset(
    ("from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type", "expires")
)
_FOLD: Final = re.compile(r"\r\n[ \t]+")
_TAG: Final = re.compile(
    r'(?:"[^"\\<>]*"[ \t]*|[A-Za-z0-9._ \t-]*)<sips?:[^<>\s"]+>(?:;tag=([A-Za-z0-9.!%*_+`\'~-]+))?\Z'
)
_TOP_VIA: Final = re.compile(
    r"SIP/2\.0/([A-Z]+) ([A-Za-z0-9.-]+)(?::(\d{1,5}))?((?:;[A-Za-z-]+(?:=[A-Za-z0-9.!%*_+`'~-]+)?)*)\Z"
)
_STATUS: Final = re.compile(r"SIP/2\.0 ([1-6]\d\d)(?: (.*))?\Z", re.DOTALL)
_PLAIN_LINE: Final = re.compile(
    r"([A-Z]+) (sips?:(?:[A-Za-z0-9._+*#-]+@)?[A-Za-z0-9.-]+(?::[1-5]?\d{1,4})?(?:;[A-Za-z0-9.=;-]*)?) SIP/2\.0\Z"
)
"""What nearly every request line looks like; the strict reading is `_request_line`."""
_VERSION: Final = re.compile(r"SIP/\d+\.\d+\Z", re.IGNORECASE)

REASONS: Final = {
    100: "Trying", 180: "Ringing", 181: "Call Is Being Forwarded", 182: "Queued", 183: "Session Progress", 200: "OK",
    202: "Accepted", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Moved Temporarily", 305: "Use Proxy",
    380: "Alternative Service", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
    413: "Request Entity Too Large", 414: "Request-URI Too Long", 415: "Unsupported Media Type",
    416: "Unsupported URI Scheme", 420: "Bad Extension", 421: "Extension Required", 422: "Session Interval Too Small",
    423: "Interval Too Brief", 480: "Temporarily Unavailable", 481: "Call/Transaction Does Not Exist",
    482: "Loop Detected", 483: "Too Many Hops", 484: "Address Incomplete", 485: "Ambiguous", 486: "Busy Here",
    487: "Request Terminated", 488: "Not Acceptable Here", 491: "Request Pending", 493: "Undecipherable",
    500: "Server Internal Error", 503: "Service Unavailable", 504: "Server Time-out", 505: "Version Not Supported",
    513: "Message Too Large", 600: "Busy Everywhere", 603: "Decline", 604: "Does Not Exist Anywhere",
    606: "Not Acceptable",
}  # fmt: skip


def reason_of(status: int) -> str:
    """The RFC's reason phrase of `status`, or that of its class."""
    phrase = REASONS.get(status)
    if phrase is None:
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = REASONS.get(status // 100 * 100, "Refused")
    return phrase


def warning_of(sentence: str) -> str:
    """A Warning value (RFC 3261 20.43) that carries `sentence`."""
    clean = sentence.replace("\\", "").replace('"', "'").replace("\r", " ").replace("\n", " ")
    return f'399 sip "{clean}"'


class Message:
    """What requests and responses share. The slots after `body` are set by `parse`; `branch` is "" before."""

    __slots__ = ("body", "branch", "call_id", "cseq", "from_tag", "headers", "method", "to_tag", "via")

    headers: Headers
    body: bytes
    method: str
    """The request's method, or that of a response's CSeq."""
    call_id: str
    cseq: int
    from_tag: str
    to_tag: str
    branch: str
    via: Via

    def __init__(self, headers: Headers, body: bytes) -> None:
        self.headers = headers
        self.body = body
        self.method = self.call_id = self.from_tag = self.to_tag = self.branch = ""
        self.cseq = 0

    def get(self, name: str) -> str:
        """The first value of the header (full name, lower case), "" where it is missing."""
        values = self.headers.get(name)
        return values[0] if values else ""

    def set(self, name: str, value: str) -> None:
        """Replace the header by one line."""
        self.headers[name] = [value]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "surrogateescape")

    @property
    def content_type(self) -> str:
        """The media type in lower case without parameters, "" where there is none."""
        return self.get("content-type").partition(";")[0].strip().lower()

    @property
    def sdp(self) -> str:
        """The body where it is `application/sdp`, else ""."""
        return self.text if self.body and self.content_type == "application/sdp" else ""

    def _encode(self, start: str) -> bytes:
        parts = [start]
        for name, values in self.headers.items():
            if name != "content-length":
                written = _WRITTEN.get(name) or name.title()
                parts += [f"{written}: {value}\r\n" for value in values]
        parts.append(f"Content-Length: {len(self.body)}\r\n\r\n")
        return "".join(parts).encode("utf-8", "surrogateescape") + self.body


class Request(Message):
    """A request; `uri` is the Request-URI as written."""

    __slots__ = ("uri",)

    def __init__(self, method: str, uri: str, headers: Headers, body: bytes = b"") -> None:
        super().__init__(headers, body)
        self.method = method
        self.uri = uri

    def encode(self) -> bytes:
        """The bytes to send; Content-Length is counted."""
        return self._encode(f"{self.method} {self.uri} SIP/2.0\r\n")

    def response(self, status: int, reason: str = "", to_tag: str = "") -> Response:
        """A response with what RFC 3261 8.2.6.2 copies; `to_tag` is added where the request had none."""
        source = self.headers
        to = source["to"][0] if "to" in source else ""
        if to_tag and not self.to_tag:
            to = f"{to};tag={to_tag}"
        headers: Headers = {"via": source.get("via", [])}
        if "from" in source:
            headers["from"] = source["from"][:1]
        if to:
            headers["to"] = [to]
        for name in ("call-id", "cseq"):
            if name in source:
                headers[name] = source[name][:1]
        response = Response(status, reason or reason_of(status), headers)
        response.method = self.method
        return response


class Response(Message):
    """A response."""

    __slots__ = ("reason", "status")

    def __init__(self, status: int, reason: str, headers: Headers, body: bytes = b"") -> None:
        super().__init__(headers, body)
        self.status = status
        self.reason = reason

    def encode(self) -> bytes:
        """The bytes to send; Content-Length is counted."""
        return self._encode(f"SIP/2.0 {self.status} {self.reason}\r\n")


def parse(data: bytes, stream: bool = False) -> Request | Response:
    """One message from a datagram, or one that a `StreamFramer` cut out (`stream`: then a Content-Length is demanded).

    A datagram's octets after Content-Length are dropped (RFC 3261 18.3). `MalformedError` says in one sentence what
    is wrong and carries the request where a 400 can be sent.
    """
    head, separator, body = data.partition(b"\r\n\r\n")
    if len(head) > MAX_HEAD:
        raise MalformedError(f"The header is longer than {MAX_HEAD} bytes.", 513)
    text = head.decode("utf-8", "surrogateescape")
    if "\r\n " in text or "\r\n\t" in text:
        text = _FOLD.sub(" ", text)
    lines = text.split("\r\n")
    start = lines[0]
    if start.startswith("SIP/"):
        response = _status_line(start)
        _read(response, lines, body, bool(separator), stream)
        return response
    request = Request("", "", {})
    try:
        _read(request, lines, body, bool(separator), stream, start)
    except MalformedError as error:
        raise MalformedError(str(error), error.status, request if request.branch else None) from None
    return request


def _read(
    message: Request | Response, lines: list[str], body: bytes, ended: bool, stream: bool, start: str = ""
) -> None:
    """Fill `message`. The Via comes first, so that whatever is wrong after it can be answered."""
    fault = _header_lines(message.headers, lines)
    fault = _identify(message) or fault
    if isinstance(message, Request):
        _request_line(message, start)
    if fault:
        raise MalformedError(fault)
    if not ended:
        raise MalformedError("The header does not end with an empty line.")
    _check(message)
    message.body = _body(message.headers, body, stream)


def _status_line(start: str) -> Response:
    match = _STATUS.match(start)
    if match is None:
        raise MalformedError("The status line has no version 2.0 and status from 100 to 699.")
    return Response(int(match[1]), match[2] or "", {})


def _header_lines(headers: Headers, lines: list[str]) -> str:
    """Fill `headers`; the sentence about the first bad line, or ""."""
    fault = ""
    keys = _KEYS
    for index in range(1, len(lines)):
        name, colon, value = lines[index].partition(":")
        key = keys.get(name)
        if key is None:
            spelled = name.rstrip(" \t")
            if not colon or not TOKEN.match(spelled):
                fault = fault or f"Header line {index} has no name and colon."
                continue
            lower = spelled.lower()
            key = COMPACT.get(lower, lower)
        elif not colon:
            fault = fault or f"Header line {index} has no colon."
            continue
        value = value.strip()
        if key not in headers:
            headers[key] = [value]
        elif key not in _SINGLE:
            headers[key].append(value)
        elif key != "content-length" or headers[key] != [value]:
            fault = fault or f"There is more than one {_WRITTEN[key]}."
    return fault


def _request_line(request: Request, start: str) -> None:
    match = _PLAIN_LINE.match(start)
    if match is not None:
        request.method, request.uri = match[1], match[2]
        return
    parts = start.split(" ")
    if len(parts) != 3 or not TOKEN.match(parts[0]):
        raise MalformedError("The request line is not method, URI and version with one space between.")
    request.method, request.uri = parts[0], parts[1]
    if not _VERSION.match(parts[2]):
        raise MalformedError("The request line does not end with the SIP version.")
    if parts[2].upper() != "SIP/2.0":
        raise MalformedError(f"Version {parts[2]} is not supported.", 505)
    if scheme_of(parts[1]) in ("sip", "sips") and parse_uri(parts[1]).headers:
        raise MalformedError("The Request-URI holds headers (RFC 3261 19.1.1).")


def _identify(message: Message) -> str:
    """Read the top Via and, as far as they are there, what else a response needs to be matched.

    The sentence about a Via that can be answered and no more, or "".
    """
    fault = ""
    vias = message.headers.get("via")
    if not vias:
        raise MalformedError("There is no Via.")
    match = _TOP_VIA.match(vias[0])
    if match is None:
        if "," in vias[0]:
            vias[:1] = split_list(vias[0])
        if not vias:
            raise MalformedError("The Via is empty.")
        fault, via = _loose_via(vias)
    else:
        params: dict[str, str] = {}
        for part in match[4].split(";")[1:]:
            name, _, value = part.partition("=")
            params[name.lower()] = value
        via = Via(match[1], match[2], int(match[3] or 0), params)
    message.via = via
    branch = via.params.get("branch", "")
    # An RFC 2543 peer, or one that sends the bare cookie, has no unique branch: what 17.2.3 compares stands in for it.
    old = len(branch) < 8 or not branch.startswith("z9hG4bK")
    message.branch = f"2543|{message.get('call-id')}|{message.get('cseq').split(' ')[0]}|{vias[0]}" if old else branch
    return fault


def _loose_via(vias: list[str]) -> tuple[str, Via]:
    """The top Via, and what is wrong with its parameters: without them it still says where a 400 has to go."""
    try:
        return "", parse_via(vias[0])
    except MalformedError as error:
        vias[:] = [vias[0].partition(";")[0].strip()]
        return str(error), parse_via(vias[0])


def _check(message: Message) -> None:
    """The headers that every message needs (RFC 3261 8.1.1; the Via was looked at before)."""
    headers = message.headers
    try:
        source, target = headers["from"][0], headers["to"][0]
        message.call_id = headers["call-id"][0]
        sequence = headers["cseq"][0]
    except KeyError as missing:
        raise MalformedError(f"There is no {_WRITTEN[missing.args[0]]}.") from None
    if not message.call_id:
        raise MalformedError("The Call-ID is empty.")
    message.from_tag = _tag(source)
    message.to_tag = _tag(target)
    number, method = parse_cseq(sequence)
    message.cseq = number
    if isinstance(message, Request):
        if method != message.method:
            raise MalformedError(f"The method of CSeq, {method[:20]!a}, is not that of the request.")
        if "max-forwards" in headers:
            parse_number("Max-Forwards", headers["max-forwards"][0], 255)
    else:
        message.method = method


def _tag(value: str) -> str:
    match = _TAG.match(value)
    if match is not None:
        return match[1] or ""
    return parse_name_addr(value).params.get("tag", "")


def _body(headers: Headers, body: bytes, stream: bool) -> bytes:
    values = headers.get("content-length")
    if values is None:
        if stream:
            raise MalformedError("There is no Content-Length, which a stream needs (RFC 3261 18.3).")
        return body
    length = parse_number("Content-Length", values[0], 2**31)
    if length > len(body):
        raise MalformedError(f"Content-Length is {length}, but only {len(body)} bytes follow the header.")
    return body[:length]
