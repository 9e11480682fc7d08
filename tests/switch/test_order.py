"""Calls through the switch on a wire that loses, doubles and reorders: whatever happens, each ends once and wholly."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable

import pytest

from sip.contract import commands as c
from sip.contract.enums import Cause, Status
from sip.stack.errors import SessionStateError
from sip.stack.headers import NameAddr
from sip.stack.session import Session
from tests.stack.kit import ANSWER, OFFER, Recorder
from tests.switch.virtual import FORWARDED, GROUP, House

CALLS = 40
HELD = OFFER.replace("sendrecv", "sendonly")


class Chaos:
    """Draws from one seed what becomes of each message, and what each party does when."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.house = House()
        self.house.wire.fate = self.fate
        self.house.callee_app.then = self.taken
        self.house.switch.sit_down()
        self.placed: list[tuple[Session, Recorder]] = []

    def fate(self, data: bytes) -> tuple[float, ...]:
        """5 % lost, 2 % doubled, a fifth late enough to be overtaken."""
        draw = self.chance.random()
        delay = self.chance.choice((0.01, 0.02, 0.02, 0.05, 0.4))
        if draw < 0.05:
            return ()
        return (delay, delay + self.chance.choice((0.1, 1.0, 7.0))) if draw < 0.08 else (delay,)

    def later(self, act: Callable[[], object], longest: float) -> None:
        def try_it() -> None:
            with contextlib.suppress(SessionStateError):  # the other side was faster
                act()

        self.house.world.call_at(self.house.world.now + self.chance.random() * longest, try_it)

    def taken(self, session: Session) -> None:
        """The called party: rings, mostly answers, and hangs up some day."""
        acts: list[Callable[[], object]] = [lambda: session.accept(ANSWER)] * 4
        acts += [lambda: session.reject(486), lambda: session.reject(503), lambda: session.progress(ANSWER)]
        if self.chance.random() < 0.9:
            self.later(session.ring, 0.5)
        self.later(self.chance.choice(acts), 8)
        self.meddle(session)

    def meddle(self, session: Session) -> None:
        """Holds, refreshes and digits at any time; the end at last."""
        for _ in range(self.chance.randrange(3)):
            act: list[Callable[[], object]] = [
                lambda: session.reoffer(HELD),
                lambda: session.reoffer(OFFER),
                lambda: session.send_digit("1"),
                lambda: session.ask("UPDATE"),
                lambda: session.reoffer("v=0"),  # 488
                lambda: session.ask("BYE") if self.chance.random() < 0.3 else None,  # and goes on as if it had not
            ]
            self.later(self.chance.choice(act), 15)
        self.later(lambda: session.end(), 30)

    def place(self) -> None:
        number = self.chance.choice((FORWARDED, FORWARDED, GROUP))
        recorder = Recorder()
        session = self.house.caller.invite(
            f"sip:{number}@10.0.0.2",
            recorder,
            caller=NameAddr(f"sip:090{len(self.placed):08}@10.0.0.1"),
            sdp=self.chance.choice((OFFER, OFFER, OFFER, "")),
        )
        self.placed.append((session, recorder))
        self.meddle(session)

    def operate(self) -> None:
        """The operator does something with the first call that is there."""
        self.house.switch.command(c.Heartbeats(operators=("a",)))
        self.house.switch.command(c.SetStatus(operator="a", status=Status.AVAILABLE))
        for call in self.house.switch.centre.snapshot().calls:
            if any(party.operator == "a" for party in call.parties):
                kind = self.chance.choice((c.Answer, c.Answer, c.Hold, c.Resume, c.HangUp, c.Reject))
                self.house.switch.command(kind(operator="a", call=call.call))
                return


@pytest.mark.parametrize("seed", range(25))
def test_whatever_the_order_of_things_each_call_ends_once_and_nothing_remains(seed: int) -> None:
    chaos = Chaos(seed)
    for _ in range(CALLS):
        chaos.later(chaos.place, 40)
    for _ in range(2 * CALLS):
        chaos.later(chaos.operate, 60)
    chaos.house.world.run(70 + 200)
    switch = chaos.house.switch
    assert switch.leftovers() == {}
    assert set(switch.ends().values()) == {1}
    for agent in (chaos.house.caller, chaos.house.callee):
        assert agent.quiet and not agent.errors, (agent.sessions, agent.layer.clients, agent.layer.servers)
    for _, recorder in chaos.placed:
        assert sum(recorder.names.count(end) for end in ("failed", "ended")) <= 1


@pytest.mark.parametrize("seed", range(100, 105))
def test_peers_that_vanish_at_any_moment_leave_nothing_behind(seed: int) -> None:
    chaos = Chaos(seed)
    switch = chaos.house.switch
    for _ in range(CALLS):
        chaos.later(chaos.place, 20)
    chaos.house.world.run(15)
    chaos.house.wire.agents = {("10.0.0.2", 5060): switch.agent}
    assert len(switch.legs) > 10
    chaos.house.world.run(30)
    for leg in list(switch.media.watched):  # what the media workers tell of parties that are silent for so long
        switch.legs.media_lost(leg, Cause.MEDIA_TIMEOUT)
    chaos.house.world.run(400)
    assert switch.leftovers() == {} and set(switch.ends().values()) == {1}


def test_a_call_that_is_led_round_in_a_circle_ends() -> None:
    """A number of ours leads outside, and the carrier leads that one back to ours."""
    house = House()
    back: list[Session] = []

    def lead_back(session: Session) -> None:
        hops = int(session.request.get("max-forwards")) - 1
        recorder = Leading(session)
        headers = {"max-forwards": [str(hops)]}
        target = f"sip:{FORWARDED}@10.0.0.2"
        back.append(house.callee.invite(target, recorder, caller=session.caller, sdp=OFFER, headers=headers))

    class Leading(Recorder):
        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

        def on_failed(self, session: Session, status: int, reason: str) -> None:
            self.session.reject(status)

    house.callee_app.then = lead_back
    heard = Recorder()
    house.caller.invite(f"sip:{FORWARDED}@10.0.0.2", heard, caller=NameAddr("sip:0901@10.0.0.1"), sdp=OFFER)
    house.world.run(100)
    assert heard.heard[-1][0] == "failed" and 30 <= len(back) <= 35
    assert house.switch.leftovers() == {} and set(house.switch.ends().values()) == {1}
