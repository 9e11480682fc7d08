"""The local authority and the certificates that it signs, checked by OpenSSL."""

import datetime
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509

from api.launch.certificates import LEAF_DAYS, RENEW_DAYS, TlsFiles, ensure_certificate

NAMES = ["localhost", "127.0.0.1", "::1"]


def today(days: float = 0) -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)


def handshake(files: TlsFiles, host: str) -> None:
    """TLS between two ends in memory; raises `ssl.SSLError` where the client does not trust the server."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)
    client = ssl.create_default_context(cafile=str(files.ca))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        client.wrap_bio(to_client, to_server, server_hostname=host),
        server.wrap_bio(to_server, to_client, server_side=True),
    ]
    for _ in range(6):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert ends[0].version() == "TLSv1.3"


def test_a_client_that_knows_the_authority_trusts_every_name(tmp_path: Path) -> None:
    files = ensure_certificate(tmp_path, [*NAMES, "kikite.example"], today())
    for name in ("localhost", "127.0.0.1", "::1", "kikite.example"):
        handshake(files, name)
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(files, "other.example")


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    files = ensure_certificate(tmp_path / "tls", NAMES, today())
    assert files.key.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "tls" / "ca.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "tls").stat().st_mode & 0o777 == 0o700


def test_nothing_changes_while_all_is_well(tmp_path: Path) -> None:
    files = ensure_certificate(tmp_path, NAMES, today())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    ensure_certificate(tmp_path, NAMES[:2], today(1))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert set(before) == {files.ca, files.certificate, files.key, tmp_path / "ca.key"}


@pytest.mark.parametrize(("names", "days"), [([*NAMES, "new.example"], 0), (NAMES, LEAF_DAYS - RENEW_DAYS + 1)])
def test_the_leaf_is_renewed_under_the_same_authority(tmp_path: Path, names: list[str], days: int) -> None:
    files = ensure_certificate(tmp_path, NAMES, today())
    ca, leaf = files.ca.read_bytes(), files.certificate.read_bytes()
    ensure_certificate(tmp_path, names, today(days))
    assert files.ca.read_bytes() == ca
    assert files.certificate.read_bytes() != leaf
    renewed = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    assert renewed.not_valid_after_utc - today(days) > datetime.timedelta(days=LEAF_DAYS - 1)


def test_a_lost_authority_is_replaced_with_its_leaf(tmp_path: Path) -> None:
    files = ensure_certificate(tmp_path, NAMES, today())
    files.ca.unlink()
    ensure_certificate(tmp_path, NAMES, today())
    handshake(files, "localhost")


def test_a_key_that_is_not_the_certificates_is_noticed(tmp_path: Path) -> None:
    files = ensure_certificate(tmp_path / "one", NAMES, today())
    other = ensure_certificate(tmp_path / "other", NAMES, today())
    files.key.write_bytes(other.key.read_bytes())
    ensure_certificate(tmp_path / "one", NAMES, today())
    handshake(files, "localhost")


def test_two_at_once_leave_a_usable_certificate(tmp_path: Path) -> None:
    """The launcher's lock keeps two apart; a reader meanwhile sees whole files (written beside and renamed)."""
    files = ensure_certificate(tmp_path, NAMES, today())
    stop, broken = threading.Event(), list[Exception]()

    def read() -> None:
        while not stop.is_set():
            try:
                x509.load_pem_x509_certificate(files.certificate.read_bytes())
            except ValueError as error:
                broken.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20):
        ensure_certificate(tmp_path, [*NAMES, f"n{number}.example"], today())
    stop.set()
    reader.join()
    assert broken == []
