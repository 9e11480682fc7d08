"""The shipped holidays obey the law (国民の祝日に関する法律), and the published file is read as it is."""

import datetime
from itertools import pairwise

import pytest

from api.hours import holidays

DAYS = holidays.shipped()
FIXED = {
    "元日": (1, 1),
    "建国記念の日": (2, 11),
    "天皇誕生日": (2, 23),
    "昭和の日": (4, 29),
    "憲法記念日": (5, 3),
    "みどりの日": (5, 4),
    "こどもの日": (5, 5),
    "山の日": (8, 11),
    "文化の日": (11, 3),
    "勤労感謝の日": (11, 23),
}
MONDAYS = {"成人の日": (1, 2), "海の日": (7, 3), "敬老の日": (9, 3), "スポーツの日": (10, 2)}
EQUINOXES = {2025: (20, 23), 2026: (20, 23), 2027: (21, 23)}
"""Days of March and September (国立天文台, 暦要項)."""


def law(year: int) -> dict[datetime.date, str]:
    """The holidays of a year from the rules themselves."""
    found = {datetime.date(year, *day): name for name, day in FIXED.items()}
    for name, (month, week) in MONDAYS.items():
        first = datetime.date(year, month, 1)
        found[first + datetime.timedelta(days=(-first.weekday()) % 7 + 7 * (week - 1))] = name
    spring, autumn = EQUINOXES[year]
    found |= {datetime.date(year, 3, spring): "春分の日", datetime.date(year, 9, autumn): "秋分の日"}
    days = set(found)
    for day in sorted(days):  # article 3, paragraph 2: the next day that is none
        if day.weekday() == 6:
            while day in found:
                day += datetime.timedelta(days=1)
            found[day] = "休日"
    for one, other in pairwise(sorted(days)):  # paragraph 3: between two holidays
        if (other - one).days == 2 and one + datetime.timedelta(days=1) not in found:
            found[one + datetime.timedelta(days=1)] = "休日"
    return found


@pytest.mark.parametrize("year", EQUINOXES)
def test_the_shipped_ones_are_those_of_the_law(year: int) -> None:
    assert {day: name for day, name in DAYS.items() if day.year == year} == law(year)


def test_the_published_encoding() -> None:
    text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/1/12,成人の日\r\n"
    expected = {datetime.date(2026, 1, 1): "元日", datetime.date(2026, 1, 12): "成人の日"}
    for encoding in ("cp932", "utf-8", "utf-8-sig"):
        assert holidays.parse(text.encode(encoding)) == expected


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 0),
        (b"date,name\n", 0),
        (b"\xff\xff\xff", 0),
        (b"date,name\n2026/1/1,x\n2026/13/1,y\n", 3),
        (b"2026/1/1\n", 1),
        (b"2026/1/1,\n", 1),
        (b"date,name\nx\n", 2),
    ],
)
def test_what_is_no_file_of_holidays(data: bytes, line: int) -> None:
    with pytest.raises(holidays.BadHolidays) as error:
        holidays.parse(data)
    assert error.value.line == line


@pytest.mark.parametrize(
    ("today", "gaps"), [((2026, 12, 31), []), ((2027, 1, 1), [2028]), ((2030, 1, 1), [2030, 2031])]
)
def test_years_that_are_missing(today: tuple[int, int, int], gaps: list[int]) -> None:
    assert holidays.missing(DAYS, datetime.date(*today)) == gaps
