"""Plays the life of a centre as events of the contract: what the switch would log, written by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from api.statistics.counters import ALL, Counters, group_scope, operator_scope
from api.statistics.fold import Fold
from api.statistics.profile import Profile, View, derive, derive_group
from api.statistics.rollup import EVERYBODY, Grain, Membership, Memberships, add, spread
from api.statistics.timeline import Calendar
from sip.contract.enums import Cause, Direction, LogOutReason, OfferKind, OfferOutcome, Side, Status, VisitOutcome
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    AnyEvent,
    CallAnswered,
    CallEnded,
    CallStarted,
    HoldBegan,
    HoldEnded,
    Logged,
    LoggedIn,
    LoggedOut,
    OfferBegan,
    OfferEnded,
    SegmentBegan,
    SegmentEnded,
    StatusChanged,
    VisitBegan,
    VisitEnded,
)

TOKYO = ZoneInfo("Asia/Tokyo")
BOOT = 5_000_000
"""The monotonic clock at the day's beginning."""
DAY = int(datetime(2026, 11, 23, tzinfo=TOKYO).timestamp() * 1000)


def at(clock: str) -> int:
    """Wall time of `HH:MM:SS` on the day, ms."""
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000


class Play:
    """Collects events; `now` (ms wall) moves by `to`."""

    def __init__(self, now: int = DAY) -> None:
        self.now = now
        self.log: list[Logged] = []

    def to(self, clock: str) -> "Play":
        self.now = at(clock)
        return self

    def add(self, *events: AnyEvent) -> None:
        for event in events:
            self.log.append(Logged(seq=len(self.log) + 1, at=self.now, mono=self.now - DAY + BOOT, event=event))

    def status(self, operator: str, status: str) -> None:
        self.add(StatusChanged(operator=operator, status=status, chosen=Status.AVAILABLE))

    def log_in(self, *operators: str) -> None:
        for operator in operators:
            self.add(LoggedIn(operator=operator, session=f"s-{operator}-{len(self.log)}"))
            self.status(operator, Status.PREPARING)

    def log_out(self, *operators: str) -> None:
        for operator in operators:
            mono = self.now - DAY + BOOT
            reason = LogOutReason.CHOSEN
            self.add(LoggedOut(operator=operator, reason=reason, effective_at=self.now, effective_mono=mono))

    def arrive(self, call: str, operators: str = "AB", group: str = "G", target_s: int = 20) -> None:
        """An inbound call rings these operators (one letter each)."""
        self.add(
            CallStarted(call=call, direction=Direction.INBOUND, from_number="0312345678", to_number="0500", trunk="t"),
            VisitBegan(visit=f"v{call}", call=call, group=group, target_s=target_s),
        )
        for operator in operators:
            self.add(
                OfferBegan(
                    offer=f"o{call}{operator}",
                    call=call,
                    operator=operator,
                    extension=f"10{operator}",
                    kind=OfferKind.VISIT,
                    visit=f"v{call}",
                )
            )
            self.status(operator, Status.RINGING)

    def answer(self, call: str, operator: str, others: str = "", group: str = "G") -> None:
        self.add(OfferEnded(offer=f"o{call}{operator}", outcome=OfferOutcome.ANSWERED))
        for other in others:
            self.add(OfferEnded(offer=f"o{call}{other}", outcome=OfferOutcome.ANSWERED_ELSEWHERE))
            self.status(other, Status.AVAILABLE)
        self.add(
            VisitEnded(visit=f"v{call}", outcome=VisitOutcome.ANSWERED, operator=operator),
            CallAnswered(call=call),
            SegmentBegan(
                segment=f"s{call}",
                call=call,
                operator=operator,
                extension=f"10{operator}",
                direction=Direction.INBOUND,
                visit=f"v{call}",
                group=group,
            ),
        )
        self.status(operator, Status.TALKING)

    def leave(self, call: str, operators: str = "AB") -> None:
        """The caller gives up."""
        for operator in operators:
            self.add(OfferEnded(offer=f"o{call}{operator}", outcome=OfferOutcome.CALLER_LEFT))
            self.status(operator, Status.AVAILABLE)
        self.add(
            VisitEnded(visit=f"v{call}", outcome=VisitOutcome.ABANDONED),
            CallEnded(call=call, cause=Cause.CANCELLED, by=Side.OUTSIDE),
        )

    def dial(self, call: str, operator: str, group: str = "G") -> None:
        self.add(
            CallStarted(
                call=call,
                direction=Direction.OUTBOUND,
                from_number="0500",
                to_number="09012345678",
                operator=operator,
                extension=f"10{operator}",
                group=group,
            )
        )
        self.status(operator, Status.DIALING)

    def far_answer(self, call: str, operator: str, group: str = "G") -> None:
        self.add(
            CallAnswered(call=call),
            SegmentBegan(
                segment=f"s{call}",
                call=call,
                operator=operator,
                extension=f"10{operator}",
                direction=Direction.OUTBOUND,
                group=group,
            ),
        )
        self.status(operator, Status.TALKING)

    def stop_dialling(self, call: str, operator: str) -> None:
        self.add(CallEnded(call=call, cause=Cause.CANCELLED, by=Side.OPERATOR))
        self.status(operator, Status.AVAILABLE)

    def hold(self, call: str, operator: str, n: int = 1) -> None:
        self.add(HoldBegan(hold=f"h{call}{n}", segment=f"s{call}", operator=operator))
        self.status(operator, Status.HOLDING)

    def resume(self, call: str, operator: str, n: int = 1) -> None:
        self.add(HoldEnded(hold=f"h{call}{n}"))
        self.status(operator, Status.TALKING)

    def hang_up(self, call: str, operator: str) -> None:
        self.add(
            SegmentEnded(segment=f"s{call}"),
            AcwBegan(segment=f"s{call}", operator=operator),
            CallEnded(call=call, cause=Cause.NORMAL, by=Side.OUTSIDE),
        )
        self.status(operator, Status.ACW)

    def ready(self, operator: str, call: str) -> None:
        self.add(AcwEnded(segment=f"s{call}"))
        self.status(operator, Status.AVAILABLE)


