"""The worked example of the metrics, played through the domain: exactly these events, at exactly these times."""

from sip.contract import commands as c
from sip.contract.enums import Direction, LogOutReason, OfferOutcome, Status, VisitOutcome
from sip.contract.events import (
    AcwBegan,
    AcwEnded,
    CallEnded,
    CallStarted,
    Event,
    HoldBegan,
    HoldEnded,
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
from tests.domain.kit import G, House


def clock(text: str) -> int:
    """ms since 10:00:00."""
    hours, minutes, seconds = map(int, text.split(":"))
    return ((hours - 10) * 3600 + minutes * 60 + seconds) * 1000


def played() -> House:
    house = House()

    def at(text: str) -> None:
        # Clients are alive all the time.
        while house.now + 10_000 <= clock(text):
            house.at(house.now + 10_000)
            house.beat("a", "b")
        house.at(clock(text))

    house.log_in("a", "b", status=Status.PREPARING)
    at("10:01:00")
    house.choose("a", Status.AVAILABLE)
    house.choose("b", Status.AVAILABLE)

    at("10:05:00")
    one = house.caller()
    at("10:05:10")
    house.answer("a")
    call = house.call_of("a")
    at("10:06:00")
    house.do(c.Hold(operator="a", call=call))
    at("10:06:30")
    house.do(c.Resume(operator="a", call=call))
    at("10:08:10")
    house.leaves(one)
    at("10:09:10")
    house.choose("a", Status.AVAILABLE)

    at("10:10:00")
    two = house.caller()
    at("10:10:40")
    house.leaves(two)

    at("10:20:00")
    house.caller()
    at("10:20:25")
    house.answer("b")
    at("10:21:25")
    house.hang_up("b")
    at("10:21:55")
    house.choose("b", Status.AVAILABLE)

    at("10:30:00")
    house.dial("a", group=G)
    house.rings(house.outside_leg())
    at("10:30:12")
    house.picks_up(house.outside_leg())
    at("10:31:12")
    house.hang_up("a")
    at("10:31:32")
    house.choose("a", Status.AVAILABLE)

    at("10:40:00")
    house.dial("b")
    at("10:40:30")
    house.hang_up("b")

    at("11:00:00")
    house.do(c.LogOut(operator="a"))
    house.do(c.LogOut(operator="b"))
    return house


def lines(house: House, *kinds: type[Event]) -> list[str]:
    """The log in short: time, kind, the fields that matter."""
    shown = []
    for now, event in house.log:
        if isinstance(event, kinds):
            seconds = now // 1000
            words = [f"{10 + seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}", type(event).__name__]
            for name in ("call", "visit", "offer", "segment", "hold", "operator", "direction", "group", "outcome"):
                value = getattr(event, name, "")
                words += [str(value)] if value else []
            for name in ("status", "chosen", "cause", "by"):
                value = getattr(event, name, "")
                words += [f"{name}={value}"] if value else []
            shown.append(" ".join(words))
    return shown


def test_calls_are_told() -> None:
    kinds = (CallStarted, CallEnded, VisitBegan, VisitEnded, SegmentBegan, SegmentEnded, HoldBegan, HoldEnded)
    assert lines(played(), *kinds, AcwBegan, AcwEnded) == [
        "10:05:00 CallStarted call1 inbound",
        "10:05:00 VisitBegan call1 visit1 g",
        "10:05:10 VisitEnded visit1 a answered",
        "10:05:10 SegmentBegan call1 visit1 segment1 a inbound g",
        "10:06:00 HoldBegan segment1 hold1 a",
        "10:06:30 HoldEnded hold1",
        "10:08:10 SegmentEnded segment1",
        "10:08:10 AcwBegan segment1 a",
        "10:08:10 CallEnded call1 cause=normal by=outside",
        "10:09:10 AcwEnded segment1",
        "10:10:00 CallStarted call2 inbound",
        "10:10:00 VisitBegan call2 visit2 g",
        "10:10:40 VisitEnded visit2 abandoned",
        "10:10:40 CallEnded call2 cause=cancelled by=outside",
        "10:20:00 CallStarted call3 inbound",
        "10:20:00 VisitBegan call3 visit3 g",
        "10:20:25 VisitEnded visit3 b answered",
        "10:20:25 SegmentBegan call3 visit3 segment2 b inbound g",
        "10:21:25 SegmentEnded segment2",
        "10:21:25 AcwBegan segment2 b",
        "10:21:25 CallEnded call3 cause=normal by=operator",
        "10:21:55 AcwEnded segment2",
        "10:30:00 CallStarted call4 a outbound g",
        "10:30:12 SegmentBegan call4 segment3 a outbound g",
        "10:31:12 SegmentEnded segment3",
        "10:31:12 AcwBegan segment3 a",
        "10:31:12 CallEnded call4 cause=normal by=operator",
        "10:31:32 AcwEnded segment3",
        "10:40:00 CallStarted call5 b outbound g",
        "10:40:30 CallEnded call5 cause=cancelled by=operator",
    ]


def test_offers_are_told() -> None:
    assert lines(played(), OfferBegan, OfferEnded) == [
        "10:05:00 OfferBegan call1 visit1 offer1 a",
        "10:05:00 OfferBegan call1 visit1 offer2 b",
        "10:05:10 OfferEnded offer1 answered",
        "10:05:10 OfferEnded offer2 answered_elsewhere",
        "10:10:00 OfferBegan call2 visit2 offer3 b",
        "10:10:00 OfferBegan call2 visit2 offer4 a",
        "10:10:40 OfferEnded offer3 caller_left",
        "10:10:40 OfferEnded offer4 caller_left",
        "10:20:00 OfferBegan call3 visit3 offer5 b",
        "10:20:00 OfferBegan call3 visit3 offer6 a",
        "10:20:25 OfferEnded offer5 answered",
        "10:20:25 OfferEnded offer6 answered_elsewhere",
    ]


def test_statuses_are_told() -> None:
    shown = lines(played(), LoggedIn, StatusChanged, LoggedOut)
    assert [line for line in shown if " a " in f"{line} "] == [
        "10:00:00 LoggedIn a",
        "10:00:00 StatusChanged a status=preparing chosen=preparing",
        "10:01:00 StatusChanged a status=available chosen=available",
        "10:05:00 StatusChanged a status=ringing chosen=available",
        "10:05:10 StatusChanged a status=talking chosen=available",
        "10:06:00 StatusChanged a status=holding chosen=available",
        "10:06:30 StatusChanged a status=talking chosen=available",
        "10:08:10 StatusChanged a status=acw chosen=available",
        "10:09:10 StatusChanged a status=available chosen=available",
        "10:10:00 StatusChanged a status=ringing chosen=available",
        "10:10:40 StatusChanged a status=available chosen=available",
        "10:20:00 StatusChanged a status=ringing chosen=available",
        "10:20:25 StatusChanged a status=available chosen=available",
        "10:30:00 StatusChanged a status=dialing chosen=available",
        "10:30:12 StatusChanged a status=talking chosen=available",
        "10:31:12 StatusChanged a status=acw chosen=available",
        "10:31:32 StatusChanged a status=available chosen=available",
        "11:00:00 LoggedOut a",
    ]
    assert [line.removeprefix("10:") for line in shown if " b " in f"{line} "][-4:] == [
        "21:55 StatusChanged b status=available chosen=available",
        "40:00 StatusChanged b status=dialing chosen=available",
        "40:30 StatusChanged b status=available chosen=available",
        "11:00:00 LoggedOut b",
    ]


def test_figures_follow() -> None:
    """The figures that the metrics page works out, from these events."""
    house = played()
    spans = status_seconds(house)
    assert spans["a", Status.AVAILABLE] == 3133
    assert spans["b", Status.AVAILABLE] == 3345
    assert sum(seconds for (operator, _), seconds in spans.items() if operator == "a") == 3600
    visits = [event.outcome for event in house.events(VisitEnded) if isinstance(event, VisitEnded)]
    assert visits.count(VisitOutcome.ANSWERED) == 2 and visits.count(VisitOutcome.ABANDONED) == 1
    offers = {e.offer: e.operator for e in house.events(OfferBegan) if isinstance(e, OfferBegan)}
    ended = {e.offer: e.outcome for e in house.events(OfferEnded) if isinstance(e, OfferEnded)}
    mine = [ended[offer] for offer, operator in offers.items() if operator == "a"]
    assert mine == [OfferOutcome.ANSWERED, OfferOutcome.CALLER_LEFT, OfferOutcome.ANSWERED_ELSEWHERE]
    outbound = [
        e for e in house.events(CallStarted) if isinstance(e, CallStarted) and e.direction is Direction.OUTBOUND
    ]
    assert len(outbound) == 2
    logouts = [e for e in house.events(LoggedOut) if isinstance(e, LoggedOut)]
    assert [e.reason for e in logouts] == [LogOutReason.CHOSEN] * 2


def status_seconds(house: House) -> dict[tuple[str, str], int]:
    """Seconds by operator and status."""
    total: dict[tuple[str, str], int] = {}
    open_spans: dict[str, tuple[int, str]] = {}
    for now, event in house.log:
        if isinstance(event, StatusChanged | LoggedOut):
            begun = open_spans.pop(event.operator, None)
            if begun is not None:
                key = event.operator, begun[1]
                total[key] = total.get(key, 0) + (now - begun[0]) // 1000
            if isinstance(event, StatusChanged):
                open_spans[event.operator] = now, event.status
    return total
