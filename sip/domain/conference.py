"""Three-way conference: a consultation of which all three become parties of one call."""

from sip.contract.enums import ConsultOutcome
from sip.contract.events import ConferenceBegan
from sip.domain.calls import Calls
from sip.domain.floor import Floor
from sip.domain.records import Call, Party
from sip.domain.transfer import Transfers


class Conferences:
    """Joins consultations; who leaves a conference, and what is left of it, is `Calls.leave`."""

    __slots__ = ("_calls", "_floor", "_transfers")

    def __init__(self, floor: Floor, calls: Calls, transfers: Transfers) -> None:
        self._floor = floor
        self._calls = calls
        self._transfers = transfers

    def join(self, call: Call, consult: Call, target: Party) -> None:
        """The held party, the transferrer and `target`, whom they consult, hear one another from now on."""
        host = self._calls.merge(call, consult)
        self._calls.forget_consult(consult, ConsultOutcome.JOINED)
        call.third = target
        for party in call.parties():
            if party.hold:
                self._calls.resume(call, party)
        self._floor.emit(ConferenceBegan(call=call.id))
        if consult.visit and host.user:
            call.visit, call.rules = consult.visit, consult.rules
        self._transfers.bring_in(call, target)
