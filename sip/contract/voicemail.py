"""Mailboxes (留守電): where callers leave messages (F6, F10.4).

A mailbox is a group's (`group:<id>`) or an extension's (`extension:<number>`). What a caller says is recorded in
`<data>/recordings/<message>.wav` (µ-law, 8 kHz, one channel), which the switch makes and the api alone deletes.
"""

from typing import Final

from msgspec import Struct

GROUP: Final = "group:"
EXTENSION: Final = "extension:"
"""What the ids of mailboxes begin with."""
FOLDER: Final = "recordings"
"""Folder of the data folder in which recordings lie."""


def of_group(group: str) -> str:
    """Id of the mailbox of a group."""
    return GROUP + group


def of_extension(number: str) -> str:
    """Id of the mailbox of an extension."""
    return EXTENSION + number


def file_name(message: str) -> str:
    """Name of the file with the sound of a message."""
    return f"{message}.wav"


class Mailbox(Struct, frozen=True, kw_only=True, forbid_unknown_fields=False, omit_defaults=True):
    """A mailbox that is switched on. `greeting`: prompts that the caller hears before the tone.

    `answer_s`: of an extension: after so many seconds of ringing the mailbox answers; 0: only where nothing can ring,
    the user is busy or refuses. `max_messages`: most unread messages, beyond it callers are told that the mailbox is
    full. `max_s`: longest message, then the caller is told so (F6.3). Shorter than `min_s`: no message.
    """

    id: str
    greeting: tuple[str, ...] = ("voicemail",)
    answer_s: int = 20
    max_messages: int = 100
    max_s: int = 300
    min_s: int = 1
