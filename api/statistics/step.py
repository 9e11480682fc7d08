"""What a handler of the fold works with: one event, the moment it happened, and the state to change."""

from api.statistics.counters import operator_scope
from api.statistics.facts import CallFile, FactChange
from api.statistics.state import LiveState
from api.statistics.timeline import Calendar, Timeline
from sip.contract.events import Logged


class Step:
    """One event being applied. `at`: its wall time; `elapsed`: its place on the switch's timeline. `changes`, `dirty`
    (calls to be booked anew) and `touched` (scopes) are added to."""

    __slots__ = ("_changes", "_seq", "at", "calendar", "dirty", "elapsed", "state", "switch", "timeline", "touched")

    def __init__(
        self,
        state: LiveState,
        calendar: Calendar,
        switch: str,
        logged: Logged,
        timeline: Timeline,
        changes: dict[int, FactChange],
        dirty: set[str],
        touched: set[str],
    ) -> None:
        self.state = state
        self.calendar = calendar
        self.switch = switch
        self.timeline = timeline
        self.at = logged.at
        self.elapsed = timeline.elapsed
        self.dirty = dirty
        self.touched = touched
        self._seq = logged.seq
        self._changes = changes

    @property
    def key(self) -> str:
        """Unique for ever: the id of the fact that this event begins, where the switch gives it none."""
        return f"{self.switch}:{self._seq}"

    def changed(self, fact: FactChange) -> None:
        """A fact began or changed; its call, if it has one, is to be booked anew."""
        self._changes[id(fact)] = fact
        call = getattr(fact, "call", "")
        if call:
            self.dirty.add(call)

    def touch(self, operator: str) -> None:
        """Something about an operator changed that is no fact of a call."""
        self.touched.add(operator_scope(operator))

    def file_of(self, part: str) -> CallFile | None:
        """The call of a visit, offer, segment or hold."""
        return self.state.calls.get(self.state.parts.get(part, ""))
