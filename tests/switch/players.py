"""Two carriers and desk phones that play calls through a switch, each call by its plan, and note what they heard.

The number of the caller names the plan, so that the called side, the switch's records and the caller speak of the same
call. Numbers lead from the calling carrier to the called one, or to a group whose operators talk on desk phones.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sip.contract import commands as c
from sip.contract.config import Extension, Group, Member, Route, SwitchConfig, Trunk, User
from sip.contract.enums import Cause, PhoneKind, Status
from sip.stack import digest, sdp
from sip.stack.agent import UserAgent
from sip.stack.errors import SessionStateError
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials, EndCause, SessionHandler
from sip.stack.message import Request
from sip.stack.session import Session
from tests.support.relay import HOST, Relay
from tests.support.switch import RunningSwitch

FORWARDED, GROUP, OUTSIDE = "0399990000", "0311110000", "0312345678"
OPERATORS = 8
PASSWORD = "secret"
PATIENT_S = 20
"""`Trunk.attempt_s`: a trunk that a busy machine makes slow is not to be gone round as if it were dead."""


class Plan(StrEnum):
    """What happens to a call."""

    CALLER_HANGS_UP = "caller hangs up"
    CALLEE_HANGS_UP = "callee hangs up"
    CALLER_HOLDS = "caller holds, comes back and hangs up"
    CALLEE_HOLDS = "callee holds, comes back and hangs up"
    GIVEN_UP = "caller gives up while it rings"
    BUSY = "callee is busy"
    NO_ANSWER = "callee does not answer"
    OPERATOR_HANGS_UP = "operator answers and hangs up"
    CALLER_LEAVES_OPERATOR = "operator answers, caller hangs up"


ANSWERED = frozenset(Plan) - {Plan.GIVEN_UP, Plan.BUSY, Plan.NO_ANSWER}
TO_GROUP = frozenset((Plan.OPERATOR_HANGS_UP, Plan.CALLER_LEAVES_OPERATOR))
BY_CALLEE = frozenset((Plan.CALLEE_HANGS_UP, Plan.CALLEE_HOLDS, Plan.OPERATOR_HANGS_UP))
CAUSES = {Plan.GIVEN_UP: Cause.CANCELLED, Plan.BUSY: Cause.BUSY, Plan.NO_ANSWER: Cause.NO_ANSWER}
"""How the switch books those that come to nothing; the others end `normal`."""


def plans(count: int, seed: int, grouped: float = 0.05) -> dict[str, Plan]:
    """`count` callers' numbers with what they play, a share of them with an operator."""
    chance = random.Random(seed)
    others = [plan for plan in Plan if plan not in TO_GROUP]
    return {
        f"090{number:08}": chance.choice(list(TO_GROUP) if chance.random() < grouped else others)
        for number in range(count)
    }


@dataclass
class Played:
    """What the parties of one call heard."""

    call_id: str = ""
    caller: Counter[str] = field(default_factory=Counter)
    callee: Counter[str] = field(default_factory=Counter)


class Part(SessionHandler):
    """One party of a call."""

    def __init__(self, stage: Stage, number: str, heard: Counter[str]) -> None:
        self.stage = stage
        self.number = number
        self.plan = stage.plans[number]
        self.heard = heard

    def on_failed(self, session: Session, status: int, reason: str) -> None:
        self.heard[f"failed {status}"] += 1
        self.stage.over(self.number)

    def on_ended(self, session: Session, cause: EndCause) -> None:
        self.heard[f"ended {cause}"] += 1
        self.stage.over(self.number)

    def on_reoffer(self, session: Session, offer: str) -> str:
        return sdp.answer(offer, HOST, 9, 1).text if offer else sdp.offer(HOST, 9, 1)

    def on_reanswered(self, session: Session, status: int, answer: str) -> None:
        self.heard[f"reanswered {status}"] += 1
        if self.heard["reanswered 200"] == 1:
            self.stage.wait(0.2, 0.5, lambda: session.reoffer(sdp.offer(HOST, 9, 1)))
        else:
            self.stage.wait(0.2, 0.5, lambda: self.hang_up(session))

    def talk(self, session: Session, *, holds: bool, ends: bool) -> None:
        """Hold and come back, if that is the plan, and hang up."""
        self.heard["talks"] += 1
        wait = self.stage.wait
        if holds:
            wait(0.2, 0.5, lambda: session.reoffer(sdp.offer(HOST, 9, 1).replace("sendrecv", "sendonly")))
        elif ends:
            wait(1.2 + self.stage.slow, 2.0 + self.stage.slow, lambda: self.hang_up(session))

    def hang_up(self, session: Session) -> None:
        """End the call, if it has not ended."""
        if not session.ended:
            session.end()
            self.heard["hung up"] += 1
            self.stage.over(self.number)


