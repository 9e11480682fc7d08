"""A new configuration while the centre lives."""

from sip.contract.config import SwitchConfig, User
from sip.contract.enums import LogOutReason, PhoneKind, Role, SupervisionEnding
from sip.domain.control import Control
from sip.domain.distribution import Distribution
from sip.domain.floor import Floor
from sip.domain.phones import Phones
from sip.domain.presence import Presence
from sip.domain.records import Person, Queue
from sip.domain.supervision import Supervisors


class Settings:
    """Replaces the configuration. Live calls go on under the rules that they began with; visits to a group that is no
    more overflow; users who are no more are rung no longer and logged out, their calls go on."""

    __slots__ = ("_control", "_distribution", "_floor", "_phones", "_presence", "_supervisors")

    def __init__(
        self,
        floor: Floor,
        presence: Presence,
        distribution: Distribution,
        phones: Phones,
        control: Control,
        supervisors: Supervisors,
    ) -> None:
        self._floor = floor
        self._presence = presence
        self._distribution = distribution
        self._phones = phones
        self._control = control
        self._supervisors = supervisors

    def apply(self, config: SwitchConfig) -> None:
        """Use `config` from now on."""
        floor = self._floor
        for person in floor.people.values():
            self._take_out(person)
        floor.use(config)
        floor.mail.use(config.mailboxes)
        users = {user.id: user for user in config.users}
        for person in list(floor.people.values()):
            if person.id not in users:
                self._remove(person)
        for user in config.users:
            self._adopt(user)
        floor.inside = {p.extension: p for p in floor.people.values() if p.extension and not p.removed}
        self._requeue()
        for person in floor.people.values():
            self._presence.watch(person)
            self._presence.touch(person)

    def _take_out(self, person: Person) -> None:
        """Out of every queue: `settle` puts those who are free into the new ones."""
        person.free = False
        person.groups = ()

    def _remove(self, person: Person) -> None:
        person.removed = True
        self._supervisors.stop(person, SupervisionEnding.REMOVED)
        self._stop_ringing(person)
        if person.session is not None:
            self._control.log_out(person, LogOutReason.FORCED)
        if not person.call:
            self._presence.discard(person)

    def _stop_ringing(self, person: Person) -> None:
        call = self._floor.calls.get(person.call)
        offer = None if call is None else call.offers.get(person.id)
        if call is not None and offer is not None:
            self._phones.withdraw(call, offer)

    def _adopt(self, user: User) -> None:
        floor = self._floor
        person = floor.people.get(user.id)
        if person is None:
            person = floor.people[user.id] = Person(user.id)
        person.removed = False
        person.name = user.name
        person.extension = user.extension
        person.role = user.role
        person.allowed = user.allowed
        person.shown = user.shown
        person.desk = user.phone is PhoneKind.DESK
        if user.role is not Role.SUPERVISOR:
            self._supervisors.stop(person, SupervisionEnding.REMOVED)
        elif person.session is not None:
            self._control.log_out(person, LogOutReason.FORCED)

    def _requeue(self) -> None:
        floor = self._floor
        old = floor.queues
        floor.queues = {group.id: Queue(group) for group in floor.config.groups}
        for queue in floor.queues.values():
            for member in queue.group.members:
                person = floor.people.get(member.user)
                if person is not None and person.role is Role.OPERATOR and not person.removed:
                    queue.places[person.id] = len(queue.places)
                    queue.tiers[person.id] = member.tier
                    person.groups = (*person.groups, queue.group.id)
        for group, queue in old.items():
            kept = floor.queues.get(group)
            if kept is not None:
                kept.waiting, kept.turns, kept.handling = queue.waiting, queue.turns, queue.handling
        for visit in list(floor.visits.values()):
            if visit.rules.id not in floor.queues:
                self._distribution.turn_away(visit)
        for queue in floor.queues.values():
            self._distribution.desert(queue)
