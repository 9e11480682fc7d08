"""The simulator's SDP: one audio stream, G.711 and telephone events (RFC 8866, RFC 3264). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sip.carrier.g711 import PCMA, PCMU

_EVENTS: Final = 101
_NAMES: Final = {PCMU: "PCMU/8000", PCMA: "PCMA/8000"}


class Unusable(ValueError):
    """The far end's description has no audio stream that the simulator can take."""


@dataclass(frozen=True)
class Stream:
    """Where the far end wants its sound, and with which payload types. `codec`: PCMU (0) or PCMA (8)."""

    host: str
    port: int
    codec: int
    events: int


def offer(host: str, port: int, session: int) -> str:
    """Both codecs, µ-law first, as Japanese carriers offer them."""
    return _text(host, port, session, (PCMU, PCMA), _EVENTS)


def answer(remote: str, host: str, port: int, session: int) -> str:
    """The answer to the offer `remote`: its first codec that we speak. Raises `Unusable`."""
    stream = read(remote)
    return _text(host, port, session, (stream.codec,), stream.events)


def _text(host: str, port: int, session: int, codecs: tuple[int, ...], events: int) -> str:
    family = "IP6" if ":" in host else "IP4"
    types = " ".join(str(payload_type) for payload_type in (*codecs, events))
    lines = [
        "v=0",
        f"o=carrier {session} 1 IN {family} {host}",
        "s=-",
        f"c=IN {family} {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {types}",
        *(f"a=rtpmap:{codec} {_NAMES[codec]}" for codec in codecs),
        f"a=rtpmap:{events} telephone-event/8000",
        f"a=fmtp:{events} 0-15",
        "a=ptime:20",
        "a=sendrecv",
    ]
    return "\r\n".join(lines) + "\r\n"


def read(text: str) -> Stream:
    """The first audio stream of `text`. Raises `Unusable`."""
    host, port, codecs, events, in_audio = "", 0, [], _EVENTS, False
    for line in text.splitlines():
        kind, _, value = line.partition("=")
        if kind == "m":
            if port:
                break
            words = value.split()
            in_audio = words[:1] == ["audio"] and len(words) > 3
            if in_audio:
                port = _number(words[1].partition("/")[0])
                codecs = [_number(word) for word in words[3:]]
        elif kind == "c" and (in_audio or not port):
            host = value.split()[-1].partition("/")[0]
        elif in_audio and kind == "a" and "telephone-event/8000" in value:
            events = _number(value.removeprefix("rtpmap:").split()[0])
    codec = next((codec for codec in codecs if codec in _NAMES), None)
    if codec is None or not host or not port:
        raise Unusable("no audio stream with PCMU or PCMA")
    return Stream(host, port, codec, events)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Unusable(f"'{text}' is no number")
    return int(text)
