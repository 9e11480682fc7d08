"""How the simulator's calls are protected: TLS below its SIP, SRTP with keys in SDP (RFC 4568) for its sound."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from sip.media.protocol import SrtpKeys
from sip.media.srtp import Secured, secured
from sip.stack import sdes, sdp as descriptions
from sip.stack.sdes import Crypto, Keys
from sip.stack.sdp import Answered, Audio
from sip.stack.terms import Use


@dataclass(frozen=True)
class Tls:
    """The port that is listened on with this certificate, and the file of the authorities that the centre's certificate
    must lead to (None: any certificate is believed)."""

    port: int
    certificate: Path
    key: Path
    ca: Path | None = None


class Descriptions:
    """The offers and answers of one call. `srtp`: whether SRTP is refused, taken (and not offered) or demanded."""

    def __init__(self, srtp: Use) -> None:
        self._srtp = srtp
        self._offered: tuple[Crypto, ...] = ()
        self._keys: Keys | None = None

    def offer(self, host: str, port: int) -> str:
        """What a call of ours begins with."""
        self._offered = sdes.offered(secrets.token_bytes) if self._srtp is Use.REQUIRED else ()
        return descriptions.offer(host, port, port, crypto=self._offered)

    def answer(self, offer: str, host: str, port: int, version: int = 1) -> Answered:
        """The answer to the centre's offer; the same keys as before where its own are. Raises `SdpError`."""
        found = descriptions.answer(offer, host, port, port, version, srtp=self._srtp, own_key=self._own_key)
        self._keys = found.audio.srtp
        return found

    def read(self, answer: str) -> Audio:
        """What the centre's answer means. Raises `SdpError`."""
        found = descriptions.read_answer(answer, crypto=self._offered)
        self._keys = found.srtp
        return found

    def _own_key(self, theirs: Crypto) -> bytes:
        keys = self._keys
        if keys is not None and (keys.suite, keys.theirs) == (theirs.suite, theirs.key):
            return keys.own
        return secrets.token_bytes(sdes.SUITES[theirs.suite])


def protection(keys: Keys | None, before: Secured | None) -> Secured | None:
    """What protects the sound from now on."""
    return secured(None if keys is None else SrtpKeys(suite=keys.suite, own=keys.own, theirs=keys.theirs), before)
