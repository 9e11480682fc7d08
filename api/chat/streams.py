"""The streams of everybody's own chat: one hub for each user who has looked."""

from collections.abc import AsyncIterator, Collection
from typing import Final

import msgspec
from msgspec import Struct

from api.chat.schemas import ChatMessageEvent, ChatReadEvent, ChatView
from api.sse import Hub, Message, Valid

HISTORY: Final = 128
"""Events kept for each user, for a stream that comes back."""

_encode = msgspec.json.Encoder().encode


class _Channel:
    """One user's hub. `reply_only`: what they may, as of the last configuration."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.reply_only = False
        self.id = ""
        """Of the last event."""


class Streams:
    """Event ids are `boot` and a number, so that one of another run of the server is known to be none of this."""

    def __init__(self, boot: str, valid: Valid | None = None) -> None:
        self._boot = boot
        self._valid = valid
        self._channels: dict[str, _Channel] = {}
        self._serial = 0

    @property
    def users(self) -> list[str]:
        """Who has looked since the server started: their hubs keep what a lost stream comes back for."""
        return list(self._channels)

    def reply_only(self, user: str) -> bool:
        """What was said last of the user's right."""
        return self._channels[user].reply_only

    def restrict(self, user: str, reply_only: bool) -> None:
        """The user may only answer, or anything."""
        self._channels[user].reply_only = reply_only

    def open(self, user: str, reply_only: bool, session: str, view: ChatView, last: str | None) -> AsyncIterator[bytes]:
        """The bytes of a new stream: what came after the event `last` if that is still known, else `view`."""
        channel = self._channels.get(user)
        if channel is None:
            channel = self._channels[user] = _Channel(Hub(history=HISTORY, valid=self._valid))
        channel.reply_only = reply_only
        first = Message("chat", _encode(view), channel.id or self._start(channel))
        return channel.hub.open(lambda: first, last_event_id=last, key=session)

    def _start(self, channel: _Channel) -> str:
        """An id to come back to before anything has happened; in the ring, so that it is known."""
        channel.id = self._next()
        channel.hub.publish("ping", b"{}", channel.id)
        return channel.id

    def tell(self, user: str, event: ChatView | ChatMessageEvent | ChatReadEvent) -> None:
        """Send an event to a user who has looked."""
        channel = self._channels[user]
        channel.id = self._next()
        channel.hub.publish(_name(event), _encode(event), channel.id)

    def keep(self, users: Collection[str]) -> None:
        """Only these users are there: the others' hubs end, that nobody who gets their id hears them."""
        for user in self._channels.keys() - set(users):
            self._channels.pop(user).hub.close()

    def end(self, session: str) -> None:
        """The session ended: its streams end at once."""
        for channel in self._channels.values():
            channel.hub.end(session)

    def close(self) -> None:
        """End every stream: the server stops."""
        for channel in self._channels.values():
            channel.hub.close()

    def _next(self) -> str:
        self._serial += 1
        return f"{self._boot}-{self._serial}"


def _name(event: Struct) -> str:
    if isinstance(event, ChatView):
        return "chat"
    return "message" if isinstance(event, ChatMessageEvent) else "read"
