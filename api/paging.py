"""Lists that come page by page, newest first, and the times in their filters."""

import base64
import binascii
from datetime import datetime

from api.faults import Fault
from api.problems import Problem


class BadCursorError(ValueError):
    """A cursor that no page of ours ended with."""


def encode_cursor(begin: int, key: str) -> str:
    """The place after an item, which is known by its begin and its key."""
    return base64.urlsafe_b64encode(f"{begin}:{key}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[int, str]:
    """Inverse of `encode_cursor`. Raises `BadCursorError`."""
    try:
        begin, _, key = (
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode().partition(":")
        )
        return int(begin), key
    except (binascii.Error, ValueError) as error:
        raise BadCursorError(cursor) from error


def instant(field: str, at: datetime | None) -> int | None:
    """The query parameter `field` in wall ms. Raises `Problem` for a time without an offset."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise Problem("invalid", errors=[Fault(field=field, code="malformed")])
    # In whole milliseconds, without the rounding of a float.
    return int(at.timestamp()) * 1000 + at.microsecond // 1000


def place(cursor: str | None) -> tuple[int, str] | None:
    """Where the page before ended. Raises `Problem` for a cursor that is none of ours."""
    if not cursor:
        return None
    try:
        return decode_cursor(cursor)
    except BadCursorError as error:
        raise Problem("invalid", errors=[Fault(field="cursor", code="malformed")]) from error
