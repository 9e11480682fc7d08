"""Users as log-in sees them, and their sessions."""

from typing import Final

from msgspec import Struct

from api.access import Permission, Principal, SessionKind
from api.db.engine import Database, Reader

PRINCIPAL: Final = (
    "SELECT s.id AS session, s.kind, s.created, s.seen, s.expires, u.id, u.name, u.extension, u.permission_set"
    " FROM session s JOIN user_account u ON u.id = s.user_id"
    " WHERE s.id = {} AND s.revoked IS NULL AND s.expires > {}"
)


class Account(Struct, frozen=True, kw_only=True):
    """What checking a password needs."""

    id: str
    name: str
    password: str
    """argon2id hash."""


class Session(Struct, frozen=True, kw_only=True):
    """A session; times in ms since 1970 UTC."""

    id: str
    user: str
    kind: SessionKind
    created: int
    seen: int
    expires: int


class Ending(Struct, frozen=True, kw_only=True):
    """How a session ended before its time: when (ms since 1970 UTC), why (`LogOutReason`), and by whom, if by another
    than its user."""

    at: int
    reason: str
    by: str


class Live(Struct, frozen=True, kw_only=True):
    """A valid session and the user whose it is."""

    principal: Principal
    session: Session


async def account(db: Reader, user: str) -> Account | None:
    """The account of a user id, if there is one."""
    row = await db.fetch_one("SELECT id, name, password FROM user_account WHERE id = {}", (user,))
    return None if row is None else Account(id=row["id"], name=row["name"], password=row["password"])


async def add(db: Database, session: Session) -> None:
    """Keep a new session."""
    async with db.transaction() as tx:
        await tx.execute(
            "INSERT INTO session (id, user_id, kind, created, seen, expires, reason)"
            " VALUES ({}, {}, {}, {}, {}, {}, '')",
            (session.id, session.user, str(session.kind), session.created, session.seen, session.expires),
        )


async def live(db: Reader, session: str, now_ms: int) -> Live | None:
    """The session with this id if it is neither revoked nor expired."""
    row = await db.fetch_one(PRINCIPAL, (session, now_ms))
    if row is None:
        return None
    rights = await db.fetch("SELECT permission FROM permission WHERE permission_set = {}", (row["permission_set"],))
    kind = SessionKind(row["kind"])
    return Live(
        principal=Principal(
            id=row["id"],
            name=row["name"],
            extension=row["extension"] or "",
            permissions=frozenset(Permission(right["permission"]) for right in rights),
            session=session,
            kind=kind,
        ),
        session=Session(
            id=session,
            user=row["id"],
            kind=kind,
            created=row["created"],
            seen=row["seen"],
            expires=row["expires"],
        ),
    )


async def extend(db: Database, session: str, seen: int, expires: int) -> None:
    """Note that a session was used at `seen` and is valid until `expires`."""
    async with db.transaction() as tx:
        await tx.execute(
            "UPDATE session SET seen = {}, expires = {} WHERE id = {} AND revoked IS NULL", (seen, expires, session)
        )


async def revoke(db: Database, session: str, now_ms: int, reason: str, by: str = "") -> bool:
    """End a session; False if it was over already. `by`: name of who ended it, "" = its own user or the system."""
    async with db.transaction(durable=True) as tx:
        sql = (
            "UPDATE session SET revoked = {}, reason = {}, ended_by = {}"
            " WHERE id = {} AND revoked IS NULL AND expires > {}"
        )
        return await tx.execute(sql, (now_ms, reason, by, session, now_ms)) > 0


async def ending(db: Reader, session: str) -> Ending | None:
    """How a session ended that was revoked; None for one that was not."""
    row = await db.fetch_one("SELECT revoked, reason, ended_by FROM session WHERE id = {}", (session,))
    if row is None or row["revoked"] is None:
        return None
    return Ending(at=row["revoked"], reason=row["reason"], by=row["ended_by"])


async def open_sessions(db: Reader, now_ms: int, user: str | None = None) -> list[Session]:
    """The valid sessions, of `user` only if one is named, oldest first."""
    rows = await db.fetch(
        "SELECT id, user_id, kind, created, seen, expires FROM session"
        " WHERE revoked IS NULL AND expires > {} AND user_id = COALESCE({}, user_id) ORDER BY created, id",
        (now_ms, user),
    )
    return [
        Session(
            id=row["id"],
            user=row["user_id"],
            kind=SessionKind(row["kind"]),
            created=row["created"],
            seen=row["seen"],
            expires=row["expires"],
        )
        for row in rows
    ]


async def guardians(db: Reader) -> int:
    """How many users may log others out: those with both permissions that it needs (F1.6)."""
    row = await db.fetch_one(
        "SELECT COUNT(*) AS n FROM user_account u"
        " JOIN permission a ON a.permission_set = u.permission_set AND a.permission = {}"
        " JOIN permission b ON b.permission_set = u.permission_set AND b.permission = {}",
        (str(Permission.MONITOR), str(Permission.MONITOR_SETTINGS)),
    )
    return 0 if row is None else int(row["n"])


async def sessions_of(db: Reader, user: str, now_ms: int) -> list[str]:
    """The ids of a user's valid sessions, oldest first."""
    rows = await db.fetch(
        "SELECT id FROM session WHERE user_id = {} AND revoked IS NULL AND expires > {} ORDER BY created, id",
        (user, now_ms),
    )
    return [row["id"] for row in rows]


async def valid_sessions(db: Reader, now_ms: int) -> dict[str, int]:
    """All valid sessions: id → when it expires."""
    rows = await db.fetch("SELECT id, expires FROM session WHERE revoked IS NULL AND expires > {}", (now_ms,))
    return {row["id"]: row["expires"] for row in rows}


async def users_with_session(db: Reader, now_ms: int) -> frozenset[str]:
    """The ids of all users who have a valid session."""
    rows = await db.fetch("SELECT DISTINCT user_id FROM session WHERE revoked IS NULL AND expires > {}", (now_ms,))
    return frozenset(row["user_id"] for row in rows)
