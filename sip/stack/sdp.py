"""Session descriptions for one audio stream (RFC 8866) and their negotiation (RFC 3264). Pure.

Only what a telephone switch needs: G.711 (PCMU, PCMA) over RTP/AVP or, with keys in it (`sdes`), RTP/SAVP, and
telephone-event (RFC 4733). Other media of an offer are refused with port 0, as RFC 3264 6 asks. Every refusal is an
`SdpError` whose sentence fits a 488's Warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from sip.stack import sdes
from sip.stack.errors import SdpError
from sip.stack.sdes import Crypto, Keys, OwnKey
from sip.stack.terms import Use

CODECS: Final = ("PCMU", "PCMA")
"""What we speak, best first; 8000 Hz, one channel."""

STATIC: Final = {"PCMU": 0, "PCMA": 8}
"""RFC 3551 payload types."""

DTMF: Final = 101
"""The payload type that our offers give telephone-event."""

MAX_LINES: Final = 500
PLAIN: Final = ("RTP/AVP", "RTP/AVPF")
SECURE: Final = ("RTP/SAVP", "RTP/SAVPF")
_DIRECTIONS: Final = ("sendrecv", "sendonly", "recvonly", "inactive")
_MIRROR: Final = {"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}
_CONNECTION: Final = re.compile(r"IN (IP4|IP6) ([0-9A-Za-z:.-]+)(?:/\d+)*\Z")
_MEDIA: Final = re.compile(r"(\S+) (\d{1,5})(?:/\d+)? (\S+) ([\w.* -]+)\Z")
_RTPMAP: Final = re.compile(r"(\d{1,3}) ([^/\s]+)/(\d+)(?:/(\d+))?\s*\Z")


@dataclass(slots=True)
class Media:
    """One `m=` section. `host` is its own `c=` or that of the session; `rtpmap` maps payload types to `NAME/rate`."""

    kind: str
    port: int
    protocol: str
    formats: list[str]
    host: str = ""
    direction: str = ""
    rtpmap: dict[int, str] = field(default_factory=dict)
    ptime: int = 20
    crypto: list[str] = field(default_factory=list, repr=False)
    """What stands after each `a=crypto:`."""


@dataclass(slots=True)
class Description:
    """A parsed session description. `session_id` and `version` are those of the `o=` line."""

    session_id: int
    version: int
    media: list[Media]


@dataclass(slots=True, frozen=True)
class Audio:
    """The agreed audio stream as we must treat it.

    Send RTP to `host`:`port` (0: none) with `payload` of `codec`, if `send`; expect it if `receive`. `dtmf` is the
    payload type for telephone-event, None where the peer has none. `ptime`: milliseconds per packet that it likes.
    `srtp`: keys of both directions, None: the stream is not protected.
    """

    host: str
    port: int
    codec: str
    payload: int
    dtmf: int | None
    send: bool
    receive: bool
    ptime: int = 20
    srtp: Keys | None = None


@dataclass(slots=True, frozen=True)
class Answered:
    """Our answer to an offer and what follows from it."""

    text: str
    audio: Audio


def parse_sdp(text: str) -> Description:
    """`text` line by line; `SdpError` where it is no SDP. Bare LF and unknown lines are tolerated (RFC 8866 5)."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "v=0":
        raise SdpError("The description does not begin with v=0.")
    if len(lines) > MAX_LINES:
        raise SdpError(f"The description has more than {MAX_LINES} lines.")
    description = Description(0, 0, [])
    session = Media("session", 0, "", [])
    current = session
    for line in lines[1:]:
        kind, value = line[:2], line[2:].strip()
        if kind == "m=":
            current = _media(value, session)
            description.media.append(current)
        elif kind == "c=":
            current.host = _connection(value)
        elif kind == "a=":
            _attribute(current, value)
        elif kind == "o=":
            description.session_id, description.version = _origin(value)
    return description


def _media(value: str, session: Media) -> Media:
    match = _MEDIA.match(value)
    if match is None or int(match[2]) > 65535:
        raise SdpError("An m= line has no kind, port, protocol and formats.")
    return Media(match[1], int(match[2]), match[3], match[4].split(), session.host, session.direction)


def _connection(value: str) -> str:
    match = _CONNECTION.match(value)
    if match is None:
        raise SdpError("A c= line has no IP4 or IP6 address.")
    return match[2]


