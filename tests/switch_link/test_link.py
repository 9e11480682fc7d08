"""The api's end against a switch that does as it is told."""

import asyncio
from pathlib import Path

import pytest

from api.switch.errors import SwitchDown, SwitchRefused
from sip.contract.commands import (
    AnyCommand,
    Configure,
    Dial,
    Dialled,
    LogOut,
    OperatorStatus,
    Refused,
    RestoreOperators,
)
from sip.contract.enums import Refusal, Status
from sip.contract.events import Alarm, LoggedIn
from sip.contract.frames import WINDOW
from tests.support.fake_switch import FakeSwitch, MemoryLog
from tests.switch_link.conftest import Rig

DIAL = Dial(operator="op1", number="0312345678")
RESTORE = RestoreOperators(
    operators=(OperatorStatus(operator="op1", session="s1", status=Status.AVAILABLE),),
)


async def test_a_connection_begins_with_configuration_and_operators(rig: Rig, switch: FakeSwitch) -> None:
    rig.version, rig.restored = 7, (RESTORE, LogOut(operator="op2"))
    link = rig.link()
    await rig.until_connected(link)
    first, *rest = switch.commands
    assert isinstance(first, Configure)
    assert first.config.version == 7
    assert rest == [RESTORE, LogOut(operator="op2")]
    assert (link.switch, link.boot) == ("fake", "boot-1")


async def test_operators_are_restored_from_a_state_that_includes_the_missed_events(
    rig: Rig, switch: FakeSwitch
) -> None:
    switch.emit(*(LoggedIn(operator=f"op{number}", session="s") for number in range(1200)))
    stored: list[int] = []

    async def restore(log: str) -> tuple[AnyCommand, ...]:
        stored.append(await rig.intake.last_seq(log))
        return ()

    await rig.until_connected(rig.link(restore))
    assert stored == [1200]


async def test_commands_are_accepted_while_missed_events_are_being_taken(rig: Rig, switch: FakeSwitch) -> None:
    switch.emit(Alarm(kind="missed"))
    switch.answers[Dial] = Dialled(call="c1")
    rig.intake.failures = 1_000_000
    link = rig.link()
    await switch.received(Configure)
    await rig.until_accepted(link, DIAL)
    assert not link.connected
    rig.intake.failures = 0
    await rig.until_connected(link)


async def test_a_refused_restoration_does_not_end_the_link(rig: Rig, switch: FakeSwitch) -> None:
    rig.restored = (LogOut(operator="op2"), RESTORE)
    switch.answers[LogOut] = Refused(code=Refusal.NOT_LOGGED_IN)
    await rig.until_connected(rig.link())
    assert switch.commands[-1] == RESTORE


