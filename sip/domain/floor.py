"""The centre's floor: who and what is there now. Records without behaviour, found by their ids.

Records name one another by id only, so nothing that a call leaves behind needs the cyclic collector.
"""

from collections.abc import Callable

from sip.contract.config import Extension, Group, SwitchConfig
from sip.contract.enums import (
    CALLABLE,
    CallerId,
    CallState,
    Cause,
    Direction,
    Diversion,
    NumberClass,
    OfferKind,
    OfferOutcome,
    Role,
    Status,
    StatusId,
    SupervisionMode,
    VisitOutcome,
)
from sip.contract.events import AnyEvent
from sip.contract.reception import Action, Menu, Reception
from sip.domain.dialplan import DialPlan, group_index
from sip.domain.effects import AnyEffect, Prompt, phone_leg
from sip.domain.mailbox import MailRoom
from sip.domain.sound import Sound
from sip.domain.states import Part, Work
from sip.domain.timers import Timers


class Party:
    """One side of a call: leg, and inside its user ("" where none) and extension. `key`: its desk phone holds it."""

    __slots__ = ("extension", "hold", "key", "leg", "segment", "user")

    def __init__(self, leg: str, user: str = "", extension: str = "") -> None:
        self.leg = leg
        self.user = user
        self.extension = extension
        self.segment = ""
        self.hold = ""
        self.key = False


class Call:
    """A call that has not ended. `near` is the calling side; `far` the called one, once it is known which it is.

    `rules`: the group whose rules hold for the call, as it was when the call began. `offers` by user id. `accepted`:
    the calling leg has been answered, perhaps by us alone (announcements, IVR); what it hears is ours to say.

    A consultation (F5.7) is a call of its own whose `main` names the call that it is about, which in turn names it as
    `consult`; its `near` is the transferrer's side of `main`, or their second leg; all that it tells is of `main`.
    `third`: the third party of a conference. `handed`: somebody else is sought for `near`, which has been connected
    before; `back`: to which user the call comes back then; `slot`: where it is parked, 0 = nowhere. `told`: answered.
    """

    __slots__ = (
        "accepted",
        "back",
        "caller_id",
        "consult",
        "direction",
        "early",
        "far",
        "farewell",
        "from_name",
        "from_number",
        "goal",
        "handed",
        "id",
        "main",
        "near",
        "offers",
        "returns",
        "rules",
        "slot",
        "state",
        "third",
        "to_number",
        "told",
        "visit",
        "visited",
        "wall",
    )

    def __init__(self, call: str, direction: Direction, near: Party, from_number: str, to_number: str) -> None:
        self.id = call
        self.direction = direction
        self.near = near
        self.far: Party | None = None
        self.from_number = from_number
        self.from_name = ""
        self.caller_id = CallerId.NUMBER
        self.to_number = to_number
        self.state = CallState.DIALING
        self.rules: Group | None = None
        self.visit = ""
        self.early = ""
        self.goal: Extension | str = ""
        self.accepted = False
        self.wall = 0
        self.visited: tuple[str, ...] = ()
        self.farewell: Cause | None = None
        self.returns: Journey | None = None
        self.offers: dict[str, Offer] = {}
        self.main = ""
        self.consult = ""
        self.third: Party | None = None
        self.handed = False
        self.back = ""
        self.slot = 0
        self.told = False

    @property
    def booked(self) -> str:
        """Id of the call that what happens here is told of."""
        return self.main or self.id

    # `wall`: what must be added to `now` for the wall clock's time, ms; of calls from a trunk.
    # `visited`: groups that it has overflowed from, and the one that it is in; `farewell`: the caller hears the last
    # announcement, at whose end the call ends with this cause.
    # `early`: the leg that is to be heard before it answers, "" where none is; `returns`: where the caller goes on if
    # nobody answers the phone that a menu has led to; `goal`: where the call goes once the caller has lifted the own
    # desk phone, which is rung first; "" otherwise.

    @property
    def external(self) -> bool:
        """Whether one party is outside the centre."""
        return self.direction is not Direction.INTERNAL

    @property
    def group(self) -> str:
        """Id of the group that was called or whose number is shown, or ""."""
        return "" if self.rules is None else self.rules.id

    def parties(self) -> tuple[Party, ...]:
        """The sides that are known."""
        return tuple(party for party in (self.near, self.far, self.third) if party is not None)

    def other(self, party: Party) -> Party | None:
        """The side across from `party`."""
        return self.far if party is self.near else self.near

    def party_of(self, user: str) -> Party | None:
        """The side that `user` has."""
        return next((party for party in self.parties() if party.user == user), None)


