"""What the switch is told about the centre. It keeps none of it on disk (architecture: one writer per fact)."""

from msgspec import Struct

from sip.contract.enums import CALLABLE, IdentityIn, NumberClass, NumberFrom, PhoneKind, Role, Strategy, Use
from sip.contract.reception import Menu, Reception
from sip.contract.voicemail import Mailbox


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=False, omit_defaults=True):
    """Immutable message; unknown fields are ignored so that the two sides can be upgraded one after the other."""


class Extension(Base, frozen=True, kw_only=True):
    """An internal number and how its desk phones authenticate.

    `digest` maps an RFC 8760 algorithm name (`MD5`, `SHA-256`) to the hex HA1 of `number:realm:password`, so the
    password itself never reaches the switch. `user` is the id of the user that the extension belongs to, or "".
    """

    number: str
    name: str = ""
    user: str = ""
    digest: dict[str, str] = {}
    max_calls: int = 0
    """Most outside calls that it dials at once, 0 = no limit."""
    max_per_hour: int = 0
    """Most outside calls that it begins within an hour, 0 = no limit."""


class User(Base, frozen=True, kw_only=True):
    """A person with a phone. `extension` is the number of an `Extension`."""

    id: str
    name: str
    extension: str
    role: Role = Role.OPERATOR
    phone: PhoneKind = PhoneKind.BROWSER
    allowed: tuple[NumberClass, ...] = CALLABLE
    """Outside numbers that the user may call; emergency numbers always."""
    shown: str = ""
    """Group whose number is shown to whom the user calls; "" = the first of their own."""


class Member(Base, frozen=True, kw_only=True):
    """A user's place in a group; a lower `tier` is offered calls first (F10.4)."""

    user: str
    tier: int = 1


class Overflow(Base, frozen=True, kw_only=True):
    """Where a caller goes whom a group does not serve (F10.4): one of another group (a new visit there), an external
    number (through the trunks), a mailbox (`sip.contract.voicemail`) or announcements (played once, then the call
    ends). All empty: the call ends, with the SIP status of the reason where it was not answered yet. The call ends,
    too, where the group or the mailbox is not there, where the caller has been in the group already, and where there is
    no trunk."""

    group: str = ""
    external: str = ""
    voicemail: str = ""
    prompts: tuple[str, ...] = ()


class Group(Base, frozen=True, kw_only=True):
    """A 電話グループ: one external number, its operators and how calls reach them. Times in seconds, 0 = no limit."""

    id: str
    name: str
    number: str
    members: tuple[Member, ...] = ()
    strategy: Strategy = Strategy.RING_ALL
    ring_s: int = 20
    """How long one offer rings before it counts as not answered (ring-all: before the next tier is rung in addition;
    the offers themselves ring as long as the caller waits)."""
    max_wait_s: int = 0
    queue_limit: int = 0
    """Most callers that wait without anybody being rung for them."""
    overflow_wait: Overflow = Overflow()
    """For who has waited `max_wait_s`."""
    overflow_full: Overflow = Overflow()
    """For who comes when `queue_limit` callers wait."""
    overflow_nobody: Overflow | None = None
    """For everybody while no member is logged in; None: they wait all the same."""
    pause_after: int = 0
    """After so many missed offers in a row an operator is put into 準備中 (`StatusChanged.reason` `missed_calls`).
    Missed is an offer that rang for `ring_s` (20 s where that is 0) and was neither answered nor rejected. 0: never."""
    queue_answer: bool = False
    """Answer the waiting caller and play `queue_music` and announcements; else the caller's phone rings on."""
    queue_music: str = "hold"
    announce_s: int = 0
    """Pause between two announcements to a waiting caller (with `queue_answer`); the first comes at once unless
    somebody is rung. 0: none."""
    announce_position: bool = True
    announce_wait: bool = True
    target_s: int = 20
    """応答目標時間 in force now; stamped on each visit (F9.5)."""
    acw_cap_s: int = 0


