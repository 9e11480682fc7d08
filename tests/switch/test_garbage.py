"""The collector runs when there is time for it, and never not at all."""

import gc
from collections.abc import Iterator

import pytest

from sip import garbage
from sip.garbage import Collector


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the collector as the other tests expect it."""
    yield
    gc.unfreeze()
    gc.enable()


class Knot:
    """An object in a cycle."""

    def __init__(self) -> None:
        self.me = self


def test_an_idle_switch_collects_what_has_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "IDLE_AFTER", 500)
    collector = Collector()
    collector.begin()
    assert not gc.isenabled()
    assert not collector.look(busy=False)
    for _ in range(600):
        Knot()
    assert not collector.look(busy=True)
    assert collector.look(busy=False)
    assert not any(isinstance(found, Knot) for found in gc.get_objects())


def test_a_busy_switch_collects_before_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "ALWAYS_AFTER", 500)
    collector = Collector()
    collector.begin()
    for _ in range(600):
        Knot()
    assert collector.look(busy=True)
