"""What one's own monitors show: the watched groups and operators, and the look of each screen (F3.1, F3.5)."""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from litestar import Router, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, SkipValidation
from litestar.status_codes import HTTP_204_NO_CONTENT
from msgspec import Meta, Struct

from api.access import Permission, UserRequest, needs
from api.changes.parts import DatabasePart
from api.db import monitor_store as store
from api.faults import Fault, unknown
from api.problems import Problem
from api.statistics.directory import Directory

DirectoryPart = NamedDependency[SkipValidation[Callable[[], Directory]]]

MAX_CHOSEN: Final = 10_000


class Screen(StrEnum):
    """One of the monitors (F2.2)."""

    COMBINED = "combined"
    GROUPS = "groups"
    OPERATORS = "operators"


class Layout(StrEnum):
    """How a monitor shows its rows (F3.8, F3.9)."""

    TABLE = "table"
    TILES = "tiles"
    SEATS_6 = "seats6"
    SEATS_10 = "seats10"


class Order(StrEnum):
    """How operators are sorted: by status and elapsed time (F3.6), or by name."""

    STATUS = "status"
    NAME = "name"


Item = Annotated[str, Meta(min_length=1, max_length=40)]
Id = Annotated[str, Meta(min_length=1, max_length=100)]


class ScreenChoice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a user wants one screen. `hidden`, `hidden_operator`: items of the registry whose columns are not shown, in
    the tables of groups and of operators, so that a column of a later version is shown. `groups`: which of the watched
    groups the group monitor shows; none: all."""

    layout: Layout = Layout.TABLE
    order: Order = Order.STATUS
    hidden: Annotated[list[Item], Meta(max_length=100)] = []
    hidden_operator: Annotated[list[Item], Meta(max_length=100)] = []
    groups: Annotated[list[Id], Meta(max_length=1000)] = []


DEFAULTS: Final = {
    Screen.COMBINED: ScreenChoice(),
    Screen.GROUPS: ScreenChoice(layout=Layout.TILES),
    Screen.OPERATORS: ScreenChoice(layout=Layout.SEATS_6),
}


class Watched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ids of the groups and operators that one's monitors show; none of a kind: all of it."""

    groups: Annotated[list[Id], Meta(max_length=MAX_CHOSEN)]
    users: Annotated[list[Id], Meta(max_length=MAX_CHOSEN)]


class MonitorSettings(Struct, frozen=True, kw_only=True):
    """All that a user has chosen for the monitors, kept on the server."""

    watched: Watched
    screens: dict[Screen, ScreenChoice]


class WatchableGroup(Struct, frozen=True, kw_only=True):
    """A group that can be watched."""

    id: str
    name: str
    number: str


class WatchableUser(Struct, frozen=True, kw_only=True):
    """An operator who can be watched."""

    id: str
    name: str
    extension: str


class Watchable(Struct, frozen=True, kw_only=True):
    """Whom the monitors can show: all groups, all operators who have an extension."""

    groups: list[WatchableGroup]
    users: list[WatchableUser]


@get(
    "/settings",
    operation_id="get_monitor_settings",
    summary="What one's own monitors show (F3.1, F3.5)",
    tags=("monitor",),
    opt=needs(Permission.MONITOR, Permission.MONITOR_SETTINGS),
)
async def get_monitor_settings(request: UserRequest, db: DatabasePart) -> MonitorSettings:
    """Kept on the server: the monitors look the same on every computer."""
    chosen = await store.watched(db, request.user.id)
    kept = await store.screens(db, request.user.id)
    screens = {
        screen: msgspec.json.decode(kept[screen], type=ScreenChoice) if screen in kept else DEFAULTS[screen]
        for screen in Screen
    }
    return MonitorSettings(watched=Watched(groups=chosen.groups, users=chosen.users), screens=screens)


@get(
    "/watchable",
    operation_id="list_watchable",
    summary="Groups and operators that can be watched (F3.1)",
    tags=("monitor",),
    opt=needs(Permission.MONITOR_SETTINGS),
)
async def list_watchable(directory: DirectoryPart) -> Watchable:
    """In the order of the master settings."""
    known = directory()
    return Watchable(
        groups=[WatchableGroup(id=group.id, name=group.name, number=group.number) for group in known.groups],
        users=[
            WatchableUser(id=user.id, name=user.name, extension=user.extension) for user in known.operators().values()
        ],
    )


@put(
    "/watched",
    operation_id="change_watched",
    summary="Choose whom one's own monitors show (F3.1)",
    tags=("monitor",),
    opt=needs(Permission.MONITOR_SETTINGS),
    status_code=HTTP_204_NO_CONTENT,
)
async def change_watched(
    request: UserRequest, data: JSONBody[Watched], directory: DirectoryPart, db: DatabasePart
) -> None:
    """Replaces both lists."""
    known = directory()
    faults = [
        *_unknown("groups", data.groups, {group.id for group in known.groups}),
        *_unknown("users", data.users, known.operators().keys()),
    ]
    if faults:
        raise Problem("invalid", errors=faults)
    await store.watch(db, request.user.id, store.Watched(groups=data.groups, users=data.users))


def _unknown(field: str, chosen: list[str], known: Collection[str]) -> list[Fault]:
    return [unknown(f"{field}.{at}", each) for at, each in enumerate(chosen) if each not in known]


@put(
    "/screens/{screen:str}",
    operation_id="change_monitor_screen",
    summary="Choose the look of one of one's own monitors (F3.5)",
    tags=("monitor",),
    opt=needs(Permission.MONITOR),
    status_code=HTTP_204_NO_CONTENT,
)
async def change_monitor_screen(
    request: UserRequest, screen: Screen, data: JSONBody[ScreenChoice], db: DatabasePart
) -> None:
    """Replaces what was chosen for that screen."""
    await store.choose(db, request.user.id, screen, msgspec.json.encode(data).decode())


def settings_router(directory: Callable[[], Directory]) -> Router:
    """The routes, under `/monitor`."""
    return Router(
        "/monitor",
        route_handlers=[get_monitor_settings, list_watchable, change_watched, change_monitor_screen],
        dependencies={"directory": Provide(lambda: directory, sync_to_thread=False)},
    )