def worked_example() -> list[Logged]:
    """The metrics page's example hour."""
    play = Play(at("10:00:00"))
    play.log_in("A", "B")
    play.to("10:01:00")
    play.status("A", Status.AVAILABLE)
    play.status("B", Status.AVAILABLE)
    play.to("10:05:00").arrive("1")
    play.to("10:05:10").answer("1", "A", others="B")
    play.to("10:06:00").hold("1", "A")
    play.to("10:06:30").resume("1", "A")
    play.to("10:08:10").hang_up("1", "A")
    play.to("10:09:10").ready("A", "1")
    play.to("10:10:00").arrive("2")
    play.to("10:10:40").leave("2")
    play.to("10:20:00").arrive("3")
    play.to("10:20:25").answer("3", "B", others="A")
    play.to("10:21:25").hang_up("3", "B")
    play.to("10:21:55").ready("B", "3")
    play.to("10:30:00").dial("4", "A")
    play.to("10:30:12").far_answer("4", "A")
    play.to("10:31:12").hang_up("4", "A")
    play.to("10:31:32").ready("A", "4")
    play.to("10:40:00").dial("5", "B")
    play.to("10:40:30").stop_dialling("5", "B")
    play.to("11:00:00").log_out("A", "B")
    return play.log


def folded(log: list[Logged], calendar: Calendar | None = None) -> Fold:
    """The fold after a whole log."""
    fold = Fold(calendar or Calendar())
    for logged in log:
        fold.apply(logged)
    fold.flush()
    return fold


def totals(fold: Fold, scope: str) -> Counters:
    """Counters of all hours."""
    return fold.state.ledger.total(scope, 0)


def operator_view(fold: Fold, operator: str, profile: Profile = Profile.MANUAL) -> View:
    return derive(totals(fold, operator_scope(operator)), profile)


def group_view(fold: Fold, group: str = "G", members: str = "AB", profile: Profile = Profile.MANUAL) -> View:
    known = [Membership(group, operator, 0) for operator in members]
    return derive_group(rolled(fold, known, group_scope(group)), profile)


def all_view(fold: Fold, operators: str = "AB", profile: Profile = Profile.MANUAL) -> View:
    known = [Membership(EVERYBODY, operator, 0) for operator in operators]
    return derive_group(rolled(fold, known, ALL), profile)


def rolled(fold: Fold, members: list[Membership], scope: str) -> Counters:
    """What the rollups of a scope sum to, with these members."""
    total: Counters = {}
    for key, counters in spread(fold.state.ledger.unbooked, fold.calendar, Memberships(members), [Grain.DAY]).items():
        if key.scope == scope:
            add(total, counters)
    return total
