"""From a site file to a filled database."""

import asyncio
import tomllib
from pathlib import Path

import msgspec

from api.db import message_store, reception_store, site_store
from api.db.engine import Database, Transaction
from api.faults import Fault, faults
from api.passwords import hashed
from api.problems import Language, told
from api.site import presets
from api.site.check import contradictions, members, owners
from api.site.schemas import Site


class SiteError(ValueError):
    """A site cannot be taken over; `faults` names every faulty field. Nothing was saved."""

    def __init__(self, found: list[Fault], source: str, lang: Language = "en") -> None:
        lines = [f"  {fault.field}: {fault.message or told(fault, lang)}" for fault in found]
        super().__init__("\n".join([f"{source}:", *lines]))
        self.faults = found


class NotEmptyError(ValueError):
    """The database holds a centre already."""

    def __init__(self) -> None:
        super().__init__("the database holds a centre already; a site file fills an empty one only")


def read(path: Path, lang: Language = "en") -> Site:
    """The site of a file. Raises `SiteError`, whose text is in `lang`, and `OSError`."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteError([Fault(field="TOML", code="malformed", message=str(error))], str(path), lang) from error
    found = presets.unknown(document)
    document = presets.filled(document)
    found += faults(document, Site)
    if not found:
        site = msgspec.convert(document, Site)
        found = contradictions(site)
        if not found:
            return site
    raise SiteError(found, str(path), lang)


async def fill(db: Database, site: Site) -> None:
    """Fill an open, migrated, empty database. Raises `SiteError`, `NotEmptyError` and `api.db.errors`."""
    if found := contradictions(site):
        raise SiteError(found, "site")
    hashes = await asyncio.gather(*(hashed(user.password) for user in site.users))
    passwords = {user.id: stored for user, stored in zip(site.users, hashes, strict=True)}
    async with db.transaction(durable=True) as tx:
        if not await site_store.is_empty(tx):
            raise NotEmptyError
        for permissions in site.permission_sets:
            await site_store.put_permission_set(tx, permissions, permissions.permissions)
        for extension in site.extensions:
            await site_store.put_extension(tx, extension, extension.password)
        extensions = owners(site)
        for user in site.users:
            owned = extensions.get(user.id)
            await site_store.put_user(tx, user, permission_set=user.role, extension=owned, password=passwords[user.id])
        for group in site.groups:
            await site_store.put_group(tx, group, [(member.user, member.tier) for member in members(group)])
        for position, trunk in enumerate(site.trunks):
            await site_store.put_trunk(tx, trunk, position=position)
        for route in site.routes:
            await site_store.put_route(tx, route.number, route.group, route.extension, route.external, route.menu)
        await _fill_reception(tx, site)
        await site_store.add_work_statuses(tx, [(one.ja, one.en or one.ja, one.colour) for one in site.work_statuses])
        await site_store.set_values(
            tx, {"site_name": site.name, "time_zone": site.time_zone, "day_start": site.day_start}
        )
        await site_store.set_handling(tx, site.handling)
        await site_store.set_chat(tx, site.chat)
        await site_store.changed(tx)


async def _fill_reception(tx: Transaction, site: Site) -> None:
    for announcement in site.announcements:
        await reception_store.put_announcement(tx, announcement)
    for menu in site.menus:
        await reception_store.put_menu(tx, menu)
    for reception in site.receptions:
        await reception_store.put_reception(tx, reception)
    for mailbox in site.mailboxes:
        await message_store.put_mailbox(tx, mailbox)
