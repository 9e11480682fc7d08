"""Writing a whole centre into an empty database, and its settings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from api.db.config_store import REALM, changed
from api.db.config_tables import ExtensionRow, PermissionSet, PhoneGroup, RouteRow, TrunkRow, UserAccount
from api.db.engine import Reader, Transaction
from api.db.rows import put, row_of

__all__ = [
    "add_work_statuses",
    "changed",
    "is_empty",
    "put_extension",
    "put_group",
    "put_permission_set",
    "put_route",
    "put_trunk",
    "put_user",
    "set_chat",
    "set_handling",
    "set_phone",
    "set_values",
    "values",
]

TABLES: Final = ("user_account", "extension", "phone_group", "trunk", "route")
FIRST_WORK: Final = 100
"""Position of the first 別作業 status: behind the fixed ones."""


async def is_empty(db: Reader) -> bool:
    """Whether the database holds no centre yet."""
    for table in TABLES:
        if await db.fetch_one(f"SELECT 1 AS one FROM {table} LIMIT 1"):  # noqa: S608  our own names
            return False
    return True


def ha1(number: str, password: str) -> tuple[str, str]:
    """HA1 of an extension's password by MD5 and by SHA-256 (RFC 7616 3.4.2, RFC 8760): hex."""
    text = f"{number}:{REALM}:{password}".encode()
    return hashlib.md5(text, usedforsecurity=False).hexdigest(), hashlib.sha256(text).hexdigest()


async def put_permission_set(tx: Transaction, item: Struct, permissions: Sequence[str]) -> None:
    """A permission set, new or changed, by its columns, and the rights in it."""
    values = row_of(PermissionSet, item)
    await put(tx, PermissionSet, "id", values)
    await tx.execute("DELETE FROM permission WHERE permission_set = {}", (values["id"],))
    await tx.executemany(
        "INSERT INTO permission (permission_set, permission) VALUES ({}, {})",
        [(values["id"], str(permission)) for permission in dict.fromkeys(permissions)],
    )


async def put_extension(tx: Transaction, item: Struct, password: str | None = None) -> None:
    """An extension, new or changed, by its columns. Of the password only the digests are kept; None: as it is."""
    values = row_of(ExtensionRow, item)
    if password is not None:
        values["md5"], values["sha256"] = ha1(values["number"], password)
    await put(tx, ExtensionRow, "number", values)


async def put_user(
    tx: Transaction, item: Struct, *, permission_set: str, extension: str | None, password: str | None = None
) -> None:
    """A user, new or changed, by their columns. `password`: its hash; None: as it is."""
    values = row_of(UserAccount, item, permission_set=permission_set, extension=extension or None)
    values.pop("password", None)
    if password is not None:
        values["password"] = password
    await put(tx, UserAccount, "id", values)


async def set_phone(tx: Transaction, user: str, phone: str, shown: str) -> None:
    """What a user has chosen to talk on, and the group whose number is shown ("": their first)."""
    await tx.execute("UPDATE user_account SET phone = {}, shown = {} WHERE id = {}", (phone, shown, user))


async def put_group(tx: Transaction, item: Struct, members: Sequence[tuple[str, int]]) -> None:
    """A group, new or changed, by its columns, and its members (user id, tier) in order."""
    values = row_of(PhoneGroup, item)
    await put(tx, PhoneGroup, "id", values)
    await tx.execute("DELETE FROM group_member WHERE phone_group = {}", (values["id"],))
    await tx.executemany(
        "INSERT INTO group_member (phone_group, user_id, position, tier) VALUES ({}, {}, {}, {})",
        [(values["id"], user, position, tier) for position, (user, tier) in enumerate(members)],
    )


async def put_trunk(tx: Transaction, item: Struct, position: int) -> None:
    """A trunk, new or changed, by its columns; `position` in the order in which outbound calls try them."""
    await put(tx, TrunkRow, "id", row_of(TrunkRow, item, position=position))


async def put_route(tx: Transaction, number: str, group: str, extension: str, external: str, menu: str = "") -> None:
    """A route, new or changed; of its four targets one is not ""."""
    values = {"number": number, "phone_group": group or None, "extension": extension or None}
    await put(tx, RouteRow, "number", values | {"external": external or None, "menu": menu or None})


async def add_work_statuses(tx: Transaction, rows: Sequence[tuple[str, str, str]]) -> None:
    """別作業 statuses `work:1`, …: Japanese name, English name, colour."""
    await tx.executemany(
        "INSERT INTO status (id, position, ja, en, colour) VALUES ({}, {}, {}, {}, {})",
        [(f"work:{number}", FIRST_WORK + number, *row) for number, row in enumerate(rows, 1)],
    )


async def add_work_status(tx: Transaction, ja: str, en: str, colour: str) -> str:
    """A new 別作業 status behind the others; its id, which no status had before."""
    rows = await tx.fetch("SELECT id FROM status WHERE id LIKE 'work:%'")
    number = 1 + max((int(row["id"].partition(":")[2]) for row in rows), default=0)
    last = await tx.fetch_one("SELECT MAX(position) AS position FROM status")
    await tx.execute(
        "INSERT INTO status (id, position, ja, en, colour) VALUES ({}, {}, {}, {}, {})",
        (f"work:{number}", 1 + (last or {"position": FIRST_WORK})["position"], ja, en, colour),
    )
    return f"work:{number}"


async def change_status(tx: Transaction, key: str, *, ja: str, en: str, colour: str) -> None:
    """Names and colour of a status."""
    await tx.execute("UPDATE status SET ja = {}, en = {}, colour = {} WHERE id = {}", (ja, en or ja, colour, key))


async def place_status(tx: Transaction, key: str, position: int) -> None:
    """The place of a status in the master."""
    await tx.execute("UPDATE status SET position = {} WHERE id = {}", (position, key))


async def delete_status(tx: Transaction, key: str, now_ms: int) -> None:
    """The status can be chosen no more; reports still know it."""
    await tx.execute("UPDATE status SET deleted = {} WHERE id = {}", (now_ms, key))


async def set_values(tx: Transaction, given: Mapping[str, str]) -> None:
    """Keep settings of the site; an empty one is not kept."""
    for key, value in given.items():
        if value:
            await tx.execute(
                "INSERT INTO setting (key, value) VALUES ({}, {})"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value, ensure_ascii=False)),
            )


async def set_handling(tx: Transaction, item: Struct) -> None:
    """How calls are handled in the whole centre (`config_store.handling`)."""
    await _set_document(tx, "handling", item)


async def set_chat(tx: Transaction, item: Struct) -> None:
    """Whether there is chat and how long messages are kept (`config_store.chat`)."""
    await _set_document(tx, "chat", item)


async def _set_document(tx: Transaction, key: str, item: Struct) -> None:
    await tx.execute(
        "INSERT INTO setting (key, value) VALUES ({}, {}) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(asdict(item), ensure_ascii=False)),
    )


async def values(db: Reader, keys: Sequence[str]) -> dict[str, Any]:
    """The settings of the site that are kept, of those asked for."""
    rows = await db.fetch("SELECT key, value FROM setting")
    return {row["key"]: json.loads(row["value"]) for row in rows if row["key"] in keys}
