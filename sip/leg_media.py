"""The sound of one SIP leg: our session descriptions on one side, the media client on the other."""

from typing import Final

from msgspec.structs import replace

from sip.media.client import Direction, MediaClient, RtpRemote
from sip.stack import sdp
from sip.stack.sdp import Audio

_DIRECTION: Final = {
    (True, True): Direction.SENDRECV,
    (False, True): Direction.SENDONLY,
    (True, False): Direction.RECVONLY,
    (False, False): Direction.INACTIVE,
}
"""The party's own direction by (we send, we receive)."""


class LegMedia:
    """One RTP port of ours with its offers and answers (RFC 3264). Opened at the first use, closed once. `held`: the
    party wants to hear nothing (8.4)."""

    __slots__ = ("_address", "_leg", "_media", "_near", "_own_dtmf", "_remote", "_session_id", "_version", "held")

    def __init__(self, media: MediaClient, leg: str, session_id: int, near: str = "") -> None:
        self._media = media
        self._leg = leg
        self._near = near
        self._session_id = session_id
        self._version = 0
        self._own_dtmf: int | None = sdp.DTMF
        self.held = False
        self._address = ("", 0)
        self._remote: RtpRemote | None = None

    def offer(self) -> str:
        """A new offer of ours. Raises `NoPort`, `MediaUnavailable`."""
        host, port = self._open()
        self._version += 1
        self._own_dtmf = sdp.DTMF
        return sdp.offer(host, port, self._session_id, self._version)

    @staticmethod
    def check(offer: str) -> None:
        """Whether an `answer` to the party's `offer` is possible at all: raises `SdpError` where it is not."""
        sdp.answer(offer, "0.0.0.0", 0, 0)

    def answer(self, offer: str, *, watch: bool = True) -> str:
        """The answer to the party's `offer`; its sound is taken from now on. Not `watch`: it has not been answered, so
        its silence means nothing. Raises `SdpError` (nothing changed then), `NoPort`, `MediaUnavailable`."""
        host, port = self._open()
        answered = sdp.answer(offer, host, port, self._session_id, self._version + 1)
        self._version += 1
        self._own_dtmf = answered.audio.dtmf
        self._settle(answered.audio, watch=watch)
        return answered.text

    def watch(self) -> None:
        """The party has been answered: from now on its silence counts."""
        if self._remote is not None:
            self._take(replace(self._remote, watch=self._remote.direction is Direction.SENDRECV))

    def settle(self, answer: str, *, watch: bool = True) -> None:
        """The party's answer to our offer; not `watch`: early media, whose silence means nothing. Raises `SdpError`."""
        self._settle(sdp.read_answer(answer), watch=watch)

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
            )
        )

    def _take(self, remote: RtpRemote) -> None:
        self._remote = remote
        self._media.set_remote(self._leg, remote)
