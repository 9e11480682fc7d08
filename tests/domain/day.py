"""The machine of random days: everything that can happen, in any order, and what must hold after each of it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sip.contract import commands as c
from sip.contract.config import SwitchConfig
from sip.contract.enums import (
    Cause,
    Status,
    Strategy,
    SupervisionMode,
)
from sip.contract.reception import Menu
from sip.domain.states import Part
from tests.domain.day_inputs import (
    CALLED,
    EXTENSIONS,
    KEYS,
    MAILBOXES,
    NUMBERS,
    ROUTES,
    STATUSES,
    USERS,
    configurations,
)
from tests.domain.day_invariants import Invariants
from tests.domain.kit import H_NUMBER, H, House, config, group
from tests.domain.ledger import Ledger


class Day(Invariants):
    """Everything that can happen, in any order."""

    def __init__(self) -> None:
        super().__init__()
        both = {"members": (("a", 1), ("b", 1), ("c", 2)), "ring_s": 20}
        first = group(**both), group(H, H_NUMBER, strategy=Strategy.LONGEST_IDLE, **both)
        menu = Menu(id="main", prompts=("welcome",), keys=KEYS, otherwise=KEYS["2"])
        self.house = House(config(*first, routes=ROUTES, menus=(menu,), mailboxes=MAILBOXES))
        self.ledger = Ledger()
        self.read = 0
        self.joined = 0
        """Consultations that a desk phone has ended by joining its two calls."""
        self.echoed = 0
        """Echo tests begun."""

    def pick(self, items: Any, number: int) -> Any:
        listed = sorted(items)
        return listed[number % len(listed)]

    # Callers

    @rule(number=CALLED)
    def caller_calls(self, number: str) -> None:
        self.house.caller(number)

    @rule(extension=EXTENSIONS, number=NUMBERS)
    def desk_dials(self, extension: str, number: str) -> None:
        self.house.desk_dials(extension, number)

    @precondition(lambda self: "up" in self.house.legs.values())
    @rule(n=st.integers(0, 99), on=st.booleans())
    def desk_holds(self, n: int, on: bool) -> None:
        up = [leg for leg, s in self.house.legs.items() if s == "up"]
        self.house.holds(self.pick(self.desk_legs() if n % 2 and self.desk_legs() else up, n), on)

    def desk_legs(self) -> list[str]:
        """The legs on which operators talk at desk phones."""
        parties = [party for call in self.floor.calls.values() for party in call.parties()]
        return [party.leg for party in parties if party.user and self.house.legs.get(party.leg) == "up"]

    @rule(number=NUMBERS, replaces=st.booleans())
    def second_call(self, number: str, replaces: bool) -> None:
        """A desk phone that has a call makes another, which sometimes is to take its place."""
        desk = [p for call in self.floor.calls.values() for p in call.parties() if p.user and p.leg in self.house.legs]
        if desk:
            party = max(desk, key=lambda each: each.hold)  # by chance alone it is seldom one that holds
            self.house.desk_dials(party.extension, number, party.leg if replaces else "")

    @precondition(lambda self: "up" in self.house.legs.values())
    @rule(n=st.integers(0, 99), m=st.integers(0, 99), number=NUMBERS, blind=st.booleans())
    def desk_refers(self, n: int, m: int, number: str, blind: bool) -> None:
        up = [leg for leg, s in self.house.legs.items() if s == "up"]
        leg, other = self.pick(up, n), "" if blind else self.pick(up, m)
        for consult in self.floor.calls.values():
            if consult.main and consult.near.leg in up and not blind:
                host = self.floor.calls[consult.main].party_of(consult.near.user)
                leg, other = (host.leg, consult.near.leg) if n % 2 else (consult.near.leg, host.leg)
        (told,) = self.house.refers(leg, number, other=other)
        self.joined += told is Cause.NORMAL and other != ""

    @precondition(lambda self: self.house.legs)
    @rule(n=st.integers(0, 99), cause=st.sampled_from([Cause.NORMAL, Cause.NORMAL, Cause.MEDIA_TIMEOUT]))
    def leg_ends(self, n: int, cause: Cause) -> None:
        leg = self.pick(self.house.legs, n)
        if self.house.legs[leg] == "out":
            self.house.fails(leg, cause, 480)
        else:
            self.house.leaves(leg, cause)

    @precondition(lambda self: "out" in self.house.legs.values())
    @rule(n=st.integers(0, 99), early=st.booleans())
    def leg_rings(self, n: int, early: bool) -> None:
        self.house.rings(self.pick([leg for leg, s in self.house.legs.items() if s == "out"], n), early)

    @precondition(lambda self: "out" in self.house.legs.values())
    @rule(n=st.integers(0, 99))
    def leg_answers(self, n: int) -> None:
        self.house.picks_up(self.pick([leg for leg, s in self.house.legs.items() if s == "out"], n))

    @precondition(lambda self: "out" in self.house.legs.values())
    @rule(n=st.integers(0, 99), cause=st.sampled_from([Cause.BUSY, Cause.REJECTED, Cause.UNREACHABLE]))
    def leg_fails(self, n: int, cause: Cause) -> None:
        self.house.fails(self.pick([leg for leg, s in self.house.legs.items() if s == "out"], n), cause)

    @precondition(lambda self: self.house.plays)
    @rule(n=st.integers(0, 99))
    def prompts_end(self, n: int) -> None:
        self.house.played(self.pick(self.house.plays, n))

    @precondition(lambda self: self.floor.journeys)
    @rule(n=st.integers(0, 99), digit=st.sampled_from("1234567890#"))
    def key_pressed(self, n: int, digit: str) -> None:
        call = self.floor.calls[self.pick(self.floor.journeys, n)]
        self.house.presses(call.near.leg, digit)

    @precondition(lambda self: self.house.legs)
    @rule(n=st.integers(0, 99), digit=st.sampled_from("##1"))
    def caller_presses(self, n: int, digit: str) -> None:
        recorded = [call.near.leg for call in self.floor.calls.values() if call.id in self.floor.mail.messages]
        self.house.presses(self.pick(recorded or self.house.legs, n), digit)

    @rule(unread=st.dictionaries(st.sampled_from([box.id for box in MAILBOXES]), st.integers(0, 3)))
    def messages_are_counted(self, unread: dict[str, int]) -> None:
        self.house.do(c.CountMessages(unread=unread))

    @rule(leg=st.sampled_from(["gone", "phone:a", "in1", "leg1"]), how=st.integers(0, 3))
    def stray_report(self, leg: str, how: int) -> None:
        """Reports that cross a release, or are of no leg of ours, change nothing."""
        if leg in self.house.legs:
            return
        centre, now = self.house.centre, self.house.now
        before = self.house.state()
        match how:
            case 0:
                centre.leg_answered(leg, now)
            case 1:
                centre.leg_failed(leg, Cause.BUSY, 486, now)
            case 2:
                centre.leg_ended(leg, Cause.NORMAL, now)
            case _:
                centre.leg_ringing(leg, True, now)
        assert self.house.settle() == [] and self.house.state() == before

    # Operators

    @rule(user=USERS)
    def log_in(self, user: str) -> None:
        self.house.do(c.LogIn(operator=user, session="s"))

    @rule(user=st.sampled_from("abcd"))
    def begin_work(self, user: str) -> None:
        """The usual case, so that operators are mostly there."""
        if user in self.floor.people:
            self.house.attach(user)
            self.house.do(c.LogIn(operator=user, session="s"))
            self.house.do(c.SetStatus(operator=user, status=Status.AVAILABLE))

    @rule(user=USERS)
    def log_out(self, user: str) -> None:
        self.house.do(c.LogOut(operator=user))

    @rule(user=USERS, status=STATUSES)
    def choose(self, user: str, status: str) -> None:
        self.house.do(c.SetStatus(operator=user, status=status))

    @rule(user=USERS, on=st.booleans())
    def alert(self, user: str, on: bool) -> None:
        self.house.do(c.SetAlert(operator=user, on=on))

    @rule(user=USERS, number=NUMBERS, group=st.sampled_from(["", "", "g", "h"]))
    def dial(self, user: str, number: str, group: str) -> None:
        self.house.do(c.Dial(operator=user, number=number, group=group))

    @rule(user=USERS, kind=st.sampled_from([c.Answer, c.Answer, c.Reject, c.HangUp, c.Hold, c.Resume]))
    def control(self, user: str, kind: type[c.Answer]) -> None:
        person = self.floor.people.get(user)
        call = person.call if person is not None and person.call else "call1"
        self.house.do(kind(operator=user, call=call))

    @rule(
        user=USERS,
        kind=st.sampled_from([c.CompleteTransfer, c.CompleteTransfer, c.CancelTransfer, c.Conference, c.Park]),
    )
    def hand_over(self, user: str, kind: type[c.Park]) -> None:
        user = self.leader(user, Part.HOLDING)
        person = self.floor.people.get(user)
        self.house.do(kind(operator=user, call=person.call if person is not None else ""))

    def leader(self, user: str, *parts: Part) -> str:
        """Somebody who does one of these, where there is one: by chance alone it is seldom asked at the right time."""
        return next((person.id for person in self.floor.people.values() if person.part in parts), user)

    @rule(user=USERS, number=NUMBERS, group=st.sampled_from(["", "", "", "g", "h"]), blind=st.booleans())
    def transfer(self, user: str, number: str, group: str, blind: bool) -> None:
        user = self.leader(user, Part.TALKING, Part.HOLDING)
        person = self.floor.people.get(user)
        kind = c.BlindTransfer if blind else c.Consult
        self.house.do(kind(operator=user, call=person.call if person is not None else "", number=number, group=group))

    @rule(user=USERS, slot=st.integers(1, 2))
    def unpark(self, user: str, slot: int) -> None:
        self.house.do(c.Unpark(operator=user, slot=slot))

    @rule(user=USERS, n=st.integers(0, 99))
    def pick_up(self, user: str, n: int) -> None:
        ringing = [call.booked for call in self.floor.calls.values() if call.offers] or ["call1"]
        self.house.do(c.PickUp(operator=user, call=self.pick(ringing, n)))

    @rule(by=st.sampled_from("st"), whom=USERS, mode=st.sampled_from(SupervisionMode))
    def supervise(self, by: str, whom: str, mode: SupervisionMode) -> None:
        target = self.leader(whom, Part.TALKING, Part.HOLDING, Part.DIALING)
        self.house.do(c.Supervise(operator=by, target=target, mode=mode))

    @rule(by=st.sampled_from("st"))
    def stop_supervising(self, by: str) -> None:
        self.house.do(c.StopSupervising(operator=by))

    @rule(user=USERS, on=st.booleans())
    def echo(self, user: str, on: bool) -> None:
        who = self.leader(user, Part.IDLE)
        result = self.house.do(c.StartEcho(operator=who) if on else c.StopEcho(operator=who))
        self.echoed += on and result == c.Done()

    @rule(user=USERS, digits=st.sampled_from(["1", "0*#D", "x", ""]))
    def dtmf(self, user: str, digits: str) -> None:
        person = self.floor.people.get(user)
        call = person.call if person is not None else ""
        self.house.do(c.SendDtmf(operator=user, call=call, digits=digits))

    @rule(users=st.lists(USERS, max_size=2))
    def restore(self, users: list[str]) -> None:
        people = [self.floor.people[user] for user in users if user in self.floor.people]
        known = [person.id for person in people if person.session is None and not person.removed]
        operators = tuple(c.OperatorStatus(operator=user, session="r", status=Status.AVAILABLE) for user in users)
        # A restored operator's login began before this log: the ledger is told of it.
        for user in set(known) - {"s", "t"}:
            self.ledger.sessions[user] = "r"
        self.house.do(c.RestoreOperators(operators=operators))

    # Phones and time

    @rule(user=USERS)
    def attach(self, user: str) -> None:
        if user in self.floor.people:
            self.house.attach(user)

    @rule(user=USERS)
    def lose(self, user: str) -> None:
        self.house.lose(user)

    @rule(extension=EXTENSIONS, count=st.integers(0, 2))
    def devices(self, extension: str, count: int) -> None:
        self.house.devices(extension, count)

    @rule(seconds=st.sampled_from([0, 1, 5, 20, 31]), heard=st.booleans())
    def time_passes(self, seconds: int, heard: bool) -> None:
        if heard:
            self.house.beat(*"abcd")
        self.house.after(seconds)

    @rule(day=st.integers(1, 2))
    def day_starts(self, day: int) -> None:
        self.house.do(c.DayStarted(day=day))

    @rule(up=st.booleans())
    def api_comes_and_goes(self, up: bool) -> None:
        self.house.centre.api_link(up, self.house.now)
        self.house.settle()

    @rule(configuration=configurations())
    def reconfigure(self, configuration: SwitchConfig) -> None:
        self.house.configure(configuration)
        self.house.attached &= {user.id for user in self.floor.people.values()}

    def teardown(self) -> None:
        """Everybody goes home: nothing stays behind."""
        house = self.house
        for user in "abcd":
            house.do(c.LogOut(operator=user))
        while house.legs:
            leg = sorted(house.legs)[0]
            if house.legs[leg] == "out":
                house.fails(leg)
            else:
                house.leaves(leg)
        for person in list(self.floor.people.values()):
            if person.call:
                house.lose(person.id)
        house.after(40)
        self.books_balance()
        floor = self.floor
        assert not floor.calls and not floor.visits and not floor.legs and not list(floor.timers)
        assert not floor.mail.messages and not floor.mail.ready and not house.records
        assert not house.hears and not floor.touched and not floor.eager
        ledger = self.ledger
        assert not ledger.messages
        open_now = (ledger.calls, ledger.visits, ledger.offers, ledger.segments, ledger.holds, ledger.works)
        assert not any(open_now) and not ledger.sessions
