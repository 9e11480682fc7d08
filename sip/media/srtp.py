"""SRTP (RFC 3711) by libsrtp: the two directions of one party, and the suites of SDES (RFC 4568 6.2, RFC 7714 14.1)."""

from typing import Final

from msgspec import Struct
from pylibsrtp import Policy, Session

from sip.media.protocol import SrtpKeys

PROFILES: Final = {
    "AES_CM_128_HMAC_SHA1_80": Policy.SRTP_PROFILE_AES128_CM_SHA1_80,
    "AES_CM_128_HMAC_SHA1_32": Policy.SRTP_PROFILE_AES128_CM_SHA1_32,
    "AEAD_AES_128_GCM": Policy.SRTP_PROFILE_AEAD_AES_128_GCM,
    "AEAD_AES_256_GCM": Policy.SRTP_PROFILE_AEAD_AES_256_GCM,
}
"""libsrtp's numbers. With `_32` only RTP has the short tag, RTCP has 80 bits (RFC 4568 6.2.2)."""

LONGEST: Final = 1500
"""Octets that libsrtp's binding takes."""

_REPLAY_WINDOW: Final = 1024


class Srtp(Struct, frozen=True):
    """The two directions: ours and the party's."""

    outgoing: Session
    incoming: Session


def session(key: bytes, direction: int, profile: int) -> Session:
    """One direction (`Policy.SSRC_ANY_OUTBOUND` or `SSRC_ANY_INBOUND`) of a new stream. Raises `ValueError` for a key
    that is too short."""
    policy = Policy(key=key, ssrc_type=direction, srtp_profile=profile)
    policy.window_size = _REPLAY_WINDOW
    # Never the same packet number twice: with AES-GCM that would give the key away.
    policy.allow_repeat_tx = False
    return Session(policy)


def outgoing(keys: SrtpKeys) -> Session:
    """Protects what we send. Raises `KeyError` for an unknown suite, `ValueError` for a short key."""
    return session(keys.own, Policy.SSRC_ANY_OUTBOUND, PROFILES[keys.suite])


def incoming(keys: SrtpKeys) -> Session:
    """Reads what the party sends; raises as `outgoing` does."""
    return session(keys.theirs, Policy.SSRC_ANY_INBOUND, PROFILES[keys.suite])


class Secured(Struct, frozen=True):
    """The sessions of `keys`."""

    keys: SrtpKeys
    srtp: Srtp


def secured(keys: SrtpKeys | None, before: Secured | None) -> Secured | None:
    """The sessions of `keys`. A direction whose key is that of `before` goes on as it is: a stream that began anew
    under the same key would use its numbers twice and forget what came already (RFC 3711 3.3.1, 9.1)."""
    if keys is None:
        return None
    if before is None or before.keys.suite != keys.suite:
        return Secured(keys, Srtp(outgoing=outgoing(keys), incoming=incoming(keys)))
    kept = before.srtp
    return Secured(
        keys,
        Srtp(
            outgoing=kept.outgoing if keys.own == before.keys.own else outgoing(keys),
            incoming=kept.incoming if keys.theirs == before.keys.theirs else incoming(keys),
        ),
    )
