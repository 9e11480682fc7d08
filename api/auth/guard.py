"""The guard in front of every route: who asks, may they, and does the request come from our own pages."""

from collections.abc import Callable
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.access import NEEDS, SessionKind, permits
from api.auth.service import LIFETIME_S, Sessions
from api.db.account_store import Live
from api.problems import Problem

COOKIE: Final = "__Host-kikite"
"""The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis 4.1.3.2)."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie(token: str, max_age_s: int) -> str:
    """The `Set-Cookie` value that hands a token to a browser; `max_age_s` 0 takes it away."""
    return f"{COOKIE}={token}; Path=/; Max-Age={max_age_s}; Secure; HttpOnly; SameSite=Strict"


def check_origin(request: Request[Any, Any, Any]) -> None:
    """Refuse what another site's page sends (CSRF), and bodies that are not JSON (a form could send them).

    Browsers say where a request comes from by `Sec-Fetch-Site` (Fetch Metadata) or at least by `Origin`; programs say
    neither. Raises `Problem`: `cross_site`, `not_json`.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        own = site in ("same-origin", "none")
    else:
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host", request.url.netloc)
    if not own:
        raise Problem("cross_site")
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if (has_body or "content-type" in request.headers) and request.content_type[0] != "application/json":
        raise Problem("not_json")


class Screens(Protocol):
    """Who knows the links of wallboards (`api.wallboard.screen.Gate`)."""

    async def admit(self, request: Request[Any, Any, Any]) -> None:
        """Raises `Problem` where the request has not the token of the link that its path names."""


class Guard(ASGIMiddleware):
    """Carries out what each route states in its `opt` (see `api.access`); renews a browser's cookie by the way."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, sessions: Callable[[], Sessions], screens: Screens) -> None:
        self._sessions = sessions
        self._screens = screens

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raises `Problem`: `not_logged_in`, `forbidden`, `cross_site`, `not_json`."""
        request: Request[Any, Any, Any] = Request(scope)
        needed = scope["route_handler"].opt.get(NEEDS, "nobody")
        if needed == "nobody":
            raise Problem("not_found")
        authorization = request.headers.get("authorization")
        if request.method not in SAFE and authorization is None:
            check_origin(request)
        if needed == "wallboard":
            await self._screens.admit(request)
        if needed in ("public", "wallboard"):
            await next_app(scope, receive, send)
            return
        live = await self._who(request, authorization)
        if needed != "session" and not permits(needed, live.principal.permissions):
            raise Problem("forbidden")
        scope["user"], scope["auth"] = live.principal, live
        token = await self._sessions().renew(live)
        await next_app(scope, receive, send if token is None else _with_cookie(send, token, live))

    async def _who(self, request: Request[Any, Any, Any], authorization: str | None) -> Live:
        if authorization is None:
            return await self._sessions().authenticate(request.cookies.get(COOKIE, ""), SessionKind.BROWSER)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise Problem("not_logged_in")
        return await self._sessions().authenticate(token.strip(), SessionKind.PROGRAM)


def _with_cookie(send: Send, token: str, live: Live) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            # a log-out sets the cookie itself: that must not be undone
            if not any(COOKIE in value for value in headers.getall("set-cookie", [])):
                headers.add("set-cookie", cookie(token, LIFETIME_S[live.session.kind]))
        await send(message)

    return wrapped
