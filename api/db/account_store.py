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


class Live(Struct, frozen=True, kw_only=True):
    """A valid session and the user whose it is."""

    principal: Principal
    session: Session


async def account(db: Reader, user: str) -> Account | None:
    """The account of a user id, if there is one."""
    row = await db.fetch_one("SELECT id, password FROM user_account WHERE id = {}", (user,))
    return None if row is None else Account(id=row["id"], password=row["password"])


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


async def revoke(db: Database, session: str, now_ms: int, reason: str) -> bool:
    """End a session; False if it was over already."""
    async with db.transaction(durable=True) as tx:
        sql = "UPDATE session SET revoked = {}, reason = {} WHERE id = {} AND revoked IS NULL AND expires > {}"
        return await tx.execute(sql, (now_ms, reason, session, now_ms)) > 0


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
