"""Search in all that is on record of what users did to the system and to others: newest first, page by page.

Each kind stands in a table of its own, written by whoever does it; here they are only read, and merged. The place of an
entry is its moment, its kind and its key, so that a page goes on where the one before ended.
"""

import heapq
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeAlias

from msgspec import Struct

from api.db.audit_store import Action
from api.db.engine import Reader
from api.db.facts import decode
from api.db.log_out_store import ForcedLogOut
from api.db.status_order_store import StatusOrder
from api.statistics.facts import StatusSpan, Supervision


class AuditKind(StrEnum):
    """What was done."""

    CONFIGURATION = "configuration"  # a change of a master
    LOG_OUT = "log_out"  # somebody was logged out by force
    STATUS = "status"  # a status chosen for somebody else
    STATUS_NEXT = "status_next"  # one that comes after the call in progress
    SUPERVISION = "supervision"  # somebody was in another's call
    VOICEMAIL = "voicemail"  # a message was heard, moved or deleted


class Change(Struct, frozen=True, kw_only=True):
    """A change of the configuration, as `audit_store.Record` has it."""

    version: int
    action: Action
    subject: str
    item: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Access(Struct, frozen=True, kw_only=True):
    """What somebody did with a message: `play`, `move:<folder>`, `delete`. `from_number` left it at `left_at` (ms,
    None: not known)."""

    action: str
    message: str
    mailbox: str
    from_number: str
    left_at: int | None


Done: TypeAlias = Change | ForcedLogOut | StatusSpan | StatusOrder | Supervision | Access
"""What was done, as its own table has it."""


class AuditEntry(Struct, frozen=True, kw_only=True):
    """Who (`by`) did something at `at` (ms since 1970 UTC), and to whom: `about` "" = to nobody. `key` is unique within
    the kind. `by_name`: the name then, where it was kept."""

    kind: AuditKind
    at: int
    key: str
    by: str
    about: str
    done: Done
    by_name: str = ""
    about_name: str = ""


class AuditQuery(Struct, frozen=True, kw_only=True):
    """What to look for. `begin`/`end`: wall ms, `end` excluded; None and "": all. `by`, `about`: ids, one of which it
    is. `subject`, `item`: of changes of the configuration. `before`: moment, kind and key of the last entry of the page
    before."""

    kinds: Collection[AuditKind]
    begin: int | None = None
    end: int | None = None
    by: Collection[str] | None = None
    about: Collection[str] | None = None
    subject: str = ""
    item: str = ""
    before: tuple[int, str, str] | None = None
    limit: int = 100


class _Source(Struct, frozen=True):
    """One table: its columns, what holds of the rows that are meant, and how a row is read."""

    table: str
    at: str
    key: str
    by: str
    about: str
    read: Callable[[Mapping[str, Any]], AuditEntry]
    where: str = ""
    number: bool = False
    """Whether the key is one."""


def _change(row: Mapping[str, Any]) -> AuditEntry:
    user = row["subject"] == "users"
    done = Change(
        version=row["version"],
        action=Action(row["action"]),
        subject=row["subject"],
        item=row["item"],
        before=json.loads(row["before"]) if row["before"] else None,
        after=json.loads(row["after"]) if row["after"] else None,
    )
    named = done.after or done.before or {}
    return AuditEntry(
        kind=AuditKind.CONFIGURATION,
        at=row["at"],
        key=str(row["version"]),
        by=row["user_id"],
        by_name=row["user_name"],
        about=row["item"] if user else "",
        about_name=str(named.get("name", "")),
        done=done,
    )


def _log_out(row: Mapping[str, Any]) -> AuditEntry:
    return _about_user(AuditKind.LOG_OUT, ForcedLogOut(**row))


def _about_user(kind: AuditKind, done: ForcedLogOut | StatusOrder) -> AuditEntry:
    return AuditEntry(
        kind=kind,
        at=done.at,
        key=done.id,
        by=done.by_id,
        by_name=done.by_name,
        about=done.user_id,
        about_name=done.user_name,
        done=done,
    )


def _status(row: Mapping[str, Any]) -> AuditEntry:
    done = decode(StatusSpan, row)
    return AuditEntry(kind=AuditKind.STATUS, at=done.begin, key=done.span, by=done.by, about=done.operator, done=done)


