"""Structured header values: lists, parameters, name-addr, Via, CSeq (RFC 3261 7.3, 20, 25.1). Pure.

Every regular expression here is linear: no nested repetition, no alternative that matches what its neighbour does.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sip.stack.errors import MalformedError
from sip.stack.uri import Uri, host_port, parse_host_port, parse_uri, scheme_of

TOKEN: Final = re.compile(r"[A-Za-z0-9.!%*_+`'~-]+\Z")
_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|[,;]|[^",;<]+|["<]', re.DOTALL)
_QUOTED_PAIR: Final = re.compile(r"\\(.)", re.DOTALL)
_VIA: Final = re.compile(
    r"SIP\s*/\s*\d\.\d\s*/\s*([A-Za-z0-9.!%*_+`'~-]+)\s+([^\s;,]+(?:\s*:\s*\d+)?)\s*(;.*)?\Z", re.DOTALL
)
# Any version is read, so that a 505 finds its way back.
_CSEQ: Final = re.compile(r"0*(\d{1,10})\s+([^\s]+)\Z")
_REFERENCE: Final = re.compile(r"\[[0-9A-Fa-f:.]+\]\Z")
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9.!%*_+`'~ \t-]*\Z")
_MAX_SEQUENCE: Final = 2**31


def _split(text: str, separator: str) -> list[str]:
    """`text` cut at `separator` where it stands outside quotes and angle brackets."""
    if '"' not in text and "<" not in text:
        return text.split(separator)
    parts: list[str] = []
    start = 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece == separator:
            parts.append(text[start : match.start()])
            start = match.end()
        elif piece in ('"', "<"):
            raise MalformedError("A quoted string is not closed." if piece == '"' else "A '<' is not closed.")
    parts.append(text[start:])
    return parts


def split_list(value: str) -> list[str]:
    """The elements of a comma-separated header value, stripped; empty ones are left out."""
    if "," not in value:
        return [value] if value else []
    return [part for part in (piece.strip() for piece in _split(value, ",")) if part]


def elements(values: list[str] | None) -> list[str]:
    """The elements of all lines of one header, in order (RFC 3261 7.3.1)."""
    return [part for value in values or () for part in split_list(value)]


def parse_params(text: str) -> dict[str, str]:
    """`;a=1;b` as a dict: names in lower case, quotes taken off, "" for a flag. `MalformedError` on an empty name."""
    params: dict[str, str] = {}
    if not text:
        return params
    for part in _split(text, ";")[1:]:
        name, _, value = part.partition("=")
        key = name.strip().lower()
        if not key:
            raise MalformedError("A header parameter has no name.")
        params[key] = unquoted(value.strip())
    return params


def unquoted(value: str) -> str:
    """A quoted string without its quotes and quoted pairs; anything else as it is."""
    if len(value) >= 2 and value[0] == '"' == value[-1]:
        return _QUOTED_PAIR.sub(r"\1", value[1:-1])
    return value


def quoted(value: str) -> str:
    """`value` as a quoted string; control characters become spaces, so no line can be smuggled in."""
    clean = "".join(" " if character < " " else character for character in value)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


class NameAddr:
    """A `From`, `To`, `Contact` or `Route` value: display name, URI as it was written, header parameters."""

    __slots__ = ("name", "params", "uri")

    def __init__(self, uri: str, name: str = "", params: dict[str, str] | None = None) -> None:
        self.uri = uri
        self.name = name
        self.params = params if params is not None else {}

    def __str__(self) -> str:
        front = f"{quoted(self.name)} " if self.name else ""
        return f"{front}<{self.uri}>" + format_params(self.params)

    @property
    def sip(self) -> Uri:
        """The URI's parts; `MalformedError` where it is no SIP URI (it may be `tel:`)."""
        return parse_uri(self.uri)

    @property
    def user(self) -> str:
        """The user part, decoded; for a `tel:` URI the number; "" where there is none."""
        scheme, _, rest = self.uri.partition(":")
        if scheme.lower() == "tel":
            return rest.partition(";")[0]
        return self.sip.username if scheme.lower() in ("sip", "sips") else ""


def format_params(params: dict[str, str]) -> str:
    """Header parameters in wire form; values that are no tokens are quoted."""
    return "".join(
        f";{name}={value if TOKEN.match(value) or _REFERENCE.match(value) else quoted(value)}" if value else f";{name}"
        for name, value in params.items()
    )


def parse_name_addr(value: str) -> NameAddr:
    """One name-addr or addr-spec with header parameters (RFC 3261 20.10). `MalformedError` says what is wrong."""
    text = value.strip()
    opening = text.find("<") if not text.startswith('"') else text.find("<", _end_of_quoted(text))
    if opening < 0:
        uri, semicolon, rest = text.partition(";")
        uri = uri.strip()
        scheme_of(uri)
        return NameAddr(uri, "", parse_params(semicolon + rest))
    closing = text.find(">", opening)
    if closing < 0:
        raise MalformedError("A '<' is not closed.")
    uri = text[opening + 1 : closing].strip()
    scheme_of(uri)
    name = text[:opening].strip()
    if name.startswith('"'):
        name = unquoted(name)
    elif not _PLAIN_NAME.match(name) and not name.isprintable():
        raise MalformedError("A display name holds control characters.")
    elif any(character in name for character in '",;:@\\()'):
        raise MalformedError("A display name that is not quoted holds a separator.")
    rest = text[closing + 1 :].strip()
    if rest and rest[0] != ";":
        raise MalformedError("Something other than a parameter follows the '>'.")
    return NameAddr(uri, name, parse_params(rest))


def _end_of_quoted(text: str) -> int:
    match = _PIECE.match(text)
    if match is None or len(match[0]) < 2:
        raise MalformedError("A quoted string is not closed.")
    return match.end()


class Via(NamedTuple):
    """One Via (RFC 3261 20.42): transport in upper case, sent-by host and port (0: none given), parameters."""

    transport: str
    host: str
    port: int
    params: dict[str, str]

    def __str__(self) -> str:
        return f"SIP/2.0/{self.transport} {host_port(self.host, self.port)}" + format_params(self.params)


def parse_via(value: str) -> Via:
    """One Via value; `MalformedError` where it is none."""
    match = _VIA.match(value)
    if match is None:
        raise MalformedError("A Via has no protocol, transport and address.")
    where = match[2] if match[2].isascii() and " " not in match[2] else "".join(match[2].split())
    host, port = parse_host_port(where)
    return Via(match[1].upper(), host, port, parse_params(match[3] or ""))


def parse_cseq(value: str) -> tuple[int, str]:
    """Sequence number and method (RFC 3261 20.16); the number is below 2**31 (8.1.1.5)."""
    match = _CSEQ.match(value)
    if match is None:
        raise MalformedError("CSeq is no number with a method.")
    number = int(match[1])
    if number >= _MAX_SEQUENCE:
        raise MalformedError(f"CSeq {number} is not below 2**31.")
    return number, match[2]


def parse_number(name: str, value: str, largest: int) -> int:
    """A decimal number 0…`largest`; `name` is for the sentence of the `MalformedError`."""
    digits = value.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 20 or int(digits) > largest:
        raise MalformedError(f"{name} is no number from 0 to {largest}.")
    return int(digits)
