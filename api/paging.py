"""Lists that come page by page, newest first, and the times in their filters."""

import base64
import binascii
from datetime import datetime

from api.faults import EXAMPLES, Fault
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


def interval(begin: datetime | None, end: datetime | None) -> tuple[int | None, int | None]:
    """The query parameters `from` and `to` in wall ms. Raises `Problem` for a time without an offset, and for an end
    before the begin."""
    given = {"from": begin, "to": end}
    example = {"example": EXAMPLES[datetime]}
    found = [
        Fault(field=field, code="malformed", params={**example})
        for field, at in given.items()
        if at is not None and at.tzinfo is None
    ]
    if not found and begin is not None and end is not None and end < begin:
        found = [Fault(field="to", code="ends_before_it_begins")]
    if found:
        raise Problem("invalid", errors=found)
    return _instant(begin), _instant(end)


def upside_down(field: str, begin: str, end: str) -> Fault:
    """The fault of a period that ends before it begins."""
    return Fault(field=field, code="ends_before_it_begins", params={"begin": begin, "end": end})


def _instant(at: datetime | None) -> int | None:
    # In whole milliseconds, without the rounding of a float.
    return None if at is None else int(at.timestamp()) * 1000 + at.microsecond // 1000


def place(cursor: str | None) -> tuple[int, str] | None:
    """Where the page before ended. Raises `Problem` for a cursor that is none of ours."""
    if not cursor:
        return None
    try:
        return decode_cursor(cursor)
    except BadCursorError as error:
        raise Problem("invalid", errors=[Fault(field="cursor", code="malformed")]) from error
