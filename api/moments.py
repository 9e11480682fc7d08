"""Times of the log as clients get them."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment(ms: int) -> datetime:
    """A wall-clock time of the log (ms since the epoch) as UTC."""
    return _EPOCH + timedelta(milliseconds=ms)