class Offer:
    """An operator being rung. `leg`: the desk phones' leg, "" where there is none; `picked`: it has been asked to
    answer by itself. `begun`: ms."""

    __slots__ = ("begun", "call", "extension", "id", "kind", "leg", "outcome", "picked", "user", "visit")

    def __init__(
        self, offer: str, call: str, user: str, extension: str, kind: OfferKind, visit: str, begun: int
    ) -> None:
        self.id = offer
        self.begun = begun
        self.call = call
        self.user = user
        self.extension = extension
        self.kind = kind
        self.visit = visit
        self.leg = ""
        self.picked = False
        self.outcome = OfferOutcome.OPEN


class Journey:
    """A caller at the reception, before any visit. `group`: whose number was called, or which was closed; `kind`: what
    the call counts as if it ends here; `then`: what follows the prompts that are being played, None while a menu is
    read or waits for a key; `attempt`: how often that menu has been read; `readings`: how often any has;
    `last`: what its menu does in the end is being done."""

    __slots__ = ("attempt", "group", "kind", "last", "menu", "readings", "then")

    def __init__(self, group: str, kind: Diversion = Diversion.IVR_LEFT) -> None:
        self.group = group
        self.kind = kind
        self.menu: Menu | None = None
        self.then: Action | None = None
        self.attempt = 0
        self.readings = 0
        self.last = False


class Supervision:
    """A supervisor in somebody's call (F4). `leg`: what they hear it on; `up`: it can hear; `operator`: who has the
    call, "" while nobody of ours has."""

    __slots__ = ("call", "id", "leg", "mode", "operator", "supervisor", "up")

    def __init__(self, supervision: str, supervisor: str, operator: str, call: str, mode: SupervisionMode) -> None:
        self.id = supervision
        self.supervisor = supervisor
        self.operator = operator
        self.call = call
        self.mode = mode
        self.leg = ""
        self.up = False


class Visit:
    """A caller who waits for a group. `reach`: highest tier that is rung (ring-all). `tried`: the operators that were
    rung in vain, with the time (ms) from which each may be rung again."""

    __slots__ = ("call", "id", "number", "outcome", "reach", "rules", "tried")

    def __init__(self, visit: str, call: str, rules: Group, number: int) -> None:
        self.id = visit
        self.call = call
        self.rules = rules
        self.number = number
        self.outcome = VisitOutcome.OPEN
        self.reach = 0
        self.tried: dict[str, int] = {}


class Queue:
    """A group's waiting visits, oldest first, and its operators: all with their tier, and those free now.

    `places`: where each stands among the members; `turns`: by tier, who was rung last; `handling`: how long, ms, an
    operator lately was busy with a caller, 0 = not known.
    """

    __slots__ = ("free", "group", "handling", "places", "tiers", "turns", "waiting")

    def __init__(self, group: Group) -> None:
        self.group = group
        self.tiers: dict[str, int] = {}
        self.waiting: dict[str, Visit] = {}
        self.free: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.turns: dict[int, str] = {}
        self.handling = 0


class Person:
    """A user with a phone. Supervisors have no session here and therefore no status. `phone`: the browser phone is
    attached; `desk`: the user would rather talk on the desk phone; `shown`: group whose number called parties see.
    `missed`: visits in a row that rang in vain; `calls_today`: outside calls since the day began; `reason`: why the
    switch chose the status that is to be told; `handling`: group and begin (ms) of the visit that keeps them busy."""

    __slots__ = (
        "alert",
        "allowed",
        "by",
        "call",
        "calls_today",
        "chosen",
        "chosen_in_call",
        "desk",
        "extension",
        "external",
        "free",
        "groups",
        "handling",
        "heard",
        "id",
        "idle_since",
        "leg",
        "missed",
        "name",
        "part",
        "phone",
        "reason",
        "removed",
        "role",
        "session",
        "shown",
        "told",
        "told_chosen",
        "told_next",
        "work",
        "work_segment",
    )

    def __init__(self, user: str) -> None:
        self.id = user
        self.leg = phone_leg(user)
        self.name = ""
        self.extension = ""
        self.role = Role.OPERATOR
        self.groups: tuple[str, ...] = ()
        self.allowed: tuple[NumberClass, ...] = CALLABLE
        self.shown = ""
        self.desk = False
        self.removed = False
        self.phone = False
        self.call = ""
        self.part = Part.IDLE
        self.external = False
        self.session: str | None = None
        self.chosen: StatusId = Status.PREPARING
        self.chosen_in_call = False
        self.told: StatusId = ""
        self.told_chosen: StatusId = ""
        self.told_next: StatusId = ""
        self.by = ""
        self.work = Work.CLOSED
        self.work_segment = ""
        self.alert = False
        self.heard = 0
        self.idle_since = 0
        self.free = False
        self.missed = 0
        self.calls_today = 0
        self.reason = ""
        self.handling: tuple[str, int] | None = None