def _origin(value: str) -> tuple[int, int]:
    parts = value.split()
    if len(parts) != 6:
        raise SdpError("The o= line has not six fields.")
    return _identifier(parts[1]), _identifier(parts[2])


def _identifier(text: str) -> int:
    """An `o=` number; what is beyond 64 bits or has letters, as some peers send, reads as 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 20 else 0


def _attribute(media: Media, value: str) -> None:
    name, _, rest = value.partition(":")
    if name in _DIRECTIONS:
        media.direction = name
    elif name == "rtpmap":
        match = _RTPMAP.match(rest)
        if match is None:
            raise SdpError("An a=rtpmap has no payload type, name and rate.")
        if match[4] in (None, "1"):
            media.rtpmap[int(match[1])] = f"{match[2].upper()}/{match[3]}"
    elif name == "crypto":
        media.crypto.append(rest)
    elif name == "ptime" and rest.strip().isascii() and rest.strip().isdigit():
        media.ptime = min(max(int(rest.strip()[:4]), 10), 200)


def offer(
    host: str,
    port: int,
    session_id: int,
    version: int = 1,
    *,
    direction: str = "sendrecv",
    codecs: tuple[str, ...] = CODECS,
    crypto: tuple[Crypto, ...] = (),
) -> str:
    """An offer of `codecs` and telephone-event at `host`:`port`. `version` grows with each change (RFC 3264 8). With
    `crypto` it is one of SRTP and of nothing else."""
    types = [(STATIC[codec], codec) for codec in codecs]
    protocol = SECURE[0] if crypto else PLAIN[0]
    return _describe(host, session_id, version, [_section(port, types, DTMF, direction, protocol, crypto)])


def cryptos(text: str) -> tuple[Crypto, ...]:
    """The usable keys that the description `text`, one of ours, has."""
    if "a=crypto:" not in text:
        return ()
    found = [sdes.read(line) for media in parse_sdp(text).media for line in media.crypto]
    return tuple(each for each in found if each is not None)


def answer(
    text: str,
    host: str,
    port: int,
    session_id: int,
    version: int = 1,
    *,
    direction: str = "sendrecv",
    codecs: tuple[str, ...] = CODECS,
    srtp: Use = Use.OFF,
    own_key: OwnKey = sdes.zeros,
) -> Answered:
    """The answer to the offer `text`: the first of its codecs that is in `codecs`; all but one audio is refused.

    `direction` is what we would like (`sendonly` holds the peer); what the offer does not allow is taken away. `srtp`:
    whether protected sound is refused, taken before plain where both are offered, or demanded; `own_key` gives our key.
    `SdpError` where nothing fits: refuse with 488.
    """
    description = parse_sdp(text)
    index, media, theirs = _acceptable(description, srtp)
    crypto: tuple[Crypto, ...] = () if theirs is None else (Crypto(theirs.tag, theirs.suite, own_key(theirs)),)
    codec, payload = _choose(media, codecs)
    dtmf = _dtmf(media)
    allowed = _MIRROR[media.direction or "sendrecv"]
    ours = _both(allowed, direction)
    sections = [
        _section(port, [(payload, codec)], dtmf, ours, media.protocol, crypto)
        if position == index
        else f"m={other.kind} 0 {other.protocol} {' '.join(other.formats)}\r\n"
        for position, other in enumerate(description.media)
    ]
    audio = _audio(media, codec, payload, dtmf, ours)
    if theirs is not None:
        audio = replace(audio, srtp=Keys(theirs.suite, crypto[0].key, theirs.key))
    return Answered(_describe(host, session_id, version, sections), audio)


def read_answer(
    text: str, *, direction: str = "sendrecv", codecs: tuple[str, ...] = CODECS, crypto: tuple[Crypto, ...] = ()
) -> Audio:
    """What the answer `text` to our offer with `direction` and `crypto` means. `SdpError` where the peer refused our
    stream, or answers an offer of SRTP without."""
    _, media = _first_audio(parse_sdp(text), SECURE if crypto else PLAIN)
    codec, payload = _choose(media, codecs)
    ours = _both(_MIRROR[media.direction or "sendrecv"], direction)
    audio = _audio(media, codec, payload, _dtmf(media), ours)
    return replace(audio, srtp=sdes.agreed(media.crypto, crypto)) if crypto else audio


def is_hold(text: str) -> bool:
    """Whether the offer `text` puts us on hold: it will not listen to us (RFC 3264 8.4; also the old c=0.0.0.0)."""
    _, media = _first_audio(parse_sdp(text), PLAIN + SECURE)
    return media.direction in ("sendonly", "inactive") or media.host in ("0.0.0.0", "::")


def _acceptable(description: Description, srtp: Use) -> tuple[int, Media, Crypto | None]:
    """The audio stream that we take, by its place, and the peer's key where it is protected."""
    secure = _has(description, SECURE)
    if secure and srtp is not Use.OFF:
        index, media = _first_audio(description, SECURE)
        try:
            return index, media, sdes.choose(media.crypto)
        except SdpError:
            if srtp is Use.REQUIRED or not _has(description, PLAIN):
                raise
    if srtp is Use.REQUIRED:
        raise SdpError("Only SRTP (RTP/SAVP with a=crypto) is accepted here.")
    if secure and not _has(description, PLAIN):
        raise SdpError("SRTP (RTP/SAVP) is switched off here.")
    index, media = _first_audio(description, PLAIN)
    return index, media, None


