"""Mail with a report in it, by SMTP (RFC 5321)."""

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final

from msgspec import Struct

TIMEOUT_S: Final = 30.0


class MailServer(Struct, frozen=True, kw_only=True):
    """Where mail is handed in. `security`: `tls` from the beginning, `starttls`, or `none`."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


class MailError(Exception):
    """The server has not taken the mail; the text says why, as the server put it. `code`: the sentence that tells it.
    `final`: some recipients have it, so it must not be sent again."""

    def __init__(self, text: str, *, code: str = "mail_failed", final: bool = False) -> None:
        super().__init__(text)
        self.code = code
        self.final = final


class Letter(Struct, frozen=True, kw_only=True):
    """A mail. `id`: the same for every attempt, so that a mail that came twice can be known as one."""

    id: str
    subject: str
    text: str
    recipients: list[str]
    file_name: str
    media_type: str
    charset: str
    content: bytes
    at: float


def message(letter: Letter, sender: str) -> EmailMessage:
    """The mail with its attachment. Recipients do not see one another."""
    found = EmailMessage()
    found["From"] = sender
    found["To"] = letter.recipients[0] if len(letter.recipients) == 1 else "undisclosed-recipients:;"
    found["Subject"] = letter.subject
    found["Date"] = formatdate(letter.at, localtime=False)
    found["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2] or 'localhost'}>"
    found["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers to it
    found.set_content(letter.text)
    main, sub = letter.media_type.split("/")
    params = {"charset": letter.charset} if letter.charset else {}
    found.add_attachment(letter.content, maintype=main, subtype=sub, filename=letter.file_name, params=params)
    return found


def send(letter: Letter, server: MailServer) -> None:
    """Hand it in; blocks. Raises `MailError` where the server does not take it for every recipient."""
    try:
        with _connected(server) as smtp:
            if server.user:
                _log_in(smtp, server)
            refused = smtp.send_message(
                message(letter, server.sender), from_addr=server.sender, to_addrs=letter.recipients
            )
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(_reason(error), code=_code(error)) from error
    if refused:
        raise MailError(_refusals(refused), final=True)


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    try:
        smtp.login(server.user, server.password)
    except UnicodeEncodeError as error:  # smtplib sends no others
        raise MailError("user name or password with characters beyond ASCII", code="mail_login") from error


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=ssl.create_default_context())
    smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    if server.security == "starttls":
        try:
            smtp.starttls(context=ssl.create_default_context())
        except BaseException:
            smtp.close()
            raise
    return smtp


def _code(error: Exception) -> str:
    """Which sentence: what an administrator has to look after has one of its own."""
    match error:
        case ssl.SSLCertVerificationError():
            return "mail_certificate"
        case smtplib.SMTPAuthenticationError():
            return "mail_login"
        case smtplib.SMTPNotSupportedError():
            return "mail_not_supported"
        case _:
            return "mail_failed"


def _reason(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError(verify_message=str(text)):
            return text
        case smtplib.SMTPNotSupportedError():
            return str(error)
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            return _refusals(recipients)
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            said = text.decode(errors="replace") if isinstance(text, bytes) else text
            return f"{code} {said}"
        case OSError(strerror=str(text)):
            return text
        case _:
            return f"{type(error).__name__}: {error}"


def _refusals(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return ", ".join(f"{address}: {code} {text.decode(errors='replace')}" for address, (code, text) in refused.items())
