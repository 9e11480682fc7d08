"""How Piccolo's tables find the database.

A Piccolo table is bound to one engine object when its class is made; ours is bound to `ENGINE`, which hands each query
to the connection that `run(query)` was called with. So the same tables serve several databases in one process, a query
never opens a connection of its own, and a query run without `run` fails loudly.
"""

from contextvars import ContextVar
from typing import Any, NoReturn, Protocol

from piccolo.engine.base import Engine
from piccolo.query.base import Query
from piccolo.querystring import QueryString

from api.db.driver import Kind, Row
from api.db.errors import MisuseError


class Runner(Protocol):
    """What carries a query of Piccolo out."""

    @property
    def kind(self) -> Kind:
        """The engine for which SQL is generated."""

    async def fetch_native(self, sql: str, params: list[Any]) -> list[Row]:
        """Run SQL that has the engine's own placeholders."""


_RUNNER: ContextVar[Runner | None] = ContextVar("kikite_runner", default=None)


async def run_query(query: Query[Any, Any], runner: Runner) -> Any:
    """Run a query of Piccolo and return what it returns, with `runner` as its database."""
    token = _RUNNER.set(runner)
    try:
        return await query.run()
    finally:
        _RUNNER.reset(token)


class BoundEngine(Engine[Any]):
    """Piccolo's engine interface on the runner of the moment. It never connects, so making it does nothing."""

    def __init__(self) -> None:  # the base class would ask the server for its version
        self.log_queries = False
        self.log_responses = False

    @property
    def engine_type(self) -> str:  # type: ignore[override]  # an attribute in the base class, here by context
        """The engine of the runner; queries that are only being built are the same for both."""
        runner = _RUNNER.get()
        return "postgres" if runner is None else runner.kind

    async def get_version(self) -> float:
        """High enough for every feature: RETURNING and ON CONFLICT are in all versions that we support."""
        return self.get_version_sync()

    def get_version_sync(self) -> float:
        """See `get_version`."""
        return 99.0

    async def prep_database(self) -> None:
        """Nothing to prepare."""

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Row]:
        """Run one compiled query."""
        runner = _RUNNER.get()
        if runner is None:
            raise MisuseError("run Piccolo queries by Database.run or Transaction.run")
        sql, params = querystring.compile_string(engine_type=runner.kind)
        return await runner.fetch_native(sql, params)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> NoReturn:
        """Refused: tables change in migrations only."""
        raise MisuseError("tables are changed by migrations only")

    async def batch(self, query: Query[Any, Any], batch_size: int = 100, node: str | None = None) -> NoReturn:
        """Refused: Piccolo's batches swallow exceptions."""
        raise MisuseError("batches are not supported; page by key instead")

    def transaction(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: `Database.transaction` is the only way."""
        raise MisuseError("use Database.transaction")

    def atomic(self) -> NoReturn:
        """Refused: `Database.transaction` is the only way."""
        raise MisuseError("use Database.transaction")


ENGINE = BoundEngine()
"""To be given to each table: `class Call(Table, db=ENGINE, tablename="call")`."""