def _has(description: Description, protocols: tuple[str, ...]) -> bool:
    return any(media.kind == "audio" and media.port and media.protocol in protocols for media in description.media)


def _first_audio(description: Description, protocols: tuple[str, ...]) -> tuple[int, Media]:
    for index, media in enumerate(description.media):
        if media.kind == "audio" and media.port and media.protocol in protocols:
            if not media.host:
                raise SdpError("The audio stream has no c= line.")
            return index, media
    raise SdpError(f"There is no audio stream over {protocols[0]}.")


def _choose(media: Media, codecs: tuple[str, ...]) -> tuple[str, int]:
    for text in media.formats:
        if not (text.isascii() and text.isdigit() and int(text) < 128):
            continue
        payload = int(text)
        name = _name(media, payload)
        if name.endswith("/8000") and name[:-5] in codecs:
            return name[:-5], payload
    raise SdpError(f"There is no common codec; we speak {' and '.join(codecs)}.")


def _name(media: Media, payload: int) -> str:
    """`NAME/rate` of a payload type; the static ones need no rtpmap (RFC 3551 6)."""
    static = next((f"{codec}/8000" for codec, number in STATIC.items() if number == payload), "")
    return media.rtpmap.get(payload, static)


def _dtmf(media: Media) -> int | None:
    return next((number for number, name in media.rtpmap.items() if name == "TELEPHONE-EVENT/8000"), None)


def _both(one: str, other: str) -> str:
    """The direction that both allow."""
    send = one in ("sendrecv", "sendonly") and other in ("sendrecv", "sendonly")
    receive = one in ("sendrecv", "recvonly") and other in ("sendrecv", "recvonly")
    return _DIRECTIONS[(0 if receive else 1) if send else (2 if receive else 3)]


def _audio(media: Media, codec: str, payload: int, dtmf: int | None, ours: str) -> Audio:
    blind = media.host in ("0.0.0.0", "::")  # RFC 3264 8.4: the old way to hold
    send = ours in ("sendrecv", "sendonly") and not blind
    return Audio(media.host, media.port, codec, payload, dtmf, send, ours in ("sendrecv", "recvonly"), media.ptime)


def _section(
    port: int,
    types: list[tuple[int, str]],
    dtmf: int | None,
    direction: str,
    protocol: str,
    crypto: tuple[Crypto, ...] = (),
) -> str:
    formats = " ".join(str(payload) for payload, _ in types) + (f" {dtmf}" if dtmf is not None else "")
    lines = [f"m=audio {port} {protocol} {formats}\r\n"]
    lines += [f"a=rtpmap:{payload} {codec}/8000\r\n" for payload, codec in types]
    if dtmf is not None:
        lines.append(f"a=rtpmap:{dtmf} telephone-event/8000\r\na=fmtp:{dtmf} 0-15\r\n")
    lines += map(str, crypto)
    lines.append(f"a=ptime:20\r\na={direction}\r\n")
    return "".join(lines)


def _describe(host: str, session_id: int, version: int, sections: list[str]) -> str:
    family = "IP6" if ":" in host else "IP4"
    return (
        f"v=0\r\no=- {session_id} {version} IN {family} {host}\r\ns=-\r\nc=IN {family} {host}\r\nt=0 0\r\n"
        + "".join(sections)
    )
