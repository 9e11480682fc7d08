"""What is known of mailboxes, and who leaves a message now. Records, and the end of a recording."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from sip.contract.enums import Diversion
from sip.contract.voicemail import Mailbox


class Stage(StrEnum):
    """Where a caller at a mailbox is."""

    GREETING = "greeting"  # hears the greeting and the tone
    RECORDING = "recording"
    NOTICE = "notice"  # hears last words, then the call ends


STAGES: Final = {
    Stage.GREETING: {Stage.RECORDING: Stage.RECORDING},
    Stage.RECORDING: {Stage.NOTICE: Stage.NOTICE},
    Stage.NOTICE: {},
}
"""A caller who finds the mailbox full begins with NOTICE."""


class Message:
    """A caller at a mailbox. `id`: of the message, "" until it is recorded, from `begun` (ms) on. `diversion`: what the
    call counts as at its end, booked for `group`; None: as what it was before."""

    __slots__ = ("begun", "diversion", "group", "id", "mailbox", "stage")

    def __init__(self, mailbox: Mailbox, diversion: Diversion | None, group: str) -> None:
        self.id = ""
        self.mailbox = mailbox
        self.stage = Stage.GREETING
        self.begun = 0
        self.diversion = diversion
        self.group = group


class MailRoom:
    """`boxes` by id; `unread` messages by mailbox; `messages` by call; `ready`: by call that rings an extension, the
    mailbox that answers if nobody does."""

    __slots__ = ("boxes", "messages", "ready", "unread")

    def __init__(self) -> None:
        self.boxes: dict[str, Mailbox] = {}
        self.unread: dict[str, int] = {}
        self.messages: dict[str, Message] = {}
        self.ready: dict[str, str] = {}

    def use(self, boxes: Iterable[Mailbox]) -> None:
        """Index a new configuration. Messages that are being left go on under the rules that they began with."""
        self.boxes = {box.id: box for box in boxes}

    def full(self, box: Mailbox) -> bool:
        """Whether no more messages fit; those that are being left count."""
        coming = sum(1 for each in self.messages.values() if each.mailbox.id == box.id and each.stage != Stage.NOTICE)
        return self.unread.get(box.id, 0) + coming >= box.max_messages
