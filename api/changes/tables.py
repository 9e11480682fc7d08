"""The tables of the configuration: where the items of each stand in a `Site`, and how one is saved and deleted."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from msgspec import Struct

from api.db import message_store, name_store, reception_store, rows, site_store
from api.db.config_tables import ExtensionRow, PermissionSet, PhoneGroup, RouteRow, TrunkRow, UserAccount
from api.db.engine import Transaction
from api.db.message_store import MailboxRow
from api.db.reception_store import AnnouncementRow, MenuRow, ReceptionRow
from api.site.check import members
from api.site.mailboxes import SiteMailbox
from api.site.reception import SiteAnnouncement, SiteMenu, SiteReception
from api.site.schemas import Site, SiteExtension, SiteGroup, SitePermissionSet, SiteRoute, SiteTrunk, SiteUser
from api.site.stored import UNCHANGED

Save = Callable[[Transaction, Any, Site, str], Awaitable[None]]
"""Save an item of a site; the last is the hash of a user's new password, "" for none."""


class Table(Struct, frozen=True):
    """One kind of thing that is configured. `name`: the list of `Site` and the subject of the record; `key`: the field
    that tells items apart and never changes."""

    name: str
    key: str
    save: Save
    drop: Callable[[Transaction, str], Awaitable[None]]


def _dropping(table: Any, key: str) -> Callable[[Transaction, str], Awaitable[None]]:
    async def drop(tx: Transaction, value: str) -> None:
        await rows.drop(tx, table, key, value)

    return drop


def _dropping_named(table: Any, kind: str) -> Callable[[Transaction, str], Awaitable[None]]:
    """For what the history goes on naming."""

    async def drop(tx: Transaction, value: str) -> None:
        await name_store.keep(tx, kind, value)
        await rows.drop(tx, table, "id", value)

    return drop


async def _save_group(tx: Transaction, item: SiteGroup, site: Site, hashed: str) -> None:
    await site_store.put_group(tx, item, [(member.user, member.tier) for member in members(item)])


async def _save_trunk(tx: Transaction, item: SiteTrunk, site: Site, hashed: str) -> None:
    await site_store.put_trunk(tx, item, position=site.trunks.index(item))


async def _save_route(tx: Transaction, item: SiteRoute, site: Site, hashed: str) -> None:
    await site_store.put_route(tx, item.number, item.group, item.extension, item.external, item.menu)


async def _save_extension(tx: Transaction, item: SiteExtension, site: Site, hashed: str) -> None:
    await site_store.put_extension(tx, item, None if item.password is UNCHANGED else item.password)


async def _save_user(tx: Transaction, item: SiteUser, site: Site, hashed: str) -> None:
    await site_store.put_user(tx, item, permission_set=item.role, extension=item.extension, password=hashed or None)


async def _save_permission_set(tx: Transaction, item: SitePermissionSet, site: Site, hashed: str) -> None:
    await site_store.put_permission_set(tx, item, item.permissions)


async def _save_menu(tx: Transaction, item: SiteMenu, site: Site, hashed: str) -> None:
    await reception_store.put_menu(tx, item)


async def _save_reception(tx: Transaction, item: SiteReception, site: Site, hashed: str) -> None:
    await reception_store.put_reception(tx, item)


async def _save_mailbox(tx: Transaction, item: SiteMailbox, site: Site, hashed: str) -> None:
    await message_store.put_mailbox(tx, item)


async def _save_announcement(tx: Transaction, item: SiteAnnouncement, site: Site, hashed: str) -> None:
    await reception_store.put_announcement(tx, item)


GROUPS: Final = Table("groups", "id", _save_group, _dropping_named(PhoneGroup, "group"))
TRUNKS: Final = Table("trunks", "id", _save_trunk, _dropping_named(TrunkRow, "trunk"))
ROUTES: Final = Table("routes", "number", _save_route, _dropping(RouteRow, "number"))
EXTENSIONS: Final = Table("extensions", "number", _save_extension, _dropping(ExtensionRow, "number"))
USERS: Final = Table("users", "id", _save_user, _dropping_named(UserAccount, "user"))
MENUS: Final = Table("menus", "id", _save_menu, _dropping(MenuRow, "id"))
RECEPTIONS: Final = Table("receptions", "group", _save_reception, _dropping(ReceptionRow, "group"))
MAILBOXES: Final = Table("mailboxes", "id", _save_mailbox, _dropping(MailboxRow, "id"))
ANNOUNCEMENTS: Final = Table("announcements", "id", _save_announcement, _dropping(AnnouncementRow, "id"))
PERMISSION_SETS: Final = Table("permission_sets", "id", _save_permission_set, _dropping(PermissionSet, "id"))
