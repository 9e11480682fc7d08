"""The centre in the database as a site: what `contradictions` checks before a change is saved."""

from collections import defaultdict
from typing import Final

import msgspec

from api.access import Permission
from api.db import config_store
from api.db.config_tables import ExtensionRow, GroupMember, PermissionRow, PermissionSet, PhoneGroup, RouteRow, TrunkRow
from api.db.engine import Reader
from api.db.message_store import MailboxRow
from api.db.reception_store import AnnouncementRow, MenuRow, ReceptionRow
from api.db.rows import item_of
from api.site.mailboxes import SiteMailbox
from api.site.reception import SiteAnnouncement, SiteMenu, SiteReception
from api.site.schemas import (
    Site,
    SiteChat,
    SiteExtension,
    SiteGroup,
    SiteHandling,
    SiteMember,
    SitePermissionSet,
    SiteRoute,
    SiteTrunk,
    SiteUser,
)

UNCHANGED: Final = "Unchanged-Password-0"
"""Stands for the passwords of users and extensions, of which the database holds no more than hashes."""


async def stored(db: Reader) -> Site:
    """The whole centre. An extension's owner stands at the user."""
    return Site(
        permission_sets=await _permission_sets(db),
        extensions=[
            item_of(SiteExtension, row, password=UNCHANGED)
            for row in await db.run(ExtensionRow.select().order_by(ExtensionRow.number))
        ],
        users=[
            SiteUser(
                id=user.id,
                name=user.name,
                password=UNCHANGED,
                role=user.permission_set,
                extension=user.extension,
                phone=user.phone,
                shown=user.shown,
            )
            for user in await config_store.users(db)
        ],
        groups=await _groups(db),
        trunks=[
            item_of(SiteTrunk, row) for row in await db.run(TrunkRow.select().order_by(TrunkRow.position, TrunkRow.id))
        ],
        routes=[
            SiteRoute(
                number=row["number"],
                group=row["phone_group"] or "",
                extension=row["extension"] or "",
                external=row["external"] or "",
                menu=row["menu"] or "",
            )
            for row in await db.run(RouteRow.select().order_by(RouteRow.number))
        ],
        announcements=[
            item_of(SiteAnnouncement, row)
            for row in await db.run(AnnouncementRow.select().order_by(AnnouncementRow.id))
        ],
        menus=[item_of(SiteMenu, row) for row in await db.run(MenuRow.select().order_by(MenuRow.id))],
        handling=msgspec.convert(await config_store.handling(db), SiteHandling),
        chat=msgspec.convert(await config_store.chat(db), SiteChat),
        mailboxes=[item_of(SiteMailbox, row) for row in await db.run(MailboxRow.select().order_by(MailboxRow.id))],
        receptions=[
            item_of(SiteReception, row) for row in await db.run(ReceptionRow.select().order_by(ReceptionRow.group))
        ],
    )


async def reception(db: Reader, group: str) -> SiteReception | None:
    """How a group receives callers; None: there are no rules for it."""
    rows = await db.run(ReceptionRow.select().where(ReceptionRow.group == group))
    return item_of(SiteReception, rows[0]) if rows else None


async def _permission_sets(db: Reader) -> list[SitePermissionSet]:
    rights: defaultdict[str, list[Permission]] = defaultdict(list)
    for row in await db.run(PermissionRow.select().order_by(PermissionRow.permission)):
        rights[row["permission_set"]].append(Permission(row["permission"]))
    rows = await db.run(PermissionSet.select().order_by(PermissionSet.id))
    return [item_of(SitePermissionSet, row, permissions=rights[row["id"]]) for row in rows]


async def _groups(db: Reader) -> list[SiteGroup]:
    members: defaultdict[str, list[str | SiteMember]] = defaultdict(list)
    for row in await db.run(GroupMember.select().order_by(GroupMember.position)):
        members[row["phone_group"]].append(SiteMember(user=row["user_id"], tier=row["tier"]))
    rows = await db.run(PhoneGroup.select().order_by(PhoneGroup.id))
    return [item_of(SiteGroup, row, members=members[row["id"]]) for row in rows]
