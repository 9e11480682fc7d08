"""`/api/reports/groups.pdf`, `/api/reports/operators.pdf` (F7.7); permission `reports`."""

from typing import Final

from litestar import Controller, Response, get
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import FromQuery, SkipValidation

from api.access import Permission, UserRequest, needs
from api.problems import Language, language
from api.reports.asked import AskedPart
from api.reports.controllers import ReportsPart
from api.reports.csv_files import disposition
from api.reports.pdf_files import PdfFiles
from api.reports.service import Reports
from api.reports.wish import Asked

PdfPart = NamedDependency[SkipValidation[PdfFiles]]
MEDIA_TYPE: Final = "application/pdf"
_HEADERS: Final = [
    ResponseHeader(name="content-disposition", description="A file name.", documentation_only=True),
]


class PdfController(Controller):
    """Figures of the past on paper."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get(
        "/groups.pdf",
        operation_id="get_group_pdf",
        summary="電話グループレポート as PDF (F7.7)",
        media_type=MEDIA_TYPE,
        response_headers=_HEADERS,
    )
    async def group_pdf(
        self,
        request: UserRequest,
        reports: ReportsPart,
        pdf_files: PdfPart,
        groups_asked: AskedPart,
        lang: FromQuery[Language | None] = None,
    ) -> Response[bytes]:
        """A4 with charts, tables and the definitions of the items. `lang`: without it, that of the request."""
        return await _sent(reports, pdf_files, groups_asked, lang or language(request))

    @get(
        "/operators.pdf",
        operation_id="get_operator_pdf",
        summary="オペレーターレポート as PDF (F7.7)",
        media_type=MEDIA_TYPE,
        response_headers=_HEADERS,
    )
    async def operator_pdf(
        self,
        request: UserRequest,
        reports: ReportsPart,
        pdf_files: PdfPart,
        operators_asked: AskedPart,
        lang: FromQuery[Language | None] = None,
    ) -> Response[bytes]:
        """As of groups; with pies of the statuses."""
        return await _sent(reports, pdf_files, operators_asked, lang or language(request))


async def _sent(reports: Reports, files: PdfFiles, asked: Asked, lang: Language) -> Response[bytes]:
    wish = reports.wish(asked)
    content = await files.make(wish, lang)
    headers = {"Content-Disposition": disposition(wish, "pdf", lang), "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
