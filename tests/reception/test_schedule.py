"""From hours as people write them to moments: weekdays, holidays, exceptions, midnights, changes of the clock."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from api.hours import holidays
from api.hours.schedule import WEEKDAYS, schedule, spans_of
from api.site.reception import SiteHours
from sip.domain.hours import is_open

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
MONDAY = datetime.date(2026, 7, 13)
OFFICE = SiteHours(
    **{day: ["09:00-12:00", "13:00-18:00"] for day in WEEKDAYS[:5]},
    saturday=["22:00-02:00"],
    exceptions={datetime.date(2026, 7, 14): [], datetime.date(2026, 7, 20): ["10:00-11:00"]},
)


def at(text: str, zone: ZoneInfo = TOKYO) -> int:
    """Local time as UTC ms."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-07-13T08:59:59.999", False),
        ("2026-07-13T09:00", True),
        ("2026-07-13T11:59:59.999", True),
        ("2026-07-13T12:00", False),
        ("2026-07-13T13:00", True),
        ("2026-07-13T18:00", False),
        ("2026-07-14T10:00", False),  # an exception: closed
        ("2026-07-18T21:59", False),
        ("2026-07-18T23:59", True),  # Saturday night
        ("2026-07-19T01:59", True),
        ("2026-07-19T02:00", False),
        ("2026-07-20T10:30", True),  # 海の日, but an exception wins
        ("2026-07-20T11:00", False),
        ("2026-08-11T10:00", False),  # 山の日
        ("2026-08-12T10:00", True),
    ],
)
def test_weekdays_holidays_and_exceptions(moment: str, expected: bool) -> None:
    hours = schedule(OFFICE, holidays.shipped(), TOKYO, MONDAY, 40)
    assert is_open(hours, at(moment)) is expected


def test_holidays_may_be_days_like_others_or_have_hours_of_their_own() -> None:
    day = datetime.date(2026, 8, 11)
    for rule, expected in ((None, ["08:00-09:00"]), ([], []), (["10:00-11:00"], ["10:00-11:00"])):
        hours = SiteHours(tuesday=["08:00-09:00"], holidays=rule)
        assert spans_of(hours, day, holidays.shipped()) == expected


def test_a_span_over_midnight_reaches_into_the_first_day() -> None:
    hours = schedule(SiteHours(sunday=["22:00-03:00"]), {}, TOKYO, MONDAY, 1)
    assert hours.open == ((at("2026-07-12T22:00"), at("2026-07-13T03:00")),)
    assert hours.until == at("2026-07-14T00:00")


def test_all_day_and_spans_that_touch_are_one_stretch() -> None:
    hours = SiteHours(**{day: ["00:00-24:00"] for day in WEEKDAYS}, holidays=None)
    assert schedule(hours, {}, TOKYO, MONDAY, 7).open == ((at("2026-07-13T00:00"), at("2026-07-20T00:00")),)
    merged = schedule(SiteHours(monday=["09:00-12:00", "11:00-13:00", "13:00-14:00"]), {}, TOKYO, MONDAY, 1)
    assert merged.open == ((at("2026-07-13T09:00"), at("2026-07-13T14:00")),)


@pytest.mark.parametrize(("day", "length"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-30", 24)])
def test_a_day_on_which_the_clock_changes(day: str, length: int) -> None:
    date = datetime.date.fromisoformat(day)
    hours = SiteHours(exceptions={date: ["00:00-24:00"]})
    ((begin, end),) = schedule(hours, {}, BERLIN, date, 1).open
    assert (end - begin) == length * 3_600_000
    morning = SiteHours(exceptions={date: ["09:00-17:00"]})
    ((begin, end),) = schedule(morning, {}, BERLIN, date, 1).open
    assert (begin, end) == (at(f"{day}T09:00", BERLIN), at(f"{day}T17:00", BERLIN))


times = st.integers(0, 1439)


@given(st.lists(st.tuples(times, times), max_size=6), st.integers(0, 3 * 1440 - 1))
def test_it_is_what_looking_at_the_clock_says(spans: list[tuple[int, int]], minute: int) -> None:
    """Against a second way: minutes of each day, counted one by one."""
    written = [f"{b // 60:02}:{b % 60:02}-{e // 60:02}:{e % 60:02}" for b, e in spans]
    hours = schedule(SiteHours(**dict.fromkeys(WEEKDAYS, written), holidays=None), {}, TOKYO, MONDAY, 3)
    now = minute % 1440
    expected = any(b <= now < e if b < e else (now >= b or now < e) for b, e in spans)
    assert is_open(hours, at("2026-07-13T00:00") + minute * 60_000) is expected
    assert all(a[1] < b[0] for a, b in zip(hours.open, hours.open[1:], strict=False))
