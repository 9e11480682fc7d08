"""Routes: 電話グループ (F9.3, F9.7)."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.access import LOGGED_IN
from api.db import config_store
from api.db.engine import Database
from sip.contract.enums import Strategy


class MemberView(Struct, frozen=True, kw_only=True):
    """A user's place in a group; a lower tier is offered calls first."""

    user: str
    tier: int


class GroupView(Struct, frozen=True, kw_only=True):
    """A group with its rules. Times in seconds, 0 = no limit."""

    id: str
    name: str
    number: str
    members: list[MemberView]
    strategy: Strategy
    ring_s: int
    max_wait_s: int
    queue_limit: int
    target_s: int
    acw_cap_s: int


@get("/groups", operation_id="list_groups", summary="Groups, by id", tags=("masters",), opt=LOGGED_IN)
async def list_groups(db: NamedDependency[SkipValidation[Database]]) -> list[GroupView]:
    """All groups. Every user may read them: a phone shows their names and chooses the number to call with."""
    return [
        GroupView(
            id=group.id,
            name=group.name,
            number=group.number,
            members=[MemberView(user=member.user, tier=member.tier) for member in group.members],
            strategy=group.strategy,
            ring_s=group.ring_s,
            max_wait_s=group.max_wait_s,
            queue_limit=group.queue_limit,
            target_s=group.target_s,
            acw_cap_s=group.acw_cap_s,
        )
        for group in await config_store.groups(db)
    ]
