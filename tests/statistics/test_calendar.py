"""Hours and business days of a site's time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from api.statistics.timeline import DAY, HOUR, Calendar

ZONES = ["Asia/Tokyo", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
MOMENTS = st.integers(1_500_000_000_000, 2_000_000_000_000)


def local(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def ms(text: str, zone: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1000


@given(MOMENTS, st.integers(0, 3 * DAY), st.sampled_from(ZONES), st.integers(0, 1439))
def test_slices_sum_to_the_whole_and_lie_in_their_hours(begin: int, duration: int, zone: str, day_start: int) -> None:
    calendar = Calendar(zone, day_start)
    at, total = begin, 0
    for hour, part in calendar.slices(begin, duration):
        assert part > 0
        assert hour == calendar.hour(at) == calendar.hour(at + part - 1)
        at, total = at + part, total + part
    assert total == duration


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 1439))
def test_the_day_holds_its_moments(at: int, zone: str, day_start: int) -> None:
    calendar = Calendar(zone, day_start)
    day = calendar.day(at)
    assert day <= at < day + 25 * HOUR
    assert calendar.day(day) == day
    assert calendar.day(day - 1) < day


@pytest.mark.parametrize(
    ("zone", "day_start", "moment", "hour", "day"),
    [
        ("Asia/Tokyo", 0, "2026-11-23 10:59", "2026-11-23 10:00", "2026-11-23 00:00"),
        ("Asia/Kolkata", 0, "2026-11-23 10:15", "2026-11-23 10:00", "2026-11-23 00:00"),
        ("Asia/Tokyo", 330, "2026-11-23 05:29", "2026-11-23 05:00", "2026-11-22 05:30"),
        ("Asia/Tokyo", 330, "2026-11-23 05:31", "2026-11-23 05:30", "2026-11-23 05:30"),
        ("Europe/Berlin", 0, "2026-10-25 12:10", "2026-10-25 12:00", "2026-10-25 00:00"),
        ("Europe/Berlin", 0, "2026-03-29 03:10", "2026-03-29 03:00", "2026-03-29 00:00"),
    ],
)
def test_hours_and_days(zone: str, day_start: int, moment: str, hour: str, day: str) -> None:
    calendar = Calendar(zone, day_start)
    at = ms(moment, zone)
    assert (local(calendar.hour(at), zone), local(calendar.day(at), zone)) == (hour, day)


def test_the_hour_that_summer_time_repeats_is_two_hours() -> None:
    calendar = Calendar("Europe/Berlin")
    begin = ms("2026-10-25 02:00", "Europe/Berlin")
    assert [hour for hour, _ in calendar.slices(begin, 2 * HOUR)] == [begin, begin + HOUR]
