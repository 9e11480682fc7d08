"""Random but well-formed days of a centre, for properties: each choice is a triple of integers, so they shrink well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sip.contract.enums import (
    Cause,
    Direction,
    LogOutReason,
    OfferKind,
    OfferOutcome,
    Side,
    Status,
    VisitEntry,
    VisitOutcome,
)
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
    SwitchStarted,
    VisitBegan,
    VisitEnded,
)

OPERATORS = "ABCD"
GROUPS = ("G", "H")
STATUSES = [Status.AVAILABLE, Status.PREPARING, Status.SHORT_BREAK, Status.LUNCH_BREAK, Status.ACW, "work:1", "work:2"]
Choice = tuple[int, int, int]


@dataclass
class Live:
    """A call in progress."""

    call: str
    direction: Direction
    group: str = ""
    operator: str = ""
    answered: bool = False
    visit: str = ""
    offers: dict[str, str] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)


class RandomCentre:
    """Turns choices into a log."""

    def __init__(self, start: int) -> None:
        self.at = start
        self.mono = 1_000_000
        self.log: list[Logged] = []
        self.sessions: dict[str, str] = {}
        self.calls: list[Live] = []
        self.acws: dict[str, str] = {}
        self._ids = 0

    def run(self, choices: Sequence[Choice]) -> list[Logged]:
        """The log of these choices."""
        actions: list[Callable[[int], None]] = [
            self.log_in,
            self.log_out,
            self.choose,
            self.arrive,
            self.arrive,
            self.answer,
            self.answer,
            self.leave,
            self.miss,
            self.overflow,
            self.dial,
            self.far_answer,
            self.hold,
            self.hang_up,
            self.hang_up,
            self.transfer,
            self.transfer_to_group,
            self.internal,
            self.crash,
            self.jump,
        ]
        for action, wait, choice in choices:
            self.at += wait
            self.mono += wait
            actions[action % len(actions)](choice)
        return self.log

    def finish(self) -> None:
        """End everything."""
        while self.calls:
            self.end(self.calls[0], Cause.NORMAL)
        for operator in list(self.sessions):
            self.log_out_at(operator, self.at, self.mono)

    def add(self, event: AnyEvent) -> None:
        self.log.append(Logged(seq=len(self.log) + 1, at=self.at, mono=self.mono, event=event))

    def id(self, kind: str) -> str:
        self._ids += 1
        return f"{kind}{self._ids}"

    def status(self, operator: str, status: str) -> None:
        if operator in self.sessions:
            self.add(StatusChanged(operator=operator, status=status, chosen=Status.AVAILABLE))

    def log_in(self, choice: int) -> None:
        operator = OPERATORS[choice % 4]
        if operator not in self.sessions:
            self.sessions[operator] = self.id("session")
            self.add(LoggedIn(operator=operator, session=self.sessions[operator]))
            self.status(operator, Status.PREPARING)

    def log_out(self, choice: int) -> None:
        operator = OPERATORS[choice % 4]
        if operator in self.sessions:
            back = choice * 997 % 120_000 if choice % 2 else 0
            self.log_out_at(operator, self.at - back, self.mono - back)

    def log_out_at(self, operator: str, at: int, mono: int) -> None:
        reason = LogOutReason.CHOSEN if at == self.at else LogOutReason.LOST
        self.add(LoggedOut(operator=operator, reason=reason, effective_at=at, effective_mono=mono))
        del self.sessions[operator]
        if operator in self.acws:
            self.add(AcwEnded(segment=self.acws.pop(operator)))

    def choose(self, choice: int) -> None:
        operator = OPERATORS[choice % 4]
        status = STATUSES[choice // 4 % len(STATUSES)]
        if operator not in self.sessions:
            return
        if operator in self.acws and status != Status.ACW:
            self.add(AcwEnded(segment=self.acws.pop(operator)))
        self.status(operator, status)

    def arrive(self, choice: int) -> None:
        call = Live(self.id("call"), Direction.INBOUND)
        self.calls.append(call)
        self.add(CallStarted(call=call.call, direction=Direction.INBOUND, from_number="03", to_number="0500"))
        self.enter(call, GROUPS[choice % 2], VisitEntry.DIRECT, choice // 2)

    def enter(self, call: Live, group: str, entry: VisitEntry, choice: int) -> None:
        call.visit, call.group = self.id("visit"), group
        self.add(VisitBegan(visit=call.visit, call=call.call, group=group, entry=entry, target_s=choice % 40))
        for number, operator in enumerate(OPERATORS):
            if choice >> number & 1:
                self.offer(call, operator, OfferKind.VISIT)

    def offer(self, call: Live, operator: str, kind: OfferKind) -> None:
        if operator in call.offers or operator in call.segments:
            return
        call.offers[operator] = self.id("offer")
        visit = call.visit if kind == OfferKind.VISIT else ""
        self.add(
            OfferBegan(
                offer=call.offers[operator], call=call.call, operator=operator, extension="1", kind=kind, visit=visit
            )
        )
        self.status(operator, Status.RINGING)

    def waiting(self, choice: int) -> Live | None:
        found = [call for call in self.calls if call.visit]
        return found[choice % len(found)] if found else None

    def answer(self, choice: int) -> None:
        call = self.waiting(choice)
        if call is None or not call.offers:
            return
        operator = list(call.offers)[choice // 7 % len(call.offers)]
        self.end_offers(call, OfferOutcome.ANSWERED_ELSEWHERE, operator)
        self.add(VisitEnded(visit=call.visit, outcome=VisitOutcome.ANSWERED, operator=operator))
        visit, call.visit = call.visit, ""
        if not call.answered:
            call.answered = True
            self.add(CallAnswered(call=call.call))
        self.connect(call, operator, visit)

    def end_offers(self, call: Live, outcome: OfferOutcome, answered: str = "") -> None:
        for operator, offer in call.offers.items():
            self.add(OfferEnded(offer=offer, outcome=OfferOutcome.ANSWERED if operator == answered else outcome))
            self.status(operator, Status.AVAILABLE)
        call.offers.clear()

    def connect(self, call: Live, operator: str, visit: str = "") -> None:
        call.segments[operator] = self.id("segment")
        if operator in self.acws:
            self.add(AcwEnded(segment=self.acws.pop(operator)))
        self.add(
            SegmentBegan(
                segment=call.segments[operator],
                call=call.call,
                operator=operator,
                extension="1",
                direction=call.direction,
                visit=visit,
                group=call.group,
            )
        )
        self.status(operator, Status.TALKING if call.direction != Direction.INTERNAL else Status.INTERNAL)

    def leave(self, choice: int) -> None:
        call = self.waiting(choice)
        if call is not None and not call.segments:
            self.end(call, Cause.CANCELLED)

    def end(self, call: Live, cause: Cause) -> None:
        self.end_offers(call, OfferOutcome.CALLER_LEFT)
        if call.visit:
            self.add(VisitEnded(visit=call.visit, outcome=VisitOutcome.ABANDONED))
        for operator in list(call.segments):
            self.release(call, operator)
        self.calls.remove(call)
        self.add(CallEnded(call=call.call, cause=cause, by=Side.OUTSIDE))

    def release(self, call: Live, operator: str) -> None:
        if operator in call.holds:
            self.add(HoldEnded(hold=call.holds.pop(operator)))
        segment = call.segments.pop(operator)
        self.add(SegmentEnded(segment=segment))
        if call.direction != Direction.INTERNAL and operator in self.sessions and operator not in self.acws:
            self.add(AcwBegan(segment=segment, operator=operator))
            self.acws[operator] = segment
            self.status(operator, Status.ACW)

    def miss(self, choice: int) -> None:
        call = self.waiting(choice)
        if call is not None and call.offers:
            operator = list(call.offers)[choice // 7 % len(call.offers)]
            outcome = (OfferOutcome.NO_ANSWER, OfferOutcome.REJECTED)[choice % 2]
            self.add(OfferEnded(offer=call.offers.pop(operator), outcome=outcome))
            self.status(operator, Status.AVAILABLE)
            if choice % 3 == 0:
                self.offer(call, operator, OfferKind.VISIT)

    def overflow(self, choice: int) -> None:
        call = self.waiting(choice)
        if call is None:
            return
        self.end_offers(call, OfferOutcome.NO_ANSWER)
        self.add(VisitEnded(visit=call.visit, outcome=VisitOutcome.OVERFLOWED, reason="timeout"))
        call.visit = ""
        if choice % 3:
            self.enter(call, GROUPS[choice // 3 % 2], VisitEntry.OVERFLOW, choice // 2)
        elif not call.segments:
            self.end(call, Cause.NORMAL)

    def dial(self, choice: int) -> None:
        operator = OPERATORS[choice % 4]
        if operator in self.sessions:
            call = Live(self.id("call"), Direction.OUTBOUND, ("", *GROUPS)[choice // 4 % 3], operator)
            self.calls.append(call)
            self.add(
                CallStarted(
                    call=call.call, direction=call.direction, operator=operator, group=call.group, to_number="09"
                )
            )
            self.status(operator, Status.DIALING)

    def far_answer(self, choice: int) -> None:
        found = [call for call in self.calls if call.direction != Direction.INBOUND and not call.answered]
        if found:
            call = found[choice % len(found)]
            call.answered = True
            self.end_offers(call, OfferOutcome.NO_ANSWER, next(iter(call.offers), ""))
            self.add(CallAnswered(call=call.call))
            self.connect(call, call.operator)

    def talking(self, choice: int) -> tuple[Live, str] | None:
        found = [(call, operator) for call in self.calls for operator in call.segments]
        return found[choice % len(found)] if found else None

    def hold(self, choice: int) -> None:
        if (found := self.talking(choice)) is None:
            return
        call, operator = found
        if operator in call.holds:
            self.add(HoldEnded(hold=call.holds.pop(operator)))
            self.status(operator, Status.TALKING)
        else:
            call.holds[operator] = self.id("hold")
            self.add(HoldBegan(hold=call.holds[operator], segment=call.segments[operator], operator=operator))
            self.status(operator, Status.HOLDING)

    def hang_up(self, choice: int) -> None:
        if self.calls:
            call = self.calls[choice % len(self.calls)]
            if call.answered or call.direction != Direction.INBOUND:
                self.end(call, Cause.NORMAL)

    def transfer(self, choice: int) -> None:
        """To an operator, who answers at once."""
        found, target = self.talking(choice), OPERATORS[choice // 3 % 4]
        if found is None or target in found[0].segments or found[0].direction == Direction.INTERNAL or found[0].visit:
            return
        call, operator = found
        self.offer(call, target, OfferKind.TRANSFER)
        self.end_offers(call, OfferOutcome.NO_ANSWER, target)
        self.connect(call, target)
        self.release(call, operator)

    def transfer_to_group(self, choice: int) -> None:
        found = self.talking(choice)
        if found is None or found[0].visit or found[0].direction != Direction.INBOUND:
            return
        call, operator = found
        self.enter(call, GROUPS[choice // 3 % 2], VisitEntry.TRANSFER, choice // 2)
        self.release(call, operator)

    def internal(self, choice: int) -> None:
        operator, target = OPERATORS[choice % 4], OPERATORS[(choice + 1) % 4]
        if operator in self.sessions:
            call = Live(self.id("call"), Direction.INTERNAL, "", operator)
            self.calls.append(call)
            self.add(CallStarted(call=call.call, direction=call.direction, operator=operator))
            self.offer(call, target, OfferKind.INTERNAL)

    def crash(self, choice: int) -> None:
        """The switch dies and comes back; now and then the machine with it, so that its clock begins anew."""
        last = self.log[-1] if self.log else None
        # What was logged was alive: by neither clock can the stamp lie before the last event.
        span = 0 if last is None else max(min(self.at - last.at, self.mono - last.mono), 0)
        ago = choice * 31 % (span + 1)
        alive_at, alive_mono = self.at - ago, self.mono - ago
        if choice % 3 == 0:
            self.mono = 1000
        self.add(SwitchStarted(boot=self.id("boot"), alive_at=alive_at, alive_mono=alive_mono))
        self.calls.clear()
        self.acws.clear()

    def jump(self, choice: int) -> None:
        """The wall clock is set."""
        self.at += (choice - 500) * 10_000
