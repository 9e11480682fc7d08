"""How one instance is run: a TOML file and environment variables, decoded and checked as a whole.

The file is named by `KIKITE_CONFIG`; each setting can be given, or overruled, by `KIKITE_<NAME>`
(`KIKITE_HTTPS_PORT=3443`).
What the centre *is* (users, groups, trunks) does not stand here but in the database. See `docs/settings.md`.
"""

import os
import tomllib
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from api.faults import Fault, faults, path_hook

PREFIX: Final = "KIKITE_"
CONFIG: Final = "KIKITE_CONFIG"

Port = Annotated[int, Meta(ge=1, le=65535)]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["04:00"])]


class SettingsError(Exception):
    """Some settings are faulty; `faults` names each."""

    def __init__(self, found: list[Fault], source: str) -> None:
        super().__init__(f"{source}: " + "; ".join(f"{fault.field}: {fault.message or fault.code}" for fault in found))
        self.faults = found


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings with their defaults. Relative paths are relative to the working folder."""

    data: Path = Path("var")
    """Folder of the database, keys and certificates."""
    https_host: str = "0.0.0.0"
    https_port: Port = 3000
    tls_cert: Path | None = None
    """PEM file of the certificate chain; default `server.pem` in `tls` in the data folder, made by the launcher."""
    tls_key: Path | None = None
    """PEM file of its private key; default `server.key` beside it."""
    db_url: str = ""
    """`sqlite:///path` or `postgresql://user:password@host:port/database`; "" = `kikite.db` in the data folder."""
    switch_socket: Path | None = None
    """Unix socket of the switch; default `switch.sock` in the data folder."""
    sip_host: str = "0.0.0.0"
    """Address at which the switch takes SIP."""
    sip_port: Port = 5060
    sip_advertised: str = ""
    """Address that the switch names in SIP and SDP; "" = found from `sip_host`."""
    rtp_first: Port = 20000
    rtp_last: Port = 29999
    """Range of UDP ports for RTP towards trunks and desk phones, both included."""
    media_port: Port = 40000
    """UDP port for the sound of the browsers."""
    time_zone: str = "Asia/Tokyo"
    """Of the site: day boundary and hours of the statistics."""
    day_start: TimeOfDay = "00:00"
    """When the business day begins, `HH:MM` in the site's time zone (F1.7)."""
    logout_at_day_start: bool = True
    """Whether whoever is still logged in when the business day begins is logged out (F1.7)."""
    grace_s: Annotated[int, Meta(ge=5, le=600)] = 30
    """How long a client may be silent before its operator is logged out (F5.9), s."""
    dist: Path = Path("frontend/dist")
    """Folder of the built front end."""
    smtp_host: str = ""
    """Mail server to which reports are handed in (F7.10); "" = no mail."""
    smtp_port: Port = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted: after the greeting, from the beginning, or not at all."""
    smtp_user: str = ""
    """"" = without a log-in."""
    smtp_password_file: Path | None = None
    """File with the password alone, read whenever mail is sent."""
    smtp_from: str = ""
    """Sender's address; "" = `smtp_user`."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def database_url(self) -> str:
        """`db_url`, or that of the SQLite file in the data folder."""
        return self.db_url or f"sqlite:///{self.data.absolute() / 'kikite.db'}"

    @property
    def socket(self) -> Path:
        """Path of the switch's socket."""
        return self.switch_socket or self.data / "switch.sock"

    @property
    def certificate(self) -> Path:
        """Path of the TLS certificate chain."""
        return self.tls_cert or self.data / "tls" / "server.pem"

    @property
    def certificate_key(self) -> Path:
        """Path of the TLS private key."""
        return self.tls_key or self.data / "tls" / "server.key"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The site's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises `SettingsError` with every faulty one, `OSError` for an unreadable file."""
    env = os.environ if environ is None else environ
    found: dict[str, Any] = {}
    if path := env.get(CONFIG):
        try:
            found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise SettingsError([Fault(field="", code="malformed", message=str(error))], path) from error
    names = {field.name for field in msgspec.structs.fields(Settings)}
    found |= {
        key.removeprefix(PREFIX).lower(): value
        for key, value in env.items()
        if key.startswith(PREFIX) and key.removeprefix(PREFIX).lower() in names
    }
    return check(found, env.get(CONFIG, "environment"))


def check(values: Mapping[str, Any], source: str = "settings") -> Settings:
    """Settings from plain values (numbers may be text, as in the environment). Raises `SettingsError`."""
    faulty = faults(dict(values), Settings, strict=False)
    zone = values.get("time_zone")
    if isinstance(zone, str) and zone not in zoneinfo.available_timezones():
        faulty.append(Fault(field="time_zone", code="not_allowed"))
    if not faulty:
        settings = msgspec.convert(dict(values), Settings, strict=False, dec_hook=path_hook)
        if settings.rtp_first < settings.rtp_last:
            return settings
        faulty.append(Fault(field="rtp_last", code="out_of_range"))
    raise SettingsError(faulty, source)
