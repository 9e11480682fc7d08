"""The application: every slice's routes, joined with the parts that they work with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler

from api.access import NEEDS
from api.announcements import controllers as announcements
from api.audit.controllers import audit_router
from api.auth.controllers import SessionController, TokenController
from api.auth.guard import Guard
from api.auth.log_out_controllers import log_out_router
from api.calls.controllers import calls_router
from api.calls.refusals import refusals_router
from api.changes.controllers import list_changes
from api.chat.controllers import chat_router
from api.extensions.controllers import change_extension, create_extension, delete_extension, list_extensions
from api.groups.controllers import change_group, create_group, delete_group, list_groups
from api.handling.controllers import change_handling, show_handling
from api.hours import controllers as hours
from api.ivr import controllers as ivr
from api.masters.controllers import change_status, create_status, delete_status, list_statuses, order_statuses
from api.metrics.controllers import list_metrics
from api.monitor.controllers import monitor_router
from api.monitor.settings import settings_router
from api.openapi import config as openapi_config, contract_route
from api.phone.controllers import phone_router
from api.phone.settings import change_phone_settings, get_phone_settings
from api.problems import ProblemHandlers
from api.reports.choices import choices_router
from api.reports.router import reports_router
from api.security import add_security_headers
from api.settings import Settings
from api.sound.controllers import sound_router
from api.staffing.controllers import staffing_router
from api.supervision.controllers import supervision_router
from api.switch.errors import SwitchError
from api.switch.problems import switch_problem
from api.system.controllers import get_health, get_ready, unknown_route
from api.system.files import file_route
from api.trunks import controllers as trunks
from api.users import controllers as users
from api.voicemail import controllers as voicemail, masters as mailboxes
from api.wallboard.controllers import wallboard_router
from api.wallboard.screen import Gate
from api.wiring import Centre

MAX_BODY: Final = 1_000_000
"""Bytes of a request's body; more is answered by 413."""


def create_app(settings: Settings) -> Litestar:
    """The application for `settings`. Nothing is opened before its lifespan begins but the key file.

    Raises `ValueError` if a route does not state who may use it.
    """
    centre = Centre(settings)
    api = Router(
        "/api",
        route_handlers=[
            SessionController,
            TokenController,
            users.list_users,
            users.create_user,
            users.change_user,
            users.delete_user,
            users.list_permission_sets,
            users.create_permission_set,
            users.change_permission_set,
            users.delete_permission_set,
            list_groups,
            create_group,
            change_group,
            delete_group,
            list_extensions,
            create_extension,
            change_extension,
            delete_extension,
            show_handling,
            change_handling,
            trunks.list_trunks,
            trunks.list_trunk_presets,
            trunks.create_trunk,
            trunks.change_trunk,
            trunks.delete_trunk,
            trunks.order_trunks,
            trunks.list_routes,
            trunks.create_route,
            trunks.change_route,
            trunks.delete_route,
            hours.list_receptions,
            hours.create_reception,
            hours.change_reception,
            hours.delete_reception,
            hours.get_opening,
            hours.list_holidays,
            hours.import_holidays,
            ivr.list_menus,
            ivr.create_menu,
            ivr.change_menu,
            ivr.delete_menu,
            mailboxes.list_mailboxes,
            mailboxes.create_mailbox,
            mailboxes.change_mailbox,
            mailboxes.delete_mailbox,
            voicemail.list_own_mailboxes,
            voicemail.list_messages,
            voicemail.get_message_sound,
            voicemail.move_message,
            voicemail.delete_message,
            voicemail.list_accesses,
            announcements.list_announcements,
            announcements.get_sound,
            announcements.put_announcement,
            announcements.delete_announcement,
            list_changes,
            list_statuses,
            create_status,
            order_statuses,
            change_status,
            delete_status,
            get_phone_settings,
            change_phone_settings,
            phone_router(centre.link, centre.phones, centre.presence, centre.sessions.lasts),
            monitor_router(centre.monitor),
            settings_router(lambda: centre.directory),
            calls_router(centre.calls, centre.explanations),
            refusals_router(centre.refusals),
            reports_router(centre.reports, centre.csv_files, centre.pdf_files, centre.figure_parts, centre.schedules),
            choices_router(centre.report_choices),
            chat_router(centre.chat),
            sound_router(centre.link, centre.sound_tests),
            supervision_router(centre.link, centre.supervisions, centre.status_orders),
            log_out_router(centre.log_outs),
            wallboard_router(centre.wallboards, lambda: centre.directory),
            staffing_router(centre.staffing),
            audit_router(centre.audit),
            list_metrics,
            get_health,
            get_ready,
            contract_route,
            unknown_route,
        ],
        dependencies=centre.dependencies(),
    )

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with centre.running():
            yield

    app = Litestar(
        route_handlers=[api, file_route(settings.dist)],
        middleware=[Guard(lambda: centre.sessions, Gate(centre.wallboards))],
        exception_handlers=ProblemHandlers({SwitchError: switch_problem}).handlers(),
        before_send=[add_security_headers],
        lifespan=[lifespan],
        openapi_config=openapi_config(),
        logging_config=None,  # the process sets logging up, not the framework
        request_max_body_size=MAX_BODY,
    )
    app.state.centre = centre
    check_guarded(app)
    return app


def check_guarded(app: Litestar) -> None:
    """Raises `ValueError` if a route lacks its `opt` (see `api.access`)."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            if isinstance(handler, HTTPRouteHandler) and NEEDS not in handler.opt and not _automatic(handler):
                raise ValueError(f"{route.path} ({handler}) does not state who may use it")


def _automatic(handler: HTTPRouteHandler) -> bool:
    """OPTIONS handlers that the framework adds: they tell the methods and nothing else."""
    return {str(method) for method in handler.http_methods} == {"OPTIONS"}
