"""Routes: the status master (F9.4)."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import LOGGED_IN
from api.db import config_store
from api.db.engine import Database


class StatusView(Struct, frozen=True, kw_only=True):
    """A status: id as in `Status` or `work:<n>`, names, colour `#rrggbb`, place in the list (from 0), and whether
    operators may choose it."""

    id: str
    ja: str
    en: str
    colour: str
    order: int
    choosable: bool


@get("/statuses", operation_id="list_statuses", summary="Status master", tags=("masters",), opt=LOGGED_IN)
async def list_statuses(db: NamedDependency[SkipValidation[Database]]) -> list[StatusView]:
    """The eleven fixed statuses and the 別作業 ones, in their order."""
    return [
        StatusView(
            id=status.id,
            ja=status.ja,
            en=status.en,
            colour=status.colour,
            order=order,
            choosable=status.choosable,
        )
        for order, status in enumerate(await config_store.statuses(db))
    ]
