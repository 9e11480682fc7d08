"""Who may chat, with whom (F4.6; チャット送信制限: F9.1)."""

from typing import Final

from api.access import Permission, role_of
from api.db.config_store import UserEntry
from sip.contract.enums import Role

CHATTERS: Final = (Permission.PHONE, Permission.MONITOR)
"""One of these has who can chat: the phone window and the console show it."""


def chats(permissions: frozenset[Permission]) -> bool:
    """Whether somebody with these rights can chat at all."""
    return not permissions.isdisjoint(CHATTERS)


def reply_only(permissions: frozenset[Permission]) -> bool:
    """Whether somebody with these rights may only answer supervisors."""
    return Permission.CHAT_REPLY_ONLY in permissions


def may_announce(permissions: frozenset[Permission]) -> bool:
    """Whether somebody with these rights may write to many at once."""
    return role_of(permissions) is Role.SUPERVISOR and not reply_only(permissions)


def chatters(users: list[UserEntry]) -> list[UserEntry]:
    """Those of the users who can chat."""
    return [user for user in users if chats(user.permissions)]
