"""The centre's floor: who and what is there now (`records`), by id, and the list of what came of the present input."""

from collections.abc import Callable

from sip.contract.config import Group, SwitchConfig
from sip.contract.events import AnyEvent
from sip.contract.reception import Menu, Reception
from sip.domain.dialplan import DialPlan, group_index
from sip.domain.effects import AnyEffect, Prompt
from sip.domain.mailbox import MailRoom
from sip.domain.records import Call, Journey, Person, Queue, Supervision, Visit
from sip.domain.sound import Sound
from sip.domain.timers import Timers


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
