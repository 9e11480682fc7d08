"""Mail is handed in to servers that prove who they are and know who we are, and to no others."""

import asyncio
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509

from api.reports.schedules.mail import Letter, MailError, MailServer, send
from tests.support.mailbox import Mailbox
from tests.support.tls import Authority

LOGIN = ("kikite", "p@ss w0rd")
LETTER = Letter(
    id="run1",
    subject="日報",
    text="髙﨑様",
    recipients=["a@example.jp"],
    file_name="日報.csv",
    media_type="text/csv",
    charset="utf-8",
    content="着信数\r\n1\r\n".encode(),
    at=0.0,
)
OURS = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one that the system trusts."""
    found = Authority(tmp_path / "ca")
    monkeypatch.setenv("SSL_CERT_FILE", str(found.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    return found


def proof(authority: Authority, name: x509.GeneralName = OURS, *, expired: bool = False) -> ssl.SSLContext:
    """What a server proves itself with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.sign(name, expired=expired))
    return context


async def hand_in(box: Mailbox, security: str, login: tuple[str, str] = LOGIN) -> None:
    server = MailServer(
        host="127.0.0.1", port=box.port, security=security, user=login[0], password=login[1], sender="k@example.jp"
    )
    await asyncio.to_thread(send, LETTER, server)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_server_that_is_known(authority: Authority, security: str) -> None:
    async with Mailbox(proof(authority), at_once=security == "tls", login=LOGIN) as box:
        await hand_in(box, security)
    [mail] = box.mails
    assert (mail["Subject"], mail["To"]) == ("日報", "a@example.jp")
    assert "着信数" in next(mail.iter_attachments()).get_content()
    assert not any(line.startswith(("AUTH", "MAIL", "RCPT")) for line in box.clear)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("stranger", "unable to get local issuer certificate"),
        ("name", "IP address mismatch"),
        ("expired", "certificate has expired"),
    ],
)
async def test_a_certificate_that_proves_nothing(
    authority: Authority, tmp_path: Path, security: str, fault: str, told: str
) -> None:
    """Neither the password nor the report goes to somebody else's server."""
    tls = {
        "stranger": lambda: proof(Authority(tmp_path / "other", "Other CA")),
        "name": lambda: proof(authority, x509.DNSName("mail.example.jp")),
        "expired": lambda: proof(authority, expired=True),
    }[fault]()
    async with Mailbox(tls, at_once=security == "tls", login=LOGIN) as box:
        with pytest.raises(MailError, match=told) as error:
            await hand_in(box, security)
    assert (error.value.code, error.value.final) == ("mail_certificate", False)
    assert box.mails == []
    assert not any(line.startswith(("AUTH", "MAIL")) for line in box.clear)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_wrong_password(authority: Authority, security: str) -> None:
    async with Mailbox(proof(authority), at_once=security == "tls", login=LOGIN) as box:
        with pytest.raises(MailError, match=r"535 5\.7\.8 no") as error:
            await hand_in(box, security, ("kikite", "another"))
    assert (error.value.code, box.mails) == ("mail_login", [])


async def test_a_password_that_cannot_be_sent(authority: Authority) -> None:
    async with Mailbox(proof(authority), login=LOGIN) as box:
        with pytest.raises(MailError, match="beyond ASCII") as error:
            await hand_in(box, "starttls", ("kikite", "pässword"))
    assert (error.value.code, box.mails) == ("mail_login", [])


async def test_a_server_without_starttls_gets_nothing() -> None:
    async with Mailbox(login=LOGIN) as box:
        with pytest.raises(MailError, match="STARTTLS") as error:
            await hand_in(box, "starttls")
    assert (error.value.code, box.mails) == ("mail_not_supported", [])
    assert not any(line.startswith("AUTH") for line in box.clear)


async def test_a_server_that_speaks_tls_at_once_where_none_is_expected(authority: Authority) -> None:
    """And the other way round: told, rather than waited for to the end of time."""
    async with Mailbox(login=LOGIN) as box:
        with pytest.raises(MailError):
            await hand_in(box, "tls")
    assert box.mails == []
