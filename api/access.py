"""Who may do what: permissions, the person behind a request, and how a route states what it needs (F1.3, F9.1).

Every route handler says one of these in its `opt`, and the application refuses to start with one that does not:

```
@get("/monitor", opt=needs(Permission.MONITOR))      # 401 without a session, 403 without the permission
@get("/statuses", opt=LOGGED_IN)                     # any session
@get("/health", opt=PUBLIC)                          # anybody
@get("/wallboards/{key:str}/board", opt=WALLBOARD)   # a screen with the token of the link that the path names
```
Within a handler `request.user` is the `Principal`.
"""

from enum import StrEnum
from typing import Any, Final, TypeAlias

from litestar import Request
from msgspec import Struct

from sip.contract.enums import Role


class Permission(StrEnum):
    """One right; the values stand in the database and in the session's answer."""

    MONITOR = "monitor"  # リアルタイムモニター
    MONITOR_SETTINGS = "monitor_settings"  # モニタリング設定
    REPORTS = "reports"  # レポート
    MASTERS = "masters"  # マスタ設定
    PHONE = "phone"  # the phone window
    HISTORY = "history"  # 通話履歴
    PBX = "pbx"  # PBX設定
    INTERNAL_CALL = "internal_call"  # 内線
    CHAT_REPLY_ONLY = "chat_reply_only"  # チャット送信制限


class SessionKind(StrEnum):
    """How a session proves itself: a browser by its cookie, a program by a Bearer token."""

    BROWSER = "browser"
    PROGRAM = "program"


class Principal(Struct, frozen=True, kw_only=True):
    """The user behind a request, as of this request. `extension` is "" for a user without one."""

    id: str
    name: str
    extension: str
    permissions: frozenset[Permission]
    session: str
    kind: SessionKind

    @property
    def role(self) -> Role:
        """Whoever may watch the centre is a supervisor and has no status (F3.3); everybody else is an operator."""
        return role_of(self.permissions)


def role_of(permissions: frozenset[Permission]) -> Role:
    """The role that follows from a permission set."""
    return Role.SUPERVISOR if Permission.MONITOR in permissions else Role.OPERATOR


UserRequest: TypeAlias = Request[Principal, Any, Any]
"""A request of a route that is not public."""

NEEDS: Final = "needs"
PUBLIC: Final[dict[str, Any]] = {NEEDS: "public"}
NOBODY: Final[dict[str, Any]] = {NEEDS: "nobody"}
"""For routes that the framework adds and that are not to be found."""
LOGGED_IN: Final[dict[str, Any]] = {NEEDS: "session"}
WALLBOARD: Final[dict[str, Any]] = {NEEDS: "wallboard"}
"""For screens without a log-in, and for nobody else: a session is no key to them, nor their token to anything else."""


def needs_both(one: Permission, other: Permission, **more: Any) -> dict[str, Any]:
    """The `opt` of a route that needs two permissions at once."""
    return {NEEDS: f"{one}+{other}", **more}


def may_force(user: Principal) -> bool:
    """Whether the user may log others out (F1.6)."""
    return user.permissions >= {Permission.MONITOR, Permission.MONITOR_SETTINGS}


def permits(needed: str, permissions: frozenset[Permission]) -> bool:
    """Whether `permissions` are enough for a route whose `opt` says `needed` of them."""
    return any(permissions.issuperset(map(Permission, way.split("+"))) for way in needed.split())


def needs(permission: Permission, *others: Permission, **more: Any) -> dict[str, Any]:
    """The `opt` of a route that needs `permission`, or one of the `others` instead; `more` are further entries of
    `opt`."""
    return {NEEDS: " ".join((permission, *others)), **more}
