"""DTLS-SRTP (RFC 5763, RFC 5764): OpenSSL over memory, keys for libsrtp."""

import contextlib
import datetime
import struct
from collections.abc import Callable
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct
from OpenSSL import SSL
from pylibsrtp import Policy

from sip.media.srtp import Srtp, session

_DTLS_1_2: Final = 0xFEFD
_MTU: Final = 1200
_RECORD_HEADER: Final = 13
_VALID_DAYS: Final = 3650

_HASHES: Final[dict[str, Callable[[], hashes.HashAlgorithm]]] = {
    "sha-256": hashes.SHA256,
    "sha-384": hashes.SHA384,
    "sha-512": hashes.SHA512,
}


class _Profile(Struct, frozen=True):
    """An SRTP protection profile: OpenSSL's name, libsrtp's number, octets of key and salt."""

    name: bytes
    number: int
    key: int
    salt: int


_PROFILES: Final = (
    # AES-GCM first (RFC 7714): with AES instructions it costs half of AES-CM with HMAC-SHA1.
    _Profile(b"SRTP_AEAD_AES_128_GCM", Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12),
    _Profile(b"SRTP_AES128_CM_SHA1_80", Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14),
)


def fingerprint(certificate: x509.Certificate, digest: str) -> str:
    """Hash of a certificate in the form of SDP (RFC 8122 section 5)."""
    return ":".join(f"{octet:02X}" for octet in certificate.fingerprint(_HASHES[digest]()))


class Identity:
    """Our key and self-signed certificate, new for every worker, and the OpenSSL context made of them."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "media")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=_VALID_DAYS))
            .sign(key, hashes.SHA256())
        )
        self.fingerprint: Final = fingerprint(certificate, "sha-256")
        context = SSL.Context(SSL.DTLS_METHOD)
        self.context: Final = context
        context.set_min_proto_version(_DTLS_1_2)
        context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_QUERY_MTU | SSL.OP_NO_RENEGOTIATION)
        # Any certificate will do here, since it is the fingerprint in the signalled SDP that must fit (RFC 5763).
        context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: True)
        context.use_certificate(certificate)
        context.use_privatekey(key)
        context.set_tlsext_use_srtp(b":".join(profile.name for profile in _PROFILES))


class DtlsFailed(Exception):
    """The handshake failed, or the peer's certificate is not the announced one."""


class DtlsClosed(Exception):
    """The peer said close_notify (or an alert ended the association)."""


def _nowhere(datagram: bytes) -> None:
    """Where the datagrams of a closed association go."""


class Association:
    """One DTLS association. `send` puts datagrams on the wire; `srtp` is there once the handshake is done.

    `client` is for tests and benches that play the browser: the worker is always the server (a=setup:passive).
    """

    def __init__(
        self,
        identity: Identity,
        digest: str,
        expected: str,
        send: Callable[[bytes], object],
        *,
        client: bool = False,
    ) -> None:
        self.srtp: Srtp | None = None
        self._digest, self._expected = digest, expected
        self._send = send
        self._client = client
        self._ssl = SSL.Connection(identity.context)
        if client:
            self._ssl.set_connect_state()
        else:
            self._ssl.set_accept_state()
        self._ssl.set_ciphertext_mtu(_MTU)

    def take(self, data: bytes) -> None:
        """A datagram came from the peer (b"": begin as client). OpenSSL drops what is malformed.
        Raises `DtlsFailed`, `DtlsClosed`."""
        try:
            if data:
                self._ssl.bio_write(data)
            if self.srtp is None:
                self._shake()
            else:
                self._ssl.recv(_MTU)
        except SSL.WantReadError:
            self._flush()
        except SSL.Error as error:
            established = self.srtp is not None
            self._flush()
            raise DtlsClosed if established else DtlsFailed(repr(error)) from error
        else:
            self._flush()

    def retransmit(self) -> None:
        """Called now and then during the handshake: resend a flight whose time is up. Raises `DtlsFailed`."""
        if self.srtp is None and self._ssl.DTLSv1_get_timeout() == 0:
            try:
                self._ssl.DTLSv1_handle_timeout()
            except SSL.Error as error:
                raise DtlsFailed(repr(error)) from error
            self._flush()

    def close(self) -> None:
        """Send close_notify, if there is anything to close, and let go of `send`."""
        if self.srtp is not None:
            self.srtp = None
            with contextlib.suppress(SSL.Error):
                self._ssl.shutdown()
            self._flush()
        self._send = _nowhere

    def _shake(self) -> None:
        self._ssl.do_handshake()
        certificate = self._ssl.get_peer_certificate(as_cryptography=True)
        if certificate is None or fingerprint(certificate, self._digest) != self._expected:
            raise DtlsFailed("the certificate is not the one of the offer")
        name = self._ssl.get_selected_srtp_profile()
        profile = next((profile for profile in _PROFILES if profile.name == name), None)
        if profile is None:
            raise DtlsFailed("no SRTP protection profile in common")
        key, salt = profile.key, profile.salt
        # RFC 5764 section 4.2: client key, server key, client salt, server salt.
        material = self._ssl.export_keying_material(b"EXTRACTOR-dtls_srtp", 2 * (key + salt))
        theirs = material[:key] + material[2 * key : 2 * key + salt]
        ours = material[key : 2 * key] + material[2 * key + salt :]
        if self._client:
            ours, theirs = theirs, ours
        self.srtp = Srtp(
            outgoing=session(ours, Policy.SSRC_ANY_OUTBOUND, profile.number),
            incoming=session(theirs, Policy.SSRC_ANY_INBOUND, profile.number),
        )

    def _flush(self) -> None:
        """Send what OpenSSL wrote: records, packed into datagrams up to the MTU and cut only between records."""
        out = bytearray()
        while True:
            try:
                out += self._ssl.bio_read(4096)
            except SSL.Error:
                break
        datagram = b""
        while out:
            (length,) = struct.unpack_from("!H", out, _RECORD_HEADER - 2)
            record = bytes(out[: _RECORD_HEADER + length])
            del out[: len(record)]
            if datagram and len(datagram) + len(record) > _MTU:
                self._send(datagram)
                datagram = b""
            datagram += record
        if datagram:
            self._send(datagram)
