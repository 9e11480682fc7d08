"""Phone numbers as a reader of Japan expects them: `03-1234-5678`, as in `frontend/js/state/phone_number.js`."""

import json
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parents[2] / "frontend" / "data" / "numbering.json"
"""The grouping by prefix, one file for screens and reports."""


@cache
def _grouping() -> dict[str, list[int]]:
    table: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))["grouping"]
    return {prefix: [int(size) for size in sizes.split("-")] for prefix, sizes in table.items()}


def grouped(number: str) -> str:
    """A number with the hyphens of its longest known prefix; what the table does not know stays as it is."""
    national = f"0{number[3:]}" if number.startswith("+81") else number
    if not (national.isascii() and national.isdigit() and national.startswith("0")):
        return number
    for length in range(len(national), 1, -1):
        sizes = _grouping().get(national[:length])
        if sizes and sum(sizes) == len(national):
            ends = list(accumulate(sizes))
            return "-".join(national[end - size : end] for end, size in zip(ends, sizes, strict=True))
    return number
