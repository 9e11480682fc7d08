"""The announcements that come with the switch, by the names that a configuration may use for them."""

from typing import Final

PLACES: Final = 20
"""`queue-place-1` … `queue-place-20`: the place in the queue."""
MINUTES: Final = 30
"""`queue-minutes-1` … `queue-minutes-30`: the expected wait."""

SHIPPED: Final = frozenset(
    {
        "beep",
        "busy",
        "choose",
        "closed",
        "closed-holiday",
        "goodbye",
        "hold",
        "invalid-key",
        "mailbox-full",
        "menu-sample",
        "message-limit",
        "message-taken",
        "no-key",
        "please-wait",
        "queue-wait",
        "recorded",
        "ringback",
        "still-busy",
        "transfer-failed",
        "voicemail",
        "welcome",
        *(f"queue-place-{place}" for place in range(1, PLACES + 1)),
        *(f"queue-minutes-{minutes}" for minutes in range(1, MINUTES + 1)),
    }
)
"""Each is a file `sip/media/sounds/<name>.ulaw` (tested). An uploaded sound of the same name takes its place."""
