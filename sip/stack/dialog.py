"""Dialogs (RFC 3261 12): tags, sequence numbers, route set, remote target. Pure."""

from __future__ import annotations

from sip.stack.errors import MalformedError
from sip.stack.headers import elements, parse_name_addr
from sip.stack.interfaces import Address
from sip.stack.message import Headers, Request, Response
from sip.stack.uri import Uri, parse_uri

MAX_FORWARDS = "70"


class Dialog:
    """One dialog as this side sees it. `local` and `remote` are From and To of our requests, tags included."""

    __slots__ = ("call_id", "local", "local_seq", "local_tag", "remote", "remote_seq", "remote_tag", "routes", "target")

    def __init__(self, call_id: str, local: str, local_tag: str, remote: str, remote_tag: str) -> None:
        self.call_id = call_id
        self.local = local
        self.local_tag = local_tag
        self.remote = remote
        self.remote_tag = remote_tag
        self.local_seq = 0
        self.remote_seq = -1
        self.routes: list[str] = []
        self.target = ""

    @classmethod
    def of_server(cls, request: Request, local_tag: str) -> Dialog:
        """The dialog that our response to `request` makes (12.1.1). `MalformedError`: no usable Contact."""
        to = request.get("to")
        dialog = cls(request.call_id, f"{to};tag={local_tag}", local_tag, request.get("from"), request.from_tag)
        dialog.remote_seq = request.cseq
        dialog.routes = elements(request.headers.get("record-route"))
        dialog.refresh(request)
        return dialog

    @classmethod
    def of_client(cls, request: Request, response: Response) -> Dialog:
        """The dialog that `response` to our `request` makes (12.1.2). `MalformedError`: no usable Contact."""
        dialog = cls(request.call_id, request.get("from"), request.from_tag, response.get("to"), response.to_tag)
        dialog.local_seq = request.cseq
        dialog.routes = elements(response.headers.get("record-route"))[::-1]
        dialog.refresh(response)
        return dialog

    def refresh(self, message: Request | Response) -> None:
        """Take the remote target from the Contact, where there is one (12.2). `MalformedError` where it is useless."""
        contacts = elements(message.headers.get("contact"))
        if not contacts:
            if self.target:
                return
            raise MalformedError("There is no Contact, so a dialog has no remote target.")
        uri = parse_name_addr(contacts[0]).uri
        parse_uri(uri)
        self.target = uri

    def accepts(self, request: Request) -> bool:
        """Whether the CSeq of `request` is in order; remembers it (12.2.2: lower than the last one is a 500)."""
        if request.cseq < self.remote_seq or (request.cseq == self.remote_seq and request.method != "ACK"):
            return False
        self.remote_seq = request.cseq
        return True

    def request(self, method: str, headers: Headers | None = None, body: bytes = b"", sequence: int = 0) -> Request:
        """A request within the dialog (12.2.1.1). `sequence`: that of the INVITE for an ACK, 0 for the next."""
        if not sequence:
            self.local_seq += 1
            sequence = self.local_seq
        fields: Headers = {
            "max-forwards": [MAX_FORWARDS],
            "from": [self.local],
            "to": [self.remote],
            "call-id": [self.call_id],
            "cseq": [f"{sequence} {method}"],
        }
        uri = self.target
        if self.routes:
            first = parse_name_addr(self.routes[0]).uri
            if "lr" in parse_uri(first).params:
                fields["route"] = self.routes
            else:  # a strict router of RFC 2543 (12.2.1.1): it takes the Request-URI's place
                uri = first
                fields["route"] = [*self.routes[1:], f"<{self.target}>"]
        request = Request(method, uri, fields | (headers or {}), body)
        request.call_id, request.cseq, request.from_tag, request.to_tag = (
            self.call_id, sequence, self.local_tag, self.remote_tag,
        )  # fmt: skip
        return request

    def next_hop(self) -> Address:
        """Where requests go: the first route, else the remote target (8.1.2)."""
        return hop_of(parse_uri(parse_name_addr(self.routes[0]).uri if self.routes else self.target))


def hop_of(uri: Uri) -> Address:
    """The place that a SIP URI names; port 5060 (TLS: 5061) where it names none (RFC 3263 without DNS service
    records)."""
    default = 5061 if uri.transport == "tls" else 5060
    return Address(uri.transport, uri.params.get("maddr") or uri.host, uri.port or default)