class Calling(Part):
    """Who calls."""

    def on_progress(self, session: Session, status: int, answer: str) -> None:
        self.heard["rings"] += 1

    def on_answered(self, session: Session, answer: str) -> str:
        self.talk(session, holds=self.plan is Plan.CALLER_HOLDS, ends=self.plan not in BY_CALLEE)
        return ""


class Called(Part):
    """Who is called."""

    def begin(self, session: Session) -> None:
        """Ring and decide."""
        wait, plan = self.stage.wait, self.plan
        answer = sdp.answer(session.remote_sdp, HOST, 9, 1).text
        if plan is Plan.BUSY:
            session.reject(486)
            return
        wait(0.0, 0.1, session.ring)
        if plan is Plan.NO_ANSWER:
            wait(0.8, 1.0, lambda: session.reject(480))
        elif plan is not Plan.GIVEN_UP:
            wait(0.2, 0.8, lambda: session.accept(answer))

    def on_confirmed(self, session: Session, answer: str) -> None:
        self.talk(session, holds=self.plan is Plan.CALLEE_HOLDS, ends=self.plan in BY_CALLEE)


class Stage:
    """Everybody but the switch. `open` brings them there; `play` begins one call."""

    def __init__(self, relay: Relay, played: dict[str, Plan], seed: int, transport: str = "udp") -> None:
        self.relay = relay
        self.plans = played
        self.heard = {number: Played() for number in played}
        self.chance = random.Random(seed)
        self.transport = transport
        self.slow = 0.0
        """Seconds that calls last longer than usual."""
        self.agents: list[UserAgent] = []
        self.trunks: tuple[Trunk, ...] = ()
        self._ways: list[tuple[UserAgent, Address]] = []
        self._left: dict[str, int] = {}
        self._done = asyncio.Event()

    # The application of the agents.

    def on_invite(self, session: Session) -> None:
        number = session.caller.user
        part = Called(self, number, self.heard[number].callee)
        session.handler = part
        part.heard["called"] += 1
        part.begin(session)

    def credentials(self, username: str, realm: str, algorithm: str) -> str | None:
        return None

    def classify(self, source: Address, request: Request) -> str | None:
        return "switch"

    # Setting up.

    async def open(self) -> SwitchConfig:
        """Listen, and say how the switch is to be configured."""
        trunks = []
        for name in ("in", "out", "desks"):
            agent = UserAgent(self)
            port = await agent.listen(self.transport, HOST)
            between = self.relay.stand_between if self.transport == "udp" else self.relay.cut_between
            front, back = await between(port)
            self.agents.append(agent)
            self._ways.append((agent, Address(self.transport, HOST, front)))
            if name != "desks":
                made = Trunk(id=name, host=HOST, port=back, transport=self.transport, session_s=0, attempt_s=PATIENT_S)
                trunks.append(made)
        # Over TCP the source port says nothing: the first trunk takes what comes from this machine.
        self.trunks = (trunks[1], trunks[0])
        return configuration(self.trunks)

    async def man(self, running: RunningSwitch) -> None:
        """The operators log in; their phones register."""
        agent, way = self._ways[2]
        for number in range(OPERATORS):
            credentials = Credentials(str(201 + number), PASSWORD)
            agent.register(f"sip:{201 + number}@{HOST}", way, credentials, lambda standing, status: None)
        await running.until(lambda snapshot: len(snapshot.registrations) == OPERATORS)
        for number in range(OPERATORS):
            await running.send(c.LogIn(operator=f"op{number}", session=f"s{number}"))
            await running.send(c.SetStatus(operator=f"op{number}", status=Status.AVAILABLE))

    async def keep_ready(self, running: RunningSwitch) -> None:
        """What the operators' pages do: heartbeats, and ready again after each call."""
        while True:
            await running.send(c.Heartbeats(operators=tuple(f"op{number}" for number in range(OPERATORS))))
            for operator in (await running.snapshot()).operators:
                if operator.status == Status.ACW:
                    await running.send(c.SetStatus(operator=operator.operator, status=Status.AVAILABLE))
            await asyncio.sleep(0.5)

    # Playing.

    def wait(self, least: float, most: float, act: Callable[[], Any]) -> None:
        """Do something some time from now, unless the other side was faster."""

        def do() -> None:
            try:
                act()
            except SessionStateError:
                self.relay.counts["too late"] += 1

        asyncio.get_running_loop().call_later(self.chance.uniform(least, most), do)

    def play(self, number: str) -> None:
        """Begin the call of `number`."""
        agent, way = self._ways[0]
        plan = self.plans[number]
        self._left[number] = 1
        calling = Calling(self, number, self.heard[number].caller)
        session = agent.invite(
            f"sip:{GROUP if plan in TO_GROUP else FORWARDED}@{HOST}:{way.port}",
            calling,
            caller=NameAddr(f"sip:{number}@carrier.example"),
            sdp=sdp.offer(HOST, 9, 1),
            destination=way,
        )
        self.heard[number].call_id = session.call_id
        if plan is Plan.GIVEN_UP:
            # Whether it rings or not: nobody repeats a lost 180. The CANCEL waits for the 100.
            self.wait(0.3, 1.3, lambda: calling.hang_up(session))

    def over(self, number: str) -> None:
        """The caller's side, or the called one, has heard or made the end."""
        self._left.pop(number, None)
        if not self._left:
            self._done.set()

    async def play_all(self, rate: float) -> None:
        """Begin all calls at `rate` a second, and wait for their ends."""
        for number in self.plans:
            self.play(number)
            await asyncio.sleep(self.chance.expovariate(rate))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(100):
                while self._left:
                    self._done.clear()
                    await self._done.wait()
        assert not self._left, {f"{number} {self.plans[number]}": self.heard[number] for number in self._left}

    async def close(self) -> None:
        for agent in self.agents:
            await agent.close()

    def wrong(self, number: str) -> str:
        """How what the parties heard differs from the plan; "" where it does not."""
        plan, heard = self.plans[number], self.heard[number]
        talks = int(plan in ANSWERED)
        expected = {
            Plan.GIVEN_UP: ({"hung up": 1}, {"ended cancelled": 1}),
            Plan.BUSY: ({"failed 486": 1}, {}),
            Plan.NO_ANSWER: ({"failed 480": 1}, {}),
        }.get(plan, ({"ended bye": 1}, {"hung up": 1}) if plan in BY_CALLEE else ({"hung up": 1}, {"ended bye": 1}))
        for one, other in ((heard.caller, expected[0]), (heard.callee, expected[1])):
            ends = {name: count for name, count in one.items() if name.startswith(("failed", "ended", "hung"))}
            if plan in TO_GROUP and one is heard.callee:
                # All phones ring: one talks, the others are cancelled, or ended where their 200 crossed the CANCEL.
                fits = not other.keys() - ends.keys() and sum(ends.values()) == one["called"]
            elif plan is Plan.GIVEN_UP and one is heard.callee:
                fits = ends == ({"ended cancelled": 1} if one["called"] else {})  # perhaps before it rang
            else:
                # The BYE may overtake an ACK that was lost once or twice: then the callee never learnt that it talked.
                late = one is heard.callee and plan not in BY_CALLEE
                fits = ends == other and (one["talks"] == talks or (late and not one["talks"]))
            if not fits:
                return f"{plan}: {heard}"
        if plan in (Plan.CALLER_HOLDS, Plan.CALLEE_HOLDS):
            holder = heard.caller if plan is Plan.CALLER_HOLDS else heard.callee
            if holder["reanswered 200"] != 2:
                return f"{plan}: {heard}"
        return "" if heard.callee["called"] == 1 or plan in {*TO_GROUP, Plan.GIVEN_UP} else f"{plan}: {heard}"


def configuration(trunks: tuple[Trunk, ...]) -> SwitchConfig:
    """A centre that forwards one number and distributes another to operators with desk phones."""
    numbers = [str(201 + number) for number in range(OPERATORS)]
    users = tuple(
        User(id=f"op{index}", name=f"Op {index}", extension=number, phone=PhoneKind.DESK)
        for index, number in enumerate(numbers)
    )
    return SwitchConfig(
        version=1,
        trunks=trunks,
        routes=(Route(number=FORWARDED, external=OUTSIDE),),
        users=users,
        extensions=tuple(
            Extension(
                number=user.extension,
                user=user.id,
                digest={"MD5": digest.ha1(user.extension, "kikite", PASSWORD, "MD5")},
            )
            for user in users
        ),
        groups=(Group(id="g", name="G", number=GROUP, members=tuple(Member(user=user.id) for user in users)),),
    )
