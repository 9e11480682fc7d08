"""Timers against a plain dictionary."""

from hypothesis import given, strategies as st

from sip.domain.timers import TimerKey, TimerKind, Timers

STEPS = st.lists(
    st.tuples(st.sampled_from(["set", "cancel", "pop"]), st.sampled_from("abcd"), st.integers(0, 30)), max_size=300
)


@given(STEPS)
def test_goes_off_like_a_dictionary(steps: list[tuple[str, str, int]]) -> None:
    timers, model = Timers(), dict[str, int]()
    for what, owner, at in steps:
        match what:
            case "set":
                timers.set(TimerKind.WORK, owner, at)
                model[owner] = at
            case "cancel":
                timers.cancel(TimerKind.WORK, owner)
                model.pop(owner, None)
            case _:
                due = min(model.values(), default=None)
                assert timers.next_due() == due
                key = timers.pop(at)
                if due is None or due > at:
                    assert key is None
                else:
                    assert key is not None and model.pop(key.owner) == due
        assert set(timers) == {TimerKey(TimerKind.WORK, owner) for owner in model}


def test_moved_timers_do_not_pile_up() -> None:
    timers = Timers()
    for at in range(10_000):
        timers.set(TimerKind.CLIENT, "a", at)
    assert len(timers._heap) < 100
    assert timers.next_due() == 9_999


def test_kinds_are_told_apart() -> None:
    timers = Timers()
    timers.set(TimerKind.WORK, "a", 5)
    timers.set(TimerKind.PHONE, "a", 3)
    timers.cancel(TimerKind.PHONE, "a")
    assert timers.pop(9) == TimerKey(TimerKind.WORK, "a")
    assert timers.pop(9) is None
