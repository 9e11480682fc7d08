"""Digits in INFO bodies. Pure."""

from __future__ import annotations

from typing import Final

DIGITS: Final = frozenset("0123456789*#ABCD")
DEFAULT_MS: Final = 160


def parse_digit(content_type: str, text: str) -> tuple[str, int]:
    """Digit and duration (ms) of an `application/dtmf-relay` or `application/dtmf` body; ("", 0) for anything else."""
    if content_type == "application/dtmf":
        digit, duration = text.strip().upper(), DEFAULT_MS
    elif content_type == "application/dtmf-relay":
        fields = {
            name.strip().lower(): value.strip()
            for name, equals, value in (line.partition("=") for line in text.splitlines())
            if equals
        }
        digit = fields.get("signal", "").upper()
        given = fields.get("duration", "")
        duration = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else DEFAULT_MS
    else:
        return "", 0
    return (digit, duration) if digit in DIGITS else ("", 0)
