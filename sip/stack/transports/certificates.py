"""Whose certificate it is (RFC 5922), and the two sides' TLS contexts. What is read of files is read here."""

from __future__ import annotations

import ipaddress
import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sip.stack.errors import MalformedError
from sip.stack.uri import parse_uri

_LOG: Final = logging.getLogger("sip.stack")


@dataclass(frozen=True, slots=True)
class Trust:
    """What is demanded of a peer that we connect to.

    `domain`: the SIP domain that it serves, `host`: the host name or address that was configured for it; its
    certificate must name one of the two. `ca`: PEM of the authorities that may have signed it, "" for those of the
    system. Not `verify`: any certificate will do, so that whoever sits in between can read and change everything.
    """

    host: str
    domain: str = ""
    ca: str = ""
    verify: bool = True


def client_context(trust: Trust) -> ssl.SSLContext:
    """For connections to a peer. `ssl.SSLError`: `ca` is no PEM of certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    # The names are compared by `stranger`: the library knows nothing of SIP domains.
    context.check_hostname = False
    if not trust.verify:
        context.verify_mode = ssl.CERT_NONE
    elif trust.ca:
        context.load_verify_locations(cadata=trust.ca)
    else:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    return context


def stranger(certificate: Mapping[str, Any], trust: Trust) -> str:
    """ "" where `certificate` (as `SSLSocket.getpeercert` gives it) is that of the peer, else whose it is, for the log.

    RFC 5922 7.1: SIP URIs without a user are what it stands for; without any, its DNS names. The domain is compared
    whole (7.2 forbids wildcards); a host name that was configured as such may fall under a wildcard for its first label
    (RFC 9525 6.3), as the certificates of many carriers have it; an address must be named as such.
    """
    names: tuple[tuple[str, str], ...] = tuple(certificate.get("subjectAltName", ()))
    domains = _domains(names)
    dns = [value.lower().rstrip(".") for kind, value in names if kind == "DNS"]
    if _is_address(trust.host):
        hosts = [value for kind, value in names if kind == "IP Address" and _is_address(value)]
        known = any(ipaddress.ip_address(value) == ipaddress.ip_address(trust.host) for value in hosts)
    else:
        known = any(_covers(name, trust.host.lower().rstrip(".")) for name in dns)
    if known or (trust.domain and trust.domain.lower().rstrip(".") in (domains or dns)):
        return ""
    held = [*domains, *dns, *(value for kind, value in names if kind == "IP Address")]
    return ", ".join(held[:5]) or "nobody"


def _domains(names: tuple[tuple[str, str], ...]) -> list[str]:
    found = []
    for kind, value in names:
        if kind != "URI":
            continue
        try:
            uri = parse_uri(value)
        except MalformedError:
            continue
        if uri.scheme == "sip" and not uri.user:
            found.append(uri.host.lower().rstrip("."))
    return found


def _covers(name: str, host: str) -> bool:
    if name == host:
        return True
    first, _, rest = host.partition(".")
    return name.startswith("*.") and bool(first) and "." in rest and name[2:] == rest


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class OwnCertificate:
    """Our certificate for who connects to us. Replaced files are taken with the next connection; what is connected
    stays so. A pair that does not fit (the second file is not written yet, or wrong) leaves the old one in use."""

    def __init__(self, chain: Path, key: Path) -> None:
        """Raises `OSError` (`ssl.SSLError` among them) where there is no usable pair to begin with."""
        self._chain, self._key = chain, key
        self._stamp = self._stamps()
        self._context = self._load()

    def context(self) -> ssl.SSLContext:
        """For the next connection."""
        try:
            stamp = self._stamps()
        except OSError:
            return self._context
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._context = self._load()
            except OSError as error:
                _LOG.error("%s and %s stay unused, the certificate before them goes on: %s",
                           self._chain, self._key, error)  # fmt: skip
            else:
                _LOG.info("new certificate taken from %s", self._chain)
        return self._context

    def _stamps(self) -> tuple[tuple[int, int, int], ...]:
        found = (self._chain.stat(), self._key.stat())
        return tuple((each.st_mtime_ns, each.st_ino, each.st_size) for each in found)

    def _load(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION
        context.load_cert_chain(self._chain, self._key)
        return context
