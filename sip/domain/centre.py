"""The face of the domain: inputs with their time in, events and effects out."""

from collections.abc import Callable

from sip.contract.commands import AnyCommand, AnyResult
from sip.contract.config import SwitchConfig
from sip.contract.enums import Cause, Refusal, Role
from sip.contract.events import AnyEvent
from sip.domain.calls import Calls
from sip.domain.conference import Conferences
from sip.domain.control import Control
from sip.domain.desk_keys import DeskKeys
from sip.domain.distribution import Distribution
from sip.domain.echo import Echoes
from sip.domain.effects import PHONE_PREFIX, AnyEffect, AnyOrigin, TrunkOrigin
from sip.domain.floor import Floor
from sip.domain.handling import Handling
from sip.domain.live import LiveState, live_state
from sip.domain.offers import Offers
from sip.domain.outbound import Outbound
from sip.domain.park import Parking
from sip.domain.phones import Phones
from sip.domain.presence import Presence
from sip.domain.records import Call, Person, Visit
from sip.domain.routing import Routing
from sip.domain.settings import Settings
from sip.domain.supervision import Supervisors
from sip.domain.timers import VISIT_TIMERS, TimerKey, TimerKind
from sip.domain.transfer import Transfers
from sip.domain.visits import Visits
from sip.domain.voicemail import Voicemail

__all__ = ["Centre", "LiveState"]


