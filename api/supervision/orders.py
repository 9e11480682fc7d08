"""Statuses chosen for operators in a call: they come after it, and are on record from the moment of the choice."""

import secrets
from collections.abc import Callable
from typing import Final

from api.access import Principal
from api.db import status_order_store as store
from api.db.engine import Database
from api.db.status_order_store import StatusOrder
from api.statistics.names import Names
from api.statistics.state import LiveState
from sip.contract.enums import Status

IN_CALL: Final = frozenset({Status.TALKING, Status.HOLDING, Status.RINGING, Status.DIALING})
"""A choice during these comes after the call; a call between extensions keeps no choice waiting."""


class StatusOrders:
    """Those of one database. `live`: what the log says now; `now_ms`: wall clock."""

    def __init__(
        self, db: Database, names: Callable[[], Names], live: Callable[[], LiveState], now_ms: Callable[[], int]
    ) -> None:
        self._db = db
        self._names = names
        self._live = live
        self._now_ms = now_ms

    def in_call(self, operator: str) -> bool:
        """Whether what is chosen for them now comes after their call."""
        known = self._live().operators.get(operator)
        return known is not None and known.span is not None and known.span.status in IN_CALL

    async def note(self, actor: Principal, operator: str, status: str) -> None:
        """Write down what `actor` has chosen for after the call."""
        one = StatusOrder(
            id=secrets.token_hex(8),
            at=self._now_ms(),
            by_id=actor.id,
            by_name=actor.name,
            user_id=operator,
            user_name=self._names().user(operator),
            status=status,
        )
        await store.add(self._db, one)