def _status_next(row: Mapping[str, Any]) -> AuditEntry:
    return _about_user(AuditKind.STATUS_NEXT, StatusOrder(**row))


def _access(row: Mapping[str, Any]) -> AuditEntry:
    done = Access(**{field: row[field] for field in Access.__struct_fields__})
    return AuditEntry(
        kind=AuditKind.VOICEMAIL,
        at=row["at"],
        key=row["id"],
        by=row["user_id"],
        by_name=row["user_name"],
        about="",
        done=done,
    )


def _supervision(row: Mapping[str, Any]) -> AuditEntry:
    done = decode(Supervision, row)
    return AuditEntry(
        kind=AuditKind.SUPERVISION, at=done.begin, key=done.span, by=done.supervisor, about=done.operator, done=done
    )


SOURCES: Final = {
    AuditKind.CONFIGURATION: _Source(
        "audit", "at", "version", "user_id", "CASE WHEN subject = 'users' THEN item ELSE '' END", _change, number=True
    ),
    AuditKind.LOG_OUT: _Source("forced_log_out", "at", "id", "by_id", "user_id", _log_out),
    AuditKind.STATUS: _Source(
        *("fact_status", '"begin"', '"span"', '"by"', '"operator"', _status),
        where='"by" <> \'\' AND "by" <> "operator"',
    ),
    AuditKind.STATUS_NEXT: _Source("status_order", "at", "id", "by_id", "user_id", _status_next),
    AuditKind.VOICEMAIL: _Source("message_access", "at", "id", "user_id", "''", _access),
    AuditKind.SUPERVISION: _Source("fact_supervision", '"begin"', '"span"', '"supervisor"', '"operator"', _supervision),
}


async def search(db: Reader, query: AuditQuery) -> list[AuditEntry]:
    """The entries that fit, newest first, at most `limit`."""
    found = [await _of_kind(db, kind, query) for kind in sorted(query.kinds, reverse=True)]
    # Within a kind the database's own order counts, which is that of its comparison of keys.
    merged = heapq.merge(*found, key=lambda entry: (-entry.at, _backwards(entry.kind)))
    return [entry for entry, _ in zip(merged, range(query.limit), strict=False)]


def _backwards(kind: AuditKind) -> int:
    return -sorted(AuditKind).index(kind)


async def _of_kind(db: Reader, kind: AuditKind, query: AuditQuery) -> list[AuditEntry]:
    source = SOURCES[kind]
    wanted = [(sql, values) for sql, values in _conditions(kind, source, query) if values is not None]
    where = " AND ".join(["1 = 1", *filter(None, [source.where]), *(sql for sql, _ in wanted)])
    rows = await db.fetch(
        f"SELECT * FROM {source.table} WHERE {where}"  # noqa: S608  our own words
        f" ORDER BY {source.at} DESC, {source.key} DESC LIMIT {{}}",
        [*(value for _, values in wanted for value in values or ()), query.limit],
    )
    return [source.read(row) for row in rows]


def _conditions(kind: AuditKind, source: _Source, query: AuditQuery) -> Iterable[tuple[str, list[Any] | None]]:
    """SQL and its values; None: not asked for."""
    yield f"{source.at} >= {{}}", _one(query.begin)
    yield f"{source.at} < {{}}", _one(query.end)
    yield _among(source.by, query.by)
    yield _among(source.about, query.about)
    if kind is AuditKind.CONFIGURATION:
        yield "subject = {}", _one(query.subject or None)
        yield "item = {}", _one(query.item or None)
    if query.before is not None:
        yield _after(kind, source, *query.before)


def _one(value: Any) -> list[Any] | None:
    return None if value is None else [value]


def _among(column: str, ids: Collection[str] | None) -> tuple[str, list[Any] | None]:
    if ids is None:
        return "", None
    return f"{column} IN ({', '.join('{}' for _ in ids)})" if ids else "1 = 0", list(ids)


def _after(kind: AuditKind, source: _Source, at: int, last: str, key: str) -> tuple[str, list[Any]]:
    """What comes after an entry of kind `last` in the order of `search`."""
    if kind != last:
        return f"{source.at} {'<=' if kind < last else '<'} {{}}", [at]
    place: Any = int(key) if source.number else key
    return f"({source.at} <= {{}} AND ({source.at} < {{}} OR {source.key} < {{}}))", [at, at, place]
