"""The configuration of the centre: what the switch is told, and what the masters show."""

import asyncio
import json
from collections import defaultdict
from typing import Any

from msgspec import Struct

from api.access import Permission, role_of
from api.db.config_tables import (
    ExtensionRow,
    GroupMember,
    PermissionRow,
    PermissionSet,
    PhoneGroup,
    RouteRow,
    StatusRow,
    TrunkRow,
    UserAccount,
)
from api.db.engine import Database, Reader, Transaction
from api.db.message_store import mailboxes
from api.db.rows import item_of
from api.numbers import number_rules
from sip.contract.config import Extension, Group, Member, Route, SwitchConfig, Trunk, User
from sip.contract.enums import CHOOSABLE, NumberClass, PhoneKind, is_work

REALM = "kikite"
"""Realm of the extensions' digests; a change makes every HA1 worthless."""


class StatusEntry(Struct, frozen=True, kw_only=True):
    """A status of the master. `colour`: `#rrggbb`. `choosable`: operators may choose it now."""

    id: str
    ja: str
    en: str
    colour: str
    position: int
    choosable: bool


class UserEntry(Struct, frozen=True, kw_only=True):
    """A user of the master. `extension`: "" for none."""

    id: str
    name: str
    extension: str
    permission_set: str
    permission_set_name: str
    permissions: frozenset[Permission]
    allowed: tuple[NumberClass, ...]
    phone: PhoneKind
    shown: str


async def version(db: Reader) -> int:
    """Number of the present configuration; grows with each change."""
    row = await db.fetch_one("SELECT value FROM setting WHERE key = 'config_version'")
    return 0 if row is None else int(row["value"])


async def changed(tx: Transaction) -> None:
    """To be called in every transaction that changes what `switch_config` reads."""
    await tx.execute(
        "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = {}", ("config_version",)
    )


async def switch_config(db: Database, grace_s: int = 30) -> SwitchConfig:
    """The whole configuration for the switch, all of one version."""
    while True:
        before = await version(db)
        config = await _read(db, before, grace_s)
        if await version(db) == before:
            return config
        await asyncio.sleep(0)


async def _read(db: Reader, number: int, grace_s: int) -> SwitchConfig:
    people = await users(db)
    owners = {person.extension: person.id for person in people if person.extension}
    return SwitchConfig(
        version=number,
        realm=REALM,
        grace_s=grace_s,
        extensions=await extensions(db, owners),
        users=tuple(
            User(
                id=person.id,
                name=person.name,
                extension=person.extension,
                role=role_of(person.permissions),
                phone=person.phone,
                allowed=person.allowed,
                shown=person.shown,
            )
            for person in people
            if person.extension
        ),
        groups=await groups(db),
        trunks=await trunks(db),
        routes=await routes(db),
        mailboxes=await mailboxes(db),
        number_rules=number_rules(),
        work_statuses=tuple(status.id for status in await statuses(db) if is_work(status.id)),
        **await handling(db),
    )


async def handling(db: Reader) -> dict[str, Any]:
    """How calls are handled in the whole centre, as far as it was said: fields of `SwitchConfig`."""
    return await _document(db, "handling")


async def chat(db: Reader) -> dict[str, Any]:
    """Whether there is chat and how long messages are kept, as far as it was said: fields of `SiteChat`."""
    return await _document(db, "chat")


async def _document(db: Reader, key: str) -> dict[str, Any]:
    row = await db.fetch_one("SELECT value FROM setting WHERE key = {}", (key,))
    found: dict[str, Any] = {} if row is None else json.loads(row["value"])
    return found


async def users(db: Reader) -> list[UserEntry]:
    """All users, by extension (F9.2), those without one last."""
    sets = {row["id"]: row for row in await db.run(PermissionSet.select())}
    permissions: defaultdict[str, set[Permission]] = defaultdict(set)
    for row in await db.run(PermissionRow.select()):
        permissions[row["permission_set"]].add(Permission(row["permission"]))
    rows = await db.run(UserAccount.select().order_by(UserAccount.extension, UserAccount.id))
    found = [
        UserEntry(
            id=row["id"],
            name=row["name"],
            extension=row["extension"] or "",
            permission_set=row["permission_set"],
            permission_set_name=sets[row["permission_set"]]["name"],
            permissions=frozenset(permissions[row["permission_set"]]),
            allowed=tuple(NumberClass(kind) for kind in json.loads(sets[row["permission_set"]]["allowed"])),
            phone=PhoneKind(row["phone"]),
            shown=row["shown"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda entry: (not entry.extension, entry.extension))


async def extensions(db: Reader, owners: dict[str, str]) -> tuple[Extension, ...]:
    """All extensions with their digests; `owners`: extension number → user id."""
    rows = await db.run(ExtensionRow.select().order_by(ExtensionRow.number))
    return tuple(
        Extension(
            number=row["number"],
            name=row["name"],
            user=owners.get(row["number"], ""),
            digest={"MD5": row["md5"], "SHA-256": row["sha256"]},
            max_calls=row["max_calls"],
            max_per_hour=row["max_per_hour"],
        )
        for row in rows
    )


async def groups(db: Reader) -> tuple[Group, ...]:
    """All groups with their members in order, by id."""
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for row in await db.run(GroupMember.select().order_by(GroupMember.position)):
        members[row["phone_group"]].append(Member(user=row["user_id"], tier=row["tier"]))
    return tuple(
        item_of(Group, row, members=tuple(members[row["id"]]))
        for row in await db.run(PhoneGroup.select().order_by(PhoneGroup.id))
    )


async def trunks(db: Reader) -> tuple[Trunk, ...]:
    """All trunks, in the order in which outbound calls try them."""
    rows = await db.run(TrunkRow.select().order_by(TrunkRow.position, TrunkRow.id))
    return tuple(item_of(Trunk, row) for row in rows)


async def routes(db: Reader) -> tuple[Route, ...]:
    """Where calls from outside go. A group's own number leads to the group unless a route says otherwise."""
    found = {
        row["number"]: Route(
            number=row["number"],
            group=row["phone_group"] or "",
            extension=row["extension"] or "",
            external=row["external"] or "",
            menu=row["menu"] or "",
        )
        for row in await db.run(RouteRow.select())
    }
    for row in await db.run(PhoneGroup.select(PhoneGroup.id, PhoneGroup.number)):
        found.setdefault(row["number"], Route(number=row["number"], group=row["id"]))
    return tuple(found[number] for number in sorted(found))


async def statuses(db: Reader) -> list[StatusEntry]:
    """The status master in its order, without deleted entries."""
    rows = await db.run(StatusRow.select().where(StatusRow.deleted.is_null()).order_by(StatusRow.position))
    return [
        StatusEntry(
            id=row["id"],
            ja=row["ja"],
            en=row["en"],
            colour=row["colour"],
            position=row["position"],
            choosable=row["id"] in CHOOSABLE or is_work(row["id"]),
        )
        for row in rows
    ]
