"""The contract's commands, each with the checks that may refuse it before anything has changed."""

import re
from typing import Final, TypeAlias

from sip.contract import commands as c
from sip.contract.enums import (
    CHOOSABLE,
    CallState,
    Cause,
    LogOutReason,
    OfferKind,
    OfferOutcome,
    Refusal,
    Role,
    Side,
    is_work,
)
from sip.domain.calls import Calls
from sip.domain.dialplan import feature
from sip.domain.distribution import Distribution
from sip.domain.echo import Echoes
from sip.domain.effects import SendDigits
from sip.domain.floor import Floor
from sip.domain.handling import Handling, HandOver
from sip.domain.outbound import may_show
from sip.domain.phones import Phones
from sip.domain.presence import Presence
from sip.domain.recall import Recall
from sip.domain.records import Call, Offer, Party, Person
from sip.domain.routing import Routing
from sip.domain.states import Part
from sip.domain.supervision import Supervisors

_DTMF: Final = re.compile(r"[0-9*#A-D]+")

_DONE: Final = c.Done()

_CALL_CONTROL: Final = (
    c.HangUp,
    c.Hold,
    c.Resume,
    c.SendDtmf,
    c.CompleteTransfer,
    c.CancelTransfer,
    c.DetachPhone,
)
"""What a removed user may still do, whose last call goes on."""

_OfAll: TypeAlias = c.RestoreOperators | c.CountMessages | c.Heartbeats | c.DayStarted | c.RestoreDistribution
"""Commands that are nobody's own, and are never refused."""

_ByOperator: TypeAlias = c.Answer | c.Reject | c.HangUp | c.Hold | c.Resume | c.SendDtmf | HandOver

_ByPerson: TypeAlias = (
    _ByOperator
    | c.Dial
    | c.DetachPhone
    | c.LogIn
    | c.LogOut
    | c.SetStatus
    | c.SetAlert
    | c.Unpark
    | c.PickUp
    | c.Supervise
    | c.StopSupervising
    | c.StartEcho
    | c.StopEcho
)


def _refused(code: Refusal, detail: str = "") -> c.Refused:
    return c.Refused(code=code, detail=detail)


