"""SIP and SIPS URIs (RFC 3261 19.1, RFC 5118 for IPv6 references). Pure."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import unquote

from sip.stack.errors import MalformedError

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*\Z")
_HOST_PORT: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,64}\]|[A-Za-z0-9_.-]{1,255})(?::(\d{1,5}))?\Z")
_FORBIDDEN: Final = re.compile(r"[\s<>\"\x00-\x1f\x7f]")


class Uri:
    """The parts of a `sip:` or `sips:` URI.

    `user` is "" where there is none and still escaped (`username` decodes it); `host` has no brackets; `port` is 0
    where none is given; `params` maps lower-case names to their values ("" for a flag); `headers` is what stands
    after `?`.
    """

    __slots__ = ("headers", "host", "params", "port", "scheme", "user")

    def __init__(self, scheme: str, user: str, host: str, port: int, params: dict[str, str], headers: str) -> None:
        self.scheme = scheme
        self.user = user
        self.host = host
        self.port = port
        self.params = params
        self.headers = headers

    @property
    def username(self) -> str:
        """The user part without its password and with %HH decoded."""
        return unquote(self.user.partition(":")[0])

    @property
    def transport(self) -> str:
        """The `transport` parameter in lower case, or `udp`, the default. `sips` is `tls`, also where its parameter
        says `tcp`: that names what TLS runs over (RFC 3261 26.2.2)."""
        return "tls" if self.scheme == "sips" else self.params.get("transport", "udp").lower()

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        params = "".join(f";{name}={value}" if value else f";{name}" for name, value in self.params.items())
        return f"{self.scheme}:{user}{host_port(self.host, self.port)}{params}" + (
            f"?{self.headers}" if self.headers else ""
        )


def host_port(host: str, port: int = 0) -> str:
    """`host:port` with brackets around an IPv6 address; the port is left out where it is 0."""
    bracketed = f"[{host}]" if ":" in host else host
    return f"{bracketed}:{port}" if port else bracketed


def parse_host_port(text: str) -> tuple[str, int]:
    """Host (without brackets) and port (0: none) of `text`; `MalformedError` where it is neither name nor address."""
    match = _HOST_PORT.match(text)
    if match is None:
        raise MalformedError(f"{_shown(text)} is no host with an optional port.")
    port = int(match[2]) if match[2] else 0
    if port > 65535:
        raise MalformedError(f"Port {port} is larger than 65535.")
    host = match[1]
    return (host[1:-1] if host[0] == "[" else host), port


def scheme_of(text: str) -> str:
    """The scheme of any URI in lower case; `MalformedError` where `text` cannot be a URI."""
    scheme, colon, rest = text.partition(":")
    if not colon or not rest or not _SCHEME.match(scheme) or _FORBIDDEN.search(text):
        raise MalformedError(f"{_shown(text)} is no URI.")
    return scheme.lower()


def parse_uri(text: str) -> Uri:
    """`text` as a SIP or SIPS URI; `MalformedError` for anything else."""
    scheme = scheme_of(text)
    if scheme not in ("sip", "sips"):
        raise MalformedError(f"{_shown(text)} is no SIP URI.")
    rest = text.partition(":")[2]
    user, at, after = rest.partition("@")
    if not at:
        user, after = "", rest
    elif not user:
        raise MalformedError(f"The user part of {_shown(text)} is empty.")
    location, _, headers = after.partition("?")
    where, *params = location.split(";")
    host, port = parse_host_port(where)
    return Uri(scheme, user, host, port, _params(params, text), headers)


def _params(parts: list[str], text: str) -> dict[str, str]:
    params: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition("=")
        if not name:
            raise MalformedError(f"A parameter of {_shown(text)} has no name.")
        params[name.lower()] = value
    return params


def _shown(text: str) -> str:
    """`text` cut short and printable, for a sentence."""
    return ascii(text[:60])


def same_host(one: str, other: str) -> bool:
    """Whether two hosts are the same address, however they are written, or the same name."""
    if one == other:
        return True
    try:
        return ipaddress.ip_address(one) == ipaddress.ip_address(other)
    except ValueError:
        return False
