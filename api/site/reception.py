"""Menus, opening hours and announcements of a site (F10.5), and what makes them fit together (pure)."""

import datetime
from collections.abc import Iterator
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct, field

from api.faults import Fault
from sip.contract.prompts import SHIPPED

SOUND_ID: Final = r"^[a-z0-9][a-z0-9-]{0,39}$"
IS_SOUND: Final = "sound"
"""Key of `Meta.extra` that marks a field as the name of a sound: `api.site.sounds` looks whether there is one."""
SoundId: TypeAlias = Annotated[str, Meta(pattern=SOUND_ID, extra={IS_SOUND: True})]
"""Name of a sound, and of its file."""
PerhapsSound: TypeAlias = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]{0,39})?$", extra={IS_SOUND: True})]
"""The same, or ""."""
Prompts: TypeAlias = Annotated[list[SoundId], Meta(max_length=10)]
MAILBOX: Final = r"(group:[A-Za-z0-9][A-Za-z0-9._@-]{0,63}|extension:[0-9]{2,8})"
MailboxId: TypeAlias = Annotated[str, Meta(pattern=f"^{MAILBOX}$")]
"""`group:<id>` or `extension:<number>`: whose mailbox it is."""
MailboxTarget: TypeAlias = Annotated[str, Meta(pattern=f"^{MAILBOX}?$")]
"""The same, or "" for none."""
Key: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9*#]$")]
MenuId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Span: TypeAlias = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$", examples=["09:00-18:00"])
]
"""`HH:MM-HH:MM`, the end not included; an end that is not after the begin is on the next day."""
Spans: TypeAlias = Annotated[list[Span], Meta(max_length=8)]
MAX_EXCEPTIONS: Final = 400
TARGETS: Final = ("group", "extension", "external", "menu", "voicemail", "again")


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Immutable; a misspelt field is a fault."""


class SiteAction(Base, frozen=True, kw_only=True):
    """What becomes of a caller: the prompts are played, then the call goes to the one target that is given: a group's
    id, an extension, an outside number, another menu, a mailbox (`voicemail`), or with `again` back to the menu's
    beginning. Without a target the call ends."""

    prompts: Prompts = []
    group: str = ""
    extension: str = ""
    external: Annotated[str, Meta(pattern=r"^(\+?[0-9*#]{2,24})?$")] = ""
    menu: str = ""
    voicemail: MailboxTarget = ""
    again: bool = False


class SiteMenu(Base, frozen=True, kw_only=True):
    """A menu: `prompts` are read; `keys` lead on. Without a right key within `timeout_s` seconds after their end, they
    are read again, `attempts` times in all, after `invalid` where a wrong key was pressed; then `otherwise` is done."""

    id: MenuId
    name: Annotated[str, Meta(min_length=1, max_length=64)]
    prompts: Annotated[Prompts, Meta(min_length=1)]
    keys: dict[Key, SiteAction] = {}
    timeout_s: Annotated[int, Meta(ge=1, le=60)] = 5
    attempts: Annotated[int, Meta(ge=1, le=9)] = 3
    invalid: Prompts = field(default_factory=lambda: ["invalid-key"])
    otherwise: SiteAction = field(default_factory=lambda: SiteAction(prompts=["goodbye"]))


class SiteHours(Base, frozen=True, kw_only=True):
    """When a group is open, in the site's time zone: spans of each weekday, of national holidays (`holidays`, instead
    of the weekday's; null: holidays are days like others), and of single dates, which win over both. No span: closed
    all day."""

    monday: Spans = []
    tuesday: Spans = []
    wednesday: Spans = []
    thursday: Spans = []
    friday: Spans = []
    saturday: Spans = []
    sunday: Spans = []
    holidays: Spans | None = []
    exceptions: Annotated[dict[datetime.date, Spans], Meta(max_length=MAX_EXCEPTIONS)] = {}


class SiteReception(Base, frozen=True, kw_only=True):
    """How a group receives callers. Closed: `closed` is played, then the caller comes to the mailbox `voicemail`, or
    ("") the call ends; with neither the call is busy.
    Open: `greeting` is played, then `menu` is read, or without one the group's operators are rung. `hours` null: always
    open. `hold_music` "": that of the centre."""

    group: str
    hours: SiteHours | None = None
    closed: Prompts = field(default_factory=lambda: ["closed"])
    voicemail: MailboxTarget = ""
    greeting: Prompts = []
    menu: str = ""
    hold_music: PerhapsSound = ""


class SiteAnnouncement(Base, frozen=True, kw_only=True):
    """A sound of one's own. One that stands in a site file is silent until its WAV is uploaded."""

    id: Annotated[str, Meta(pattern=SOUND_ID)]
    name: Annotated[str, Meta(min_length=1, max_length=64)]
    duration_ms: Annotated[int, Meta(ge=0)] = 0


class Known(Struct, frozen=True):
    """What actions may name."""

    groups: frozenset[str]
    extensions: frozenset[str]
    menus: frozenset[str]
    sounds: frozenset[str]
    mailboxes: frozenset[str]


def known(
    groups: Iterator[str],
    extensions: Iterator[str],
    menus: list[SiteMenu],
    sounds: list[SiteAnnouncement],
    mailboxes: Iterator[str],
) -> Known:
    """Everything there is in a site, the shipped sounds too."""
    return Known(
        frozenset(groups),
        frozenset(extensions),
        frozenset(menu.id for menu in menus),
        SHIPPED | {sound.id for sound in sounds},
        frozenset(mailboxes),
    )


def menu_faults(menus: list[SiteMenu], there: Known) -> Iterator[Fault]:
    """Targets that menus name and that are not there, and actions with two targets."""
    for place, menu in enumerate(menus):
        at = f"menus.{place}"
        for key, action in menu.keys.items():
            yield from _action_faults(action, f"{at}.keys.{key}", there)
        yield from _action_faults(menu.otherwise, f"{at}.otherwise", there)


def reception_faults(receptions: list[SiteReception], there: Known) -> Iterator[Fault]:
    """Groups and menus that receptions name and that are not there."""
    for place, rules in enumerate(receptions):
        at = f"receptions.{place}"
        if rules.group not in there.groups:
            yield Fault(field=f"{at}.group", code="unknown")
        if rules.menu and rules.menu not in there.menus:
            yield Fault(field=f"{at}.menu", code="unknown")
        if rules.voicemail and rules.voicemail not in there.mailboxes:
            yield Fault(field=f"{at}.voicemail", code="unknown")


def _action_faults(action: SiteAction, at: str, there: Known) -> Iterator[Fault]:
    if sum(bool(getattr(action, target)) for target in TARGETS) > 1:
        yield Fault(field=at, code="one_of")
    for name, names in (
        ("group", there.groups),
        ("extension", there.extensions),
        ("menu", there.menus),
        ("voicemail", there.mailboxes),
    ):
        target = getattr(action, name)
        if target and target not in names:
            yield Fault(field=f"{at}.{name}", code="unknown")
