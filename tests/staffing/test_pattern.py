"""Calls of some weeks, folded to a usual week: time zones, opening hours, days left out."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from api.statistics.staffing.pattern import HALF_HOUR, MIN_ANSWERED, QUARTER, Span, Tally, fold, grain, midnight

TOKYO = ZoneInfo("Asia/Tokyo")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 2)


def wall(zone: ZoneInfo, day: date, hour: int, minute: int = 0) -> int:
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp() * 1000)


def calls(begin: int, visits: int = 1, **more: int) -> Tally:
    return Tally(begin=begin, visits=visits, **more)


def test_two_weeks_become_one() -> None:
    """Two Mondays at 09:30 with 4 and 8 calls are a half-hour of 6."""
    span = Span(first=MONDAY, last=date(2026, 11, 15), zone=TOKYO)
    tallies = [calls(wall(TOKYO, MONDAY, 9, 30), 4), calls(wall(TOKYO, date(2026, 11, 9), 9, 30), 8)]
    found = fold(tallies, span, HALF_HOUR)
    assert len(found.slots) == 7 * 48
    slot = next(slot for slot in found.slots if slot.tally.visits)
    assert (slot.weekday, slot.half_hour, slot.times, slot.volume) == (0, 19, 2.0, 6.0)
    assert (found.total.visits, found.outside) == (12, 0)


def test_days_left_out_count_neither_as_calls_nor_as_days() -> None:
    span = Span(first=MONDAY, last=date(2026, 11, 15), zone=TOKYO, skipped={date(2026, 11, 9)})
    tallies = [calls(wall(TOKYO, MONDAY, 9, 30), 4), calls(wall(TOKYO, date(2026, 11, 9), 9, 30), 1)]
    found = fold(tallies, span, HALF_HOUR)
    assert next(slot for slot in found.slots if slot.tally.visits).volume == 4.0
    assert found.outside == 1


def test_nothing_before_the_first_call_and_after_now_counts() -> None:
    """A group that is open since the Wednesday has had one Monday, and no Tuesday evening yet."""
    begin, now = wall(TOKYO, date(2026, 11, 4), 10), wall(TOKYO, date(2026, 11, 10), 12)
    span = Span(first=MONDAY, last=date(2026, 11, 15), zone=TOKYO, since=begin + 1, until=now)
    found = fold([calls(begin, 2)], span, HALF_HOUR)
    times = {(slot.weekday, slot.half_hour): slot.times for slot in found.slots}
    assert times[0, 20] == 1.0
    assert times[2, 20] == 1.0, "the half-hour of the first call itself"
    assert (2, 19) not in times
    assert (1, 24) not in times
    assert times[1, 23] == 1.0


def test_only_open_time_counts_and_a_half_open_half_hour_by_its_share() -> None:
    opened = [(wall(TOKYO, MONDAY, 9), wall(TOKYO, MONDAY, 9, 45))]
    span = Span(first=MONDAY, last=MONDAY, zone=TOKYO, opened=opened)
    tallies = [
        calls(wall(TOKYO, MONDAY, 9), 10),
        calls(wall(TOKYO, MONDAY, 9, 30), 5),
        calls(wall(TOKYO, MONDAY, 10), 3),
    ]
    found = fold(tallies, span, HALF_HOUR)
    assert [(slot.half_hour, slot.times, slot.volume) for slot in found.slots] == [(18, 1.0, 10.0), (19, 0.5, 10.0)]
    assert found.outside == 3


def test_a_group_that_is_never_open_has_no_half_hours() -> None:
    assert fold([], Span(first=MONDAY, last=MONDAY, zone=TOKYO, opened=[]), HALF_HOUR).slots == ()


def test_the_clock_is_put_back_and_forward() -> None:
    """Berlin: 02:00 to 03:00 comes twice on 25 October 2026, and not at all on 29 March."""
    back = fold([], Span(first=date(2026, 10, 25), last=date(2026, 10, 25), zone=BERLIN), HALF_HOUR)
    assert [slot.times for slot in back.slots][3:7] == [1.0, 2.0, 2.0, 1.0]
    assert len(back.slots) == 48
    forward = fold([], Span(first=date(2026, 3, 29), last=date(2026, 3, 29), zone=BERLIN), HALF_HOUR)
    assert [slot.half_hour for slot in forward.slots] == [0, 1, 2, 3, *range(6, 48)]
    both = Span(first=date(2026, 10, 19), last=date(2026, 10, 26), zone=BERLIN)
    at_nine = [calls(wall(BERLIN, day, 9), 1) for day in (date(2026, 10, 19), date(2026, 10, 26))]
    assert [slot.volume for slot in fold(at_nine, both, HALF_HOUR).slots if slot.tally.visits] == [1.0]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Tokyo", HALF_HOUR), ("Asia/Kolkata", HALF_HOUR), ("Asia/Kathmandu", QUARTER), ("UTC", HALF_HOUR)],
)
def test_half_hours_of_a_zone_that_is_a_quarter_off_are_made_of_quarters(zone: str, expected: int) -> None:
    assert grain(MONDAY, date(2026, 11, 15), ZoneInfo(zone)) == expected


def test_quarters_are_put_together() -> None:
    zone = ZoneInfo("Asia/Kathmandu")
    tallies = [calls(wall(zone, MONDAY, 9, 0), 1), calls(wall(zone, MONDAY, 9, 15), 2)]
    found = fold(tallies, Span(first=MONDAY, last=MONDAY, zone=zone), QUARTER)
    slot = next(slot for slot in found.slots if slot.tally.visits)
    assert (slot.half_hour, slot.times, slot.volume) == (18, 1.0, 3.0)


def test_few_answered_calls_take_the_handling_time_of_the_group() -> None:
    few = calls(wall(TOKYO, MONDAY, 9), 2, answered=2, handled=2_000_000)
    many = calls(wall(TOKYO, MONDAY, 10), 20, answered=MIN_ANSWERED, handled=MIN_ANSWERED * 100_000)
    found = fold([few, many], Span(first=MONDAY, last=MONDAY, zone=TOKYO), HALF_HOUR)
    slots = {slot.half_hour: found.handle_s(slot) for slot in found.slots}
    assert slots[20] == (100.0, True)
    assert slots[18] == (pytest.approx(250.0), False)
    nothing = fold([], Span(first=MONDAY, last=MONDAY, zone=TOKYO), HALF_HOUR)
    assert nothing.handle_s(nothing.slots[0]) == (None, False)


@settings(max_examples=40, deadline=None)
@given(
    first=st.dates(date(2025, 1, 1), date(2026, 12, 1)),
    days=st.integers(0, 40),
    zone=st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_no_time_and_no_call_is_lost_or_counted_twice(first: date, days: int, zone: str) -> None:
    """One call in every unit: each half-hour of the week has as many per half-hour as a half-hour has units."""
    where = ZoneInfo(zone)
    last = date.fromordinal(first.toordinal() + days)
    unit = grain(first, last, where)
    begin, end = midnight(first, where), midnight(date.fromordinal(last.toordinal() + 1), where)
    found = fold([calls(at) for at in range(begin, end, unit)], Span(first=first, last=last, zone=where), unit)
    assert sum(slot.times for slot in found.slots) * HALF_HOUR == end - begin
    assert all(slot.volume == HALF_HOUR / unit for slot in found.slots)
    assert found.outside == 0
    assert datetime.fromtimestamp(begin / 1000, UTC).astimezone(where).hour == 0