async def test_commands_are_answered(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.answers[Dial] = lambda command: Dialled(call=f"call to {command.number}")  # type: ignore[union-attr]  # Dial
    answers = await asyncio.gather(*(link.send(Dial(operator="op1", number=str(n))) for n in range(50)))
    assert answers == [Dialled(call=f"call to {n}") for n in range(50)]


async def test_a_refusal_is_raised_with_its_code(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.answers[Dial] = Refused(code=Refusal.NO_TRUNK, detail="all down")
    with pytest.raises(SwitchRefused, match="no_trunk: all down") as caught:
        await link.send(DIAL)
    assert caught.value.code is Refusal.NO_TRUNK


async def test_without_a_switch_commands_fail_at_once(rig: Rig) -> None:
    link = rig.link()
    with pytest.raises(SwitchDown, match="not connected"):
        await link.send(DIAL)


async def test_an_answer_that_does_not_come_is_a_switch_down(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.paused.add(Dial)
    with pytest.raises(SwitchDown, match="no answer to Dial in time"):
        await link.send(DIAL, timeout_s=0.01)


async def test_a_command_under_way_fails_when_the_switch_dies(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.paused.add(Dial)
    asked = asyncio.create_task(link.send(DIAL))
    await switch.received(Dial)
    await switch.close()
    with pytest.raises(SwitchDown, match="ended before the answer"):
        await asked
    assert not link.connected


async def test_an_error_in_the_switch_is_a_refusal_and_the_link_lives(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)

    def fail(command: AnyCommand) -> Dialled:
        raise RuntimeError("bug")

    switch.answers[Dial] = fail
    with pytest.raises(SwitchRefused) as caught:
        await link.send(DIAL)
    assert caught.value.code is Refusal.FAILED
    assert link.connected


async def test_the_link_comes_back_by_itself_with_a_new_configuration(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.emit(Alarm(kind="one"))
    await rig.intake.until("fake", 1)
    await switch.close()
    await rig.until_connected(link, False)
    switch.log.append(Alarm(kind="two"))
    rig.version = 2
    again = FakeSwitch(switch.path, switch.log, boot="boot-2")
    await again.start()
    await rig.until_connected(link)
    command = await again.received(Configure)
    assert command.config.version == 2
    assert link.boot == "boot-2"
    assert rig.history == [True, False, True]
    await rig.intake.until("fake", 2)
    assert rig.intake.seqs() == [1, 2]
    await again.close()


async def test_a_changed_configuration_is_pushed(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    rig.version = 3
    await link.configure()
    await switch.received(Configure)
    assert (await switch.received(Configure)).config.version == 3


async def test_pushing_a_configuration_without_a_switch_is_not_an_error(rig: Rig) -> None:
    await rig.link().configure()


async def test_events_that_cannot_be_stored_are_given_again(rig: Rig, switch: FakeSwitch) -> None:
    rig.intake.failures = 2
    switch.emit(*(Alarm(kind=str(number)) for number in range(10)))
    await rig.until_connected(rig.link())
    assert rig.intake.seqs() == list(range(1, 11))
    assert rig.intake.failures == 0


async def test_commands_are_answered_while_the_database_is_away(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    rig.intake.failures = 1_000_000
    switch.emit(*(Alarm(kind=str(number)) for number in range(WINDOW * 2)))
    switch.answers[Dial] = Dialled(call="c1")
    assert await link.send(DIAL) == Dialled(call="c1")
    rig.intake.failures = 0
    await rig.intake.until("fake", WINDOW * 2)
    assert rig.intake.seqs() == list(range(1, WINDOW * 2 + 1))


async def test_another_log_is_taken_from_its_beginning(rig: Rig, switch: FakeSwitch) -> None:
    switch.emit(Alarm(kind="old"), Alarm(kind="old"))
    link = rig.link()
    await rig.until_connected(link)
    await switch.close()
    await rig.until_connected(link, False)
    fresh = FakeSwitch(switch.path, MemoryLog("fresh"))
    fresh.emit(Alarm(kind="new"))
    await fresh.start()
    await rig.intake.until("fresh", 1)
    assert (rig.intake.seqs("fake"), rig.intake.seqs("fresh")) == ([1, 2], [1])
    await fresh.close()


async def test_a_log_that_is_behind_the_api_goes_on_under_a_new_id(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()
    await rig.until_connected(link)
    switch.emit(Alarm(kind="stored"), Alarm(kind="stored"))
    await rig.intake.until("fake", 2)
    await switch.close()
    await rig.until_connected(link, False)
    # A power failure: the log has lost its newest events, and their numbers are given to others.
    behind = FakeSwitch(switch.path, MemoryLog("fake"))
    behind.emit(Alarm(kind="after the failure"))
    await behind.start()
    await rig.intake.until("fake+", 1)
    assert [logged.event for logged in rig.intake.stored["fake+"]] == [Alarm(kind="after the failure")]
    await behind.close()


async def test_a_listener_that_fails_harms_nobody(rig: Rig, switch: FakeSwitch) -> None:
    link = rig.link()

    def fail(connected: bool) -> None:
        raise RuntimeError("bug")

    link.listen(fail)()
    link.listen(fail)
    await rig.until_connected(link)
    assert rig.history == [True]


async def test_a_failing_configuration_is_tried_again(
    rig: Rig, switch: FakeSwitch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    failures = [ValueError("database")]
    config = rig._config

    async def failing() -> object:
        if failures:
            raise failures.pop()
        return await config()

    monkeypatch.setattr(rig, "_config", failing)
    await rig.until_connected(rig.link())
    assert not failures
