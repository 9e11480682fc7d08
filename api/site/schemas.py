"""What a site file holds. The defaults are those of `sip.contract.config` where both have a field."""

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

from api.access import Permission
from api.site.mailboxes import SiteMailbox
from api.site.reception import IS_SOUND, MailboxTarget, SiteAnnouncement, SiteMenu, SiteReception, SoundId
from sip.contract.enums import CALLABLE, IdentityIn, NumberClass, NumberFrom, PhoneKind, Strategy, Use

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]
Id: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$")]
Number: TypeAlias = Annotated[str, Meta(pattern=r"^\+?[0-9*#]{2,24}$")]
ExtensionNumber: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{2,8}$")]
Seconds: TypeAlias = Annotated[int, Meta(ge=0, le=86_400)]
PromptName: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", extra={IS_SOUND: True})]
Colour: TypeAlias = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", examples=["#1f5fa8"])]


HOST_PORT: Final = r"^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?$"
"""A host name or address, an IPv6 address in brackets, perhaps with a port."""


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Immutable; a misspelt field is a fault."""


class SiteExtension(Base, frozen=True, kw_only=True):
    """An internal number with its SIP password; `user` may be named here or `extension` at the user."""

    number: ExtensionNumber
    password: str
    name: Annotated[str, Meta(max_length=64)] = ""
    user: str = ""
    max_calls: Annotated[int, Meta(ge=0, le=1000)] = 0
    max_per_hour: Annotated[int, Meta(ge=0, le=100_000)] = 0


class SitePermissionSet(Base, frozen=True, kw_only=True):
    """A named set of rights (F9.1). `allowed`: outside numbers that may be called; emergency numbers always."""

    id: Id
    name: Name
    permissions: list[Permission] = []
    allowed: list[NumberClass] = field(default_factory=lambda: list(CALLABLE))


SUPERVISOR: Final = SitePermissionSet(
    id="supervisor",
    name="管理者",
    permissions=[one for one in Permission if one is not Permission.CHAT_REPLY_ONLY],
)
OPERATOR: Final = SitePermissionSet(
    id="operator", name="オペレーター", permissions=[Permission.PHONE, Permission.INTERNAL_CALL]
)
"""The two sets that every centre begins with."""


class SiteUser(Base, frozen=True, kw_only=True):
    """A user. `role` is the id of the permission set; `phone` and `shown` as in `sip.contract.config.User`."""

    id: Id
    name: Name
    password: str
    role: str = OPERATOR.id
    extension: str = ""
    phone: PhoneKind = PhoneKind.BROWSER
    shown: str = ""


class SiteMember(Base, frozen=True, kw_only=True):
    """A user's place in a group; lower tiers are offered calls first (F10.4)."""

    user: str
    tier: Annotated[int, Meta(ge=1, le=99)] = 1


class SiteOverflow(Base, frozen=True, kw_only=True):
    """Where a caller goes whom a group does not serve: at most one of another group's id, an external number, a mailbox
    (`voicemail`), prompts that are played before the call ends. None of them: the call ends."""

    group: str = ""
    external: Annotated[str, Meta(pattern=r"^(\+?[0-9*#]{2,24})?$")] = ""
    voicemail: MailboxTarget = ""
    prompts: Annotated[list[PromptName], Meta(max_length=10)] = []


class SiteGroup(Base, frozen=True, kw_only=True):
    """A 電話グループ; see `sip.contract.config.Group`. A member given as text has tier 1."""

    id: Id
    name: Name
    number: Number
    members: list[str | SiteMember] = []
    strategy: Strategy = Strategy.RING_ALL
    ring_s: Annotated[int, Meta(ge=1, le=600)] = 20
    max_wait_s: Seconds = 0
    queue_limit: Annotated[int, Meta(ge=0, le=10_000)] = 0
    overflow_wait: SiteOverflow = field(default_factory=SiteOverflow)
    overflow_full: SiteOverflow = field(default_factory=SiteOverflow)
    overflow_nobody: SiteOverflow | None = None
    pause_after: Annotated[int, Meta(ge=0, le=100)] = 0
    queue_answer: bool = False
    queue_music: PromptName = "hold"
    announce_s: Annotated[int, Meta(ge=0, le=3600)] = 0
    announce_position: bool = True
    announce_wait: bool = True
    target_s: Annotated[int, Meta(ge=1, le=3600)] = 20
    acw_cap_s: Seconds = 0


