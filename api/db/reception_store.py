"""Menus, receptions, holidays and announcements in the database."""

import datetime
from collections.abc import Mapping

from msgspec import Struct
from piccolo.columns import BigInt, Text
from piccolo.table import Table

from api.db.config_store import changed
from api.db.engine import Reader, Transaction
from api.db.rows import put, row_of
from api.db.tables import ENGINE

__all__ = [
    "AnnouncementRow",
    "HolidayRow",
    "MenuRow",
    "ReceptionRow",
    "changed",
    "holidays",
    "put_announcement",
    "put_menu",
    "put_reception",
    "replace_holidays",
]


class AnnouncementRow(Table, db=ENGINE, tablename="announcement"):
    """An uploaded sound; its file is `<id>.ulaw` in the folder of sounds."""

    id = Text(primary_key=True)
    name = Text()
    duration_ms = BigInt()


class MenuRow(Table, db=ENGINE, tablename="ivr_menu"):
    """A menu; lists and actions as JSON."""

    id = Text(primary_key=True)
    name = Text()
    prompts = Text()
    keys = Text()
    timeout_s = BigInt()
    attempts = BigInt()
    invalid = Text()
    otherwise = Text()


class ReceptionRow(Table, db=ENGINE, tablename="reception"):
    """How a group receives callers; lists and hours as JSON."""

    group = Text(primary_key=True)
    hours = Text(null=True)
    closed = Text()
    voicemail = Text()
    greeting = Text()
    menu = Text()
    hold_music = Text()


class HolidayRow(Table, db=ENGINE, tablename="holiday"):
    """A national holiday as imported; none at all: the shipped list holds."""

    date = Text(primary_key=True)
    name = Text()


async def put_announcement(tx: Transaction, item: Struct) -> None:
    """An announcement, new or changed."""
    await put(tx, AnnouncementRow, "id", row_of(AnnouncementRow, item))


async def put_menu(tx: Transaction, item: Struct) -> None:
    """A menu, new or changed."""
    await put(tx, MenuRow, "id", row_of(MenuRow, item))


async def put_reception(tx: Transaction, item: Struct) -> None:
    """A reception, new or changed."""
    await put(tx, ReceptionRow, "group", row_of(ReceptionRow, item))


async def holidays(db: Reader) -> dict[datetime.date, str]:
    """The imported holidays; {} where none were imported."""
    rows = await db.fetch("SELECT date, name FROM holiday ORDER BY date")
    return {datetime.date.fromisoformat(row["date"]): row["name"] for row in rows}


async def replace_holidays(tx: Transaction, found: Mapping[datetime.date, str]) -> None:
    """These and no others."""
    await tx.execute("DELETE FROM holiday")
    await tx.executemany(
        "INSERT INTO holiday (date, name) VALUES ({}, {})", [(day.isoformat(), name) for day, name in found.items()]
    )
