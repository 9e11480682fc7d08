"""Views of phones and their streams."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator
from typing import Final

import msgspec

from api.moments import moment
from api.phone.directory import Directory
from api.phone.schemas import PhoneView
from api.phone.view import Person, parties, phone_view
from api.sse import Hub, Message, Valid
from api.statistics.counters import PARKED, extension_scope, operator_scope
from api.statistics.facts import CallFile
from api.statistics.state import LiveState
from sip.contract.config import SwitchConfig

EVENT: Final = "phone"
"""Name of the stream's event; its data is a `PhoneView`."""

_encode = msgspec.json.Encoder().encode


class _Channel:
    """One person's streams, and what was sent on them last."""

    def __init__(self, person: Person, hub: Hub, last: PhoneView) -> None:
        self.person = person
        self.hub = hub
        self.last = last


class Phones:
    """`state`: the live state now; `connected`: whether the switch can be reached; `now`: wall clock, ms; `valid`:
    whether a session may still read (see `api.sse`)."""

    def __init__(
        self,
        state: Callable[[], LiveState],
        connected: Callable[[], bool],
        now: Callable[[], int],
        valid: Valid | None = None,
    ) -> None:
        self._state = state
        self._connected = connected
        self._now = now
        self._valid = valid
        self._directory = Directory(SwitchConfig(version=0))
        self._channels: dict[str, _Channel] = {}
        self._messages: dict[str, int] = {}

    def view(self, person: Person) -> PhoneView:
        """The view now."""
        files = self._state().calls.values()
        return self._view(person, parties(files).get(person.id, []), list(_of_others(files)))

    def open(self, person: Person, session: str) -> AsyncIterator[bytes]:
        """The bytes of a new stream: the view now, then again at every change. Ends with the `session`."""
        self._sweep()
        view = self.view(person)
        channel = self._channels.get(person.id)
        if channel is None:
            channel = self._channels[person.id] = _Channel(person, Hub(history=0, valid=self._valid), _timeless(view))
        channel.person = person
        return channel.hub.open(lambda: Message(EVENT, _encode(view)), key=session)

    def end(self, session: str) -> None:
        """The session ended: its streams end at once."""
        for channel in self._channels.values():
            channel.hub.end(session)

    def changed(self, scopes: Collection[str]) -> None:
        """These scopes were touched (`Fold.flush`): whoever they concern gets the new view."""
        self._publish(
            [
                channel
                for channel in self._channels.values()
                if PARKED in scopes
                or operator_scope(channel.person.id) in scopes
                or extension_scope(channel.person.extension) in scopes
                or any(operator_scope(other) in scopes for other in self._directory.colleagues(channel.person.id))
            ]
        )

    def switch_changed(self) -> None:
        """The link came up or went down: everybody is told."""
        self._publish(list(self._channels.values()))

    def counted(self, messages: dict[str, int]) -> None:
        """So many new messages are in each mailbox."""
        self._messages = messages
        self._publish(list(self._channels.values()))

    def configured(self, config: SwitchConfig) -> None:
        """Names may have changed."""
        self._directory = Directory(config)
        self._publish(list(self._channels.values()))

    def close(self) -> None:
        """End every stream: the server stops."""
        for channel in self._channels.values():
            channel.hub.close()

    def _publish(self, channels: list[_Channel]) -> None:
        watched = [channel for channel in channels if channel.hub.streams]
        if not watched:
            return
        every = self._state().calls.values()
        files, others = parties(every), list(_of_others(every))  # one pass over all calls, for however many phones
        for channel in watched:
            view = self._view(channel.person, files.get(channel.person.id, []), others)
            timeless = _timeless(view)
            if timeless != channel.last:
                channel.last = timeless
                channel.hub.publish(EVENT, _encode(view))

    def _view(self, person: Person, files: list[CallFile], others: list[CallFile]) -> PhoneView:
        return phone_view(
            person,
            self._state(),
            files,
            self._directory,
            others=others,
            messages=self._new_messages(person.id),
            switch_up=self._connected(),
            now=self._now(),
        )

    def _new_messages(self, user: str) -> int | None:
        boxes = self._directory.mailboxes(user)
        return sum(self._messages.get(box, 0) for box in boxes) if boxes else None

    def _sweep(self) -> None:
        self._channels = {user: channel for user, channel in self._channels.items() if channel.hub.streams}


def _of_others(files: Iterable[CallFile]) -> Iterator[CallFile]:
    """The calls that phones show although they are not theirs: parked ones, and those that ring anybody."""
    for file in files:
        if file.call.open and (file.parked is not None or any(offer.open for offer in file.offers.values())):
            yield file


def _timeless(view: PhoneView) -> PhoneView:
    """For comparison: the time of a view is no change."""
    return msgspec.structs.replace(view, server_time=moment(0))
