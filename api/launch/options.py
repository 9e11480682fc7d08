"""What the command line says."""

from __future__ import annotations

import argparse
import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Everything that one instance needs; several with different ports and folders run side by side."""

    demo: bool
    site: Path | None
    data: Path
    db: str
    """Database URL; "" means SQLite in `data`."""
    host: str
    port: int
    sip_host: str
    sip_port: int
    sip_tls_port: int
    """0: no SIP over TLS."""
    rtp_ports: str
    rtp_timeout: float
    """Seconds of silence after which a trunk's or desk phone's call ends; 0: never."""
    media_port: int
    advertise: tuple[str, ...]
    phone_srtp: str
    """Whether desk phones over TLS are offered SRTP: `off`, `optional` or `required`."""
    sip_digest: str
    """How desk phones are challenged: `compatible` (MD5) or `strongest` (SHA-256, then MD5)."""
    tls_cert: Path | None
    """A certificate of one's own in place of the local authority's."""
    tls_key: Path | None
    json: Path | None
    language: str
    carrier_port: int
    rate: float
    """Calls per minute that the simulator places by itself."""
    answer_hz: float
    ring_s: float
    history: int
    """Days of simulated past that a new demo begins with."""
    exit_with_parent: bool

    @property
    def database(self) -> str:
        """URL of the database."""
        return database_url(self.db, self.data)

    @property
    def switch_socket(self) -> Path:
        """Where the api meets the switch."""
        return self.data / "switch.sock"

    @property
    def carrier_socket(self) -> Path:
        """Where the simulator takes its orders."""
        return self.data / "carrier.sock"

    @property
    def public_host(self) -> str:
        """The name under which a browser on this machine reaches us."""
        address = _address(self.host)
        return "localhost" if address and (address.is_loopback or address.is_unspecified) else self.host

    @property
    def local_host(self) -> str:
        """An address under which we reach ourselves."""
        return _reachable(self.host)

    @property
    def local_sip_host(self) -> str:
        """An address under which a SIP peer on this machine reaches the switch."""
        return _reachable(self.sip_host)

    @property
    def url(self) -> str:
        """Base URL without a slash at its end."""
        host = f"[{self.public_host}]" if ":" in self.public_host else self.public_host
        return f"https://{host}:{self.port}"


@dataclass(frozen=True)
class SimulateOptions:
    """What `kikite simulate` is to do (`docs/simulate.md`)."""

    data: Path
    db: str
    """Database URL; "" means SQLite in `data`."""
    out: str
    """File that the log goes to in place of the database, `-` for the standard output; "" means the database."""
    seats: int
    """Operators of the sample centre that fills an empty database; 0: none is made."""
    site: Path | None
    scenario: Path | None
    seed: int
    first: datetime.date | None
    """The first day; None: so that the last one is yesterday."""
    days: int
    language: str

    @property
    def database(self) -> str:
        """URL of the database."""
        return database_url(self.db, self.data)


@dataclass(frozen=True)
class RebuildOptions:
    """What `kikite rebuild` is to do."""

    data: Path
    db: str
    """Database URL; "" means SQLite in `data`."""
    language: str

    @property
    def database(self) -> str:
        """URL of the database."""
        return database_url(self.db, self.data)


def database_url(db: str, data: Path) -> str:
    """URL of the database: the one that was named, else that of the SQLite file in the data folder."""
    return db or f"sqlite:///{data / 'kikite.db'}"


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _reachable(host: str) -> str:
    address = _address(host)
    if address is None or not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def parse(arguments: Sequence[str] | None = None) -> Options | SimulateOptions | RebuildOptions:
    """Options from a command line. Exits with a message on bad ones, as argparse does."""
    parser = argparse.ArgumentParser(prog="kikite", description="Kikite, an open call-centre system.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run a centre", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    demo = commands.add_parser(
        "demo",
        help="run a sample centre with the carrier simulator",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    for command in (serve, demo):
        _add_common(command)
    _add_demo(demo)
    simulate = commands.add_parser(
        "simulate",
        help="fill a database, or a file, with simulated days of a centre",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    _add_place(simulate)
    _add_simulate(simulate)
    rebuild = commands.add_parser(
        "rebuild",
        help="make calls, statuses and figures anew of the event log",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    _add_place(rebuild)
    found = parser.parse_args(arguments)
    if found.command == "rebuild":
        return RebuildOptions(data=found.data.resolve(), db=found.db, language=found.language)
    if found.command == "simulate":
        if found.seats and found.site:
            parser.error("--seats and --site: one of them")
        return _simulate_options(found)
    if (found.tls_cert is None) != (found.tls_key is None):
        parser.error("--tls-cert and --tls-key go together")
    return Options(
        demo=found.command == "demo",
        site=found.site and found.site.resolve(),
        data=found.data.resolve(),
        db=found.db,
        host=found.host,
        port=found.port,
        sip_host=found.sip_host,
        sip_port=found.sip_port,
        sip_tls_port=found.sip_tls_port,
        rtp_ports=found.rtp_ports,
        rtp_timeout=found.rtp_timeout,
        media_port=found.media_port,
        advertise=tuple(found.advertise),
        phone_srtp=found.phone_srtp,
        sip_digest=found.sip_digest,
        tls_cert=found.tls_cert and found.tls_cert.resolve(),
        tls_key=found.tls_key and found.tls_key.resolve(),
        json=found.json and found.json.resolve(),
        language=found.language,
        carrier_port=getattr(found, "carrier_port", 0),
        rate=getattr(found, "rate", 0.0),
        answer_hz=getattr(found, "answer_hz", 0.0),
        ring_s=getattr(found, "ring_s", 2.0),
        history=getattr(found, "history", 0),
        exit_with_parent=found.exit_with_parent,
    )


def _simulate_options(found: argparse.Namespace) -> SimulateOptions:
    return SimulateOptions(
        data=found.data.resolve(),
        db=found.db,
        out=found.out,
        seats=found.seats,
        site=found.site and found.site.resolve(),
        scenario=found.scenario and found.scenario.resolve(),
        seed=found.seed,
        first=found.first,
        days=found.days,
        language=found.language,
    )


def _add_common(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--site", type=Path, metavar="FILE.toml", help="fill an empty database from this file")
    add("--data", type=Path, default=Path("var"), help="folder of database, certificates, outbox and logs")
    add(
        "--db",
        default="",
        metavar="URL",
        help="database, e.g. postgresql://user@host/name; without it SQLite in --data",
    )
    add("--host", default="127.0.0.1", help="address of the web server; 0.0.0.0 for all")
    add("--port", type=_port, default=3000, help="HTTPS port")
    add("--sip-host", default="127.0.0.1", help="address for SIP and RTP; 0.0.0.0 for all")
    add("--sip-port", type=_port, default=5060, help="SIP port, UDP and TCP")
    add("--sip-tls-port", type=_port_or_none, default=5061, help="SIP port for TLS; 0: none")
    add(
        "--phone-srtp",
        choices=("off", "optional", "required"),
        default="optional",
        help="whether desk phones that are registered over TLS are offered SRTP",
    )
    add("--rtp-ports", type=_ports, default="20000-29999", help="UDP ports for trunks and desk phones")
    add("--rtp-timeout", type=_seconds, default=30.0, help="seconds of silence after which a call ends; 0: never")
    add("--media-port", type=_port, default=40000, help="the one UDP port for all browser phones")
    add("--advertise", nargs="*", default=[], metavar="ADDR", help="names and addresses under which others reach us")
    add(
        "--sip-digest",
        choices=("compatible", "strongest"),
        default="compatible",
        help="how desk phones are challenged: MD5, which all know, or SHA-256 before it",
    )
    add("--tls-cert", type=Path, metavar="PEM", help="certificate chain; without it a local authority signs one")
    add("--tls-key", type=Path, metavar="PEM", help="its private key")
    add("--json", type=Path, metavar="FILE", help="write addresses, log-ins and numbers to FILE once all is ready")
    add("--exit-with-parent", action="store_true", help="stop when the process that started us is gone")
    add("--language", choices=("ja", "en"), default="ja", help="language of what is printed here")


def _add_demo(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--carrier-port", type=_port, default=5080, help="SIP port of the carrier simulator")
    add("--rate", type=float, default=3.0, help="calls per minute that it places by itself; 0: none")
    add("--answer-hz", type=float, default=0.0, help="numbers that are dialled speak this tone; 0: speech")
    add("--ring-s", type=float, default=2.0, help="how long numbers that are dialled ring")
    add(
        "--history",
        type=_days_or_none,
        default=30,
        metavar="DAYS",
        help="days of simulated calls that a new demo begins with, up to yesterday; 0: none",
    )


def _add_place(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--data", type=Path, default=Path("var"), help="folder of the database")
    add("--db", default="", metavar="URL", help="database; without it SQLite in --data")
    add("--language", choices=("ja", "en"), default="ja", help="language of what is printed here")


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--out", default="", metavar="FILE", help="write the log there as JSON lines, not into the database; -: stdout")
    add("--seats", type=_seats, default=0, help="simulate a sample centre of so many operators, in an empty database")
    add("--site", type=Path, metavar="FILE.toml", help="simulate the centre of this file, in an empty database")
    add("--scenario", type=Path, metavar="FILE.toml", help="how the centre is called and staffed (docs/simulate.md)")
    add("--seed", type=int, default=1, help="the same seed, centre and days give the same log")
    add("--from", dest="first", type=_date, metavar="YYYY-MM-DD", help="first day; without it the last is yesterday")
    add("--days", type=_days, default=30, help="how many days")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds") from None
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"'{text}' does not lie within 0-3600 seconds")
    return seconds


def _number(text: str, low: int, high: int) -> int:
    if not text.isdecimal() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"'{text}' does not lie within {low}-{high}")
    return int(text)


def _seats(text: str) -> int:
    return _number(text, 2, 5000)


def _days(text: str) -> int:
    return _number(text, 1, 3660)


def _days_or_none(text: str) -> int:
    return _number(text, 0, 3660)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date such as 2026-04-01") from None


def _port_or_none(text: str) -> int:
    return 0 if text == "0" else _port(text)


def _ports(text: str) -> str:
    first, dash, last = text.partition("-")
    if not dash or _port(first) >= _port(last):
        raise argparse.ArgumentTypeError(f"'{text}' is no port range such as 20000-29999")
    return text
