"""What sessions, registrations and requests need of their agent. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sip.stack.flow import Flow
from sip.stack.interfaces import Address
from sip.stack.layer import TransactionLayer
from sip.stack.timers import Schedule

if TYPE_CHECKING:
    from sip.stack.session import Session


class Host(Protocol):
    """What a session needs of its agent."""

    layer: TransactionLayer
    schedule: Schedule
    sessions: dict[tuple[str, str], Session]
    """By Call-ID and our tag."""

    def new_tag(self) -> str:
        """A fresh tag, Call-ID or cnonce."""

    def flow_to(self, address: Address) -> Flow:
        """A way to `address`; failures show later."""

    def contact(self, flow: Flow) -> str:
        """Our Contact for messages over `flow`."""

    def enrol(self, session: Session) -> None:
        """Send requests within the session's dialogs to it from now on."""

    def forget(self, session: Session) -> None:
        """The reverse; unknown sessions are ignored."""

    def report(self, error: Exception) -> None:
        """A callback of the application raised."""

    def random(self) -> float:
        """From 0 to 1."""
