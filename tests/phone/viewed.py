"""A small centre whose phones are looked at, for tests of what they show."""

from datetime import UTC, datetime

from api.phone.directory import Directory
from api.phone.schemas import PhoneView
from api.phone.view import Person, parties, phone_view
from api.statistics.fold import Fold
from api.statistics.timeline import Calendar
from sip.contract.config import Extension, Group, SwitchConfig, User
from sip.contract.enums import (
    Direction,
    OfferKind,
    OfferOutcome,
    Role,
    VisitOutcome,
)
from sip.contract.events import (
    AnyEvent,
    CallAnswered,
    CallStarted,
    Logged,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    VisitBegan,
    VisitEnded,
)

CONFIG = SwitchConfig(
    version=1,
    extensions=(Extension(number="299", name="会議室"),),
    users=(
        User(id="op1", name="佐藤", extension="201"),
        User(id="op2", name="鈴木", extension="202"),
        User(id="sv", name="高橋", extension="100", role=Role.SUPERVISOR),
    ),
    groups=(Group(id="g1", name="受付", number="0312345678"),),
)
SATO = Person(id="op1", name="佐藤", extension="201", role=Role.OPERATOR)
SUZUKI = Person(id="op2", name="鈴木", extension="202", role=Role.OPERATOR)
SUPERVISOR = Person(id="sv", name="高橋", extension="100", role=Role.SUPERVISOR)

INBOUND = CallStarted(
    call="c1", direction=Direction.INBOUND, from_number="0901112222", from_name="田中", to_number="0312345678"
)
QUEUED = (INBOUND, VisitBegan(visit="v1", call="c1", group="g1"))
OFFERED = (
    *QUEUED,
    OfferBegan(offer="o1", call="c1", operator="op1", extension="201", kind=OfferKind.VISIT, visit="v1"),
)
TALKING = (
    *OFFERED,
    OfferEnded(offer="o1", outcome=OfferOutcome.ANSWERED),
    VisitEnded(visit="v1", outcome=VisitOutcome.ANSWERED, operator="op1"),
    CallAnswered(call="c1"),
    SegmentBegan(
        segment="s1", call="c1", operator="op1", extension="201", direction=Direction.INBOUND, visit="v1", group="g1"
    ),
)


def at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


class Log:
    """Events one second apart, folded; the clock stands at the last."""

    def __init__(self, *events: AnyEvent) -> None:
        self.fold = Fold(Calendar())
        self.second = 0
        self.happen(*events)

    def happen(self, *events: AnyEvent) -> None:
        for event in events:
            self.second += 1
            self.fold.apply(Logged(seq=self.second, at=self.second * 1000, mono=self.second * 1000, event=event))

    def view(self, person: Person = SATO, switch_up: bool = True) -> PhoneView:
        state = self.fold.state
        files = parties(state.calls.values()).get(person.id, [])
        return phone_view(person, state, files, Directory(CONFIG), switch_up=switch_up, now=self.second * 1000)
