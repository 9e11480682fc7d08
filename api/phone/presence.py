"""Operators' presence: what a log-in, a log-out and a sign of life mean to the switch.

The session (a row in the database) and the presence (a login span in the switch's log) are two facts with one owner
each. While the switch is away sessions go on; presence follows at the reconnection.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Final, Protocol

from api.statistics.facts import Login
from api.statistics.state import LiveState
from api.switch.errors import SwitchDown, SwitchError, SwitchRefused
from sip.contract.commands import (
    AnyCommand,
    AnyResult,
    DetachPhone,
    Heartbeats,
    LogIn,
    LogOut,
    OperatorStatus,
    RestoreOperators,
)
from sip.contract.enums import LogOutReason, Refusal, Role, Status

HEARTBEATS_S: Final = 1.0
"""Shortest time between two `Heartbeats` commands, s."""

log = logging.getLogger(__name__)


class Commands(Protocol):
    """What carries commands out (`api.switch.link.SwitchLink`)."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


class Presence:
    """An operator is present while they have a session, whichever; the first one's id stands in the log.

    `state`: the live state now; `open_users`: the ids of all users with a valid session.
    """

    def __init__(
        self,
        link: Commands,
        state: Callable[[], LiveState],
        open_users: Callable[[], Awaitable[Collection[str]]],
        heartbeats_s: float = HEARTBEATS_S,
    ) -> None:
        self._link = link
        self._state = state
        self._open_users = open_users
        self._heartbeats_s = heartbeats_s
        self._waiting: dict[str, str] = {}  # operator → session that the switch has not been told of
        self._left: dict[str, LogOut] = {}  # log-outs that it has not been told of
        self._alive: set[str] = set()
        self._beating: asyncio.Task[None] | None = None

    async def log_in(self, user: str, role: Role, session: str) -> None:
        """A session began: an operator is logged in at the switch, now or when it is back (F5.3). Raises nothing: the
        session stands whatever the switch says."""
        if role != Role.OPERATOR:
            return
        self._waiting[user] = session
        try:
            await self._link.send(LogIn(operator=user, session=session))
        except SwitchDown as error:
            log.info("%s is logged in when the switch is back: %s", user, error)
            return
        except SwitchRefused as refused:
            # Already logged in: by another session of the same user, who is present all the same. Where that one's
            # client has gone, this one is heard before the grace time of the other is over.
            if refused.code != Refusal.ALREADY_LOGGED_IN:
                log.warning("the switch does not log %s in: %s", user, refused)
            else:
                self._hear(user)
        self._waiting.pop(user, None)

    async def log_out(
        self,
        user: str,
        role: Role,
        reason: LogOutReason = LogOutReason.CHOSEN,
        *,
        by: str = "",
        end_calls: bool = False,
    ) -> None:
        """The user's last session ended. Without a switch the log-out follows at the reconnection. `by`: who forced it;
        `end_calls`: calls in progress end with it. Raises nothing."""
        self._waiting.pop(user, None)
        forced = reason == LogOutReason.FORCED
        if role != Role.OPERATOR and not forced:
            return
        command = LogOut(operator=user, reason=reason, by=by, end_calls=end_calls)
        try:
            await self._link.send(command)
            if forced:  # a page that does not obey would go on hearing
                await self._link.send(DetachPhone(operator=user))
        except SwitchDown as error:
            self._left[user] = command
            log.info("%s is logged out when the switch is back: %s", user, error)
        except SwitchError as error:
            log.info("the switch does not log %s out: %s", user, error)

    async def alive(self, user: str, role: Role, session: str) -> None:
        """The user's client gave a sign of life. An operator who is logged out at the switch while the session goes on
        (the client was gone for longer than the grace time, F5.9) is logged in again."""
        self._hear(user)
        if self._login(user) is None and user not in self._waiting:
            await self.log_in(user, role, session)

    async def restore(self) -> tuple[AnyCommand, ...]:
        """The commands for a switch that is back: who was logged in, then who left meanwhile, then who came."""
        present = await self._open_users()
        logins = [login for user in self._state().operators if (login := self._login(user)) is not None]
        # Those who left are restored too: a restarted switch must know them, so as to log their log-out.
        restored = tuple(
            OperatorStatus(operator=each.operator, session=each.session, status=self._chosen(each.operator))
            for each in logins
        )
        left = [
            self._left.get(each.operator, LogOut(operator=each.operator))
            for each in logins
            if each.operator not in present
        ]
        came = [
            LogIn(operator=user, session=session)
            for user, session in self._waiting.items()
            if user in present and self._login(user) is None
        ]
        self._waiting.clear()
        self._left.clear()
        return (RestoreOperators(operators=restored), *left, *came)

    async def close(self) -> None:
        """Stop sending signs of life."""
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)

    def _hear(self, user: str) -> None:
        self._alive.add(user)
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat())

    def _login(self, user: str) -> Login | None:
        operator = self._state().operators.get(user)
        return None if operator is None else operator.login

    def _chosen(self, user: str) -> str:
        span = self._state().operators[user].span
        if span is None:
            return Status.PREPARING
        # Who was still at the work after a call is not ready for the next one because the switch came back.
        return Status.ACW if span.status == Status.ACW else span.chosen

    async def _beat(self) -> None:
        """Send what has come in, at most every `heartbeats_s`; ends when nothing has."""
        while self._alive:
            operators, self._alive = tuple(sorted(self._alive)), set()
            try:
                await self._link.send(Heartbeats(operators=operators))
            except SwitchError as error:
                # The switch suspends the grace time while no api is connected, so nothing need be repeated.
                log.debug("heartbeats: %s", error)
            await asyncio.sleep(self._heartbeats_s)
