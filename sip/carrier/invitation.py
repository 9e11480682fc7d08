"""What a call to the centre looks like on the wire, by the carrier's quirks. Pure."""

from __future__ import annotations

from typing import NamedTuple

from sip.carrier.quirks import Place, Quirks
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address
from sip.stack.message import Headers
from sip.stack.registrar import Binding
from sip.stack.terms import Terms
from sip.stack.uri import host_port


class Invitation(NamedTuple):
    """Request-URI, way, To, further headers and terms of an INVITE."""

    target: str
    destination: Address
    called: NameAddr
    headers: Headers
    terms: Terms


def invitation(quirks: Quirks, to: str, *, here: str, centre: Address, binding: Binding | None) -> Invitation:
    """The INVITE for a call to the number `to`. `here`: host and port of the carrier; `binding`: where the centre has
    registered, None: it is called at its address."""
    main = quirks.main_number or to
    numbers = dict.fromkeys(Place, main) | {quirks.called_in: to}
    destination = centre if binding is None else binding.source
    if binding is not None and quirks.called_in is not Place.REQUEST_URI:
        target = binding.contact
    else:
        target = f"sip:{numbers[Place.REQUEST_URI]}@{host_port(destination.host, destination.port)}"
    headers: Headers = {}
    if quirks.called_in is Place.CALLED_PARTY:
        headers["p-called-party-id"] = [f"<sip:{to}@{here}>"]
    terms = quirks.terms()
    if quirks.session_s and quirks.refresher:
        headers["session-expires"] = [f"{quirks.session_s};refresher={quirks.refresher}"]
        headers["min-se"] = [str(quirks.min_session_s)]
        terms = terms._replace(session_s=0)
    return Invitation(target, destination, NameAddr(f"sip:{numbers[Place.TO]}@{here}"), headers, terms)
