"""The links of wallboards: made, changed and revoked by supervisors, each on record.

A link is a random token of 256 bits; the database has its SHA-256, which needs no salt or slow hash at that length. It
belongs to the centre: it outlives the log-out, and the account, of who made it.
"""

import hashlib
import secrets
from typing import Final

import msgspec

from api.access import Principal
from api.changes.service import Changes, Made
from api.db import wallboard_store as store
from api.db.audit_store import Action
from api.db.engine import Transaction
from api.db.wallboard_store import Link
from api.moments import moment
from api.problems import Problem
from api.wallboard.schemas import Content

SUBJECT: Final = "wallboards"
TOKEN_BYTES: Final = 32

_encode = msgspec.json.Encoder().encode


def hashed(token: str) -> str:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def create(
    changes: Changes, actor: Principal, content: Content, expires: int | None, now_ms: int
) -> tuple[str, str]:
    """A new link: its id, and its token, which can never be read again. `expires`: ms since 1970, None: never."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    one = Link(
        id=secrets.token_hex(6),
        content=_encode(content).decode(),
        token_hash=hashed(token),
        created=now_ms,
        created_by=actor.id,
        created_by_name=actor.name,
        expires=expires,
    )

    async def make(tx: Transaction) -> Made:
        await store.save(tx, one)
        return Made(Action.CREATE, one.id, None, _record(one))

    await changes.carry_out(actor, SUBJECT, make)
    return one.id, token


async def change(changes: Changes, actor: Principal, key: str, content: Content, expires: int | None) -> None:
    """Another content under the same address. Raises `Problem("not_found")`."""

    async def make(tx: Transaction) -> Made:
        old = await _present(tx, key)
        new = msgspec.structs.replace(old, content=_encode(content).decode(), expires=expires)
        await store.save(tx, new)
        return Made(Action.CHANGE, key, _record(old), _record(new))

    await changes.carry_out(actor, SUBJECT, make)


async def revoke(changes: Changes, actor: Principal, key: str, now_ms: int) -> None:
    """The link ends, and so do its screens. Raises `Problem("not_found")`."""

    async def make(tx: Transaction) -> Made:
        old = await _present(tx, key)
        await store.revoke(tx, key, now_ms)
        return Made(Action.DELETE, key, _record(old), None)

    await changes.carry_out(actor, SUBJECT, make)


async def _present(tx: Transaction, key: str) -> Link:
    one = await store.link(tx, key)
    if one is None or one.revoked is not None:
        raise Problem("not_found")
    return one


def _record(one: Link) -> dict[str, object]:
    """The link as the record of changes has it: never with its token's hash."""
    content: dict[str, object] = msgspec.json.decode(one.content)
    return {**content, "expires": None if one.expires is None else moment(one.expires).isoformat()}
