"""What a report can be of, and which items one has chosen for it; permission `reports` (F7.1-F7.3)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated

from litestar import Controller, Router, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, SkipValidation
from litestar.status_codes import HTTP_204_NO_CONTENT
from msgspec import Meta, Struct

from api.access import Permission, UserRequest, needs
from api.db import report_choice_store as store
from api.db.engine import Database
from api.faults import unknown
from api.problems import Problem
from api.reports.service import Reports
from api.reports.wish import all_columns
from api.statistics.directory import Directory
from api.statistics.names import Named
from api.statistics.report import ReportKind

ColumnId = Annotated[str, Meta(min_length=1, max_length=100)]


class ReportGroupChoice(Struct, frozen=True, kw_only=True):
    """A group that a report can be of; `members`: ids of the operators in it now."""

    id: str
    name: str
    number: str
    deleted: bool
    members: list[str]


class ReportOperatorChoice(Struct, frozen=True, kw_only=True):
    """An operator that a report can be of; `number`: the present or last extension."""

    id: str
    name: str
    number: str
    deleted: bool


class ReportScope(Struct, frozen=True, kw_only=True):
    """What reports can be of: those there are, in the order of the masters, then those deleted. `today`: the present
    business day, the last that can be asked for."""

    today: date
    groups: list[ReportGroupChoice]
    operators: list[ReportOperatorChoice]


class ReportChoices(Struct, frozen=True, kw_only=True):
    """The ids of the columns that one has chosen, by kind of report. A kind that is not there: all of them."""

    items: dict[ReportKind, list[str]]


class ReportChoice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ids of the columns that are wanted."""

    items: Annotated[list[ColumnId], Meta(min_length=1, max_length=1000)]


class Choices:
    """What reports can be of, and what was chosen."""

    def __init__(self, db: Database, reports: Reports, directory: Callable[[], Directory]) -> None:
        self._db = db
        self._reports = reports
        self._directory = directory

    def scope(self) -> ReportScope:
        """All that can be chosen."""
        names, directory = self._reports.names(), self._directory()
        users = directory.operators().values()
        groups = [
            ReportGroupChoice(id=one.id, name=one.name, number=one.number, deleted=False, members=list(one.members))
            for one in directory.groups
        ]
        operators = [
            ReportOperatorChoice(id=one.id, name=one.name, number=one.extension, deleted=False) for one in users
        ]
        return ReportScope(
            today=self._reports.today(),
            groups=[
                *groups,
                *(
                    ReportGroupChoice(id=one.id, name=one.name, number=one.number, deleted=True, members=[])
                    for one in _deleted(names.groups)
                ),
            ],
            operators=[
                *operators,
                *(
                    ReportOperatorChoice(id=one.id, name=one.name, number=one.number, deleted=True)
                    for one in _deleted(names.users)
                ),
            ],
        )

    async def chosen(self, user: str) -> ReportChoices:
        """What a user has chosen, without what no longer is an item."""
        kept = await store.choices(self._db, user)
        items: dict[ReportKind, list[str]] = {}
        for kind in ReportKind:
            known = self._known(kind)
            if chosen := [each for each in kept.get(kind, []) if each in known]:
                items[kind] = chosen
        return ReportChoices(items=items)

    def _known(self, kind: ReportKind) -> set[str]:
        return {column.id for column in all_columns(kind, self._reports.names(), deleted=True)}

    async def choose(self, user: str, kind: ReportKind, items: list[str]) -> None:
        """Keep what a user has chosen. All there is: then later ones are chosen, too. Raises `Problem`."""
        known = self._known(kind)
        faults = [unknown(f"items.{at}", each) for at, each in enumerate(items) if each not in known]
        if faults:
            raise Problem("invalid", errors=faults)
        every = {column.id for column in all_columns(kind, self._reports.names())}
        await store.choose(self._db, user, kind, [] if every <= set(items) else list(dict.fromkeys(items)))


def _deleted(known: Mapping[str, Named]) -> Iterator[Named]:
    return (one for one in known.values() if one.deleted)


ChoicesPart = NamedDependency[SkipValidation[Choices]]


class ChoicesController(Controller):
    """What a report can be of, and which items one has chosen."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get("/scope", operation_id="get_report_scope", summary="Groups and operators that reports can be of (F7.1, F7.2)")
    async def get_scope(self, choices: ChoicesPart) -> ReportScope:
        """Deleted ones stay: their figures do."""
        return choices.scope()

    @get("/choices", operation_id="get_report_choices", summary="The items that one has chosen (F7.3)")
    async def get_choices(self, request: UserRequest, choices: ChoicesPart) -> ReportChoices:
        """Kept on the server, across log-outs."""
        return await choices.chosen(request.user.id)

    @put(
        "/choices/{kind:str}",
        operation_id="change_report_choice",
        summary="Choose the items of one kind of report (F7.3)",
        status_code=HTTP_204_NO_CONTENT,
    )
    async def change_choice(
        self, request: UserRequest, kind: ReportKind, data: JSONBody[ReportChoice], choices: ChoicesPart
    ) -> None:
        """Replaces what was chosen for it."""
        await choices.choose(request.user.id, kind, data.items)


def choices_router(choices: Choices) -> Router:
    """The routes, under `/reports`."""
    return Router(
        "/reports",
        route_handlers=[ChoicesController],
        dependencies={"choices": Provide(lambda: choices, sync_to_thread=False)},
    )
