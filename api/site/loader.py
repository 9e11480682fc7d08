"""From a site file to a filled database."""

import asyncio
import tomllib
from pathlib import Path

import msgspec

from api.db import site_store
from api.db.engine import Database
from api.faults import Fault, faults
from api.passwords import hashed
from api.problems import Language, sentence
from api.site.check import contradictions, members, owners
from api.site.schemas import Site


class SiteError(ValueError):
    """A site cannot be taken over; `faults` names every faulty field. Nothing was saved."""

    def __init__(self, found: list[Fault], source: str, lang: Language = "en") -> None:
        lines = [f"  {fault.field}: {fault.message or sentence(f'field.{fault.code}', lang)}" for fault in found]
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
    found = faults(document, Site)
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
        extensions = [(one.number, one.name, one.password) for one in site.extensions]
        await site_store.add_extensions(tx, extensions)
        await site_store.add_users(
            tx,
            [
                (user.id, user.name, passwords[user.id], str(user.role), owners(site).get(user.id))
                for user in site.users
            ],
        )
        for group in site.groups:
            values = {**msgspec.structs.asdict(group), "strategy": str(group.strategy)}
            await site_store.add_group(tx, values, [(member.user, member.tier) for member in members(group)])
        await site_store.add_trunks(tx, [msgspec.structs.asdict(trunk) for trunk in site.trunks])
        await site_store.add_routes(
            tx, [(route.number, route.group, route.extension, route.external) for route in site.routes]
        )
        await site_store.add_work_statuses(tx, [(one.ja, one.en or one.ja, one.colour) for one in site.work_statuses])
        await site_store.set_values(
            tx, {"site_name": site.name, "time_zone": site.time_zone, "day_start": site.day_start}
        )
        await site_store.changed(tx)