class SiteTrunk(Base, frozen=True, kw_only=True):
    """A line to a carrier; see `sip.contract.config.Trunk`."""

    id: Id
    host: Annotated[str, Meta(min_length=1, max_length=255)]
    name: Annotated[str, Meta(max_length=64)] = ""
    port: Annotated[int, Meta(ge=1, le=65535)] = 5060
    transport: Literal["udp", "tcp", "tls"] = "udp"
    domain: str = ""
    username: str = ""
    password: str = ""
    register: bool = False
    accept_from: list[str] = []
    max_calls: Annotated[int, Meta(ge=0)] = 0
    preset: str = ""
    """Name of the carrier preset (`api/site/carriers.toml`) that the trunk starts from: what is not given comes from
    there."""
    backups: list[Annotated[str, Meta(pattern=HOST_PORT, examples=["sip.example.jp:5060"])]] = []
    numbers: list[Number] = []
    number_from: NumberFrom = NumberFrom.AUTO
    identity: IdentityIn = IdentityIn.ASSERTED
    options_s: Annotated[int, Meta(ge=0, le=3600)] = 30
    attempt_s: Annotated[int, Meta(ge=1, le=32)] = 4
    session_s: Annotated[int, Meta(ge=0, le=86_400)] = 1800
    reliable: Use = Use.OPTIONAL
    emergency: bool = False
    srtp: Use = Use.OFF
    tls_verify: bool = True
    tls_ca: Annotated[str, Meta(max_length=65_536)] = ""
    """PEM of the authorities that sign the carrier's certificate; "" = those that the system trusts."""


class SiteRoute(Base, frozen=True, kw_only=True):
    """Where calls from outside to `number` go: exactly one of a group's id, an extension, an external number, a menu's
    id. A group's own number needs no route."""

    number: Number
    group: str = ""
    extension: str = ""
    external: Annotated[str, Meta(pattern=r"^(\+?[0-9*#]{2,24})?$")] = ""
    menu: str = ""


class SiteStatus(Base, frozen=True, kw_only=True):
    """A 別作業 status; `en` "" = as in Japanese."""

    ja: Annotated[str, Meta(min_length=1, max_length=15)]
    en: Annotated[str, Meta(max_length=30)] = ""
    colour: Colour = "#e64980"


class SiteHandling(Base, frozen=True, kw_only=True):
    """How calls are handled in the whole centre. `transfer_ring_s`: how long a blind transfer rings its target, and
    after it the operator to whom it comes back; `park_s`: how long a call stays parked before it rings back, 0 = for
    ever; `hold_music`: a sound, for groups without one of their own and for calls of no group."""

    transfer_ring_s: Annotated[int, Meta(ge=5, le=300)] = 30
    park_s: Annotated[int, Meta(ge=0, le=3600)] = 120
    hold_music: SoundId = "hold"


class SiteChat(Base, frozen=True, kw_only=True):
    """Chat (F9.9). `retention_days`: after how many days a message is erased, 0 = never."""

    on: bool = True
    retention_days: Annotated[int, Meta(ge=0, le=3650)] = 365


class Site(Base, frozen=True, kw_only=True):
    """A whole centre."""

    name: Annotated[str, Meta(max_length=64)] = ""
    time_zone: str = ""
    """IANA name; "" = that of the settings."""
    day_start: Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$", examples=["04:00"])] = ""
    """When the business day begins, `HH:MM`; "" = that of the settings."""
    permission_sets: list[SitePermissionSet] = field(default_factory=lambda: [SUPERVISOR, OPERATOR])
    extensions: list[SiteExtension] = []
    users: list[SiteUser] = []
    groups: list[SiteGroup] = []
    trunks: list[SiteTrunk] = []
    routes: list[SiteRoute] = []
    announcements: list[SiteAnnouncement] = []
    menus: list[SiteMenu] = []
    receptions: list[SiteReception] = []
    mailboxes: list[SiteMailbox] = []
    work_statuses: Annotated[list[SiteStatus], Meta(max_length=6)] = []
    handling: SiteHandling = SiteHandling()
    chat: SiteChat = SiteChat()
