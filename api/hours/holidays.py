"""National holidays as the Cabinet Office publishes them (内閣府「国民の祝日・休日」の CSV)."""

import csv
import datetime
import io
from functools import cache
from pathlib import Path
from typing import Final

SNAPSHOT: Final = Path(__file__).parent / "holidays.csv"
"""2025 to 2027, substitute holidays (休日) included."""
MAX_ROWS: Final = 20_000


class BadHolidays(ValueError):
    """Not a file of holidays. `line`: the first line that does not fit, from 1; 0: none fits or the text cannot be
    read."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}" if line else "no holidays")
        self.line = line


def parse(data: bytes) -> dict[datetime.date, str]:
    """Date → name. Takes the published file as it is: a line of headings, then `2026/1/1,元日`, in Shift_JIS (or, after
    an editor has been at it, UTF-8). Raises `BadHolidays`."""
    rows = list(csv.reader(io.StringIO(_text(data))))
    found: dict[datetime.date, str] = {}
    for number, row in enumerate(rows[:MAX_ROWS], 1):
        if not row or (number == 1 and not row[0][:1].isdigit()):
            continue
        try:
            year, month, day = row[0].strip().split("/")
            name = row[1].strip()
            found[datetime.date(int(year), int(month), int(day))] = name
        except (ValueError, IndexError) as error:
            raise BadHolidays(number) from error
        if not name:
            raise BadHolidays(number)
    if not found:
        raise BadHolidays(0)
    return found


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadHolidays(0)


@cache
def shipped() -> dict[datetime.date, str]:
    """The snapshot that comes with the program."""
    return parse(SNAPSHOT.read_bytes())


def missing(found: dict[datetime.date, str], today: datetime.date) -> list[int]:
    """Of this year and the next those without any holiday: on them the centre would be open on every weekday."""
    years = {day.year for day in found}
    return [year for year in (today.year, today.year + 1) if year not in years]
