"""What goes in and out of log-in."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from api.access import Permission
from sip.contract.enums import Role

UserId: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]
Password: TypeAlias = Annotated[str, Meta(min_length=1, max_length=128)]


class Credentials(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """User ID (ユーザーID) and password."""

    user: UserId
    password: Password


class LogInWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """User ID and password at a browser. `take_over`: end the session of another browser that has given no sign of life
    for the grace time (`logged_in_silent`); one that is alive is not ended so (F1.5)."""

    user: UserId
    password: Password
    take_over: bool = False


class SessionUser(Struct, frozen=True, kw_only=True):
    """The user of a session. `extension` is "" for a user without one; `permissions` are sorted."""

    id: str
    name: str
    role: Role
    extension: str
    permissions: list[Permission]


class SessionAnswer(Struct, frozen=True, kw_only=True):
    """Who is logged in, where their work begins (F1.2), the server's clock and the site's time zone (an IANA name),
    in which every time is shown. `sole_guardian`: nobody else may log others out; there should be two (F1.6).
    `heartbeat_s`: how often a client has to give a sign of life, so as not to be taken for lost."""

    user: SessionUser
    landing: Literal["/monitor", "/phone"]
    since: datetime
    server_time: datetime
    time_zone: str
    sole_guardian: bool
    heartbeat_s: int


class TokenAnswer(Struct, frozen=True, kw_only=True):
    """A token for `Authorization: Bearer`, and when it ends."""

    token: str
    expires: datetime
