"""The reception: what a caller from outside meets before anybody is rung (F10.5).

number → opening hours → greeting → menu or the group's operators. The call is answered when the first prompt begins. A
visit begins only when the group's distribution is entered. A call that ends before is *diverted*: 時間外 where it was
turned away by the hours, else IVR離脱; it is one of these once (`CallDiverted`), and never a visit.
"""

from typing import Protocol

from sip.contract.config import Group
from sip.contract.enums import Cause, Diversion, Side, VisitEntry
from sip.contract.reception import Action, Reception
from sip.domain.apology import APOLOGY
from sip.domain.calls import Calls
from sip.domain.distribution import Distribution
from sip.domain.effects import RINGBACK
from sip.domain.floor import Floor
from sip.domain.hours import is_open
from sip.domain.ivr import Ivr
from sip.domain.records import Call, Journey
from sip.domain.timers import TimerKind
from sip.domain.voicemail import Voicemail


class Destinations(Protocol):
    """Where a call can be led to beside a group."""

    def to_extension(self, call: Call, number: str) -> bool:
        """Ring the extension; false where nothing of it can ring, then nothing was done."""

    def to_outside(self, call: Call, number: str) -> None:
        """Call an outside number, showing the caller's."""


class Desk:
    """Receives callers and leads them on. Who is on the way is in `floor.journeys`."""

    __slots__ = ("_calls", "_destinations", "_distribution", "_floor", "_ivr", "_voicemail")

    def __init__(
        self,
        floor: Floor,
        calls: Calls,
        distribution: Distribution,
        destinations: Destinations,
        voicemail: Voicemail,
    ) -> None:
        self._voicemail = voicemail
        self._floor = floor
        self._calls = calls
        self._distribution = distribution
        self._destinations = destinations
        self._ivr = Ivr(floor, calls, self.carry_out)

    def arrive(self, call: Call, group: Group) -> None:
        """A caller has dialled the number of `group`."""
        floor = self._floor
        rules = floor.receptions.get(group.id)
        if rules is None:
            self._distribution.enter(call, group)
        elif not is_open(rules.hours, floor.now + call.wall):
            self._turn_away(call, rules)
        elif rules.greeting:
            floor.journeys[call.id] = journey = Journey(group.id)
            journey.then = Action(menu=rules.menu) if rules.menu else Action(group=group.id)
            self._calls.announce(call, rules.greeting)
        elif rules.menu:
            floor.journeys[call.id] = Journey(group.id)
            self.carry_out(call, Action(menu=rules.menu))
        else:
            self._distribution.enter(call, group)

    def arrive_at_menu(self, call: Call, menu: str) -> None:
        """A caller has dialled a number that leads to a menu."""
        self._floor.journeys[call.id] = Journey("")
        self.carry_out(call, Action(menu=menu))

    def played(self, call: Call) -> None:
        """What was announced to a caller on the way is over."""
        journey = self._floor.journeys[call.id]
        if journey.then is not None:
            action, journey.then = journey.then, None
            self._go(call, journey, action)
        else:
            self._ivr.played(call, journey)

    def digit(self, call: Call, digit: str) -> None:
        """A caller on the way pressed a key. It counts only while a menu is read or waits."""
        journey = self._floor.journeys[call.id]
        if journey.then is None:
            self._ivr.digit(call, journey, digit)

    def silent(self, call: Call) -> None:
        """No key was pressed in time."""
        self._ivr.silent(call, self._floor.journeys[call.id])

    def carry_out(self, call: Call, action: Action) -> None:
        """Do with a caller on the way what `action` says."""
        journey = self._floor.journeys[call.id]
        if action.prompts:
            journey.then = action
            self._calls.announce(call, action.prompts)
        else:
            self._go(call, journey, action)

    def _go(self, call: Call, journey: Journey, action: Action) -> None:
        if action.group:
            self._to_group(call, journey, action.group)
        elif action.menu:
            self._to_menu(call, journey, action.menu)
        elif action.extension:
            self._lead_on(call, journey)
            if not self._destinations.to_extension(call, action.extension):
                self.returned(call, journey)
        elif action.external:
            self._lead_on(call, journey)
            self._destinations.to_outside(call, action.external)
        elif action.voicemail:
            if self._voicemail.there(action.voicemail):
                self._voicemail.begin(call, action.voicemail)
            else:
                self._apologise(call)
        elif action.again and journey.menu is not None:
            self._ivr.begin(call, journey, journey.menu)
        else:
            self._calls.end(call, Cause.NORMAL, Side.SYSTEM)

    def _to_group(self, call: Call, journey: Journey, wanted: str) -> None:
        floor = self._floor
        group = floor.groups.get(wanted)
        if group is None:
            self._apologise(call)
            return
        rules = floor.receptions.get(group.id)
        came_by_menu = journey.menu is not None
        if came_by_menu and rules is not None and not is_open(rules.hours, floor.now + call.wall):
            self._turn_away(call, rules)
            return
        self._leave(call)
        self._distribution.enter(call, group, VisitEntry.IVR if came_by_menu else VisitEntry.DIRECT)

    def _to_menu(self, call: Call, journey: Journey, wanted: str) -> None:
        menu = self._floor.menus.get(wanted)
        if menu is None:
            self._apologise(call)
        else:
            self._ivr.begin(call, journey, menu)

    def _turn_away(self, call: Call, rules: Reception) -> None:
        """The group is closed."""
        self._floor.journeys[call.id] = Journey(rules.group, Diversion.CLOSED)
        mailbox = rules.voicemail if self._voicemail.there(rules.voicemail) else ""
        if rules.closed or mailbox:
            self.carry_out(call, Action(prompts=rules.closed, voicemail=mailbox))
        else:
            self._calls.end(call, Cause.NORMAL if call.accepted else Cause.BUSY, Side.SYSTEM)

    def _apologise(self, call: Call) -> None:
        """The target that was chosen is not there."""
        self.carry_out(call, Action(prompts=APOLOGY))

    def returned(self, call: Call, journey: Journey) -> None:
        """Nobody was reached at the phone that a menu had led the caller to: the menu goes on."""
        call.returns = None
        self._floor.timers.cancel(TimerKind.TRANSFER, call.id)
        self._floor.journeys[call.id] = journey
        if journey.menu is None:
            self._apologise(call)
        else:
            self._ivr.in_vain(call, journey, journey.menu, APOLOGY)

    def _lead_on(self, call: Call, journey: Journey) -> None:
        """The caller leaves the reception for a phone, and hears it ring; after a while they come back."""
        floor = self._floor
        self._leave(call)
        call.returns = journey
        floor.timers.set(TimerKind.TRANSFER, call.id, floor.now + floor.config.transfer_ring_s * 1000)
        if call.accepted:
            floor.sound.hear(call.near.leg, RINGBACK)

    def _leave(self, call: Call) -> None:
        """The caller is at the reception no longer; no key leads anywhere."""
        del self._floor.journeys[call.id]
        self._floor.sound.listen(call.near.leg, False)
