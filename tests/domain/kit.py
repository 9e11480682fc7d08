"""A centre under test: drives a `Centre`, keeps its log, and carries its effects out on model legs.

The model checks at every step what the shell relies on: no effect names a leg that is not there, nobody hears a leg
that has ended, a leg is accepted and released at most once.
"""

from collections import Counter
from typing import Any

from sip.contract import commands as c
from sip.contract.config import Extension, Group, Member, Route, SwitchConfig, Trunk, User
from sip.contract.enums import Cause, Role, Status
from sip.contract.events import DialRefused, Event
from sip.domain.centre import Centre
from sip.domain.effects import (
    Accept,
    Effect,
    ExtensionOrigin,
    Hear,
    LegSource,
    Listen,
    MixSource,
    Originate,
    OutsideTarget,
    Play,
    Progress,
    Prompt,
    Record,
    Referred,
    Release,
    Ring,
    SendDigits,
    Source,
    StopRecording,
    TrunkOrigin,
)

SEC = 1000
WALL = 1_700_000_000_000
"""The wall clock at the domain's 0, UTC ms."""
G, H = "g", "h"
G_NUMBER, H_NUMBER = "0311110000", "0322220000"
OUTSIDE = "0901234567"


def group(id: str = G, number: str = G_NUMBER, members: tuple[Any, ...] = ("a", "b"), **rules: Any) -> Group:
    """A group; members are user ids or (user id, tier)."""
    listed = tuple(Member(user=m) if isinstance(m, str) else Member(user=m[0], tier=m[1]) for m in members)
    return Group(id=id, name=id.upper(), number=number, members=listed, **rules)


def config(*groups: Group, **more: Any) -> SwitchConfig:
    """Operators a–d (extensions 11–14), supervisors s (19) and t (18), a user-less extension 90, one trunk."""
    users = tuple(User(id=u, name=u.upper(), extension=f"1{n}") for n, u in enumerate("abcd", 1))
    users += tuple(User(id=u, name=u.upper(), extension=n, role=Role.SUPERVISOR) for u, n in (("s", "19"), ("t", "18")))
    settings: dict[str, Any] = {
        "version": 1,
        "users": users,
        "extensions": (*(Extension(number=u.extension, user=u.id) for u in users), Extension(number="90")),
        "groups": groups or (group(),),
        "trunks": (Trunk(id="t", host="carrier.example"),),
        "work_statuses": ("work:1",),
    }
    return SwitchConfig(**(settings | more))


def route(number: str, **to: str) -> Route:
    """A route."""
    return Route(number=number, **to)