class Trunk(Base, frozen=True, kw_only=True):
    """A line to a carrier. With `username` the trunk registers there and answers its challenges; without, the
    carrier knows us by address. Calls are accepted from `host` (and `accept_from`) only."""

    id: str
    name: str = ""
    host: str
    port: int = 5060
    transport: str = "udp"
    domain: str = ""
    username: str = ""
    password: str = ""
    register: bool = False
    accept_from: tuple[str, ...] = ()
    max_calls: int = 0
    """Most calls of both directions at a time, 0 = no limit. Beyond it calls go out by the next trunk, come in busy."""
    emergency: bool = False
    """Whether the carrier takes emergency calls (110, 118, 119): they go by such trunks only."""
    preset: str = ""
    """Name of the carrier preset that the settings came from; for show."""
    backups: tuple[str, ...] = ()
    """Further hosts of the carrier, `host` or `host:port`, tried in order where the one in use does not serve."""
    numbers: tuple[str, ...] = ()
    """Numbers of the contract: another caller number is replaced by the first of them. () = any is shown."""
    number_from: NumberFrom = NumberFrom.AUTO
    identity: IdentityIn = IdentityIn.ASSERTED
    options_s: int = 30
    """Seconds between signs of life by OPTIONS, where the trunk does not register; 0 = none."""
    attempt_s: int = 4
    """Seconds without any response after which an outbound call is tried elsewhere."""
    session_s: int = 1800
    """Interval of the session timer that is asked for (RFC 4028), 0 = none; the carrier's own wish is always met."""
    reliable: Use = Use.OPTIONAL
    """Reliable provisional responses (RFC 3262)."""
    srtp: Use = Use.OFF
    """SRTP with keys in SDP (RFC 4568). Optional: offered first, and plain RTP where that is refused; who calls in gets
    what was offered. Meant for `transport` `tls`: without it the keys travel in the clear."""
    tls_verify: bool = True
    """Whether the carrier's certificate must name `domain` or `host` and be signed by an authority that is trusted."""
    tls_ca: str = ""
    """PEM of the authorities that sign the carrier's certificate; "" = those that the system trusts."""


class Route(Base, frozen=True, kw_only=True):
    """Where a call to `number` from a trunk goes: a group id, an extension, an external number or a menu's id."""

    number: str
    group: str = ""
    extension: str = ""
    external: str = ""
    menu: str = ""


class NumberRule(Base, frozen=True, kw_only=True):
    """Numbers that begin with `prefix` (or, where `whole`, are it) are of this class; the longest prefix decides.
    Numbers with `+81` are written with 0, other countries' keep their `+`."""

    prefix: str
    kind: NumberClass
    whole: bool = False


class SwitchConfig(Base, frozen=True, kw_only=True):
    """Everything at once; the switch replaces what it has. `version` comes back in the snapshot."""

    version: int
    realm: str = "kikite"
    grace_s: int = 30
    """How long a client may be silent before its operator is logged out (F5.9)."""
    extensions: tuple[Extension, ...] = ()
    users: tuple[User, ...] = ()
    groups: tuple[Group, ...] = ()
    trunks: tuple[Trunk, ...] = ()
    """In the order in which outbound calls try them."""
    routes: tuple[Route, ...] = ()
    receptions: tuple[Reception, ...] = ()
    """How groups receive callers; one that is not named does so at once and always."""
    menus: tuple[Menu, ...] = ()
    mailboxes: tuple[Mailbox, ...] = ()
    """Those that are switched on."""
    number_rules: tuple[NumberRule, ...] = ()
    """What outside numbers are; one that no rule knows is international where it begins with `+`, else domestic."""
    work_statuses: tuple[str, ...] = ()
    """Ids (`work:<n>`) that may be chosen now."""
    hold_music: str = "hold"
    transfer_ring_s: int = 30
    """How long a blind transfer rings its target, and after it the operator to whom it comes back; and how long a phone
    rings that a menu led to."""
    park_s: int = 120
    """How long a call stays parked before it rings back (F5.10); 0: for ever."""
