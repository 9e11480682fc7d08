"""Sessions: begun by a password, named by a token, kept in the database, ended at once when revoked."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final, Protocol

from msgspec import Struct

from api.access import Principal, SessionKind, may_force
from api.auth.tokens import Tokens
from api.db import account_store as store
from api.db.account_store import Account, Live, Session
from api.db.config_store import UserEntry, users
from api.db.engine import Database
from api.db.errors import DatabaseError
from api.passwords import matches
from api.problems import Problem
from api.sse import Hub
from api.throttle import Throttle
from sip.contract.enums import LogOutReason

log = logging.getLogger(__name__)

LIFETIME_S: Final = {SessionKind.BROWSER: 2 * 3600, SessionKind.PROGRAM: 12 * 3600}
"""How long a session lives: a browser's from its last use on, a program's from its beginning."""
RENEW_AFTER_S: Final = 300
"""A browser's session that was last renewed so long ago is renewed by the next request."""
HEARTBEAT_S: Final = 10
"""The longest time between two signs of life of a client."""
REFRESH_S: Final = 1.0
"""How often the sessions that others have ended are looked up, for the open streams."""


TOLD: Final[dict[str, str]] = {
    LogOutReason.FORCED: "forced_out",
    LogOutReason.DAY_START: "day_over",
    LogOutReason.TAKEN_OVER: "taken_over",
}
"""What a client is told whose session ended so, in place of `not_logged_in`."""


class Leaving(Struct, frozen=True, kw_only=True):
    """Why a session ends. `by`: id of who ended it and `by_name` their name, "" = its user or the system itself;
    `end_calls`: calls in progress end with it."""

    reason: LogOutReason = LogOutReason.CHOSEN
    by: str = ""
    by_name: str = ""
    end_calls: bool = False


CHOSEN: Final = Leaving()
"""The user logs out."""


class Listener(Protocol):
    """Who is told of log-ins and log-outs: the slices, by the composition root. Errors are logged and go no further."""

    async def logged_in(self, user: Principal, session: Session) -> None:
        """A session began."""

    async def logged_out(self, user: Principal, session: Session, leaving: Leaving, others: int) -> None:
        """A session ended; the user has `others` valid ones left."""


