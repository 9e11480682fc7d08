"""What can go wrong in the stack. Pure.

StackError
 ├─ MalformedError     bytes that are no SIP; carries the answer it deserves
 ├─ SdpError           a session description that cannot be used (488)
 └─ SessionStateError  a call of `Session` that its state forbids
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sip.stack.message import Request


class StackError(Exception):
    """Base of all errors of the stack."""


class MalformedError(StackError):
    """A message, or a part of one, breaks the grammar; `str()` is one sentence that says how.

    `status` is the response it deserves (400, 505, 413) and `request` the request as far as it could be read, None
    where no answer is possible or it was a response (RFC 3261 8.2, 18.3).
    """

    def __init__(self, sentence: str, status: int = 400, request: Request | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.request = request


class SdpError(StackError):
    """The description cannot be used; `str()` is one sentence for the Warning of the 488."""


class SessionStateError(StackError):
    """The session is not in a state that allows this; nothing was changed."""
