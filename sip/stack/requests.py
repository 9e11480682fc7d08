"""Requests outside dialogs: built, sent, challenges answered (RFC 3261 8.1). Pure."""

from __future__ import annotations

from collections.abc import Callable

from sip.stack.clientauth import ClientAuth
from sip.stack.flow import Flow
from sip.stack.headers import NameAddr
from sip.stack.host import Host
from sip.stack.interfaces import Credentials
from sip.stack.message import Headers, Request, Response


class OutRequest:
    """A request that may be sent several times under one Call-ID with growing CSeq: a registration, a keep-alive.

    `caller` and `called` become From and To. Silence is a 408 and a dead transport a 503, made here.
    """

    __slots__ = ("_auth", "_call_id", "_called", "_caller", "_host", "_sequence", "method", "target")

    def __init__(
        self,
        host: Host,
        method: str,
        target: str,
        *,
        caller: NameAddr,
        called: NameAddr | None = None,
        credentials: Credentials | None = None,
    ) -> None:
        self._host = host
        self.method = method
        self.target = target
        self._caller = NameAddr(caller.uri, caller.name, {"tag": host.new_tag()})
        self._called = called or NameAddr(target)
        self._call_id = host.new_tag()
        self._sequence = 0
        self._auth = ClientAuth(credentials) if credentials is not None else None

    def send(
        self,
        flow: Flow,
        on_response: Callable[[Response], None],
        headers: Headers | None = None,
        body: bytes = b"",
        attempts: int = 0,
    ) -> None:
        """Send it once; `on_response` gets the final response that is no challenge we can answer."""
        self._sequence += 1
        fields: Headers = {
            "max-forwards": ["70"],
            "from": [str(self._caller)],
            "to": [str(self._called)],
            "call-id": [self._call_id],
            "cseq": [f"{self._sequence} {self.method}"],
            **(headers or {}),
        }
        auth = self._auth
        if auth is not None:
            fields |= auth.headers(self.method, self.target, self._host.new_tag())

        def received(response: Response) -> None:
            if response.status < 200:
                return
            challenged = response.status in (401, 407)
            if challenged and auth is not None and auth.take(response, attempts):
                self.send(flow, on_response, headers, body, attempts + 1)
            else:
                on_response(response)

        request = Request(self.method, self.target, fields, body)
        request.cseq = self._sequence
        self._host.layer.request(request, flow, received)