class Sessions:
    """The sessions of all users. `now_ms` is the wall clock in ms since 1970; `grace_s`: a browser that has given no
    sign of life for so long can be taken over (F1.5); `zone`: in which times are told."""

    def __init__(
        self,
        db: Database,
        tokens: Tokens,
        now_ms: Callable[[], int],
        listeners: Sequence[Listener] = (),
        *,
        grace_s: int = 30,
        zone: tzinfo = UTC,
    ) -> None:
        self._db = db
        self._tokens = tokens
        self._now_ms = now_ms
        self._listeners = tuple(listeners)
        self._by_user = Throttle(burst=10, refill_ms=30_000)
        self._by_address = Throttle(burst=50, refill_ms=3_000)
        self._valid: dict[str, int] = {}
        self._lately: dict[str, int] = {}
        """What has changed in `_valid` since the look-up under way began; 0 = ended."""
        self._grace_ms = grace_s * 1000
        self._zone = zone
        self._began = now_ms()
        self._heard: dict[str, int] = {}
        """When each browser's session was last used."""
        self._door = asyncio.Lock()
        self.streams = Hub(valid=self.valid)
        """Of pages that have no other stream; nothing is published."""

    async def log_in(
        self, user: str, password: str, kind: SessionKind, address: str, *, own: str = "", take_over: bool = False
    ) -> tuple[Live, str]:
        """Begin a session: the session and its token. `own`: the token that the browser has already, whose session is
        not another's. A second browser is refused (F1.5), unless with `take_over` the first has been silent for the
        grace time. Raises `Problem`: `wrong_credentials`, `too_many_attempts`, `logged_in_elsewhere`,
        `logged_in_silent`."""
        self._check_pace(user, address)
        account = await store.account(self._db, user)
        right = await matches(password, None if account is None else account.password)
        if account is None or not right:
            now = self._now_ms()
            self._by_user.failed(user, now)
            self._by_address.failed(address, now)
            raise Problem("wrong_credentials")
        if kind is not SessionKind.BROWSER:
            return await self._begin(account.id, kind)
        async with self._door:  # of two that come at once, one finds the other
            await self._alone(account, self._tokens.session(own) if own else None, take_over)
            return await self._begin(account.id, kind)

    async def _alone(self, account: Account, own: str | None, take_over: bool) -> None:
        """See to it that no other browser is logged in."""
        now = self._now_ms()
        others = [
            one
            for one in await store.open_sessions(self._db, now, account.id)
            if one.kind is SessionKind.BROWSER and one.id != own
        ]
        if not others:
            return
        wait_ms = max(map(self._last_heard, others)) + self._grace_ms - now
        if wait_ms > 0 or not take_over:
            raise self._refusal(account, others[0].created, wait_ms)
        for one in others:
            live = await store.live(self._db, one.id, now)
            if live is not None:
                await self.log_out(live, Leaving(reason=LogOutReason.TAKEN_OVER))

    def _refusal(self, account: Account, since: int, wait_ms: int) -> Problem:
        """Why a second browser is refused; `wait_ms`: after how long it may take over, if the first stays silent."""
        code = "logged_in_elsewhere" if wait_ms > 0 else "logged_in_silent"
        seconds = max(-(-wait_ms // 1000), 0)
        headers = {"Retry-After": str(seconds)} if seconds else {}
        since_when = self._clock(since)
        return Problem(code, headers=headers, name=account.name, user=account.id, since=since_when, seconds=seconds)

    def _last_heard(self, session: Session) -> int:
        return max(session.seen, self._heard.get(session.id, self._began))

    def _clock(self, ms: int) -> str:
        return f"{datetime.fromtimestamp(ms / 1000, self._zone):%Y-%m-%d %H:%M}"

    async def authenticate(self, token: str, kind: SessionKind) -> Live:
        """The session of a token. Raises `Problem`: `not_logged_in` (a cookie is no Bearer token nor the reverse), or
        why the session ended: `forced_out`, `day_over`, `taken_over`."""
        found = None
        now = self._now_ms()
        if session := self._tokens.session(token):
            found = await store.live(self._db, session, now)
        if found is None or found.session.kind is not kind:
            raise await self._over(session)
        self._mark(found.session.id, found.session.expires)
        if kind is SessionKind.BROWSER:
            self._heard[found.session.id] = now
        return found

    async def _over(self, session: str | None) -> Problem:
        ending = await store.ending(self._db, session) if session else None
        code = None if ending is None else TOLD.get(ending.reason)
        if ending is None or code is None:
            return Problem("not_logged_in")
        return Problem(code, by=ending.by, at=self._clock(ending.at))

    async def present(self) -> list[tuple[UserEntry, list[tuple[Session, int]]]]:
        """Who is logged in, by extension as in the master, each with their sessions, oldest first, and when these were
        last heard (ms since 1970); of programs that is not kept: 0."""
        found: dict[str, list[tuple[Session, int]]] = {}
        for session in await store.open_sessions(self._db, self._now_ms()):
            heard = self._last_heard(session) if session.kind is SessionKind.BROWSER else 0
            found.setdefault(session.user, []).append((session, heard))
        return [(user, found[user.id]) for user in await users(self._db) if user.id in found]

    async def renew(self, live: Live) -> str | None:
        """A new token for a browser's session that has not been renewed for a while, else None."""
        now = self._now_ms()
        if live.session.kind is not SessionKind.BROWSER or now - live.session.seen < RENEW_AFTER_S * 1000:
            return None
        expires = now + LIFETIME_S[SessionKind.BROWSER] * 1000
        await store.extend(self._db, live.session.id, now, expires)
        self._mark(live.session.id, expires)
        return self._tokens.make(live.principal.id, live.session.id, now // 1000, expires // 1000)

    async def end_all(self, user: str, leaving: Leaving, *, programs: bool) -> None:
        """End every session of a user, those of `programs` too or those at browsers only."""
        for session in await store.open_sessions(self._db, self._now_ms(), user):
            if programs or session.kind is SessionKind.BROWSER:
                live = await store.live(self._db, session.id, self._now_ms())
                if live is not None:
                    await self.log_out(live, leaving)

    async def log_out(self, live: Live, leaving: Leaving = CHOSEN) -> None:
        """End a session; nothing happens if it is over already."""
        if await self._revoke(live, leaving):
            others = len(await store.sessions_of(self._db, live.principal.id, self._now_ms()))
            for listener in self._listeners:
                try:
                    await listener.logged_out(live.principal, live.session, leaving, others)
                except Exception:
                    log.exception("a listener failed at the log-out of %s", live.principal.id)

    async def replace(self, token: str, by: str) -> None:
        """End the session that a browser still has when user `by` logs in there: quietly if it is the same user's,
        who goes on under the new one."""
        session = self._tokens.session(token)
        live = None if session is None else await store.live(self._db, session, self._now_ms())
        if live is None:
            return
        if live.principal.id == by:
            await self._revoke(live, Leaving(reason=LogOutReason.TAKEN_OVER))
        else:
            await self.log_out(live, Leaving(reason=LogOutReason.TAKEN_OVER))

    @property
    def heartbeat_s(self) -> int:
        """How often a client is to be heard: of three heartbeats two may be late."""
        return min(HEARTBEAT_S, self._grace_ms // 3000)

    async def sole_guardian(self, user: Principal) -> bool:
        """Whether this user alone may log others out."""
        return may_force(user) and await store.guardians(self._db) == 1

    def valid(self, session: str) -> bool:
        """Whether an open stream of this session may go on. Right within `REFRESH_S`, without asking the database."""
        return self._valid.get(session, 0) > self._now_ms()

    async def lasts(self, session: str) -> bool:
        """Whether this session is logged in now, as the database has it."""
        return session in await store.valid_sessions(self._db, self._now_ms())

    async def open_users(self) -> frozenset[str]:
        """The ids of all users who have a valid session."""
        return await store.users_with_session(self._db, self._now_ms())

    async def watch(self) -> None:
        """Keep `valid` true to the database, until cancelled."""
        while True:
            self._lately = {}
            try:
                self._valid = await store.valid_sessions(self._db, self._now_ms()) | self._lately
                self._heard = {one: at for one, at in self._heard.items() if one in self._valid}
            except DatabaseError as error:
                log.warning("sessions not looked up: %s", error)
            await asyncio.sleep(REFRESH_S)

    def _mark(self, session: str, expires: int) -> None:
        self._valid[session] = self._lately[session] = expires

    def _check_pace(self, user: str, address: str) -> None:
        now = self._now_ms()
        wait_ms = max(self._by_user.wait_ms(user, now), self._by_address.wait_ms(address, now))
        if wait_ms:
            seconds = -(-wait_ms // 1000)
            raise Problem("too_many_attempts", headers={"Retry-After": str(seconds)}, seconds=seconds)

    async def _begin(self, user: str, kind: SessionKind) -> tuple[Live, str]:
        now = self._now_ms()
        expires = now + LIFETIME_S[kind] * 1000
        session = Session(id=secrets.token_urlsafe(24), user=user, kind=kind, created=now, seen=now, expires=expires)
        await store.add(self._db, session)
        live = await store.live(self._db, session.id, now)
        if live is None:  # the user was deleted between the check and now
            raise Problem("wrong_credentials")
        self._mark(session.id, expires)
        for listener in self._listeners:
            try:
                await listener.logged_in(live.principal, live.session)
            except Exception:
                log.exception("a listener failed at the log-in of %s", user)
        return live, self._tokens.make(user, session.id, now // 1000, expires // 1000)

    async def _revoke(self, live: Live, leaving: Leaving) -> bool:
        self._mark(live.session.id, 0)
        self._heard.pop(live.session.id, None)
        return await store.revoke(self._db, live.session.id, self._now_ms(), str(leaving.reason), leaving.by_name)