class Control:
    """Carries out commands."""

    __slots__ = (
        "_calls",
        "_distribution",
        "_echoes",
        "_floor",
        "_handling",
        "_phones",
        "_presence",
        "_recall",
        "_routing",
        "_supervisors",
    )

    def __init__(
        self,
        floor: Floor,
        presence: Presence,
        calls: Calls,
        distribution: Distribution,
        routing: Routing,
        phones: Phones,
        handling: Handling,
        supervisors: Supervisors,
        echoes: Echoes,
    ) -> None:
        self._floor = floor
        self._presence = presence
        self._calls = calls
        self._distribution = distribution
        self._routing = routing
        self._phones = phones
        self._handling = handling
        self._recall = Recall(floor, presence)
        self._supervisors = supervisors
        self._echoes = echoes

    def carry_out(self, command: c.AnyCommand) -> c.AnyResult:
        """The result of `command`. Raises `TypeError` for one that is the shell's."""
        if isinstance(command, _OfAll):
            self._for_all(command)
            return _DONE
        if isinstance(command, c.Configure | c.AttachPhone | c.MeasurePhone | c.GetSnapshot):
            raise TypeError(f"{type(command).__name__} is not for the domain")
        person = self._floor.people.get(command.operator)
        if person is None or (person.removed and not isinstance(command, _CALL_CONTROL)):
            return _refused(Refusal.UNKNOWN_OPERATOR, command.operator)
        if not isinstance(command, c.LogOut) and getattr(command, "by", "") in ("", person.id):
            self._presence.heartbeat(person)  # what a client does tells as well that it is alive
        return self._by_person(person, command)

    def _by_person(self, person: Person, command: _ByPerson) -> c.AnyResult:
        match command:
            case c.Dial():
                return self._dial(person, command)
            case c.DetachPhone():
                return self._detach(person)
            case c.LogIn() | c.LogOut() | c.SetStatus() | c.SetAlert():
                return self._on_presence(person, command)
            case c.Supervise() | c.StopSupervising():
                return self._supervisors.carry_out(person, command)
            case c.StartEcho() | c.StopEcho():
                return self._echoes.carry_out(person, command)
            case c.Unpark() | c.PickUp():
                return self._handling.take(person, command)
            case _:
                return self._on_call(person, command)

    # Presence

    def _for_all(self, command: _OfAll) -> None:
        match command:
            case c.RestoreOperators():
                self._presence.restore(command.operators)
            case c.DayStarted():
                self._presence.begin_day(command.day)
            case c.RestoreDistribution():
                self._recall.take(command)
            case c.CountMessages():
                self._floor.mail.unread = dict(command.unread)
            case c.Heartbeats():
                for operator in command.operators:
                    person = self._floor.people.get(operator)
                    if person is not None:
                        self._presence.heartbeat(person)

    def _on_presence(self, person: Person, command: c.LogIn | c.LogOut | c.SetStatus | c.SetAlert) -> c.AnyResult:
        if isinstance(command, c.LogIn | c.LogOut) and person.role is Role.SUPERVISOR:
            if isinstance(command, c.LogOut):
                self._supervisors.stop(person)
                self._end_calls(person, command)
            return _DONE  # supervisors have no status and no login span here
        if isinstance(command, c.LogIn):
            if person.session is not None:
                return _refused(Refusal.ALREADY_LOGGED_IN)
            self._presence.log_in(person, command.session)
            return _DONE
        if person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        match command:
            case c.LogOut():
                self.log_out(person, command.reason, command.by)
                self._end_calls(person, command)
            case c.SetAlert():
                self._presence.alert(person, command.on)
            case c.SetStatus():
                if command.status not in CHOOSABLE and not self._is_master_status(command.status):
                    return _refused(Refusal.UNKNOWN_STATUS, command.status)
                self._presence.choose(person, command.status, command.by)
        return _DONE

    def _is_master_status(self, status: str) -> bool:
        return is_work(status) and status in self._floor.config.work_statuses

    def _end_calls(self, person: Person, command: c.LogOut) -> None:
        """The call in progress ends with the log-out, where that is wanted; one that rings is called off."""
        call = self._floor.calls.get(person.call)
        if call is None or not command.end_calls:
            return
        offer = call.offers.get(person.id)
        party = call.party_of(person.id)
        if offer is not None:
            self._phones.withdraw(call, offer)
        elif party is not None:
            connected = call.state is CallState.CONNECTED
            self._calls.leave(call, party, Cause.NORMAL if connected else Cause.CANCELLED, Side.SYSTEM)

    def log_out(self, person: Person, reason: LogOutReason, by: str = "") -> None:
        """End the login span. Group calls ring the operator no longer; any other call goes on by itself."""
        call = self._floor.calls.get(person.call)
        offer = None if call is None else call.offers.get(person.id)
        if call is not None and offer is not None and offer.kind is OfferKind.VISIT:
            self._distribution.withdraw(call, offer)
        self._presence.log_out(person, reason, by)

    def client_lost(self, person: Person) -> None:
        """The client was silent for the grace time: log-out as of its last sign of life, and what it has on its
        browser phone ends (F3.12, F5.9). A desk phone's call goes on."""
        call = self._floor.calls.get(person.call)
        self.log_out(person, LogOutReason.LOST)
        party = None if call is None else call.party_of(person.id)
        if call is not None and party is not None and party.leg == person.leg:
            self._calls.leave(call, party, Cause.MEDIA_FAILURE, Side.SYSTEM)

    # Phone

    def _detach(self, person: Person) -> c.AnyResult:
        if not person.phone:
            return _refused(Refusal.NO_PHONE)
        self._phones.lost(person)
        return _DONE

    def _dial(self, person: Person, command: c.Dial) -> c.AnyResult:
        if person.role is Role.OPERATOR and person.session is None:
            return _refused(Refusal.NOT_LOGGED_IN)
        if person.part is not Part.IDLE:
            return _refused(Refusal.BUSY, person.call)
        code = feature(command.number)
        if code is not None:
            return self._handling.by_code(person, code)
        on_desk = self._floor.talks_on_desk(person)
        if not person.phone and not on_desk:
            return _refused(Refusal.NO_PHONE)
        group = self._floor.groups.get(command.group)
        if command.group and (group is None or not may_show(person, command.group)):
            return _refused(Refusal.UNKNOWN_GROUP, command.group)
        near = Party(self._floor.ids("leg") if on_desk else person.leg, person.id, person.extension)
        begun = self._routing.dial(near, person, command.number, group, lift=on_desk)
        return _refused(begun, command.number) if isinstance(begun, Refusal) else c.Dialled(call=begun)

    # Calls

    def _on_call(self, person: Person, command: _ByOperator) -> c.AnyResult:
        call = self._floor.calls.get(person.call)
        if call is None or command.call not in (call.id, call.main):
            return _refused(Refusal.UNKNOWN_CALL, command.call)
        offer = call.offers.get(person.id)
        if isinstance(command, c.Answer | c.Reject):
            if offer is None:
                return _refused(Refusal.WRONG_STATE, call.state)
            return self._on_offer(person, call, offer, isinstance(command, c.Answer))
        party = call.party_of(person.id)
        if party is None:
            return _refused(Refusal.WRONG_STATE, call.state)
        if isinstance(command, HandOver):
            return self._handling.hand_over(person, call, party, command)
        if isinstance(command, c.HangUp):
            if not self._handling.cancel(call, party):
                connected = call.state is CallState.CONNECTED
                self._calls.leave(call, party, Cause.NORMAL if connected else Cause.CANCELLED, Side.OPERATOR)
            return _DONE
        return self._while_connected(person, call, party, command)

    def _on_offer(self, person: Person, call: Call, offer: Offer, accept: bool) -> c.AnyResult:
        if not accept:
            self.reject(call, offer)
        elif offer.leg and self._floor.talks_on_desk(person):
            self._phones.pick_up(call, offer)
        elif not person.phone:
            return _refused(Refusal.NO_PHONE)
        else:
            self._calls.answer(call, offer, person.leg)
        return _DONE

    def reject(self, call: Call, offer: Offer) -> None:
        """The operator refuses: the caller of a group waits on for another, any other call ends."""
        self._phones.give_up(call, offer, OfferOutcome.REJECTED, Cause.REJECTED)

    def _while_connected(
        self, person: Person, call: Call, party: Party, command: c.Hold | c.Resume | c.SendDtmf
    ) -> c.AnyResult:
        if isinstance(command, c.SendDtmf) and call.consult:
            call = self._floor.calls[call.consult]
            party = call.near
        other = call.other(party)
        if other is None or call.state is not CallState.CONNECTED:
            return _refused(Refusal.WRONG_STATE, call.state)
        match command:
            case c.Hold() if person.part is Part.TALKING and not call.main and call.third is None:
                self._calls.hold(call, party)
            case c.Resume() if party.key:
                return _refused(Refusal.HELD_ON_PHONE)
            case c.Resume() if person.part is Part.HOLDING:
                self._handling.cancel(call, party)
                self._calls.resume(call, party)
            case c.SendDtmf() if not _DTMF.fullmatch(command.digits):
                return _refused(Refusal.INVALID_NUMBER, command.digits)
            case c.SendDtmf() if person.part is Part.TALKING or call.main:
                self._floor.emit(SendDigits(leg=other.leg, digits=command.digits))
            case _:
                return _refused(Refusal.WRONG_STATE, person.part)
        return _DONE
