"""The sound of one SIP leg: our session descriptions on one side, the media client on the other."""

import secrets
from typing import Final

from msgspec.structs import replace

from sip.media.client import Direction, MediaClient, RtpRemote, SrtpKeys
from sip.stack import sdes, sdp
from sip.stack.sdes import Crypto, Keys
from sip.stack.sdp import Audio
from sip.stack.terms import Use

_DIRECTION: Final = {
    (True, True): Direction.SENDRECV,
    (False, True): Direction.SENDONLY,
    (True, False): Direction.RECVONLY,
    (False, False): Direction.INACTIVE,
}
"""The party's own direction by (we send, we receive)."""


class LegMedia:
    """One RTP port of ours with its offers and answers (RFC 3264). Opened at the first use, closed once. `held`: the
    party wants to hear nothing (8.4). `srtp`: whether the party's offers of SRTP (RFC 4568) are refused, taken or
    demanded."""

    __slots__ = (
        "_address",
        "_keys",
        "_leg",
        "_media",
        "_near",
        "_own_dtmf",
        "_remote",
        "_session_id",
        "_version",
        "held",
        "srtp",
    )

    def __init__(self, media: MediaClient, leg: str, session_id: int, near: str = "", srtp: Use = Use.OFF) -> None:
        self.srtp = srtp
        self._keys: Keys | None = None
        self._media = media
        self._leg = leg
        self._near = near
        self._session_id = session_id
        self._version = 0
        self._own_dtmf: int | None = sdp.DTMF
        self.held = False
        self._address = ("", 0)
        self._remote: RtpRemote | None = None

    def offer(self, *, secure: bool = False) -> str:
        """A new offer of ours; `secure`: of SRTP, with keys that no other offer has, so that nobody whom we tried in
        vain can listen in. Once there are keys they are offered again. Raises `NoPort`, `MediaUnavailable`."""
        host, port = self._open()
        self._version += 1
        self._own_dtmf = sdp.DTMF
        crypto: tuple[Crypto, ...] = ()
        if self._keys is not None:
            crypto = (Crypto(1, self._keys.suite, self._keys.own),)
        elif secure:
            crypto = sdes.offered(secrets.token_bytes)
        return sdp.offer(host, port, self._session_id, self._version, crypto=crypto)

    @staticmethod
    def check(offer: str, srtp: Use = Use.OFF) -> None:
        """Whether an `answer` to the party's `offer` is possible at all: raises `SdpError` where it is not."""
        sdp.answer(offer, "0.0.0.0", 0, 0, srtp=srtp)

    def answer(self, offer: str, *, watch: bool = True) -> str:
        """The answer to the party's `offer`; its sound is taken from now on. Not `watch`: it has not been answered, so
        its silence means nothing. Raises `SdpError` (nothing changed then), `NoPort`, `MediaUnavailable`."""
        host, port = self._open()
        answered = sdp.answer(
            offer, host, port, self._session_id, self._version + 1, srtp=self.srtp, own_key=self._own_key
        )
        self._version += 1
        self._own_dtmf = answered.audio.dtmf
        self._settle(answered.audio, watch=watch)
        return answered.text

    def watch(self) -> None:
        """The party has been answered: from now on its silence counts."""
        if self._remote is not None:
            self._take(replace(self._remote, watch=self._remote.direction is Direction.SENDRECV))

    def _own_key(self, theirs: Crypto) -> bytes:
        """Our key beside theirs: as long as they keep theirs (hold, refresh) we keep ours. Another one of theirs means
        another device at that end, which knows nothing of how far our stream has come (RFC 3711 3.3.1)."""
        keys = self._keys
        if keys is not None and (keys.suite, keys.theirs) == (theirs.suite, theirs.key):
            return keys.own
        return secrets.token_bytes(sdes.SUITES[theirs.suite])

    def settle(self, answer: str, offer: str, *, watch: bool = True) -> None:
        """The party's answer to our `offer`; not `watch`: early media, whose silence means nothing. Raises
        `SdpError`."""
        self._settle(sdp.read_answer(answer, crypto=sdp.cryptos(offer)), watch=watch)

    def close(self) -> None:
        """Give the port back."""
        if self._address[1]:
            self._media.close(self._leg)
            self._address = ("", 0)

    def _open(self) -> tuple[str, int]:
        if not self._address[1]:
            self._address = self._media.open_rtp(self._leg, near=self._near)
        return self._address

    def _settle(self, audio: Audio, *, watch: bool) -> None:
        self.held = not audio.send
        self._keys = keys = audio.srtp
        # Whoever holds us may send music or nothing: only a party that both hears and speaks is missed.
        self._take(
            RtpRemote(
                host=audio.host,
                port=audio.port,
                payload_type=sdp.STATIC[audio.codec],
                dtmf_payload_type=audio.dtmf,
                own_dtmf_payload_type=self._own_dtmf,
                direction=_DIRECTION[audio.send, audio.receive],
                watch=watch and audio.send and audio.receive,
                srtp=None if keys is None else SrtpKeys(suite=keys.suite, own=keys.own, theirs=keys.theirs),
            )
        )

    def _take(self, remote: RtpRemote) -> None:
        self._remote = remote
        self._media.set_remote(self._leg, remote)