class Centre:
    """The call centre without its input and output.

    `ids(kind)` gives ids that are unique for ever, kind being `call`, `visit`, `offer`, `segment`, `hold` or `leg`.
    Every input takes `now` (ms, monotonic, never decreasing) last; after each, `take()` gives what it caused, in order.

    The domain knows no wall clock: it emits `LoggedOut` with `effective_mono` and `effective_at=0`, and the shell fills
    in `effective_at = at - (mono - effective_mono)`. `PhoneChanged` and `RegistrationChanged` come from here;
    `SwitchStarted`, `TrunkChanged` and `Alarm` are the shell's own.
    """

    def __init__(self, ids: Callable[[str], str]) -> None:
        floor = self._floor = Floor(ids)
        presence = self._presence = Presence(floor)
        visits = Visits(floor)
        offers = Offers(floor, presence)
        calls = Calls(floor, presence, visits, offers)
        voicemail = self._voicemail = Voicemail(floor, calls, offers)
        distribution = self._distribution = Distribution(floor, presence, visits, offers, calls, voicemail)
        outbound = Outbound(floor)
        routing = self._routing = Routing(floor, presence, offers, calls, distribution, outbound, voicemail)
        transfers = self._transfers = Transfers(floor, presence, offers, calls, distribution, routing)
        parking = Parking(floor, presence, offers, calls, transfers)
        handling = self._handling = Handling(floor, transfers, parking, Conferences(floor, calls, transfers))
        self._keys = DeskKeys(floor, calls, transfers, handling, outbound)
        supervisors = self._supervisors = Supervisors(floor)
        echoes = self._echoes = Echoes(floor)
        phones = self._phones = Phones(floor, presence, offers, calls, distribution, transfers, supervisors, voicemail)
        control = self._control = Control(
            floor, presence, calls, distribution, routing, phones, handling, supervisors, echoes
        )
        self._settings = Settings(floor, presence, distribution, phones, control, supervisors)

    def _settle(self) -> None:
        self._distribution.settle()
        self._supervisors.settle()
        self._handling.settle()
        self._echoes.settle()

    def take(self) -> list[AnyEvent | AnyEffect]:
        """What happened since the last `take()`, in order, events and effects mixed."""
        out = self._floor.out.copy()
        self._floor.out.clear()
        return out

    def next_due(self) -> int | None:
        """When `tick` must be called at the latest, ms; None: not before another input."""
        return self._floor.timers.next_due()

    def configure(self, config: SwitchConfig, now: int) -> None:
        """Replace the configuration (contract `Configure`)."""
        self._floor.now = now
        self._settings.apply(config)
        self._settle()

    def command(self, command: AnyCommand, now: int) -> AnyResult:
        """Carry out a command: `Done`, `Dialled` or `Refused`; a refused one changes and emits nothing.

        `Configure`, `AttachPhone`, `MeasurePhone` and `GetSnapshot` are the shell's (`configure`, `phone_attached`,
        `echoes`, `snapshot`) and raise `TypeError` here. For `DetachPhone` the shell closes the media leg afterwards.
        """
        self._floor.now = now
        result = self._control.carry_out(command)
        self._settle()
        return result

    def phone_refused(self, operator: str) -> Refusal | None:
        """Why `operator` may attach no browser phone just now; None: it may. A call that outlives its operator's
        log-out (F1.7) may be come back to."""
        person = self._floor.people.get(operator)
        if person is None or person.removed:
            return Refusal.UNKNOWN_OPERATOR
        if person.role is Role.OPERATOR and person.session is None and not person.call:
            return Refusal.NOT_LOGGED_IN
        return None

    def phone_attached(self, operator: str, now: int) -> None:
        """The media of `operator`'s browser phone flows. Again while attached: replaced, what it hears is repeated.
        An operator who is not configured is ignored."""
        self._floor.now = now
        person = self._floor.people.get(operator)
        if person is not None:
            self._phones.attached(person)
            self._settle()

    def phone_lost(self, operator: str, now: int) -> None:
        """The browser phone is gone; a call on it is kept for the grace time (F5.9)."""
        self._floor.now = now
        person = self._floor.people.get(operator)
        if person is not None:
            self._phones.lost(person)
            self._settle()

    def devices(self, extension: str, count: int, now: int) -> None:
        """`extension` now has `count` registered desk phones."""
        self._floor.now = now
        self._phones.devices(extension, count)
        self._settle()

    def api_link(self, up: bool, now: int) -> None:
        """Whether heartbeats can reach us at all; down at first. Silence counts only while the link is up."""
        floor = self._floor
        floor.now = now
        came_up = up and not floor.link
        floor.link = up
        if came_up:
            floor.link_since = now
            for person in floor.people.values():
                self._presence.watch(person)

    def incoming(self, leg: str, origin: AnyOrigin, now: int) -> None:
        """A new leg calls. It is answered by `Ring`, `Accept` or `Release` effects, perhaps later."""
        self._floor.now = now
        if isinstance(origin, TrunkOrigin):
            self._routing.from_trunk(leg, origin)
        elif not self._keys.dialled(leg, origin):
            self._routing.from_extension(leg, origin)
        self._settle()

    def refer(self, leg: str, number: str, now: int) -> None:
        """The desk phone of `leg` wants the other party to go to `number`; answered by the effect `Referred`."""
        self._floor.now = now
        self._keys.refer(leg, number)
        self._settle()

    def refer_to_call(self, leg: str, other: str, now: int) -> None:
        """The desk phone of `leg` and `other` wants the parties of both connected; answered by `Referred` on `leg`."""
        self._floor.now = now
        self._keys.refer_to_call(leg, other)
        self._settle()

    def leg_held(self, leg: str, on: bool, now: int) -> None:
        """The phone of `leg` listens no longer, for its user has pressed its hold key; or does again."""
        self._floor.now = now
        self._keys.held(leg, on)
        self._settle()

    def leg_ringing(self, leg: str, early_media: bool, now: int) -> None:
        """The far end of an originated leg rings; `early_media`: it sends sound already (RFC 3960)."""
        self._floor.now = now
        self._phones.ringing(leg, early_media)
        self._settle()

    def leg_answered(self, leg: str, now: int) -> None:
        """An originated leg was answered."""
        self._floor.now = now
        if not (self._routing.lifted(leg) or self._handling.lifted(leg) or self._supervisors.answered(leg)):
            self._phones.answered(leg)
        self._settle()

    def leg_failed(self, leg: str, cause: Cause, sip_status: int, now: int) -> None:
        """An originated leg came to nothing; `sip_status`: the final response, 0 where there was none."""
        self._floor.now = now
        if not self._supervisors.ended(leg) and not self._handling.dropped(leg):
            self._phones.failed(leg, cause, sip_status)
        self._settle()

    def leg_ended(self, leg: str, cause: Cause, now: int) -> None:
        """A leg's party hung up (BYE, or CANCEL of an incoming leg), or the leg broke down."""
        self._floor.now = now
        if not self._supervisors.ended(leg) and not self._handling.dropped(leg):
            self._phones.ended(leg, cause)
        self._settle()

    def leg_played(self, leg: str, now: int) -> None:
        """The prompts of the last `Play` on `leg` have ended, and the leg hears silence. Ignored if the leg is gone or
        hears something else already."""
        self._floor.now = now
        call = self._call_played(leg)
        if call is not None and call.visit in self._floor.visits:
            self._distribution.announced(self._floor.visits[call.visit])
        elif call is not None and call.farewell:
            self._distribution.said(call)
        elif call is not None and call.id in self._floor.journeys:
            self._routing.desk.played(call)
        elif call is not None and call.id in self._floor.mail.messages:
            self._voicemail.played(call)
        self._settle()

    def _call_played(self, leg: str) -> Call | None:
        return self._call_of(leg) if self._floor.sound.played(leg) else None

    def _call_of(self, leg: str) -> Call | None:
        """The call that `leg` has a part in; of a browser phone the call of its operator."""
        floor = self._floor
        if leg.startswith(PHONE_PREFIX):
            person = floor.people.get(leg.removeprefix(PHONE_PREFIX))
            return None if person is None else floor.calls.get(person.call)
        known = floor.legs.get(leg)
        return None if known is None else floor.calls[known[0]]

    def digit(self, leg: str, digit: str, now: int) -> None:
        """The party of `leg` pressed one of `0-9*#A-D`."""
        self._floor.now = now
        call = self._call_of(leg)
        if call is not None and call.near.leg == leg:
            if call.id in self._floor.journeys:
                self._routing.desk.digit(call, digit)
            elif call.id in self._floor.mail.messages:
                self._voicemail.digit(call, digit)
        self._settle()

    def tick(self, now: int) -> None:
        """Let the timers that are due by `now` go off."""
        floor = self._floor
        floor.now = now
        while (key := floor.timers.pop(now)) is not None:
            self._due(key)
            self._settle()

    def _due(self, key: TimerKey) -> None:
        floor = self._floor
        if key.kind in VISIT_TIMERS:
            self._due_for(key.kind, floor.visits[key.owner])
            return
        match key.kind:
            case TimerKind.KEY:
                self._routing.desk.silent(floor.calls[key.owner])
            case TimerKind.MAILBOX:
                self._voicemail.step_in(floor.calls[key.owner])
            case TimerKind.MESSAGE:
                self._voicemail.too_long(floor.calls[key.owner])
            case TimerKind.WORK:
                self._presence.close_work(floor.people[key.owner])
            case TimerKind.TRANSFER:
                self._transfers.not_taken(floor.calls[key.owner])
            case TimerKind.PHONE:
                self._phones.not_back(floor.people[key.owner])
            case TimerKind.ECHO:
                self._echoes.stop(key.owner)
            case TimerKind.CLIENT:
                self._look_for(floor.people[key.owner])

    def _due_for(self, kind: TimerKind, visit: Visit) -> None:
        match kind:
            case TimerKind.MAX_WAIT:
                self._distribution.waited(visit)
            case TimerKind.TIER:
                self._distribution.escalate(visit)
            case TimerKind.ANNOUNCE:
                self._distribution.announce(visit)
            case TimerKind.REST:
                self._distribution.rested(visit)
            case TimerKind.OFFER:
                self._distribution.rang_out(visit)

    def _look_for(self, person: Person) -> None:
        if self._presence.silent(person):
            self._control.client_lost(person)
        else:
            self._presence.watch(person)

    def echoes(self, operator: str) -> bool:
        """Whether the browser phone of `operator` hears itself (`StartEcho`)."""
        return self._echoes.runs(operator)

    def snapshot(self) -> LiveState:
        """The live state. Take what is waiting in `take()` first, so that the log position matches."""
        return live_state(self._floor)
