"""A number as a person types it, made one that can be dialled. Pure."""

import re
import unicodedata
from typing import Final

MAX_DIGITS: Final = 32
"""E.164 has at most 15 digits; service prefixes and carrier codes come in front."""

_PUNCTUATION: Final = re.compile(r"[\s()\-‐-―−ー.]")
_NUMBER: Final = re.compile(r"\+?[0-9*#]+")


class NumberError(ValueError):
    """Cannot be dialled; `code` is `required`, `malformed` or `too_long`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def dialable(typed: str) -> str:
    """`typed` without blanks, hyphens, dots and brackets, full-width digits made plain: digits, `*`, `#`, with a `+`
    perhaps in front. Raises `NumberError`."""
    number = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", typed))
    if not number:
        raise NumberError("required")
    if not _NUMBER.fullmatch(number):
        raise NumberError("malformed")
    if len(number) > MAX_DIGITS:
        raise NumberError("too_long")
    return number
