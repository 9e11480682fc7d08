"""Routes of log-in and log-out."""

from datetime import UTC, datetime

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api.access import LOGGED_IN, PUBLIC, Permission, Principal, SessionKind
from api.auth.guard import COOKIE, cookie
from api.auth.schemas import Credentials, LogInWish, SessionAnswer, SessionUser, TokenAnswer
from api.auth.service import LIFETIME_S, Sessions
from api.db.account_store import Live
from api.moments import moment
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE, Message

SessionsPart = NamedDependency[SkipValidation[Sessions]]
SiteZone = NamedDependency[SkipValidation[str]]


async def answer(live: Live, zone: str, sessions: Sessions) -> SessionAnswer:
    """What a client learns of its session. `zone`: the site's time zone."""
    principal = live.principal
    return SessionAnswer(
        user=SessionUser(
            id=principal.id,
            name=principal.name,
            role=principal.role,
            extension=principal.extension,
            permissions=sorted(principal.permissions),
        ),
        landing="/monitor" if Permission.MONITOR in principal.permissions else "/phone",
        since=moment(live.session.created),
        server_time=datetime.now(UTC),
        time_zone=zone,
        heartbeat_s=sessions.heartbeat_s,
        sole_guardian=await sessions.sole_guardian(principal),
    )


def address(request: Request[Principal, Live, State]) -> str:
    """The client's address, for the throttle."""
    return request.client.host if request.client else ""


class SessionController(Controller):
    """The session of a browser."""

    path = "/session"
    tags = ("session",)

    @post(operation_id="log_in", summary="Log in with a browser", opt=PUBLIC, status_code=HTTP_200_OK)
    async def log_in(
        self,
        data: JSONBody[LogInWish],
        request: Request[Principal, Live, State],
        sessions: SessionsPart,
        site_zone: SiteZone,
    ) -> Response[SessionAnswer]:
        """Check user ID and password and set the session's cookie. A user has one browser at a time (F1.5); tokens of
        programs are not counted."""
        old = request.cookies.get(COOKIE, "")
        live, token = await sessions.log_in(
            data.user, data.password, SessionKind.BROWSER, address(request), own=old, take_over=data.take_over
        )
        if old:
            await sessions.replace(old, data.user)
        max_age_s = LIFETIME_S[SessionKind.BROWSER]
        headers = {"Set-Cookie": cookie(token, max_age_s), "Cache-Control": "no-store"}
        return Response(await answer(live, site_zone, sessions), headers=headers)

    @get(operation_id="get_session", summary="Who is logged in", opt=LOGGED_IN)
    async def get_session(
        self, request: Request[Principal, Live, State], sessions: SessionsPart, site_zone: SiteZone
    ) -> Response[SessionAnswer]:
        """The user of the session, their permissions and the server's time. Keeps the session alive."""
        body = await answer(request.auth, site_zone, sessions)
        return Response(body, headers={"Cache-Control": "no-store"})

    @get(
        "/stream",
        operation_id="stream_session",
        summary="That the session is alive",
        description=(
            "Server-sent events, for pages that have no other stream: `session` at the beginning, `ping` breaks each "
            "silence of 15 s, which a page out of sight needs to give its signs of life in time. Ends with the session."
        ),
        media_type=SSE_MEDIA_TYPE,
        opt={**LOGGED_IN, "events": {"session": SessionAnswer}},
    )
    async def stream_session(
        self, request: Request[Principal, Live, State], sessions: SessionsPart, site_zone: SiteZone
    ) -> Stream:
        first = Message("session", msgspec.json.encode(await answer(request.auth, site_zone, sessions)))
        events = sessions.streams.open(lambda: first, key=request.auth.session.id)
        return Stream(events, media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)

    @delete(operation_id="log_out", summary="Log out", opt=LOGGED_IN, status_code=HTTP_204_NO_CONTENT)
    async def log_out(self, request: Request[Principal, Live, State], sessions: SessionsPart) -> Response[None]:
        """End the session; its streams end too. A program ends its token so."""
        await sessions.log_out(request.auth)
        return Response(None, headers={"Set-Cookie": cookie("", 0)})


class TokenController(Controller):
    """Tokens of programs."""

    path = "/tokens"
    tags = ("session",)

    @post(operation_id="create_token", summary="Log in a program", opt=PUBLIC, status_code=HTTP_201_CREATED)
    async def create(
        self, data: JSONBody[Credentials], request: Request[Principal, Live, State], sessions: SessionsPart
    ) -> Response[TokenAnswer]:
        """Check user ID and password and return a token for `Authorization: Bearer`."""
        live, token = await sessions.log_in(data.user, data.password, SessionKind.PROGRAM, address(request))
        body = TokenAnswer(token=token, expires=moment(live.session.expires))
        return Response(body, headers={"Cache-Control": "no-store"})
