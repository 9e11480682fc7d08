"""The little of STUN that an ICE-lite agent needs: checked Binding requests and their answers. Pure.

RFC 8489 (STUN), RFC 8445 sections 7.3 and 16.1 (ICE, what a lite agent answers and the attributes).
"""

import hmac
import struct
import zlib
from ipaddress import ip_address
from typing import Final

from msgspec import Struct

COOKIE: Final = b"\x21\x12\xa4\x42"
_COOKIE_INT: Final = 0x2112A442

_BINDING_REQUEST: Final = b"\x00\x01"
_BINDING_SUCCESS: Final = b"\x01\x01"
_USERNAME: Final = 0x0006
_MESSAGE_INTEGRITY: Final = 0x0008
_XOR_MAPPED_ADDRESS: Final = 0x0020
_USE_CANDIDATE: Final = 0x0025
_FINGERPRINT: Final = 0x8028
_FINGERPRINT_XOR: Final = 0x5354554E

_HEADER: Final = 20
_INTEGRITY: Final = 24
"""Octets of a MESSAGE-INTEGRITY attribute with its header."""


class BindingRequest(Struct, frozen=True, kw_only=True):
    """A well-formed Binding request whose integrity is still to be checked. `ufrag`: the part of USERNAME before the
    colon, which names the leg. `integrity_at`: offset of MESSAGE-INTEGRITY in `data`."""

    data: bytes
    ufrag: bytes
    use_candidate: bool
    integrity_at: int

    def authentic(self, password: bytes) -> bool:
        """Whether MESSAGE-INTEGRITY was made with our password (RFC 8489 section 14.5)."""
        at = self.integrity_at
        # The length in the header counts up to and including this attribute, whatever follows it.
        signed = self.data[:2] + (at - _HEADER + _INTEGRITY).to_bytes(2, "big") + self.data[4:at]
        return hmac.compare_digest(hmac.digest(password, signed, "sha1"), self.data[at + 4 : at + _INTEGRITY])


def parse_binding_request(data: bytes) -> BindingRequest | None:
    """Read a Binding request with USERNAME and MESSAGE-INTEGRITY. None for anything else, malformed or not: a lite
    agent sends no requests, so it expects no responses, and error responses would only help strangers."""
    if len(data) < _HEADER or data[:2] != _BINDING_REQUEST or data[4:8] != COOKIE:
        return None
    if int.from_bytes(data[2:4], "big") != len(data) - _HEADER:
        return None
    attributes = _attributes(data)
    if attributes is None:
        return None
    username, integrity = attributes.get(_USERNAME), attributes.get(_MESSAGE_INTEGRITY)
    if username is None or integrity is None or integrity[1] != 20:
        return None
    if _FINGERPRINT in attributes and not _fingerprint_right(data, *attributes[_FINGERPRINT]):
        return None
    at, length = username
    return BindingRequest(
        data=data,
        ufrag=data[at : at + length].partition(b":")[0],
        use_candidate=_USE_CANDIDATE in attributes,
        integrity_at=integrity[0] - 4,
    )


def _attributes(data: bytes) -> dict[int, tuple[int, int]] | None:
    """Type → (offset of the value, its length); the first of each type counts (RFC 8489 section 14). Only FINGERPRINT
    may follow MESSAGE-INTEGRITY. None if an attribute runs over the end."""
    found: dict[int, tuple[int, int]] = {}
    at, end = _HEADER, len(data)
    while at < end:
        if at + 4 > end:
            return None
        kind, length = struct.unpack_from("!HH", data, at)
        if at + 4 + length > end:
            return None
        if _MESSAGE_INTEGRITY not in found or kind == _FINGERPRINT:
            found.setdefault(kind, (at + 4, length))
        at += 4 + (length + 3) // 4 * 4
    return found


def _fingerprint_right(data: bytes, at: int, length: int) -> bool:
    """FINGERPRINT is the last attribute and covers all before it (RFC 8489 section 14.7)."""
    if length != 4 or at + 4 != len(data):
        return False
    crc = zlib.crc32(data[: at - 4]) ^ _FINGERPRINT_XOR
    return int.from_bytes(data[at : at + 4], "big") == crc


def binding_success(request: BindingRequest, password: bytes, host: str, port: int) -> bytes:
    """The success response that tells the browser its address as seen from here, signed with our password."""
    transaction = request.data[8:20]
    packed = ip_address(host).packed
    mask = COOKIE + transaction
    mapped = bytes(a ^ b for a, b in zip(packed, mask, strict=False))
    family = 1 if len(packed) == 4 else 2
    body = struct.pack("!HHBBH", _XOR_MAPPED_ADDRESS, 4 + len(mapped), 0, family, port ^ (_COOKIE_INT >> 16)) + mapped
    return sign(_BINDING_SUCCESS, transaction, body, password)


def sign(kind: bytes, transaction: bytes, body: bytes, password: bytes) -> bytes:
    """A whole message: header, `body` (attributes), MESSAGE-INTEGRITY and FINGERPRINT."""
    head = kind + (len(body) + _INTEGRITY).to_bytes(2, "big") + COOKIE + transaction
    body += struct.pack("!HH", _MESSAGE_INTEGRITY, 20) + hmac.digest(password, head + body, "sha1")
    head = kind + (len(body) + 8).to_bytes(2, "big") + COOKIE + transaction
    crc = zlib.crc32(head + body) ^ _FINGERPRINT_XOR
    return head + body + struct.pack("!HHI", _FINGERPRINT, 4, crc)


def binding_request(transaction: bytes, username: bytes, password: bytes, *, use_candidate: bool) -> bytes:
    """A Binding request as a full agent sends it; for tests and benches that play the browser."""
    padded = username + b"\0" * (-len(username) % 4)
    body = struct.pack("!HH", _USERNAME, len(username)) + padded
    if use_candidate:
        body += struct.pack("!HH", _USE_CANDIDATE, 0)
    return sign(_BINDING_REQUEST, transaction, body, password)
