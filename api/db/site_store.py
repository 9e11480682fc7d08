"""Writing a whole centre into an empty database, and its settings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.db.config_store import REALM, changed
from api.db.config_tables import PhoneGroup, TrunkRow
from api.db.engine import Reader, Transaction

__all__ = [
    "add_extensions",
    "add_group",
    "add_routes",
    "add_trunks",
    "add_users",
    "add_work_statuses",
    "changed",
    "is_empty",
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


async def add_extensions(tx: Transaction, rows: Sequence[tuple[str, str, str]]) -> None:
    """Extensions: number, name, password (of which only the digests are kept)."""
    await tx.executemany(
        "INSERT INTO extension (number, name, md5, sha256) VALUES ({}, {}, {}, {})",
        [(number, name, *ha1(number, password)) for number, name, password in rows],
    )


async def add_users(tx: Transaction, rows: Sequence[tuple[str, str, str, str, str | None]]) -> None:
    """Users: id, name, hash of the password, permission set, extension."""
    await tx.executemany(
        "INSERT INTO user_account (id, name, password, permission_set, extension) VALUES ({}, {}, {}, {}, {})", rows
    )


async def add_group(tx: Transaction, group: Mapping[str, Any], members: Sequence[tuple[str, int]]) -> None:
    """A group by its columns, and its members (user id, tier) in order."""
    names = [column._meta.name for column in PhoneGroup._meta.columns]
    await tx.run(PhoneGroup.insert(PhoneGroup(**{name: group[name] for name in names})))
    await tx.executemany(
        "INSERT INTO group_member (phone_group, user_id, position, tier) VALUES ({}, {}, {}, {})",
        [(group["id"], user, position, tier) for position, (user, tier) in enumerate(members)],
    )


async def add_trunks(tx: Transaction, trunks: Sequence[Mapping[str, Any]]) -> None:
    """Trunks by their columns, in the order in which outbound calls try them."""
    for position, trunk in enumerate(trunks):
        row = TrunkRow(**{**trunk, "position": position, "accept_from": json.dumps(list(trunk["accept_from"]))})
        await tx.run(TrunkRow.insert(row))


async def add_routes(tx: Transaction, rows: Sequence[tuple[str, str, str, str]]) -> None:
    """Routes: number, then group, extension, external number, of which one is not ""."""
    await tx.executemany(
        "INSERT INTO route (number, phone_group, extension, external) VALUES ({}, {}, {}, {})",
        [(number, group or None, extension or None, external or None) for number, group, extension, external in rows],
    )


async def add_work_statuses(tx: Transaction, rows: Sequence[tuple[str, str, str]]) -> None:
    """別作業 statuses `work:1`, …: Japanese name, English name, colour."""
    await tx.executemany(
        "INSERT INTO status (id, position, ja, en, colour) VALUES ({}, {}, {}, {}, {})",
        [(f"work:{number}", FIRST_WORK + number, *row) for number, row in enumerate(rows, 1)],
    )


async def set_values(tx: Transaction, given: Mapping[str, str]) -> None:
    """Keep settings of the site; an empty one is not kept."""
    for key, value in given.items():
        if value:
            await tx.execute(
                "INSERT INTO setting (key, value) VALUES ({}, {})"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value, ensure_ascii=False)),
            )


async def values(db: Reader, keys: Sequence[str]) -> dict[str, Any]:
    """The settings of the site that are kept, of those asked for."""
    rows = await db.fetch("SELECT key, value FROM setting")
    return {row["key"]: json.loads(row["value"]) for row in rows if row["key"] in keys}
