"""What the switch's process is started with."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from sip.stack.digest import COMPATIBLE, STRONGEST
from sip.stack.terms import Use

DIGESTS: Final = {"compatible": COMPATIBLE, "strongest": STRONGEST}
"""`compatible` is MD5 alone: many phones fail on a challenge that they do not know, even beside one that they do."""


class Options(Struct, frozen=True, kw_only=True):
    """Addresses, ports and folders of one switch."""

    switch: str
    """Name of this switch in commands and events; several switches have different ones."""
    data: Path
    """Folder of the outbox."""
    socket: Path
    """Unix socket on which the api connects."""
    sip_host: str
    sip_port: int
    advertise: tuple[str, ...]
    """Addresses that phones and carriers can reach, the first for SIP and SDP; () = `sip_host`."""
    rtp_ports: tuple[int, int]
    """First and last UDP port for RTP."""
    media_port: int
    """The one UDP port of all browser phones."""
    media_workers: int
    digest: tuple[str, ...]
    """Algorithms by which desk phones are challenged (RFC 8760), the first preferred."""
    sip_tls_port: int
    """Port for SIP over TLS, 0: none."""
    tls_cert: Path
    """PEM file of the certificate chain that is shown to who connects by TLS; looked at again at each connection."""
    tls_key: Path
    """Its private key."""
    phone_srtp: Use
    """Whether desk phones that are registered over TLS are offered SRTP (RFC 4568). Without TLS they are not; what they
    offer by themselves is answered as it is."""
    rtp_timeout: float
    """Seconds of silence after which a party that should send counts as lost; 0: never."""
    log_level: str


def _ports(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    try:
        ports = int(first), int(last)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no port range such as 20000-29999") from None
    if not 1024 <= ports[0] < ports[1] <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' does not lie within 1024-65535")
    return ports


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds") from None
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"'{text}' does not lie within 0-3600 seconds")
    return seconds


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Options from a command line. Exits with a message on bad ones, as argparse does."""
    parser = argparse.ArgumentParser(prog="python -m sip", description="The Kikite switch: SIP, distribution, media.")
    parser.add_argument("--switch", default="switch-1")
    parser.add_argument("--data", type=Path, default=Path("var"))
    parser.add_argument("--socket", type=Path, default=None)
    parser.add_argument("--sip-host", default="0.0.0.0")
    parser.add_argument("--sip-port", type=int, default=5060)
    parser.add_argument("--sip-tls-port", type=int, default=0, help="port for SIP over TLS; 0: none")
    parser.add_argument(
        "--tls-cert", type=Path, default=None, help="PEM; default: server.pem in tls in the data folder"
    )
    parser.add_argument("--tls-key", type=Path, default=None, help="PEM; default: server.key beside it")
    parser.add_argument("--phone-srtp", type=Use, choices=list(Use), default=Use.OPTIONAL, help="for phones over TLS")
    parser.add_argument("--digest", choices=DIGESTS, default="compatible", help="how desk phones are challenged")
    parser.add_argument("--advertise", nargs="*", default=[])
    parser.add_argument("--rtp-ports", type=_ports, default=(20000, 29999))
    parser.add_argument("--rtp-timeout", type=_seconds, default=30.0, help="seconds of silence; 0: never")
    parser.add_argument("--media-port", type=int, default=40000)
    parser.add_argument("--media-workers", type=int, default=1)
    parser.add_argument("--log-level", default="INFO")
    found = parser.parse_args(arguments)
    return Options(
        switch=found.switch,
        data=found.data,
        socket=found.socket or found.data / "switch.sock",
        sip_host=found.sip_host,
        sip_port=found.sip_port,
        advertise=tuple(found.advertise),
        rtp_ports=found.rtp_ports,
        sip_tls_port=found.sip_tls_port,
        tls_cert=found.tls_cert or found.data / "tls" / "server.pem",
        tls_key=found.tls_key or found.data / "tls" / "server.key",
        phone_srtp=found.phone_srtp,
        rtp_timeout=found.rtp_timeout,
        media_port=found.media_port,
        media_workers=found.media_workers,
        digest=DIGESTS[found.digest],
        log_level=found.log_level,
    )
