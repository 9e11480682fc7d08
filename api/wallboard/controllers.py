"""`/api/wallboards`: links for supervisors, and what the screens that have one see."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from litestar import Controller, Request, Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, PathParameter, SkipValidation
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api.access import PUBLIC, WALLBOARD, Permission, UserRequest, needs_both
from api.changes.parts import ChangesPart
from api.faults import Fault, unknown
from api.problems import Problem
from api.sse import SSE_HEADERS, SSE_MEDIA_TYPE
from api.statistics.directory import Directory
from api.wallboard import links
from api.wallboard.schemas import ITEMS, Content, NewWallboard, Token, WallBoard, WallboardMade, WallboardView
from api.wallboard.screen import address, cookie, token_of
from api.wallboard.service import Wallboards

Part = NamedDependency[SkipValidation[Wallboards]]
DirectoryPart = NamedDependency[SkipValidation[Callable[[], Directory]]]
Key = Annotated[str, PathParameter(description="Id of the link.", max_length=64)]
NO_STORE: Final = {"Cache-Control": "no-store"}


def now_ms() -> int:
    """Wall clock, ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def checked(data: NewWallboard, directory: Directory) -> tuple[Content, int | None]:
    """The content and the end (ms since 1970) of a link. Raises `Problem("invalid")` that names every faulty field."""
    known = {group.id for group in directory.groups}
    faults = [
        Fault(field=f"items.{at}", code="unknown" if each not in ITEMS else "duplicate")
        for at, each in enumerate(data.items)
        if each not in ITEMS or each in data.items[:at]
    ]
    faults += [unknown(f"groups.{at}", each) for at, each in enumerate(data.groups or ()) if each not in known]
    if not data.name.strip():
        faults.append(Fault(field="name", code="required"))
    if not data.overall and data.groups == []:
        faults.append(Fault(field="groups", code="too_short", params={"entries": 1}))
    if data.expires is not None and (data.expires.tzinfo is None or data.expires <= datetime.now(UTC)):
        faults.append(Fault(field="expires", code="out_of_range"))
    if faults:
        raise Problem("invalid", errors=faults)
    values = {field: getattr(data, field) for field in Content.__struct_fields__}
    expires = None if data.expires is None else int(data.expires.timestamp() * 1000)
    return Content(**(values | {"name": data.name.strip()})), expires


class WallboardController(Controller):
    """The links. Whoever makes one hands on what the monitors show, so both permissions are needed."""

    tags = ("wallboard",)
    opt = needs_both(Permission.MONITOR, Permission.MONITOR_SETTINGS)

    @get("/", operation_id="list_wallboards", summary="Links of wallboards")
    async def list_wallboards(self, wallboards: Part) -> list[WallboardView]:
        """Those that have not been revoked, oldest first. They belong to the centre, not to who made them."""
        return wallboards.list()

    @post("/", operation_id="create_wallboard", summary="A new link", status_code=HTTP_201_CREATED)
    async def create_wallboard(
        self,
        request: UserRequest,
        data: JSONBody[NewWallboard],
        wallboards: Part,
        directory: DirectoryPart,
        changes: ChangesPart,
    ) -> Response[WallboardMade]:
        """Its address holds a token of 256 bits and opens without a log-in; it is told this once. On record in
        `/api/audit`."""
        content, expires = checked(data, directory())
        key, token = await links.create(changes, request.user, content, expires, now_ms())
        made = WallboardMade(wallboard=wallboards.view(key), path=f"/wall?link={key}#{token}")
        return Response(made, headers=NO_STORE)

    @put("/{key:str}", operation_id="change_wallboard", summary="Change what a link shows")
    async def change_wallboard(
        self,
        request: UserRequest,
        key: Key,
        data: JSONBody[NewWallboard],
        wallboards: Part,
        directory: DirectoryPart,
        changes: ChangesPart,
    ) -> WallboardView:
        """Open screens follow at once; the address stays."""
        content, expires = checked(data, directory())
        await links.change(changes, request.user, key, content, expires)
        return wallboards.view(key)

    @delete("/{key:str}", operation_id="revoke_wallboard", summary="Revoke a link", status_code=HTTP_204_NO_CONTENT)
    async def revoke_wallboard(self, request: UserRequest, key: Key, changes: ChangesPart) -> None:
        """Its streams end at once, and its screens say so. On record in `/api/audit`."""
        await links.revoke(changes, request.user, key, now_ms())


class ScreenController(Controller):
    """What a screen sees: its own link's board and nothing else of the API."""

    path = "/{key:str}"
    tags = ("wallboard",)

    @post(
        "/screen",
        operation_id="open_wallboard",
        summary="Show a link on this browser",
        opt=PUBLIC,
        status_code=HTTP_200_OK,
    )
    async def open_wallboard(
        self, request: Request[Any, Any, Any], key: Key, data: JSONBody[Token], wallboards: Part
    ) -> Response[WallBoard]:
        """Checks the token and sets a cookie for this link alone, so that the token need not stay in the address.
        Failures are slowed down as those of log-ins are."""
        await wallboards.admit(key, data.token, address(request))
        headers = {"Set-Cookie": cookie(key, data.token), **NO_STORE}
        return Response(await wallboards.board(key), headers=headers)

    @get("/board", operation_id="get_wallboard", summary="What a link shows, once", opt=WALLBOARD)
    async def get_wallboard(self, request: Request[Any, Any, Any], key: Key, wallboards: Part) -> Response[WallBoard]:
        """Needs the link's cookie, which it renews. A cell whose item is in `clocks` shows `cells[item] + (now −
        clocks[item])` seconds."""
        headers = {"Set-Cookie": cookie(key, token_of(request, key)), **NO_STORE}
        return Response(await wallboards.board(key), headers=headers)

    @get(
        "/stream",
        operation_id="stream_wallboard",
        summary="What a link shows, pushed",
        description=(
            "Server-sent events: `board`, whole, at the beginning and at each change, at most twice a second; `ping` "
            "breaks each silence of 15 s. The stream ends when the link is revoked or has expired."
        ),
        media_type=SSE_MEDIA_TYPE,
        opt={**WALLBOARD, "events": {"board": WallBoard}},
        responses={200: ResponseSpec(data_container=WallBoard, media_type=SSE_MEDIA_TYPE, generate_examples=False)},
    )
    async def stream_wallboard(self, key: Key, wallboards: Part) -> Stream:
        return Stream(wallboards.open(key), media_type=SSE_MEDIA_TYPE, headers=SSE_HEADERS)


def wallboard_router(wallboards: Wallboards, directory: Callable[[], Directory]) -> Router:
    """The routes, with what they work with."""
    return Router(
        "/wallboards",
        route_handlers=[WallboardController, ScreenController],
        dependencies={
            "wallboards": Provide(lambda: wallboards, sync_to_thread=False),
            "directory": Provide(lambda: directory, sync_to_thread=False),
        },
    )