class House:
    """A centre with its shell's view of it. `now` in ms; `log` holds (now, event)."""

    def __init__(self, configuration: SwitchConfig | None = None) -> None:
        self.counts: Counter[str] = Counter()
        self.centre = Centre(self._id)
        self.now = 0
        self.log: list[tuple[int, Event]] = []
        self.effects: list[Effect] = []
        self.legs: dict[str, str] = {}
        """Leg → `in`, `out` (not answered), `up`."""
        self.targets: dict[str, Originate] = {}
        self.hears: dict[str, Source] = {}
        self.plays: dict[str, tuple[str, ...]] = {}
        """What is being played to whom."""
        self.records: dict[str, str] = {}
        """Leg → what is being recorded of it."""
        self.attached: set[str] = set()
        self.early: set[str] = set()
        """Incoming legs that hear us though they are not answered."""
        self.centre.api_link(True, 0)
        self.configure(configuration or config())

    def _id(self, kind: str) -> str:
        self.counts[kind] += 1
        return f"{kind}{self.counts[kind]}"

    # Inputs

    def configure(self, configuration: SwitchConfig) -> list[Event]:
        self.centre.configure(configuration, self.now)
        return self.settle()

    def at(self, ms: int) -> None:
        """Let time pass until `ms`, timers going off when they are due."""
        while (due := self.centre.next_due()) is not None and due <= ms:
            self.now = max(self.now, due)
            self.centre.tick(self.now)
            self.settle()
        self.now = ms

    def after(self, seconds: float) -> list[Event]:
        """Let time pass; what happened in it."""
        begin = len(self.log)
        self.at(self.now + int(seconds * SEC))
        return [event for _, event in self.log[begin:]]

    def alive_for(self, seconds: int, *operators: str) -> None:
        """Let time pass in which the clients of these are heard."""
        for _ in range(seconds):
            self.beat(*operators)
            self.after(1)

    def do(self, command: c.AnyCommand) -> c.AnyResult:
        """Carry a command out; a refused one must leave nothing behind."""
        before = self.state()
        result = self.centre.command(command, self.now)
        events = self.settle()
        if isinstance(result, c.Refused):
            told = [event for event in events if not isinstance(event, DialRefused)]
            assert not told and self.state() == before, (command, events)
        return result

    def state(self) -> Any:
        """What a refused command may not change."""
        return self.centre.snapshot(), self.centre.next_due(), dict(self.legs), dict(self.hears)

    def attach(self, *operators: str) -> None:
        for operator in operators:
            self.attached.add(operator)
            self.hears.pop(f"phone:{operator}", None)
            self.plays.pop(f"phone:{operator}", None)
            self.centre.phone_attached(operator, self.now)
            self.settle()

    def lose(self, operator: str) -> list[Event]:
        self.attached.discard(operator)
        self.hears.pop(f"phone:{operator}", None)
        self.plays.pop(f"phone:{operator}", None)
        self.centre.phone_lost(operator, self.now)
        return self.settle()

    def devices(self, extension: str, count: int = 1) -> list[Event]:
        self.centre.devices(extension, count, self.now)
        return self.settle()

    def log_in(self, *operators: str, status: str = Status.AVAILABLE) -> None:
        """Attach, log in and choose a status."""
        for operator in operators:
            self.attach(operator)
            assert self.do(c.LogIn(operator=operator, session=f"session of {operator}")) == c.Done()
            if status != Status.PREPARING:
                self.choose(operator, status)

    def choose(self, operator: str, status: str) -> list[Event]:
        begin = len(self.log)
        result = self.do(c.SetStatus(operator=operator, status=status))
        assert result == c.Done(), result
        return [event for _, event in self.log[begin:]]

    def beat(self, *operators: str) -> None:
        self.do(c.Heartbeats(operators=operators))

    def caller(self, number: str = G_NUMBER, from_number: str = "0451112222") -> str:
        """A call from the trunk; its leg."""
        leg = self._id("in")
        self.legs[leg] = "in"
        self.centre.incoming(
            leg, TrunkOrigin(trunk="t", number=number, from_number=from_number, at=WALL + self.now), self.now
        )
        self.settle()
        return leg

    def desk_dials(self, extension: str, number: str, replaces: str = "") -> str:
        leg = self._id("desk")
        self.legs[leg] = "in"
        origin = ExtensionOrigin(extension=extension, number=number, replaces=replaces)
        self.centre.incoming(leg, origin, self.now)
        self.settle()
        return leg

    def holds(self, leg: str, on: bool = True) -> list[Event]:
        """The phone of `leg` presses its hold key, or presses it again."""
        self.centre.leg_held(leg, on, self.now)
        return self.settle()

    def refers(self, leg: str, number: str = "", *, other: str = "") -> list[Cause]:
        """The phone of `leg` sends REFER: to a number, or to the other end of its leg `other`. What it is told."""
        begin = len(self.effects)
        if other:
            self.centre.refer_to_call(leg, other, self.now)
        else:
            self.centre.refer(leg, number, self.now)
        self.settle()
        return [effect.cause for effect in self.effects[begin:] if isinstance(effect, Referred)]

    def dial(self, operator: str, number: str = OUTSIDE, group: str = "") -> str:
        """Dial on the browser phone; the call's id."""
        result = self.do(c.Dial(operator=operator, number=number, group=group))
        assert isinstance(result, c.Dialled), result
        return result.call

    def rings(self, leg: str, early: bool = False) -> list[Event]:
        self.centre.leg_ringing(leg, early, self.now)
        return self.settle()

    def picks_up(self, leg: str) -> list[Event]:
        if leg in self.legs:
            self.legs[leg] = "up"
        self.centre.leg_answered(leg, self.now)
        return self.settle()

    def fails(self, leg: str, cause: Cause = Cause.BUSY, status: int = 486) -> list[Event]:
        self._gone(leg)
        self.centre.leg_failed(leg, cause, status, self.now)
        return self.settle()

    def leaves(self, leg: str, cause: Cause = Cause.NORMAL) -> list[Event]:
        self._gone(leg)
        self.centre.leg_ended(leg, cause, self.now)
        return self.settle()

    def played(self, leg: str) -> list[Event]:
        """What is being played to `leg` comes to its end."""
        del self.plays[leg]
        self.centre.leg_played(leg, self.now)
        return self.settle()

    def presses(self, leg: str, digits: str) -> list[Event]:
        """The party of `leg` presses keys."""
        events: list[Event] = []
        for digit in digits:
            self.centre.digit(leg, digit, self.now)
            events += self.settle()
        return events

    def _gone(self, leg: str) -> None:
        self.legs.pop(leg, None)
        self.hears.pop(leg, None)
        self.plays.pop(leg, None)
        self.records.pop(leg, None)

    # Looking

    def call_of(self, operator: str) -> str:
        """The call that the operator has a part in."""
        for call in self.centre.snapshot().calls:
            if any(party.operator == operator for party in call.parties):
                return call.call
        raise LookupError(operator)

    def status(self, operator: str) -> str:
        for one in self.centre.snapshot().operators:
            if one.operator == operator:
                return one.status
        return Status.LOGGED_OUT

    def outside_leg(self) -> str:
        """The last leg originated to an outside number that is still there."""
        return [leg for leg, o in self.targets.items() if isinstance(o.target, OutsideTarget) and leg in self.legs][-1]

    def desk_leg(self, extension: str) -> str:
        """The leg that rings the desk phones of `extension`."""
        found = [leg for leg, o in self.targets.items() if getattr(o.target, "extension", "") == extension]
        return [leg for leg in found if leg in self.legs][-1]

    def events(self, *kinds: type[Event]) -> list[Event]:
        """The events of these kinds, all if none is named."""
        return [event for _, event in self.log if not kinds or isinstance(event, kinds)]

    def answer(self, operator: str) -> c.AnyResult:
        return self.do(c.Answer(operator=operator, call=self.call_of(operator)))

    def hang_up(self, operator: str) -> c.AnyResult:
        return self.do(c.HangUp(operator=operator, call=self.call_of(operator)))

    # Carrying out

    def settle(self) -> list[Event]:
        """Take what the last input caused: events to the log, effects carried out. The events."""
        events: list[Event] = []
        for item in self.centre.take():
            if isinstance(item, Event):
                events.append(item)
                self.log.append((self.now, item))
            else:
                self.effects.append(item)
                self._carry_out(item)
        self.check_sound()
        return events

    def _carry_out(self, effect: Effect) -> None:
        leg = effect.leg
        match effect:
            case Originate():
                assert leg not in self.targets
                self.legs[leg] = "out"
                self.targets[leg] = effect
            case Ring() | Progress() | Accept():
                assert self.legs[leg] == "in"
                self._advance(effect)
            case Release():
                del self.legs[leg]
                self.hears.pop(leg, None)
                self.plays.pop(leg, None)
                self.records.pop(leg, None)
            case Hear(source=source):
                assert leg in self.legs or leg.removeprefix("phone:") in self.attached, leg
                assert self.legs.get(leg) != "in" or leg in self.early, f"{leg} is not answered and cannot hear"
                if source is None:
                    self.hears.pop(leg, None)
                else:
                    self.hears[leg] = source
                self.plays.pop(leg, None)
            case Play(prompts=prompts):
                assert self.legs.get(leg) == "up" or leg.removeprefix("phone:") in self.attached, leg
                self.hears.pop(leg, None)
                self.plays[leg] = prompts
            case Record() | StopRecording():
                self._record(effect)
            case Referred() | Listen():
                assert self.legs[leg] == "up"
            case SendDigits():
                assert self.legs.get(leg) == "up" or leg.startswith("phone:")

    def _advance(self, effect: Effect) -> None:
        if isinstance(effect, Accept):
            self.legs[effect.leg] = "up"
        elif isinstance(effect, Progress):
            self.early.add(effect.leg)

    def _record(self, effect: Record | StopRecording) -> None:
        if isinstance(effect, StopRecording):
            self.records.pop(effect.leg, None)
        else:
            assert effect.leg not in self.records
            assert self.legs.get(effect.leg) == "up" or effect.leg.startswith("phone:")
            self.records[effect.leg] = effect.recording

    def check_sound(self) -> None:
        """Whoever hears and whoever is heard is there."""
        for leg, source in self.hears.items():
            assert leg in self.legs or leg.removeprefix("phone:") in self.attached
            others = (
                (source.leg,) if isinstance(source, LegSource) else source.legs if isinstance(source, MixSource) else ()
            )
            for other in others:
                assert other in self.legs or other.removeprefix("phone:") in self.attached, (leg, source)

    def hears_each_other(self, one: str, other: str) -> bool:
        return self.hears.get(one) == LegSource(leg=other) and self.hears.get(other) == LegSource(leg=one)

    def hears_music(self, leg: str) -> bool:
        return self.hears.get(leg) == Prompt(name="hold")


def kinds(events: list[Event]) -> list[str]:
    """Names of the events, in order."""
    return [type(event).__name__ for event in events]


def only(house: House, kind: type[Event]) -> Any:
    """The one event of this kind."""
    (event,) = house.events(kind)
    return event
