"""A local certificate authority and the server certificate that it signs.

Browsers give microphone and `__Host-` cookies to secure origins only, so a centre has HTTPS from its first start.
The authority stays the same over restarts: who has imported it once trusts every later server certificate.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CA_DAYS: Final = 3650
LEAF_DAYS: Final = 397
"""Chromium and Safari refuse server certificates that live longer than 398 days."""
RENEW_DAYS: Final = 30
_BACKDATE: Final = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class TlsFiles:
    """Paths of the PEM files: authority, server certificate (with the authority behind it) and its key."""

    ca: Path
    certificate: Path
    key: Path


def ensure_certificate(folder: Path, names: list[str], now: datetime.datetime) -> TlsFiles:
    """Make sure that `folder` holds a server certificate for `names` (host names and IP addresses).

    The authority is made once. The leaf is made anew when it lacks a name, is signed by another authority or has
    less than `RENEW_DAYS` left at `now` (aware, UTC). Keys are readable by their owner only.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = TlsFiles(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    ca, ca_key = _authority(files.ca, folder / "ca.key", now)
    if not _usable(files, ca, names, now):
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _leaf(ca, ca_key, key, names, now)
        _write_key(files.key, key)
        _replace(files.certificate, _pem(leaf) + _pem(ca), 0o644)
    return files


def _authority(
    path: Path, key_path: Path, now: datetime.datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if path.exists() and key_path.exists():
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
        outlives_leaf = certificate.not_valid_after_utc - now > datetime.timedelta(days=LEAF_DAYS)
        if (
            outlives_leaf
            and isinstance(key, ec.EllipticCurvePrivateKey)
            and key.public_key() == certificate.public_key()
        ):
            return certificate, key
    new_key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Kikite local CA {os.urandom(4).hex()}")])
    certificate = (
        _builder(name, name, new_key, now, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(new_key, hashes.SHA256())
    )
    _write_key(key_path, new_key)
    _replace(path, _pem(certificate), 0o644)
    return certificate, new_key


def _leaf(
    ca: x509.Certificate,
    ca_key: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePrivateKey,
    names: list[str],
    now: datetime.datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kikite")])
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    return (
        _builder(subject, ca.subject, key, now, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(authority, critical=False)
        .sign(ca_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATE)
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usable(files: TlsFiles, ca: x509.Certificate, names: list[str], now: datetime.datetime) -> bool:
    if not (files.certificate.exists() and files.key.exists()):
        return False
    leaf = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    key = serialization.load_pem_private_key(files.key.read_bytes(), password=None)
    held = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    identifier = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(_ec_key(ca))
    fresh = leaf.not_valid_after_utc - now > datetime.timedelta(days=RENEW_DAYS) and leaf.not_valid_before_utc <= now
    covered = all(_general_name(name) in held for name in names)
    return fresh and covered and identifier == ours and key.public_key() == leaf.public_key()


def _ec_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("the local authority's key is no EC key")
    return key


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _replace(path, pem, 0o600)


def _replace(path: Path, content: bytes, mode: int) -> None:
    """Write beside and rename, so that a reader sees the old or the new file; the mode is right from the start."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    beside.replace(path)
