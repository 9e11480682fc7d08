"""What people inside do with calls: they answer, hold, work after the call, hang up."""

from collections.abc import Callable

from sip.contract.commands import Answer, HangUp, Hold, PickUp, Reject, Resume, SetAlert
from sip.contract.enums import Direction, LogOutReason, OfferKind, OfferOutcome
from sip.contract.events import AcwBegan, AcwEnded, OfferBegan, OfferEnded, SegmentBegan, SegmentEnded
from sip.contract.scenario import Demand, Scenario
from sip.simulate.chance import Chance
from sip.simulate.outside import Outside
from sip.simulate.people import Agent, People
from sip.simulate.stage import Stage

NOTHING = Demand()


class Desks:
    """Whoever is rung or talks. `hand_over(agent, segment)`: begins a transfer; `done(agent)`: they are free again."""

    def __init__(
        self,
        stage: Stage,
        chance: Chance,
        people: People,
        outside: Outside,
        scenario: Scenario,
        hand_over: Callable[[Agent, str], None],
        done: Callable[[Agent], None],
    ) -> None:
        self._stage = stage
        self._chance = chance
        self._people = people
        self._outside = outside
        self._desk = scenario.desk
        self._dialling = scenario.dialling
        self._groups = scenario.groups
        self._hand_over = hand_over
        self._done = done
        self._rung: dict[str, tuple[Agent, str]] = {}
        self._talking: dict[str, Agent] = {}
        self._working: dict[str, Agent] = {}
        for kind, handler in (
            (OfferBegan, self._offered),
            (OfferEnded, self._rang),
            (SegmentBegan, self._connected),
            (SegmentEnded, self._released),
            (AcwBegan, self._works),
            (AcwEnded, self._has_worked),
        ):
            stage.on(kind, handler)

    # Ringing

    def _offered(self, event: OfferBegan) -> None:
        agent = self._people.by_id[event.operator]
        agent.offer, agent.call = event.offer, event.call
        self._rung[event.offer] = agent, event.consult
        chance, desk = self._chance, self._desk
        part = chance.unit()
        if part < desk.missed:
            if chance.yes(desk.pick_up):
                self._stage.later(chance.between(8, 15), self._pick_up, agent, event.offer)
            return
        rejects = part < desk.missed + desk.rejected and event.kind is OfferKind.VISIT
        self._stage.later(chance.ms(desk.answer), self._answer, agent, event.offer, Reject if rejects else Answer)

    def _answer(self, agent: Agent, offer: str, kind: type[Answer] | type[Reject]) -> None:
        if agent.offer == offer and not agent.gone:
            self._stage.do(kind(operator=agent.user, call=agent.call))

    def _pick_up(self, agent: Agent, offer: str) -> None:
        """A colleague takes what rings there in vain."""
        other = self._people.colleague(agent)
        if agent.offer == offer and other is not None:
            self._stage.do(PickUp(operator=other.user, call=agent.call))

    def _rang(self, event: OfferEnded) -> None:
        agent, consult = self._rung.pop(event.offer)
        agent.offer = ""
        if event.outcome is OfferOutcome.ANSWERED:
            agent.asked = consult
        else:
            agent.call = ""
            self.look(agent)

    def look(self, agent: Agent) -> None:
        """Who has been waiting to do something else does it once this input is over."""
        if agent.wish is not None or agent.leaving is not None:
            self._stage.later(0, self._free, agent)

    def _free(self, agent: Agent) -> None:
        """後処理 is not cut short by what they would rather do."""
        if not agent.work or agent.leaving not in (None, LogOutReason.CHOSEN):
            self._done(agent)

    # Talking

    def _connected(self, event: SegmentBegan) -> None:
        agent = self._people.by_id[event.operator]
        segment = agent.segment = event.segment
        agent.call, agent.group = event.call, event.group
        agent.dialing = agent.asked = ""
        self._talking[segment] = agent
        line = self._outside.lines[event.call]
        line.segments += 1
        chance, stage, desk = self._chance, self._stage, self._desk
        if event.direction is Direction.INTERNAL:
            stage.later(chance.ms(self._dialling.inside_talk), self._end, agent, segment)
            return
        inbound = event.direction is Direction.INBOUND
        length = self._groups.get(event.group, NOTHING).talk or desk.talk
        talk = chance.ms(length if inbound else self._dialling.talk)
        if chance.yes(desk.alert):
            stage.later(talk // 3, self._alert, agent, segment)
        part = chance.unit()
        if part < desk.hold:
            first = int(talk * chance.unit())
            agent.rest_ms = talk - first
            stage.later(first, self._hold, agent, segment)
        elif part < desk.hold + desk.consult + desk.blind + desk.park:
            agent.rest_ms = talk // 2
            stage.later(talk - agent.rest_ms, self._hand_over, agent, segment)
        else:
            stage.later(talk, self._end, agent, segment)

    def _hold(self, agent: Agent, segment: str) -> None:
        if agent.segment == segment and not agent.gone:
            self._stage.do(Hold(operator=agent.user, call=agent.call))
            self._stage.later(self._chance.ms(self._desk.held), self.resume, agent, segment)

    def resume(self, agent: Agent, segment: str) -> None:
        """Take the party back, and talk on."""
        if agent.segment == segment and not agent.gone:
            self._stage.do(Resume(operator=agent.user, call=agent.call))
            self.go_on(agent, segment)

    def go_on(self, agent: Agent, segment: str) -> None:
        """Talk for the rest of the time."""
        self._stage.later(agent.rest_ms, self._end, agent, segment)

    def _end(self, agent: Agent, segment: str) -> None:
        """The talk is over: one of the two hangs up."""
        if agent.segment != segment:
            return
        if agent.gone or not self._chance.yes(self._desk.hangs_up):
            self._outside.hang_up(self._outside.lines[agent.call])
        if agent.segment == segment and not agent.gone:
            self._stage.do(HangUp(operator=agent.user, call=agent.call))

    def _alert(self, agent: Agent, segment: str) -> None:
        if agent.segment == segment and agent.on and not agent.gone:
            self._stage.do(SetAlert(operator=agent.user, on=True))
            self._stage.later(self._chance.between(20, 120), self._calm, agent)

    def _calm(self, agent: Agent) -> None:
        if agent.on and not agent.gone:
            self._stage.do(SetAlert(operator=agent.user, on=False))

    def _released(self, event: SegmentEnded) -> None:
        agent = self._talking.pop(event.segment)
        line = self._outside.lines.get(agent.call)
        if line is not None:
            line.segments -= 1
        agent.segment = agent.call = agent.consult = ""
        self.look(agent)

    # 後処理

    def _works(self, event: AcwBegan) -> None:
        agent = self._people.by_id[event.operator]
        agent.work = event.segment
        self._working[event.segment] = agent
        length = self._groups.get(agent.group, NOTHING).work or self._desk.work
        self._stage.later(self._chance.ms(length), self._work_over, agent, event.segment)

    def _work_over(self, agent: Agent, segment: str) -> None:
        if agent.work == segment:
            self._done(agent)

    def _has_worked(self, event: AcwEnded) -> None:
        agent = self._working.pop(event.segment)
        agent.work = ""
        self.look(agent)
