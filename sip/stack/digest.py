"""HTTP digest for SIP, both sides (RFC 3261 22, RFC 8760, RFC 7616): MD5 and SHA-256, qop=auth. Pure.

The server keeps no state for a stranger: a nonce carries its time and is signed. Only for a nonce that authenticated
someone are the used nonce-counts remembered, until it expires, so that a recorded request cannot be sent again.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, NamedTuple

from sip.stack.errors import MalformedError
from sip.stack.headers import quoted, unquoted
from sip.stack.uri import parse_uri

COMPATIBLE: Final = ("MD5",)
"""What every phone can answer. Widespread ones (libre before 2.x, so baresip 1.0) give up as soon as they meet a
challenge with another algorithm, even beside one that they know."""

STRONGEST: Final = ("SHA-256", "MD5")
"""The stronger first, as RFC 8760 2.3 asks, for sites whose phones can all read it."""

NONCE_LIFE: Final = 120.0
"""Seconds for which a nonce is good; after that the client is told `stale=true` and does not ask its user."""

_HASHES: Final = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_PARAM: Final = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,"]+)\s*(?:,|\Z)\s*')
_COUNT: Final = re.compile(r"[0-9a-fA-F]{8}\Z")
_MAX_HEADER: Final = 4096

Lookup = Callable[[str, str], str | None]
"""`lookup(username, algorithm)` → hex HA1, or None where there is no such user."""


class Outcome(Enum):
    """What became of an Authorization header."""

    GOOD = auto()
    MISSING = auto()  # none for our realm: challenge
    STALE = auto()  # right but too old, or a count used before: challenge with stale=true
    WRONG = auto()  # challenge anew


class Verdict(NamedTuple):
    """`user` is "" unless the outcome is GOOD."""

    outcome: Outcome
    user: str = ""


class Challenge(NamedTuple):
    """One WWW-Authenticate or Proxy-Authenticate that we can answer."""

    realm: str
    nonce: str
    algorithm: str
    opaque: str
    qop: bool
    stale: bool


def parse_fields(value: str) -> dict[str, str]:
    """The fields of a `Digest` header, names in lower case, quotes off; empty for another scheme or bad syntax."""
    scheme, _, rest = value.strip().partition(" ")
    if scheme.lower() != "digest" or len(value) > _MAX_HEADER:
        return {}
    fields: dict[str, str] = {}
    position = 0
    rest = rest.strip()
    while position < len(rest):
        match = _PARAM.match(rest, position)
        if match is None:
            return {}
        fields[match[1].lower()] = unquoted(match[2])
        position = match.end()
    return fields


def _hash(algorithm: str, text: str) -> str:
    return _HASHES[algorithm](text.encode("utf-8", "surrogateescape")).hexdigest()


def ha1(username: str, realm: str, password: str, algorithm: str = "MD5") -> str:
    """Hex digest of `username:realm:password`: all that a server has to keep (RFC 7616 3.4.2)."""
    return _hash(algorithm, f"{username}:{realm}:{password}")


def response_of(
    key: str, method: str, uri: str, nonce: str, algorithm: str, count: str = "", cnonce: str = "", qop: str = ""
) -> str:
    """The `response` field for the HA1 `key` (RFC 7616 3.4.1; without `qop` that of RFC 2069)."""
    ha2 = _hash(algorithm, f"{method}:{uri}")
    middle = f"{nonce}:{count}:{cnonce}:{qop}" if qop else nonce
    return _hash(algorithm, f"{key}:{middle}:{ha2}")


class Authenticator:
    """The server's side for one realm. `secret` signs nonces; `now` is seconds on any steady clock.

    `algorithms`: those that are offered, in this order; no other is accepted.
    """

    def __init__(
        self, realm: str, secret: bytes, life: float = NONCE_LIFE, algorithms: tuple[str, ...] = COMPATIBLE
    ) -> None:
        self.realm = realm
        self._algorithms = algorithms
        self._secret = secret
        self._life = life
        self._issued = 0
        self._counts: dict[str, tuple[float, set[int]]] = {}

    def challenge(self, now: float, stale: bool = False) -> list[str]:
        """The values of the WWW-Authenticate lines of a 401, strongest algorithm first."""
        nonce = self._nonce(now)
        tail = ", stale=true" if stale else ""
        return [
            f'Digest realm={quoted(self.realm)}, nonce="{nonce}", algorithm={algorithm}, qop="auth"{tail}'
            for algorithm in self._algorithms
        ]

    def check(self, values: list[str] | None, method: str, uri: str, lookup: Lookup, now: float) -> Verdict:
        """Judge the Authorization lines of a request to the Request-URI `uri`."""
        for value in values or ():
            fields = parse_fields(value)
            if fields.get("realm") == self.realm:
                return self._judge(fields, method, uri, lookup, now)
        return Verdict(Outcome.MISSING)

    def _judge(self, fields: dict[str, str], method: str, uri: str, lookup: Lookup, now: float) -> Verdict:
        algorithm = fields.get("algorithm", "MD5").upper()
        count = fields.get("nc", "")
        complete = all(fields.get(name) for name in ("username", "nonce", "response", "cnonce"))
        if not complete or algorithm not in self._algorithms or fields.get("qop") != "auth" or not _COUNT.match(count):
            return Verdict(Outcome.WRONG)
        if not _same_place(fields.get("uri", ""), uri):
            return Verdict(Outcome.WRONG)
        nonce = fields["nonce"]
        born = self._born(nonce)
        if born is None:
            return Verdict(Outcome.STALE)  # signed by another life of this server: the password may well be right
        key = lookup(fields["username"], algorithm)
        expected = response_of(key or "0", method, fields["uri"], nonce, algorithm, count, fields["cnonce"], "auth")
        if not hmac.compare_digest(expected.encode(), fields["response"].lower().encode()) or key is None:
            return Verdict(Outcome.WRONG)
        if now - born > self._life or not self._first_use(nonce, int(count, 16), born, now):
            return Verdict(Outcome.STALE)
        return Verdict(Outcome.GOOD, fields["username"])

    def _nonce(self, now: float) -> str:
        self._issued += 1
        body = f"{int(now * 1000):x}.{self._issued:x}"
        return f"{body}.{self._sign(body)}"

    def _sign(self, body: str) -> str:
        return hmac.new(self._secret, body.encode(), hashlib.sha256).hexdigest()[:24]

    def _born(self, nonce: str) -> float | None:
        body, _, signature = nonce.rpartition(".")
        if not body or not nonce.isascii() or not hmac.compare_digest(self._sign(body), signature):
            return None
        return int(body.partition(".")[0], 16) / 1000

    def _first_use(self, nonce: str, count: int, born: float, now: float) -> bool:
        if nonce not in self._counts:
            self._forget(now)
            self._counts[nonce] = (born, set())
        used = self._counts[nonce][1]
        # Requests may overtake one another on UDP, so counts need not come in order; each is good once.
        if count in used or len(used) > 10_000:
            return False
        used.add(count)
        return True

    def _forget(self, now: float) -> None:
        """Drop expired nonces; they stand in the order in which they were first used, near enough."""
        for nonce in list(self._counts):
            if now - self._counts[nonce][0] <= self._life:
                break
            del self._counts[nonce]


def _same_place(claimed: str, actual: str) -> bool:
    """Whether the digest's URI may stand for the Request-URI: equal, or both at one host.

    Real clients leave the user or the parameters out; a header recorded at another server is worth nothing here.
    """
    if claimed == actual:
        return True
    try:
        return parse_uri(claimed).host.lower() == parse_uri(actual).host.lower()
    except MalformedError:
        return False


def choose_challenge(values: list[str]) -> Challenge | None:
    """The strongest challenge that we can answer, None where there is none (RFC 8760 2.4: the first supported)."""
    for value in values:
        fields = parse_fields(value)
        algorithm = fields.get("algorithm", "MD5").upper()
        qop = [part.strip() for part in fields.get("qop", "").split(",") if part.strip()]
        if algorithm in _HASHES and fields.get("nonce") and "realm" in fields and (not qop or "auth" in qop):
            stale = fields.get("stale", "").lower() == "true"
            return Challenge(fields["realm"], fields["nonce"], algorithm, fields.get("opaque", ""), bool(qop), stale)
    return None


def authorization(
    challenge: Challenge, username: str, password: str, method: str, uri: str, cnonce: str, count: int = 1
) -> str:
    """The Authorization (or Proxy-Authorization) value that answers `challenge`."""
    key = ha1(username, challenge.realm, password, challenge.algorithm)
    nc, qop = (f"{count:08x}", "auth") if challenge.qop else ("", "")
    proof = response_of(key, method, uri, challenge.nonce, challenge.algorithm, nc, cnonce, qop)
    value = (
        f"Digest username={quoted(username)}, realm={quoted(challenge.realm)}, nonce={quoted(challenge.nonce)}, "
        f'uri={quoted(uri)}, response="{proof}", algorithm={challenge.algorithm}'
    )
    if challenge.opaque:
        value += f", opaque={quoted(challenge.opaque)}"
    if challenge.qop:
        value += f', qop=auth, nc={nc}, cnonce="{cnonce}"'
    return value
