"""By what the switch's distribution chooses, as the log shows it: so that a restarted switch can be told (F10.4).

It is what `sip.domain` keeps in its working memory, made of the events alone: calls of the day, how long operators have
been idle, whose turn it was, how long callers lately took. Missed calls in a row are not among it: after a restart
nobody is paused for what was before.
"""

from msgspec import Struct, field

from sip.contract.commands import GroupPast, OperatorPast, RestoreDistribution
from sip.contract.enums import Status, StatusId


class OperatorMemory(Struct, kw_only=True):
    """`day`, `calls`: outside calls connected since the business day began; `idle`: since when idle, on the switch's
    timeline (ms); `chosen`, `work`: chosen status, and whether 後処理 is open; `group`, `since`: the caller of a group
    that they are busy with, "" = none."""

    day: int = 0
    calls: int = 0
    idle: int | None = None
    chosen: StatusId = Status.PREPARING
    work: bool = False
    group: str = ""
    since: int = 0

    @property
    def available(self) -> bool:
        """Whether they take calls when in none."""
        return self.chosen == Status.AVAILABLE and not self.work


class GroupMemory(Struct, kw_only=True):
    """`rung`: who was rung, in the order of the last time of each (an ordered set); `handling`: how long, ms, an
    operator lately was busy with a caller, 0 = not known."""

    rung: dict[str, bool] = field(default_factory=dict)
    handling: int = 0

    def note_turn(self, operator: str) -> None:
        """The operator's turn is over."""
        self.rung.pop(operator, None)
        self.rung[operator] = True

    def note_handling(self, took: int) -> None:
        """As `sip.domain.estimates.note_handling`."""
        self.handling = took if self.handling == 0 else self.handling + (took - self.handling) // 8


class Memory(Struct, kw_only=True):
    """Of the present run of the switch and those before. `asked`: by consultation, who has answered it."""

    operators: dict[str, OperatorMemory] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    groups: dict[str, GroupMemory] = field(default_factory=dict)

    def operator(self, operator: str) -> OperatorMemory:
        """The operator's, made if there was none."""
        return self.operators.setdefault(operator, OperatorMemory())

    def group(self, group: str) -> GroupMemory:
        """The group's, made if there was none."""
        return self.groups.setdefault(group, GroupMemory())


class Past(Struct, kw_only=True):
    """What was known when the switch's present run began: at `at`, wall ms."""

    at: int = 0
    operators: tuple[OperatorPast, ...] = ()
    groups: tuple[GroupPast, ...] = ()


def past_of(memory: Memory, at: int, elapsed: int) -> Past:
    """The memory as of `at` (wall ms), which is `elapsed` on the switch's timeline."""
    operators = tuple(
        OperatorPast(
            operator=name,
            day=one.day,
            calls=one.calls,
            idle_ms=None if one.idle is None else max(elapsed - one.idle, 0),
        )
        for name, one in memory.operators.items()
    )
    groups = tuple(
        GroupPast(group=name, rung=tuple(one.rung), handling_ms=one.handling) for name, one in memory.groups.items()
    )
    return Past(at=at, operators=operators, groups=groups)


def restoring(past: Past, now: int) -> RestoreDistribution:
    """For the switch, at `now`, wall ms."""
    since = max(now - past.at, 0)
    operators = tuple(
        OperatorPast(
            operator=one.operator,
            day=one.day,
            calls=one.calls,
            idle_ms=None if one.idle_ms is None else one.idle_ms + since,
        )
        for one in past.operators
    )
    return RestoreDistribution(operators=operators, groups=past.groups)
