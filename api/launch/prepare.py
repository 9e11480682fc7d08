"""Database and site before the processes start, and what the api's process is told."""

from __future__ import annotations

import time
from pathlib import Path

from api.access import role_of
from api.db import config_store, site_store
from api.db.engine import connect
from api.db.migrate import migrate
from api.launch.certificates import TlsFiles
from api.launch.options import Options
from api.launch.report import GroupNumber, Login, Site
from api.site import loader, sample, schemas
from sip.contract.config import Group
from sip.contract.enums import Role

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
    """Migrate the database and fill it if it is empty: from the site file, with the sample centre, or with one
    supervisor. Raises `ValueError` for a faulty site file, `OSError` and `api.db.errors` where there is no database."""
    db = connect(options.database)
    await db.open()
    try:
        await migrate(db, time.time_ns() // 1_000_000)
        filled = None
        if await site_store.is_empty(db):
            filled = _site(options)
            await loader.fill(db, filled)
        return _describe(await config_store.users(db), await config_store.groups(db), filled)
    finally:
        await db.close()


def _site(options: Options) -> schemas.Site:
    if options.site:
        return loader.read(options.site, "en" if options.language == "en" else "ja")
    if options.demo:
        return sample.sample(options.local_sip_host, options.carrier_port)
    first = schemas.SiteUser(id="admin", name="admin", password=sample.new_password(), role=Role.SUPERVISOR)
    return schemas.Site(users=[first])


def _describe(users: list[config_store.UserEntry], groups: tuple[Group, ...], filled: schemas.Site | None) -> Site:
    passwords = {user.id: user.password for user in filled.users} if filled else {}
    secrets = {extension.number: extension.password for extension in filled.extensions} if filled else {}
    return Site(
        realm=config_store.REALM,
        users=tuple(
            Login(
                id=user.id,
                name=user.name,
                role=str(role_of(user.permissions)),
                extension=user.extension,
                password=passwords.get(user.id, ""),
                sip_password=secrets.get(user.extension, ""),
            )
            for user in users
        ),
        groups=tuple(GroupNumber(group.id, group.name, group.number) for group in groups),
        fresh=filled is not None,
    )
