"""Which passwords are good enough (pure)."""

import re
from typing import Final

STRONG: Final = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{10,20}")


def is_strong(password: str) -> bool:
    """10 to 20 characters with upper case, lower case and digit (F9.2, F9.7)."""
    return STRONG.fullmatch(password) is not None