class Floor:
    """Everything that is there, and the list of what came of the present input; `emit` adds to it.

    `touched`: people whose status or freedom may have changed; `eager`: visits to be served before the input ends.
    `legs`: call and user ("" but for an offer's leg) of every leg that is not a browser phone's. `parked`: call by
    slot. `supervisions` by supervisor.
    """

    __slots__ = (
        "calls",
        "config",
        "day",
        "devices",
        "eager",
        "emit",
        "groups",
        "ids",
        "inside",
        "journeys",
        "legs",
        "link",
        "link_since",
        "mail",
        "menus",
        "now",
        "out",
        "parked",
        "people",
        "plan",
        "queues",
        "receptions",
        "sound",
        "supervisions",
        "timers",
        "touched",
        "visits",
        "visits_begun",
    )

    def __init__(self, ids: Callable[[str], str]) -> None:
        self.ids = ids
        self.now = 0
        self.day = 0
        self.out: list[AnyEvent | AnyEffect] = []
        # The list's own method, for there are hundreds of events where a large group is rung.
        self.emit: Callable[[AnyEvent | AnyEffect], None] = self.out.append
        self.timers = Timers()
        self.sound = Sound(self.emit)
        self.config = SwitchConfig(version=0)
        self.plan = DialPlan(self.config)
        self.groups: dict[str, Group] = {}
        self.people: dict[str, Person] = {}
        self.inside: dict[str, Person] = {}
        self.devices: dict[str, int] = {}
        self.link = False
        self.link_since = 0
        self.calls: dict[str, Call] = {}
        self.journeys: dict[str, Journey] = {}
        self.receptions: dict[str, Reception] = {}
        self.menus: dict[str, Menu] = {}
        self.mail = MailRoom()
        self.legs: dict[str, tuple[str, str]] = {}
        self.parked: dict[int, str] = {}
        self.supervisions: dict[str, Supervision] = {}
        self.visits: dict[str, Visit] = {}
        self.visits_begun = 0
        self.queues: dict[str, Queue] = {}
        self.touched: dict[str, Person] = {}
        self.eager: dict[str, Visit] = {}

    def new_leg(self, call: str, user: str = "") -> str:
        """Id of a leg to be originated for `call`; `user` where it rings an offer."""
        leg = self.ids("leg")
        self.legs[leg] = (call, user)
        return leg

    def drop_leg(self, leg: str) -> bool:
        """Forget a leg. Whether it was one of ours to release: not a browser phone's and not gone already."""
        self.sound.forget(leg)
        return self.legs.pop(leg, None) is not None

    def reachable(self, person: Person) -> bool:
        """Whether `person` has anything that can ring."""
        return person.phone or self.devices.get(person.extension, 0) > 0

    def talks_on_desk(self, person: Person) -> bool:
        """Whether `person`'s next call is for the desk phones: chosen so, or there is no browser phone."""
        return (person.desk or not person.phone) and self.devices.get(person.extension, 0) > 0

    def use(self, config: SwitchConfig) -> None:
        """Index a new configuration."""
        self.config = config
        self.plan = DialPlan(config)
        self.groups = group_index(config)
        self.receptions = {rules.group: rules for rules in config.receptions}
        self.menus = {menu.id: menu for menu in config.menus}

    def music(self, group: str) -> Prompt:
        """What a caller of `group` (id, "" for none) hears on hold."""
        rules = self.receptions.get(group)
        return Prompt(name=(rules.hold_music if rules is not None else "") or self.config.hold_music)
