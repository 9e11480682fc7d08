"""Random days in the centre: whatever callers, operators, phones, timers and administrators do, the books balance."""

from collections import Counter
from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import settings
from msgspec.structs import replace

from sip.contract import commands as c
from sip.contract.config import Overflow
from sip.contract.enums import (
    Cause,
    ConsultOutcome,
    Diversion,
    OfferOutcome,
    Status,
    Strategy,
    SupervisionEnding,
    SupervisionMode,
    VisitEntry,
    VisitOutcome,
)
from sip.contract.events import CallDiverted, SupervisionEnded, VisitBegan
from tests.domain.day import Day
from tests.domain.day_inputs import MAILBOXES, ROUTES
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, H, config, group

TestDay = Day.TestCase
TestDay.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)

BUSY = {
    "caller_calls": 14,
    "begin_work": 14,
    "control": 24,
    "leg_answers": 12,
    "leg_rings": 4,
    "leg_fails": 3,
    "leg_ends": 5,
    "prompts_end": 4,
    "hand_over": 20,
    "transfer": 26,
    "supervise": 5,
    "stop_supervising": 2,
    "echo": 0,
    "unpark": 3,
    "pick_up": 2,
    "dial": 6,
    "desk_dials": 3,
    "choose": 4,
    "time_passes": 12,
    "attach": 3,
    "lose": 3,
    "devices": 3,
    "log_out": 1,
    "alert": 1,
    "dtmf": 1,
    "api_comes_and_goes": 1,
}


def draw(day: Day, name: str, chance: Random) -> dict[str, Any]:
    """Arguments for the rule `name`."""
    outside_more_often = [OUTSIDE, OUTSIDE, "11", "12", "13", "19", "90", "77"]
    if name in ("second_call", "desk_refers"):
        outside_more_often += ["*70", "*71", "*8"]
    choices: dict[str, list[Any]] = {
        "number": [G_NUMBER, H_NUMBER, "0500", "0501", "0502", "0999"]
        if name == "caller_calls"
        else outside_more_often,
        "user": list("aabbccdst"),
        "extension": ["11", "12", "90"],
        "n": list(range(100)),
        "m": list(range(100)),
        "replaces": [False, False, False, True],
        "cause": [Cause.NORMAL] if name == "leg_ends" else [Cause.BUSY, Cause.UNREACHABLE],
        "early": [True, False],
        "status": [Status.AVAILABLE, Status.AVAILABLE, Status.LUNCH_BREAK, Status.ACW, "work:1"],
        "group": ["", "g"],
        "kind": [c.Answer, c.Answer, c.Answer, c.Reject, c.HangUp, c.Hold, c.Resume],
        "blind": [True, False],
        "slot": [1, 2],
        "by": ["s", "t"],
        "whom": list("abcds"),
        "mode": list(SupervisionMode),
        "digits": ["1"],
        "digit": ["#", "#", "1"],
        "unread": [{}, {}, {"group:g": 1}, {"group:g": 3}],
        "seconds": [0, 1, 3, 20, 31],
        "heard": [True, True, True, False],
        "count": [0, 1],
        "on": [True, False],
        "up": [True, True, True, False],
    }
    wanted = {
        "caller_calls": ["number"],
        "leg_answers": ["n"],
        "leg_rings": ["n", "early"],
        "leg_fails": ["n", "cause"],
        "leg_ends": ["n", "cause"],
        "prompts_end": ["n"],
        "caller_presses": ["n", "digit"],
        "messages_are_counted": ["unread"],
        "transfer": ["user", "number", "group", "blind"],
        "supervise": ["by", "whom", "mode"],
        "stop_supervising": ["by"],
        "echo": ["user", "on"],
        "unpark": ["user", "slot"],
        "pick_up": ["user", "n"],
        "hand_over": ["user", "kind"],
        "dial": ["user", "number", "group"],
        "desk_dials": ["extension", "number"],
        "desk_holds": ["n", "on"],
        "second_call": ["number", "replaces"],
        "desk_refers": ["n", "m", "number", "blind"],
        "choose": ["user", "status"],
        "control": ["user", "kind"],
        "time_passes": ["seconds", "heard"],
        "devices": ["extension", "count"],
        "alert": ["user", "on"],
        "dtmf": ["user", "digits"],
        "api_comes_and_goes": ["up"],
    }
    if name == "hand_over":
        choices["kind"] = [c.CompleteTransfer, c.CompleteTransfer, c.CancelTransfer, c.Conference, c.Park]
    given = {key: chance.choice(choices[key]) for key in wanted.get(name, ["user"])}
    if name == "begin_work" and given["user"] in "st":
        given["user"] = "a"
    return given


AT_DESKS = BUSY | {
    "leg_answers": 40,
    "control": 8,
    "devices": 12,
    "lose": 20,
    "attach": 0,
    "desk_holds": 24,
    "second_call": 24,
    "desk_refers": 20,
    "transfer": 4,
    "hand_over": 4,
}
"""A day on which most operators talk at desk phones and use their keys."""
WITH_MAILBOXES = BUSY | {
    "caller_calls": 20,
    "caller_presses": 10,
    "messages_are_counted": 1,
    "prompts_end": 16,
    "echo": 6,
}
"""A day on which callers whom nobody serves are led to mailboxes, and phones are tested."""


