"""What outside numbers are, by their first digits (総務省, 電気通信番号計画): a data file for the switch."""

import tomllib
from functools import cache
from pathlib import Path

from sip.contract.config import NumberRule
from sip.contract.enums import NumberClass


@cache
def number_rules() -> tuple[NumberRule, ...]:
    """The rules of `japan.toml`. Raises `ValueError` for a class that is not one of `NumberClass`."""
    document = tomllib.loads((Path(__file__).parent / "japan.toml").read_text(encoding="utf-8"))
    return tuple(
        NumberRule(prefix=prefix, kind=NumberClass(kind), whole=part == "whole")
        for part in ("whole", "prefixes")
        for kind, prefixes in document[part].items()
        for prefix in prefixes
    )
