"""The live state, as the contract tells it."""

from msgspec import Struct

from sip.contract.snapshot import LiveCall, LiveOperator, LiveParty, LiveSupervision
from sip.domain.floor import Floor
from sip.domain.presence import status_of
from sip.domain.records import Call


class LiveState(Struct, frozen=True, kw_only=True):
    """The domain's share of a contract `Snapshot`; the shell adds switch, seq and trunks."""

    config_version: int
    calls: tuple[LiveCall, ...]
    operators: tuple[LiveOperator, ...]
    registrations: dict[str, int]
    supervisions: tuple[LiveSupervision, ...]


def live_state(floor: Floor) -> LiveState:
    """What is on the floor now."""
    return LiveState(
        config_version=floor.config.version,
        calls=tuple(_live_call(call, floor.calls.get(call.consult)) for call in floor.calls.values() if not call.main),
        operators=tuple(
            LiveOperator(
                operator=person.id,
                session=person.session,
                status=status_of(person),
                chosen=person.chosen,
                alert=person.alert,
                phone=person.phone,
            )
            for person in floor.people.values()
            if person.session is not None
        ),
        registrations=dict(floor.devices),
        supervisions=tuple(
            LiveSupervision(
                supervision=each.id, supervisor=each.supervisor, operator=each.operator, call=each.call, mode=each.mode
            )
            for each in floor.supervisions.values()
        ),
    )


def _live_call(call: Call, consult: Call | None) -> LiveCall:
    offers = (*call.offers.values(), *(() if consult is None else consult.offers.values()))
    consulted = () if consult is None else consult.parties()[1:]
    parties = [
        LiveParty(operator=party.user, extension=party.extension, ringing=False, held=party.hold != "")
        for party in (*call.parties(), *consulted)
        if party.extension
    ]
    parties += [LiveParty(operator=offer.user, extension=offer.extension, ringing=True, held=False) for offer in offers]
    return LiveCall(
        call=call.id,
        direction=call.direction,
        state=call.state,
        group=call.group,
        from_number=call.from_number,
        to_number=call.to_number,
        parties=tuple(parties),
    )
