"""Log-outs that the user has not asked for: forced by a supervisor (F1.6), and at the beginning of the day (F1.7).

Whoever is in a call and may finish it is logged out when it ends. What a supervisor wants stands in the database until
then; the rest is found anew after a restart, by the sessions that are older than the day.
"""

import logging
import secrets
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Final

from api.access import Permission, Principal, SessionKind
from api.auth.service import Leaving, Sessions
from api.db import account_store, log_out_store
from api.db.engine import Database
from api.db.log_out_store import ForcedLogOut
from api.problems import Problem
from sip.contract.enums import LogOutReason

log = logging.getLogger(__name__)

DAY_OVER: Final = Leaving(reason=LogOutReason.DAY_START)


class CallsWish(StrEnum):
    """What becomes of a call in progress."""

    FINISH = "finish"
    END = "end"


class LogOuts:
    """`in_calls`: the ids of those who are in a call now; `on_phone`: whether a user's phone window has its sound."""

    def __init__(
        self,
        db: Database,
        sessions: Sessions,
        now_ms: Callable[[], int],
        in_calls: Callable[[], Collection[str]],
        on_phone: Callable[[str], bool],
    ) -> None:
        self._db = db
        self._sessions = sessions
        self._now_ms = now_ms
        self._in_calls = in_calls
        self._on_phone = on_phone
        self._waiting: dict[str, Leaving] = {}

    @property
    def waiting(self) -> bool:
        """Whether anybody is to be logged out at the end of a call."""
        return bool(self._waiting)

    async def start(self) -> None:
        """Remember what was waiting when the server stopped."""
        for one in await log_out_store.waiting(self._db):
            self._waiting[one.user_id] = _forced(one, end_calls=False)

    async def force(self, actor: Principal, user: str, calls: CallsWish | None) -> ForcedLogOut:
        """Log `user` out in the name of `actor`, at once or after the call in progress. Raises `Problem`: `not_found`,
        `user_logged_out`, or `in_call` where nobody has said what becomes of the call."""
        account = await account_store.account(self._db, user)
        if account is None:
            raise Problem("not_found")
        now = self._now_ms()
        if not await account_store.sessions_of(self._db, user, now):
            raise Problem("user_logged_out", name=account.name)
        busy = user in self._in_calls()
        if busy and calls is None:
            raise Problem("in_call", name=account.name)
        later = busy and calls is CallsWish.FINISH
        one = ForcedLogOut(
            id=secrets.token_urlsafe(12),
            at=now,
            by_id=actor.id,
            by_name=actor.name,
            user_id=user,
            user_name=account.name,
            calls=str(calls) if busy else "none",
            done=None if later else now,
        )
        await log_out_store.add(self._db, one)
        if later:
            self._waiting[user] = _forced(one, end_calls=False)
            await self.look()  # the call may have ended meanwhile
        else:
            await self._carry_out(user, _forced(one, end_calls=busy))
        return one

    async def day_began(self, day: int) -> None:
        """Log out whoever came before `day` (ms since 1970), now or at the end of their call. Supervisors whose phone
        window is open stay, and so do programs (F1.7)."""
        for session in await account_store.open_sessions(self._db, self._now_ms()):
            if session.kind is not SessionKind.BROWSER or session.created >= day:
                continue
            live = await account_store.live(self._db, session.id, self._now_ms())
            if live is None or (Permission.MONITOR in live.principal.permissions and self._on_phone(session.user)):
                continue
            self._waiting.setdefault(session.user, DAY_OVER)
        await self.look()

    async def look(self) -> None:
        """Log out those whose call has ended."""
        busy = self._in_calls()
        for user in [user for user in self._waiting if user not in busy]:
            leaving = self._waiting.pop(user, None)
            if leaving is not None:  # else the look before this one, still under way, is at it
                await self._carry_out(user, leaving)

    async def _carry_out(self, user: str, leaving: Leaving) -> None:
        self._waiting.pop(user, None)
        await self._sessions.end_all(user, leaving, programs=leaving.reason is LogOutReason.FORCED)
        await log_out_store.finish(self._db, user, self._now_ms())


def _forced(one: ForcedLogOut, *, end_calls: bool) -> Leaving:
    return Leaving(reason=LogOutReason.FORCED, by=one.by_id, by_name=one.by_name, end_calls=end_calls)
