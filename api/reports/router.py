"""All routes under `/reports`."""

from litestar import Router
from litestar.di import Provide

from api.reports.asked import DEPENDENCIES
from api.reports.controllers import ReportsController
from api.reports.csv_controllers import CsvController
from api.reports.csv_files import CsvFiles
from api.reports.figure_controllers import FiguresController
from api.reports.figures import FigureParts
from api.reports.pdf_controllers import PdfController
from api.reports.pdf_files import PdfFiles
from api.reports.schedules.controllers import SchedulesController
from api.reports.schedules.service import Schedules
from api.reports.service import Reports


def reports_router(
    reports: Reports,
    csv_files: CsvFiles,
    pdf_files: PdfFiles,
    figure_parts: FigureParts,
    schedules: Schedules,
) -> Router:
    """The routes, with what they work with."""
    return Router(
        "/reports",
        route_handlers=[ReportsController, CsvController, PdfController, FiguresController, SchedulesController],
        dependencies={
            **DEPENDENCIES,
            "reports": Provide(lambda: reports, sync_to_thread=False),
            "csv_files": Provide(lambda: csv_files, sync_to_thread=False),
            "pdf_files": Provide(lambda: pdf_files, sync_to_thread=False),
            "schedules": Provide(lambda: schedules, sync_to_thread=False),
            "figure_parts": Provide(lambda: figure_parts, sync_to_thread=False),
        },
    )
