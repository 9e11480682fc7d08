"""The languages of the system."""

from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ja", "en"]
