"""Keys of SRTP in a session description (SDES, RFC 4568; AES-GCM: RFC 7714 14.1). Pure; keys come from the caller.

What we cannot do is refused rather than half done: keys with an MKI or several per line, rekeying by lifetime within a
call, and session parameters that switch protection off.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from sip.stack.errors import SdpError

SUITES: Final = {
    "AES_CM_128_HMAC_SHA1_80": 30,
    "AEAD_AES_128_GCM": 28,
    "AES_CM_128_HMAC_SHA1_32": 30,
    "AEAD_AES_256_GCM": 44,
}
"""What we speak, and the octets of master key and salt together. Offered in this order: the first is the one that every
peer must know (RFC 4568 6.2), and some look at the first line only."""

OFFERED: Final = ("AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_32")

SHORTEST_LIFETIME: Final = 1 << 20
"""Packets: at 50 a second nearly six hours."""

_LINE: Final = re.compile(r"(\d{1,9})[ \t]+(\S+)[ \t]+(\S+)(?:[ \t]+(.*))?\Z")
_NAME: Final = re.compile(r"[A-Z_]{2,30}\Z")
_LIFETIME: Final = re.compile(r"(2\^)?(\d{1,19})\Z")


@dataclass(frozen=True, slots=True)
class Crypto:
    """One `a=crypto` line: `key` is master key and salt of who wrote it. Its `repr` does not show it."""

    tag: int
    suite: str
    key: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"a=crypto:{self.tag} {self.suite} inline:{base64.b64encode(self.key).decode()}\r\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """What was agreed: `own` protects what we send, `theirs` what they send."""

    suite: str
    own: bytes = field(repr=False)
    theirs: bytes = field(repr=False)


OwnKey = Callable[[Crypto], bytes]
"""Our key (and salt) in the answer to their line: `SUITES[suite]` octets."""


def zeros(theirs: Crypto) -> bytes:
    """No key, where it is only asked whether an offer can be answered."""
    return bytes(SUITES[theirs.suite])


def offered(new_key: Callable[[int], bytes]) -> tuple[Crypto, ...]:
    """The lines of an offer of ours; `new_key` gives so many random octets."""
    return tuple(Crypto(tag, suite, new_key(SUITES[suite])) for tag, suite in enumerate(OFFERED, 1))


def choose(lines: Iterable[str]) -> Crypto:
    """The first line that we can use: the offerer's order is that of its preference (RFC 4568 5.1.2). `SdpError` where
    there is none, with the fault of the first whose suite we know; it never quotes a key."""
    fault = ""
    for line in lines:
        try:
            found = read(line)
        except SdpError as error:
            fault = fault or str(error)
            continue
        if found is not None:
            return found
    raise SdpError(fault or f"There is no a=crypto that we can use; we speak {', '.join(SUITES)}.")


def read(line: str) -> Crypto | None:
    """What stands after `a=crypto:`; None: a suite that we do not know. `SdpError`: it cannot be used."""
    match = _LINE.match(line)
    if match is None:
        raise SdpError("An a=crypto has no tag, suite and key.")
    tag, suite = int(match[1]), match[2]
    if suite not in SUITES:
        return None
    for parameter in (match[4] or "").split():
        # Only the size of the window for replays is a mere hint; those with "-" may be ignored (RFC 4568 6.3.7).
        if not parameter.startswith(("WSH=", "-")):
            # A name is told, but nothing that may be a key in the wrong place.
            name = parameter.partition("=")[0]
            told = f"the parameter {name}" if _NAME.match(name) else "a parameter"
            raise SdpError(f"a=crypto {tag} has {told}, which we do not take.")
    return Crypto(tag, suite, _key(tag, suite, match[3]))


def _key(tag: int, suite: str, text: str) -> bytes:
    method, colon, rest = text.partition(":")
    if method.lower() != "inline" or not colon:
        raise SdpError(f"a=crypto {tag} has no inline key.")
    if ";" in rest:
        raise SdpError(f"a=crypto {tag} has several keys, which we do not take.")
    encoded, *more = rest.split("|")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise SdpError(f"The key of a=crypto {tag} is no Base64.") from None
    if len(key) != SUITES[suite]:
        raise SdpError(f"The key of a=crypto {tag} has {len(key)} octets; {suite} has {SUITES[suite]}.")
    for each in more:
        _limit(tag, each)
    return key


def _limit(tag: int, text: str) -> None:
    if ":" in text:
        raise SdpError(f"a=crypto {tag} has an MKI, which we do not take.")
    match = _LIFETIME.match(text)
    if match is None:
        raise SdpError(f"The lifetime of a=crypto {tag} is no number.")
    least = SHORTEST_LIFETIME.bit_length() - 1 if match[1] else SHORTEST_LIFETIME
    if int(match[2]) < least:
        raise SdpError(f"The key of a=crypto {tag} does not last for a call.")


def agreed(lines: Iterable[str], ours: tuple[Crypto, ...]) -> Keys:
    """What the lines of an answer to our offer `ours` mean: the one of ours whose tag and suite it repeats (RFC 4568
    5.1.3). `SdpError` where it repeats none."""
    theirs = choose(lines)
    own = next((each for each in ours if (each.tag, each.suite) == (theirs.tag, theirs.suite)), None)
    if own is None:
        raise SdpError(f"The answer's a=crypto {theirs.tag} {theirs.suite} is none that was offered.")
    return Keys(theirs.suite, own.key, theirs.key)
