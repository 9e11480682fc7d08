"""SDP offer of a browser → answer of the media worker: one audio stream, PCMU and telephone-event, ICE-lite. Pure.

RFC 8866 (SDP), RFC 3264 (offer/answer), RFC 8829 (JSEP), RFC 8839 (ICE in SDP), RFC 8122 (fingerprints).
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_LIMIT: Final = 65_536
_DIGESTS: Final = frozenset({"sha-256", "sha-384", "sha-512"})
_FINGERPRINT: Final = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){19,63}")
_TOKEN: Final = re.compile(r"[!#-'*+\-.0-9A-Z^-~]{1,64}")


class BadOffer(ValueError):
    """The offer cannot be answered with sound; the text says why."""


class Offer(Struct, frozen=True, kw_only=True):
    """What matters of an offer. `sections`: (media, protocol, formats, mid) of every m= section in order; `audio`:
    index of the one that is accepted; `digest`, `fingerprint`: the browser's certificate, e.g. `sha-256` and `AB:CD…`.
    """

    sections: tuple[tuple[str, str, str, str], ...]
    audio: int
    digest: str
    fingerprint: str
    dtmf_payload_type: int | None

    @property
    def mid(self) -> str:
        """Identification of the accepted section (RFC 8843)."""
        return self.sections[self.audio][3]


class Credentials(Struct, frozen=True, kw_only=True):
    """What must be fresh for each answer: ICE user fragment and password, our SSRC, session id of the o= line."""

    ufrag: str
    pwd: str
    ssrc: int
    session: int


class _Section:
    """Lines of one m= section (or of the session part)."""

    def __init__(self, header: str) -> None:
        self.header = header
        self.attributes: list[tuple[str, str]] = []

    def first(self, name: str) -> str | None:
        return next((value for key, value in self.attributes if key == name), None)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def parse_offer(sdp: str) -> Offer:
    """Read a browser's offer. Raises `BadOffer`."""
    if len(sdp) > _LIMIT:
        raise BadOffer("the offer is too long")
    session, *media = _split(sdp)
    headers = [_header(section.header) for section in media]
    audio = next((index for index, header in enumerate(headers) if _usable(header)), None)
    if audio is None:
        raise BadOffer("no audio section with PCMU over UDP/TLS/RTP/SAVPF")
    chosen = media[audio]
    if chosen.first("rtcp-mux") is None:
        raise BadOffer("the audio section has no rtcp-mux")
    if (chosen.first("setup") or session.first("setup") or "actpass") not in ("actpass", "active"):
        raise BadOffer("the browser must be able to begin the DTLS handshake (a=setup)")
    digest, fingerprint = _fingerprint(chosen, session)
    mids = [section.first("mid") or str(index) for index, section in enumerate(media)]
    if not all(_TOKEN.fullmatch(mid) for mid in mids):
        raise BadOffer("malformed a=mid")
    return Offer(
        sections=tuple((kind, proto, formats, mid) for (kind, proto, formats), mid in zip(headers, mids, strict=True)),
        audio=audio,
        digest=digest,
        fingerprint=fingerprint,
        dtmf_payload_type=_dtmf(chosen, headers[audio][2].split()),
    )


def make_answer(offer: Offer, hosts: Sequence[str], port: int, fingerprint: str, credentials: Credentials) -> str:
    """The answer: our ICE-lite agent on `hosts` (IP addresses, best first) and `port`, DTLS certificate `fingerprint`
    (SHA-256). Sections other than the accepted one are refused with port 0 (RFC 3264 section 6)."""
    lines = [
        "v=0",
        f"o=- {credentials.session} 2 {_net(hosts[0])}",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        f"a=group:BUNDLE {offer.mid}",
    ]
    for index, (kind, protocol, formats, mid) in enumerate(offer.sections):
        if index == offer.audio:
            lines += _audio(offer, hosts, port, fingerprint, credentials)
        else:
            lines += [f"m={kind} 0 {protocol} {formats}", "c=IN IP4 0.0.0.0", f"a=mid:{mid}", "a=inactive"]
    return "\r\n".join(lines) + "\r\n"


def _audio(offer: Offer, hosts: Sequence[str], port: int, fingerprint: str, credentials: Credentials) -> list[str]:
    dtmf = offer.dtmf_payload_type
    lines = [
        f"m=audio {port} UDP/TLS/RTP/SAVPF 0{'' if dtmf is None else f' {dtmf}'}",
        f"c={_net(hosts[0])}",
        "a=rtcp-mux",
        f"a=ice-ufrag:{credentials.ufrag}",
        f"a=ice-pwd:{credentials.pwd}",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:passive",
        f"a=mid:{offer.mid}",
        "a=sendrecv",
        "a=msid:kikite sound",
        "a=rtpmap:0 PCMU/8000",
    ]
    if dtmf is not None:
        lines += [f"a=rtpmap:{dtmf} telephone-event/8000", f"a=fmtp:{dtmf} 0-15"]
    lines += ["a=ptime:20", f"a=ssrc:{credentials.ssrc} cname:kikite"]
    for rank, host in enumerate(hosts):
        # RFC 8445 section 5.1.2.1: type preference 126 (host), local preference falls with the rank, component 1.
        priority = (126 << 24) | ((65535 - rank) << 8) | 255
        lines.append(f"a=candidate:{rank + 1} 1 udp {priority} {host} {port} typ host")
    lines.append("a=end-of-candidates")
    return lines


def _net(host: str) -> str:
    return f"IN IP{6 if ':' in host else 4} {host}"


def _split(sdp: str) -> list[_Section]:
    sections = [_Section("")]
    for line in sdp.replace("\r\n", "\n").split("\n"):
        if line.startswith("m="):
            sections.append(_Section(line[2:].strip()))
        elif line.startswith("a="):
            name, _, value = line[2:].partition(":")
            sections[-1].attributes.append((name.strip(), value.strip()))
    return sections


def _header(text: str) -> tuple[str, str, str]:
    """(media, protocol, formats) of an m= line."""
    fields = text.split()
    if len(fields) < 4 or not fields[1].isdigit():
        raise BadOffer("malformed m= line")
    return fields[0], fields[2], " ".join(fields[3:])


def _usable(header: tuple[str, str, str]) -> bool:
    kind, protocol, formats = header
    return kind == "audio" and protocol == "UDP/TLS/RTP/SAVPF" and "0" in formats.split()


def _fingerprint(chosen: _Section, session: _Section) -> tuple[str, str]:
    """The section's fingerprints hide the session's (RFC 8122 section 5)."""
    for value in chosen.all("fingerprint") or session.all("fingerprint"):
        digest, _, pairs = value.partition(" ")
        digest, pairs = digest.lower(), pairs.strip().upper()
        if digest in _DIGESTS and _FINGERPRINT.fullmatch(pairs):
            return digest, pairs
    raise BadOffer("no usable a=fingerprint (sha-256, sha-384 or sha-512)")


def _dtmf(chosen: _Section, formats: list[str]) -> int | None:
    """Payload type of telephone-event at 8 kHz, if offered."""
    for value in chosen.all("rtpmap"):
        number, _, encoding = value.partition(" ")
        if encoding.strip().lower() == "telephone-event/8000" and number in formats and 96 <= int(number) <= 127:
            return int(number)
    return None
