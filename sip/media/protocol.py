"""What client and worker say to one another: msgspec tagged unions in msgpack, each with a 4-byte length before it.

The two ends hold a Unix stream socket pair. `OpenRtp` is accompanied by two file descriptors (RTP and RTCP socket,
already bound), which the worker takes from the ancillary data in the order of the commands.
"""

from enum import StrEnum
from typing import Final, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

PREFIX: Final = 4
"""Octets of the length that stands before each message, big-endian."""


class Direction(StrEnum):
    """A party's own view of its media stream, as its SDP says it (RFC 8866 section 6.7)."""

    SENDRECV = "sendrecv"
    SENDONLY = "sendonly"
    RECVONLY = "recvonly"
    INACTIVE = "inactive"

    @property
    def sends(self) -> bool:
        """Whether the party announced that it sends."""
        return self in (Direction.SENDRECV, Direction.SENDONLY)

    @property
    def receives(self) -> bool:
        """Whether the party wants to be sent anything."""
        return self in (Direction.SENDRECV, Direction.RECVONLY)


class LostReason(StrEnum):
    """Why a leg's media is gone."""

    RTP_TIMEOUT = "rtp_timeout"  # an RTP party that should send was silent too long
    CONSENT_EXPIRED = "consent_expired"  # the browser stopped (or never began) its ICE checks, RFC 7675
    CLOSED = "closed"  # the browser said close_notify
    DTLS_FAILED = "dtls_failed"  # handshake refused, or the certificate is not the one of the offer


class SrtpKeys(Struct, frozen=True, kw_only=True):
    """Keys of an RTP leg (RFC 4568): `suite` by its name there; `own` (master key, then salt) protects what we send,
    `theirs` what the party sends. Never shown."""

    suite: str
    own: bytes
    theirs: bytes

    def __repr__(self) -> str:
        return f"SrtpKeys({self.suite})"


class RtpRemote(Struct, frozen=True, kw_only=True):
    """The far end of an RTP leg as its SDP describes it. `host` is an IP address; with `0.0.0.0` or `::` (the hold of
    RFC 2543) or port 0 nothing is sent.

    `payload_type` is 0 (PCMU) or 8 (PCMA), what it is sent; it may itself send either. `dtmf_payload_type`: number
    of its telephone-event format, None if it has none; `own_dtmf_payload_type`: the number *we* announced, which it
    uses towards us (None: the same). `rtcp_port` 0: `port` + 1. `watch`: whether silence is reported as `lost`;
    false while only early media may come.
    """

    host: str
    port: int
    payload_type: int = 0
    dtmf_payload_type: int | None = None
    own_dtmf_payload_type: int | None = None
    rtcp_port: int = 0
    direction: Direction = Direction.SENDRECV
    watch: bool = True
    srtp: SrtpKeys | None = None
    """Both directions are protected by these, RTCP too; None: neither."""

    @property
    def reachable(self) -> bool:
        """Whether there is an address to send anything to."""
        return self.port != 0 and self.host not in ("0.0.0.0", "::")


class FromLeg(Struct, frozen=True, tag="leg"):
    """What the party of another leg says."""

    leg: str


class Prompt(Struct, frozen=True, tag="prompt"):
    """A sound by name (file name without `.ulaw`), again and again or once."""

    name: str
    loop: bool = True


class Playlist(Struct, frozen=True, tag="playlist"):
    """Sounds by name, one after the other, once; then silence, and `Finished` with the same `number`. Unknown names
    have no length."""

    names: tuple[str, ...]
    number: int


class Mix(Struct, frozen=True, tag="mix"):
    """What the parties of several other legs say, together."""

    legs: tuple[str, ...]


Source: TypeAlias = FromLeg | Prompt | Playlist | Mix
"""What one leg hears."""


class LegStats(Struct, frozen=True, kw_only=True):
    """Counters of one leg since it was opened. Times in milliseconds; None: not known (yet).

    `packets`, `lost`, `jitter`: what came from the party (RFC 3550 section 6.4.1). `sent`: what it was sent;
    `remote_lost`, `remote_jitter`, `rtt`: what its own RTCP reports say of that. `dropped`: datagrams thrown away
    because they were malformed, from a stranger or could not be decrypted.
    """

    packets: int = 0
    lost: int = 0
    jitter: float = 0.0
    sent: int = 0
    remote_lost: int | None = None
    remote_jitter: float | None = None
    rtt: float | None = None
    dropped: int = 0


