"""Who and what is on the floor: records without behaviour, found by their ids.

Records name one another by id only, so nothing that a call leaves behind needs the cyclic collector.
"""

from sip.contract.config import Extension, Group
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
from sip.contract.reception import Action, Menu
from sip.domain.effects import phone_leg
from sip.domain.states import Part, Work


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
        "later_by",
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
        self.later_by = ""
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
