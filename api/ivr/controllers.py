"""Routes: menus; permission `pbx`."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter

from api.access import Permission, UserRequest, needs
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.patches import given, patch_of, view_of
from api.changes.service import Saved
from api.changes.tables import MENUS
from api.site.reception import SiteMenu
from api.site.stored import stored

if TYPE_CHECKING:
    MenuView = SiteMenu
    MenuPatch = SiteMenu
else:
    MenuView = view_of(SiteMenu, "MenuView", frozenset())
    MenuPatch = patch_of(SiteMenu, "MenuPatch", frozenset({"id"}))

MenuId = Annotated[str, PathParameter(description="Id of the menu.", max_length=40)]
PBX = needs(Permission.PBX)


@get("/menus", operation_id="list_menus", summary="Menus, by id", tags=("masters",), opt=PBX)
async def list_menus(db: DatabasePart) -> list[MenuView]:
    """All menus. A number leads to one by its group's reception or by a route."""
    return [MenuView(**msgspec.structs.asdict(menu)) for menu in (await stored(db)).menus]


@post("/menus", operation_id="create_menu", summary="A new menu", tags=("masters",), opt=PBX)
async def create_menu(request: UserRequest, data: JSONBody[SiteMenu], changes: ChangesPart) -> Saved:
    """Nothing leads to it yet."""
    return await changes.create(request.user, MENUS, data)


@patch("/menus/{key:str}", operation_id="change_menu", summary="Change a menu", tags=("masters",), opt=PBX)
async def change_menu(request: UserRequest, key: MenuId, data: JSONBody[MenuPatch], changes: ChangesPart) -> Saved:
    """What is left out stays; `keys` are replaced as a whole. Callers in the menu go on with the old one."""
    return await changes.change(request.user, MENUS, key, given(data))


@delete(
    "/menus/{key:str}",
    operation_id="delete_menu",
    summary="Delete a menu",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_menu(request: UserRequest, key: MenuId, changes: ChangesPart) -> Saved:
    """Refused with `in_use` while a route, a reception or another menu leads to it."""
    return await changes.remove(request.user, MENUS, key)