def busy_day(
    seed: int, steps: int = 5000, strategy: Strategy | None = None, rules: Mapping[str, int] = MappingProxyType(BUSY)
) -> Day:
    """Thousands of steps without rest, every identity checked after each. `strategy`: the groups' at all times, None:
    one after the other. `rules`: what happens how often."""
    chance = Random(seed)  # seeded: the same day each time
    day = Day()
    boxes = MAILBOXES if rules is WITH_MAILBOXES else ()
    day.reconfigure(replace(day.floor.config, mailboxes=boxes))
    checks = [
        day.books_balance,
        day.every_caller_is_in_one_place,
        day.legs_agree,
        day.calls_sound_right,
        day.consultations_are_bound,
        day.nobody_free_is_wanted,
        day.no_timer_leaks,
        day.states_agree,
        day.supervisors_are_in_calls,
        day.who_hears_themselves_is_in_no_call,
    ]
    names, weights = list(rules), list(rules.values())
    for step in range(steps):
        name = chance.choices(names, weights)[0]
        states = day.house.legs.values()
        if (
            (name in ("leg_ends", "caller_presses") and not states)
            or (name == "prompts_end" and not day.house.plays)
            or (name in ("leg_answers", "leg_rings", "leg_fails") and "out" not in states)
            or (name in ("desk_holds", "desk_refers") and "up" not in states)
        ):
            continue
        getattr(day, name)(**draw(day, name, chance))
        if step % 500 == 250:
            pick = chance.choice(list(Strategy)) if strategy is None else strategy
            both: dict[str, Any] = {"members": (("a", 1), ("b", 1), ("c", 2)), "acw_cap_s": 15, "max_wait_s": 60}
            both |= {
                "queue_answer": step > 1000,
                "announce_s": 10,
                "queue_limit": 5,
                "pause_after": 3 if step > 500 else 0,
            }
            first = group(
                strategy=pick, **both, overflow_wait=Overflow(group=H), overflow_full=Overflow(prompts=("busy",))
            )
            night: dict[str, Any] = (
                {"members": ("c",), "overflow_nobody": Overflow(group="g")} if step > 1000 and strategy is None else {}
            )
            other: dict[str, Any] = {} if strategy is None else {"strategy": strategy}
            other |= {"overflow_wait": Overflow(voicemail="group:g") if boxes else Overflow(external=OUTSIDE)}
            second = group(H, H_NUMBER, ring_s=5, **(both | night | other))
            day.reconfigure(config(first, second, routes=ROUTES, mailboxes=boxes))
        for check in checks:
            check()
    return day


@pytest.mark.parametrize("seed", range(3))
def test_a_long_busy_day(seed: int) -> None:
    """It reaches what short days seldom do, every outcome, and the books balance in the end."""
    day = busy_day(seed)
    day.teardown()
    counts = day.ledger.counts
    for outcome in OfferOutcome:
        assert outcome is OfferOutcome.OPEN or counts[f"offers {outcome}"] > 3, counts
    for visit_outcome in VisitOutcome:
        assert visit_outcome is VisitOutcome.OPEN or counts[f"visits {visit_outcome}"] > 3, counts
    for consult_outcome in ConsultOutcome:
        assert counts[f"consults {consult_outcome}"] > 0, counts
    endings = Counter(e.reason for e in day.house.events(SupervisionEnded) if isinstance(e, SupervisionEnded))
    assert endings[SupervisionEnding.CALL_ENDED] > 3 and endings[SupervisionEnding.LEFT] > 0, endings
    assert counts["parked taken"] > 0 and counts["conferences"] > 0, counts
    entries = Counter(e.entry for e in day.house.events(VisitBegan) if isinstance(e, VisitBegan))
    assert entries[VisitEntry.OVERFLOW] > 3, entries


def test_a_long_day_with_mailboxes() -> None:
    """Messages are left, dropped and refused, and no caller is lost on the way to a mailbox or from it."""
    day = busy_day(0, 3000, rules=WITH_MAILBOXES)
    day.teardown()
    counts = day.ledger.counts
    assert counts["messages left"] > 3 and counts["messages dropped"] > 0, counts
    kinds = Counter(e.kind for e in day.house.events(CallDiverted) if isinstance(e, CallDiverted))
    assert kinds[Diversion.VOICEMAIL] > 3, kinds
    assert day.echoed > 3


def test_a_long_day_at_desk_phones() -> None:
    """Second calls, transfers by the phones' own keys and codes: nobody is lost or left behind by any of them."""
    day = busy_day(0, 3000, rules=AT_DESKS)
    day.teardown()
    counts = day.ledger.counts
    assert day.joined > 3 and counts["parked"] > 0, (day.joined, counts)
    ends = (ConsultOutcome.CANCELLED, ConsultOutcome.FAILED, ConsultOutcome.CALLER_LEFT)
    assert sum(counts[f"consults {outcome}"] for outcome in ends) > 3, counts
