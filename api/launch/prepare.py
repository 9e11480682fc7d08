"""Database and site before the processes start, and what the api's process is told."""

from __future__ import annotations

from pathlib import Path

from api.launch.certificates import TlsFiles
from api.launch.options import Options
from api.launch.report import Site

_DIST = Path(__file__).parents[2] / "frontend" / "dist"


def api_environment(options: Options, tls: TlsFiles) -> dict[str, str]:
    """The settings of `python -m api` (`api.settings`) as environment variables. Those that the launcher has no option
    for, and a `KIKITE_CONFIG`, come from the launcher's own environment."""
    first, _, last = options.rtp_ports.partition("-")
    return {
        "KIKITE_DATA": str(options.data),
        "KIKITE_HTTPS_HOST": options.host,
        "KIKITE_HTTPS_PORT": str(options.port),
        "KIKITE_TLS_CERT": str(tls.certificate),
        "KIKITE_TLS_KEY": str(tls.key),
        "KIKITE_DB_URL": options.database,
        "KIKITE_SWITCH_SOCKET": str(options.switch_socket),
        "KIKITE_SIP_HOST": options.sip_host,
        "KIKITE_SIP_PORT": str(options.sip_port),
        "KIKITE_SIP_ADVERTISED": options.advertise[0] if options.advertise else "",
        "KIKITE_RTP_FIRST": first,
        "KIKITE_RTP_LAST": last,
        "KIKITE_MEDIA_PORT": str(options.media_port),
        **({"KIKITE_DIST": str(_DIST)} if _DIST.exists() else {}),
    }


async def prepare(options: Options) -> Site:
    """Migrate the database and fill it if it is empty. Raises `ValueError` for a faulty site file."""
    raise ValueError(options)
