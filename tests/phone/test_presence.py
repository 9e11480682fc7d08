"""Log-in, log-out and signs of life, with the switch there and away."""

import asyncio

import pytest

from api.phone.presence import Presence
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from api.switch.errors import SwitchDown, SwitchRefused
from sip.contract.commands import (
    AnyCommand,
    AnyResult,
    DetachPhone,
    Done,
    Heartbeats,
    LogIn,
    LogOut,
    OperatorStatus,
    RestoreOperators,
)
from sip.contract.enums import LogOutReason, Refusal, Role, Status
from sip.contract.events import AnyEvent, Logged, LoggedIn, LoggedOut, StatusChanged


class Centre:
    """A switch that keeps who is logged in, the fold of its events, and the sessions."""

    def __init__(self) -> None:
        self.fold = Fold(Calendar())
        self.present: set[str] = set()
        self.up = True
        self.commands: list[AnyCommand] = []
        self.refuse: dict[type[AnyCommand], list[Refusal]] = {}
        self.sent = asyncio.Event()
        self.presence = Presence(self, lambda: self.fold.state, self._open_users, heartbeats_s=0)

    async def send(self, command: AnyCommand) -> AnyResult:
        if not self.up:
            raise SwitchDown("away")
        self.commands.append(command)
        self.sent.set()
        if refusals := self.refuse.get(type(command)):
            raise SwitchRefused(refusals.pop(0))
        return Done()

    def happen(self, *events: AnyEvent) -> None:
        for event in events:
            seq = self.fold.state.position + 1
            self.fold.apply(Logged(seq=seq, at=seq, mono=seq, event=event))

    async def _open_users(self) -> set[str]:
        return self.present


@pytest.fixture
def centre() -> Centre:
    return Centre()


async def test_an_operator_is_logged_in_and_out(centre: Centre) -> None:
    await centre.presence.log_in("op1", Role.OPERATOR, "s1")
    await centre.presence.log_out("op1", Role.OPERATOR, LogOutReason.FORCED)
    assert centre.commands == [
        LogIn(operator="op1", session="s1"),
        LogOut(operator="op1", reason=LogOutReason.FORCED),
        DetachPhone(operator="op1"),
    ]


async def test_a_forced_log_out_without_a_switch_follows_with_its_reason_and_who_forced_it(centre: Centre) -> None:
    centre.happen(LoggedIn(operator="op1", session="s1"))
    centre.up = False
    await centre.presence.log_out("op1", Role.OPERATOR, LogOutReason.FORCED, by="sv1", end_calls=True)
    assert (await centre.presence.restore())[1] == LogOut(
        operator="op1", reason=LogOutReason.FORCED, by="sv1", end_calls=True
    )


async def test_a_supervisor_has_no_presence(centre: Centre) -> None:
    await centre.presence.log_in("sv", Role.SUPERVISOR, "s1")
    await centre.presence.log_out("sv", Role.SUPERVISOR)
    assert centre.commands == []


async def test_a_second_session_leaves_the_presence_as_it_is(centre: Centre) -> None:
    centre.refuse[LogIn] = [Refusal.ALREADY_LOGGED_IN]
    centre.present |= {"op1"}
    await centre.presence.log_in("op1", Role.OPERATOR, "s2")
    async with asyncio.timeout(5):
        while len(centre.commands) < 2:
            centre.sent.clear()
            await centre.sent.wait()
    # The new client is a sign of life: the grace time of one that has gone must not end the presence under it.
    assert centre.commands == [LogIn(operator="op1", session="s2"), Heartbeats(operators=("op1",))]
    assert await centre.presence.restore() == (RestoreOperators(operators=()),)


async def test_a_log_in_without_a_switch_follows_at_the_reconnection(centre: Centre) -> None:
    centre.up = False
    centre.present |= {"op1"}
    await centre.presence.log_in("op1", Role.OPERATOR, "s1")
    assert await centre.presence.restore() == (RestoreOperators(operators=()), LogIn(operator="op1", session="s1"))
    assert await centre.presence.restore() == (RestoreOperators(operators=()),)


async def test_nothing_follows_where_the_session_ended_meanwhile(centre: Centre) -> None:
    centre.up = False
    await centre.presence.log_in("op1", Role.OPERATOR, "s1")
    await centre.presence.log_out("op1", Role.OPERATOR)
    assert await centre.presence.restore() == (RestoreOperators(operators=()),)


async def test_who_was_logged_in_is_restored_with_the_chosen_status(centre: Centre) -> None:
    centre.present |= {"op1", "op2", "op4"}
    centre.happen(
        LoggedIn(operator="op1", session="s1"),
        StatusChanged(operator="op1", status=Status.TALKING, chosen=Status.AVAILABLE),
        LoggedIn(operator="op2", session="s2"),
        LoggedIn(operator="op3", session="s3"),
        LoggedOut(operator="op3", reason=LogOutReason.CHOSEN, effective_at=4, effective_mono=4),
        LoggedIn(operator="op4", session="s4"),
        StatusChanged(operator="op4", status=Status.ACW, chosen=Status.AVAILABLE),
    )
    assert await centre.presence.restore() == (
        RestoreOperators(
            operators=(
                OperatorStatus(operator="op1", session="s1", status="available"),
                OperatorStatus(operator="op2", session="s2", status="preparing"),
                OperatorStatus(operator="op4", session="s4", status="acw"),
            )
        ),
    )


async def test_who_left_without_a_switch_is_restored_and_then_logged_out(centre: Centre) -> None:
    centre.happen(LoggedIn(operator="op1", session="s1"))
    centre.up = False
    await centre.presence.log_out("op1", Role.OPERATOR)
    assert await centre.presence.restore() == (
        RestoreOperators(operators=(OperatorStatus(operator="op1", session="s1", status="preparing"),)),
        LogOut(operator="op1"),
    )


async def test_signs_of_life_are_sent_together(centre: Centre) -> None:
    for user in ("op2", "op1", "sv", "op1"):
        await centre.presence.alive(user, Role.SUPERVISOR, "s")
    await centre.sent.wait()
    assert centre.commands == [Heartbeats(operators=("op1", "op2", "sv"))]
    await centre.presence.close()


async def test_signs_of_life_go_on_after_a_time_without_switch(centre: Centre) -> None:
    centre.up = False
    await centre.presence.alive("sv", Role.SUPERVISOR, "s")
    while centre.presence._alive:
        await asyncio.sleep(0)
    centre.up = True
    await centre.presence.alive("sv", Role.SUPERVISOR, "s")
    await centre.sent.wait()
    assert centre.commands == [Heartbeats(operators=("sv",))]
    await centre.presence.close()


async def test_a_client_that_is_back_after_the_grace_time_is_logged_in_again(centre: Centre) -> None:
    centre.happen(
        LoggedIn(operator="op1", session="s1"),
        LoggedOut(operator="op1", reason=LogOutReason.LOST, effective_at=1, effective_mono=1),
    )
    await centre.presence.alive("op1", Role.OPERATOR, "s1")
    assert LogIn(operator="op1", session="s1") in centre.commands
    await centre.presence.close()


async def test_a_log_in_that_the_switch_refuses_is_tried_at_the_next_sign_of_life(centre: Centre) -> None:
    centre.refuse[LogIn] = [Refusal.UNKNOWN_OPERATOR]
    await centre.presence.log_in("op1", Role.OPERATOR, "s1")
    await centre.presence.alive("op1", Role.OPERATOR, "s1")
    assert centre.commands.count(LogIn(operator="op1", session="s1")) == 2
    await centre.presence.close()
