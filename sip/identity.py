"""Who calls whom, as a trunk's INVITE says it (F10.1). Pure."""

from typing import Final, NamedTuple

from sip.contract.enums import CallerId, NumberFrom
from sip.stack.errors import MalformedError
from sip.stack.headers import NameAddr, elements, parse_name_addr
from sip.stack.message import Request

_WITHOUT_NUMBER: Final = {
    "anonymous": CallerId.WITHHELD,
    "coin line/payphone": CallerId.PAYPHONE,
    "interaction with other service": CallerId.UNAVAILABLE,
    "unavailable": CallerId.UNAVAILABLE,
}
"""Display names by which Japanese networks say why there is no number (TTC JJ-90.24)."""


class Caller(NamedTuple):
    """The calling party. `number` is "" unless `caller_id` is NUMBER."""

    number: str
    name: str
    caller_id: CallerId


def _address(values: list[str] | None) -> NameAddr | None:
    for value in elements(values):
        try:
            return parse_name_addr(value)
        except MalformedError:
            continue
    return None


def caller_of(request: Request) -> Caller:
    """The calling party: P-Asserted-Identity before From (RFC 3325 9.1); Privacy `id` or `user` withholds it."""
    shown = _address(request.headers.get("from"))
    name = shown.name if shown else ""
    hidden = _WITHOUT_NUMBER.get(name.lower())
    privacy = request.get("privacy").lower()
    if hidden is None and ("id" in privacy.split(";") or "user" in privacy.split(";")):
        hidden = CallerId.WITHHELD
    trusted = _address(request.headers.get("p-asserted-identity")) or shown
    number = trusted.user if trusted else ""
    if hidden is None and number.lower() in ("anonymous", ""):
        hidden = CallerId.WITHHELD if number else CallerId.UNAVAILABLE
    if hidden is not None:
        return Caller("", "", hidden)
    return Caller(number, "" if name == number else name, CallerId.NUMBER)


def called_of(request: Request, place: NumberFrom = NumberFrom.AUTO) -> str:
    """The number that was called, from where the carrier says it; "" where it does not."""
    if place is NumberFrom.REQUEST_URI:
        return NameAddr(request.uri).user
    header = "to" if place is NumberFrom.TO else "p-called-party-id"
    party = _address(request.headers.get(header))
    if party is not None and party.user:
        return party.user
    return NameAddr(request.uri).user if place is NumberFrom.AUTO else ""
