"""What callers from outside hear before anybody is rung: opening hours, greetings and menus (F10.5).

Prompts are named: the shipped ones (`sip.contract.prompts`), or uploaded ones. Several are played one after the other.
"""

from msgspec import Struct


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=False, omit_defaults=True):
    """As in `sip.contract.config`."""


class Hours(Base, frozen=True, kw_only=True):
    """When a group is open: stretches `[begin, end)`, UTC, ms since the epoch, in order and apart from one another.

    The api works them out for the coming weeks from weekdays, holidays and exceptions in the site's time zone, so that
    the switch needs no calendar. They say nothing of the time from `until` on, for which the group counts as open: no
    caller is turned away because a schedule ran out.
    """

    open: tuple[tuple[int, int], ...] = ()
    until: int


class Action(Base, frozen=True, kw_only=True):
    """What becomes of a caller: `prompts` are played, then the call goes to the one of the five targets that is not "",
    or with `again` back to the beginning of the menu. With none of them the call ends. `voicemail`: id of a mailbox."""

    prompts: tuple[str, ...] = ()
    group: str = ""
    extension: str = ""
    external: str = ""
    menu: str = ""
    voicemail: str = ""
    again: bool = False


GOODBYE = Action(prompts=("goodbye",))


class Menu(Base, frozen=True, kw_only=True):
    """A menu: `prompts` are read, a key may be pressed at any time. `timeout_s` after their end, or with a key that is
    none of the menu's (then `invalid` is played first), they are read again, at most `attempts` times in all; then
    `otherwise` is done. `keys`: one of `0-9*#` → what it does."""

    id: str
    prompts: tuple[str, ...]
    keys: dict[str, Action]
    timeout_s: int = 5
    attempts: int = 3
    invalid: tuple[str, ...] = ("invalid-key",)
    otherwise: Action = GOODBYE


class Reception(Base, frozen=True, kw_only=True):
    """How a group receives callers. Closed: `closed` is played, then the caller comes to the mailbox `voicemail`, or
    ("") the call ends; with neither it is refused unanswered. Open: `greeting` is played, then the call goes to
    `menu`, or ("") to the group's operators. A caller whom a menu leads to the group hears neither greeting nor menu.
    `hold_music` "": that of the centre."""

    group: str
    hours: Hours | None = None
    """None: always open."""
    closed: tuple[str, ...] = ("closed",)
    voicemail: str = ""
    greeting: tuple[str, ...] = ()
    menu: str = ""
    hold_music: str = ""
