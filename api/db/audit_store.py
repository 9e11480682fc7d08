"""The record of changes of the configuration: who, when, what, before and after."""

import json
from enum import StrEnum
from typing import Any

from msgspec import Struct

from api.access import Principal
from api.db.config_tables import AuditRow
from api.db.engine import Reader, Transaction


class Action(StrEnum):
    """What was done to an item."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"


class Record(Struct, frozen=True, kw_only=True):
    """One change. `at`: ms since 1970 UTC; `before` and `after` without secrets, None where there is nothing."""

    version: int
    at: int
    user_id: str
    user_name: str
    action: Action
    subject: str
    item: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Filter(Struct, frozen=True, kw_only=True):
    """Which records: times in ms, `since` ≤ at < `until`; "" and None: all. Those older than version `below` only."""

    subject: str = ""
    item: str = ""
    user: str = ""
    since: int | None = None
    until: int | None = None
    below: int | None = None


async def add_record(
    tx: Transaction,
    version: int,
    at: int,
    actor: Principal,
    action: Action,
    subject: str,
    item: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    """Write down what has made the configuration `version`."""
    await tx.execute(
        "INSERT INTO audit (version, at, user_id, user_name, action, subject, item, before, after)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {})",
        (version, at, actor.id, actor.name, str(action), subject, item, _json(before), _json(after)),
    )


async def records(db: Reader, wanted: Filter, limit: int) -> list[Record]:
    """The newest `limit` records that fit."""
    query = AuditRow.select().order_by(AuditRow.version, ascending=False).limit(limit)
    for column, value in (
        (AuditRow.subject, wanted.subject),
        (AuditRow.item, wanted.item),
        (AuditRow.user_id, wanted.user),
    ):
        if value:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(AuditRow.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditRow.at < wanted.until)
    if wanted.below is not None:
        query = query.where(AuditRow.version < wanted.below)
    return [
        Record(
            **{**row, "action": Action(row["action"]), "before": _object(row["before"]), "after": _object(row["after"])}
        )
        for row in await db.run(query)
    ]


def _json(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _object(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    found: dict[str, Any] = json.loads(text)
    return found