class Command(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of what the client tells the worker."""


class Setup(Command, frozen=True, kw_only=True):
    """First message; answered by `Ready`. Times in seconds; `sounds`: further folders of prompts."""

    browser_host: str
    browser_port: int
    rtp_timeout: float
    consent_timeout: float
    report_interval: float
    sounds: tuple[str, ...] = ()


class OpenRtp(Command, frozen=True, kw_only=True):
    """Begin an RTP leg on the two sockets sent along (RTP, then RTCP)."""

    leg: str


class SetRemote(Command, frozen=True, kw_only=True):
    """The far end of an RTP leg is known or has changed."""

    leg: str
    remote: RtpRemote


class OpenBrowser(Command, frozen=True, kw_only=True):
    """Begin a browser leg, or replace the browser of an existing one.

    `ufrag` and `pwd` are ours (RFC 8839 section 5.4); `digest` and `fingerprint` the browser's certificate (RFC 8122:
    hash name in lower case, upper-case hex pairs with colons); `ssrc` what we send with.
    """

    leg: str
    ufrag: str
    pwd: str
    digest: str
    fingerprint: str
    ssrc: int
    payload_type: int
    dtmf_payload_type: int | None


class Hear(Command, frozen=True, kw_only=True):
    """What the party of `leg` hears from now on; None: nothing."""

    leg: str
    source: Source | None


class SendDigits(Command, frozen=True, kw_only=True):
    """Send digits to the party of `leg` after those still waiting: by RFC 4733, or as tones where the party has no
    telephone-event."""

    leg: str
    digits: str


class Listen(Command, frozen=True, kw_only=True):
    """Whether to look for tones (`tones.ToneReader`) in what the party of `leg` says, as long as it has no
    telephone-event."""

    leg: str
    on: bool


class Record(Command, frozen=True, kw_only=True):
    """Write what the party of `leg` says from now on to a new file (`recorder`)."""

    leg: str
    path: str


class StopRecording(Command, frozen=True, kw_only=True):
    """Finish the file."""

    leg: str


class Close(Command, frozen=True, kw_only=True):
    """End a leg; unknown ones are ignored."""

    leg: str


class RefreshSounds(Command, frozen=True, kw_only=True):
    """The files in the folders of prompts have changed."""


class GetStats(Command, frozen=True, kw_only=True):
    """Answered by `Stats` with the same `request`."""

    request: int
    leg: str


AnyCommand: TypeAlias = (
    Setup
    | OpenRtp
    | SetRemote
    | OpenBrowser
    | Hear
    | SendDigits
    | Listen
    | Record
    | StopRecording
    | Close
    | RefreshSounds
    | GetStats
)


class Notification(Struct, frozen=True, kw_only=True, tag_field="type", tag=True):
    """Base of what the worker tells the client."""


class Ready(Notification, frozen=True, kw_only=True):
    """The worker serves. `fingerprint`: SHA-256 of its DTLS certificate; `browser_port`: UDP port of browser legs."""

    fingerprint: str
    browser_port: int
    prompts: tuple[str, ...]


class Connected(Notification, frozen=True, kw_only=True):
    """First sound can flow: a browser's DTLS is up, or an RTP party's first packet came."""

    leg: str


class Lost(Notification, frozen=True, kw_only=True):
    """The media of a leg is gone; the leg stays until closed or replaced."""

    leg: str
    reason: LostReason


class Digit(Notification, frozen=True, kw_only=True):
    """The party pressed a key, one of `0-9*#A-D`."""

    leg: str
    digit: str


class Finished(Notification, frozen=True, kw_only=True):
    """The playlist `number` of a leg has come to its end."""

    leg: str
    number: int


class RecordingFailed(Notification, frozen=True, kw_only=True):
    """A file cannot be written; what is said is lost."""

    reason: str


class Stats(Notification, frozen=True, kw_only=True):
    """Answer to `GetStats`; None: no such leg."""

    request: int
    stats: LegStats | None


AnyNotification: TypeAlias = Ready | Connected | Lost | Digit | Finished | RecordingFailed | Stats

_T = TypeVar("_T")


class FrameTooLong(ValueError):
    """A length prefix that no real message has: the two ends are out of step."""


class FrameReader(Generic[_T]):
    """Cuts a byte stream into messages of one union type."""

    LIMIT: Final = 1 << 20

    def __init__(self, kind: object) -> None:
        self._buffer = bytearray()
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def feed(self, data: bytes) -> list[_T]:
        """Take the next octets; returns the messages that they complete. Raises `FrameTooLong` and
        `msgspec.DecodeError`, after which the stream cannot be used."""
        buffer = self._buffer
        buffer += data
        messages: list[_T] = []
        position = 0
        while len(buffer) - position >= PREFIX:
            length = int.from_bytes(buffer[position : position + PREFIX], "big")
            if length > self.LIMIT:
                raise FrameTooLong(f"message of {length} octets")
            end = position + PREFIX + length
            if len(buffer) < end:
                break
            messages.append(self._decode(buffer[position + PREFIX : end]))
            position = end
        del buffer[:position]
        return messages


def encode(message: Command | Notification) -> bytes:
    """One message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(PREFIX, "big") + body
