"""The audit log: what is on record of all kinds, with everybody's name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from api.access import Permission, Principal as Reader, may_force
from api.audit.schemas import (
    AuditChange,
    AuditItem,
    AuditLogOut,
    AuditPage,
    AuditStatus,
    AuditSupervision,
    AuditVoicemail,
)
from api.db.audit_search import Access, AuditEntry, AuditKind, AuditQuery, Change, search
from api.db.engine import Database
from api.db.log_out_store import ForcedLogOut
from api.db.status_order_store import StatusOrder
from api.moments import moment
from api.paging import encode_cursor
from api.statistics.facts import Span, StatusSpan, Supervision
from api.statistics.names import NamedStatus, Names


def readable(user: Reader) -> frozenset[AuditKind]:
    """The kinds that a user may read: what belongs to a right may be read with it."""
    found = {AuditKind.CONFIGURATION, AuditKind.VOICEMAIL} if Permission.MASTERS in user.permissions else set()
    if Permission.MONITOR_SETTINGS in user.permissions:
        found |= {AuditKind.SUPERVISION, AuditKind.STATUS, AuditKind.STATUS_NEXT}
    if may_force(user):
        found.add(AuditKind.LOG_OUT)
    return frozenset(found)


class AuditLog:
    """The log of one database. `names` gives everybody's."""

    def __init__(self, db: Database, names: Callable[[], Names]) -> None:
        self._db = db
        self._names = names

    def people(self, text: str) -> list[str] | None:
        """The ids that `text` may mean: itself, and those of users in whose names it is; None: everybody."""
        if not text:
            return None
        wanted = text.casefold()
        return [text, *(one.id for one in self._names().users.values() if wanted in one.name.casefold())]

    async def page(self, query: AuditQuery) -> AuditPage:
        """One page of what fits."""
        found = await search(self._db, msgspec.structs.replace(query, limit=query.limit + 1))
        shown, names = found[: query.limit], self._names()
        last = shown[-1] if len(found) > query.limit else None
        return AuditPage(
            items=[_item(entry, names) for entry in shown],
            next_cursor=None if last is None else encode_cursor(last.at, f"{last.kind}:{last.key}"),
        )


def _item(entry: AuditEntry, names: Names) -> AuditItem:
    return AuditItem(
        id=f"{entry.kind}:{entry.key}",
        kind=entry.kind,
        at=moment(entry.at),
        by=entry.by,
        by_name=entry.by_name or names.user(entry.by),
        about=entry.about,
        about_name=entry.about_name or names.user(entry.about),
        **_done(entry, names),
    )


def _done(entry: AuditEntry, names: Names) -> dict[str, Any]:
    match entry.done:
        case Change() as change:
            return {"change": AuditChange(**msgspec.structs.asdict(change))}
        case ForcedLogOut() as forced:
            return {"log_out": AuditLogOut(calls=forced.calls, done=_optional(forced.done))}
        case StatusSpan() as span:
            status = _named(span.status, names)
            return {"status": msgspec.structs.replace(status, end=_optional(span.end), seconds=_seconds(span))}
        case StatusOrder() as order:
            return {"status": msgspec.structs.replace(_named(order.status, names), after_call=True)}
        case Access() as access:
            return {"voicemail": _access(access, names)}
        case Supervision() as stretch:
            return {
                "supervision": AuditSupervision(
                    supervision=stretch.supervision,
                    call=stretch.about,
                    mode=stretch.mode,
                    end=_optional(stretch.end),
                    seconds=_seconds(stretch),
                    estimated=stretch.estimated,
                    reason=stretch.reason,
                )
            }


def _named(status: str, names: Names) -> AuditStatus:
    name = names.statuses.get(status, NamedStatus(id=status, ja=status, en=status, colour=""))
    return AuditStatus(status=status, ja=name.ja, en=name.en, end=None, seconds=None)


def _access(access: Access, names: Names) -> AuditVoicemail:
    action, _, folder = access.action.partition(":")
    kind, _, of = access.mailbox.partition(":")
    holders = (user.name for user in names.users.values() if user.number == of and not user.deleted)
    return AuditVoicemail(
        action=action,
        folder=folder,
        mailbox=access.mailbox,
        mailbox_name=(names.group(of) if kind == "group" else next(holders, "")) or of,
        from_number=access.from_number,
        left_at=_optional(access.left_at),
    )


def _seconds(span: Span) -> int | None:
    return None if span.duration is None else span.duration // 1000


def _optional(at: int | None) -> datetime | None:
    return None if at is None else moment(at)
