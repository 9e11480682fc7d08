"""What becomes of a call that an operator hands on: consultations, blind transfers, conferences, parked calls."""

from collections.abc import Callable
from typing import Protocol

from sip.contract.commands import (
    BlindTransfer,
    CancelTransfer,
    CompleteTransfer,
    Conference,
    Consult,
    Done,
    Park,
    Parked,
    Unpark,
)
from sip.contract.config import SwitchConfig
from sip.contract.enums import ConsultOutcome
from sip.contract.events import ConsultAnswered, ConsultBegan, ConsultEnded
from sip.contract.scenario import Desk
from sip.simulate.chance import Chance
from sip.simulate.people import Agent, People
from sip.simulate.stage import Stage


class Talks(Protocol):
    """Where a call goes on that was not handed on."""

    def resume(self, agent: Agent, segment: str) -> None:
        """Take the party back, and talk on."""

    def go_on(self, agent: Agent, segment: str) -> None:
        """Talk for the rest of the time."""

    def look(self, agent: Agent) -> None:
        """They may be free."""


class Handing:
    """`talks` is set once there is one."""

    def __init__(self, stage: Stage, chance: Chance, people: People, config: SwitchConfig, desk: Desk) -> None:
        self._stage = stage
        self._chance = chance
        self._people = people
        self._groups = tuple(group.id for group in config.groups if group.members)
        self._desk = desk
        self._asking: dict[str, Agent] = {}
        self._asked: dict[str, Agent] = {}
        self.talks: Talks
        stage.on(ConsultBegan, self._began)
        stage.on(ConsultAnswered, self._answered)
        stage.on(ConsultEnded, self._ended)

    def begin(self, agent: Agent, segment: str) -> None:
        """It is time to hand the call of `agent` on, in one of the ways of the scenario, by their shares."""
        if agent.segment != segment or agent.gone:
            return
        desk, chance = self._desk, self._chance
        part = chance.unit() * (desk.consult + desk.blind + desk.park)
        act: Callable[[Agent], bool]
        if part < desk.consult:
            act = self._consult
        elif part < desk.consult + desk.blind:
            act = self._blind
        else:
            act = self._park
        if not act(agent):
            self.talks.go_on(agent, segment)

    def _target(self, agent: Agent) -> tuple[str, str]:
        """Number of a colleague, or id of a group; neither where there is nobody."""
        others = [group for group in self._groups if group != agent.group]
        if others and self._chance.yes(self._desk.to_group):
            return "", self._chance.one(others)
        colleague = self._people.colleague(agent)
        return ("" if colleague is None else colleague.extension), ""

    # Blind, parked

    def _blind(self, agent: Agent) -> bool:
        number, group = self._target(agent)
        wish = BlindTransfer(operator=agent.user, call=agent.call, number=number, group=group)
        return bool(number or group) and isinstance(self._stage.do(wish), Done)

    def _park(self, agent: Agent) -> bool:
        taker = self._people.colleague(agent)
        result = self._stage.do(Park(operator=agent.user, call=agent.call))
        if isinstance(result, Parked) and taker is not None and self._chance.yes(0.8):
            self._stage.later(self._chance.between(8, 60), self._unpark, taker, result.slot)
        return isinstance(result, Parked)

    def _unpark(self, agent: Agent, slot: int) -> None:
        if agent.free:
            self._stage.do(Unpark(operator=agent.user, slot=slot))

    # With a consultation

    def _consult(self, agent: Agent) -> bool:
        number, group = self._target(agent)
        wish = Consult(operator=agent.user, call=agent.call, number=number, group=group)
        return bool(number or group) and isinstance(self._stage.do(wish), Done)

    def _began(self, event: ConsultBegan) -> None:
        agent = self._people.by_id[event.operator]
        agent.consult = event.consult
        self._asking[event.consult] = agent
        self._stage.later(self._chance.between(15, 40), self._waited, agent, event.consult)

    def _waited(self, agent: Agent, consult: str) -> None:
        """Nobody has come to the phone."""
        if agent.consult == consult and consult not in self._asked and not agent.gone:
            self._stage.do(CancelTransfer(operator=agent.user, call=agent.call))

    def _answered(self, event: ConsultAnswered) -> None:
        asked = self._people.by_id.get(event.operator)
        agent = self._asking[event.consult]
        if asked is not None:
            self._asked[event.consult] = asked
        self._stage.later(self._chance.ms(self._desk.consulting), self._conclude, agent, event.consult)

    def _conclude(self, agent: Agent, consult: str) -> None:
        if agent.consult != consult or agent.gone:
            return
        kind: type[CancelTransfer] | type[Conference] | type[CompleteTransfer] = CompleteTransfer
        part = self._chance.unit()
        if part < self._desk.cancelled:
            kind = CancelTransfer
        elif part < self._desk.cancelled + self._desk.conference:
            kind = Conference
        self._stage.do(kind(operator=agent.user, call=agent.call))

    def _ended(self, event: ConsultEnded) -> None:
        """The one who was asked is free, unless a segment of theirs follows; the other goes on with the caller."""
        agent = self._asking.pop(event.consult)
        agent.consult = ""
        asked = self._asked.pop(event.consult, None)
        if asked is not None and asked.asked == event.consult:
            asked.asked = asked.call = ""
            self.talks.look(asked)
        if event.outcome in (ConsultOutcome.CANCELLED, ConsultOutcome.FAILED):
            self._stage.later(self._chance.between(1, 4), self.talks.resume, agent, agent.segment)
        elif event.outcome is ConsultOutcome.JOINED:
            self.talks.go_on(agent, agent.segment)
