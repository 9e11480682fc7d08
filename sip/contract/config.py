"""What the switch is told about the centre. It keeps none of it on disk (architecture: one writer per fact)."""

from msgspec import Struct

from sip.contract.enums import Role, Strategy


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


class User(Base, frozen=True, kw_only=True):
    """A person with a phone. `extension` is the number of an `Extension`."""

    id: str
    name: str
    extension: str
    role: Role = Role.OPERATOR


class Member(Base, frozen=True, kw_only=True):
    """A user's place in a group; a lower `tier` is offered calls first (F10.4)."""

    user: str
    tier: int = 1


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


class Route(Base, frozen=True, kw_only=True):
    """Where a call to `number` from a trunk goes: one of a group id, an extension or an external number."""

    number: str
    group: str = ""
    extension: str = ""
    external: str = ""


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
    work_statuses: tuple[str, ...] = ()
    """Ids (`work:<n>`) that may be chosen now."""
    hold_music: str = "hold"
