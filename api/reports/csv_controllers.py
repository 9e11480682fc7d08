"""`/api/reports/groups.csv`, `/api/reports/operators.csv` (F7.6); permission `reports`."""

from typing import Final
from urllib.parse import quote

from litestar import Controller, get
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import FromQuery, SkipValidation
from litestar.response import Stream

from api.access import Permission, UserRequest, needs
from api.problems import Language, language
from api.reports.asked import AskedPart
from api.reports.controllers import ReportsPart
from api.reports.csv_files import MAX_DAYS, CsvFiles, disposition
from api.reports.csv_text import Encoding, charset
from api.reports.service import Reports
from api.reports.wish import Asked

CsvPart = NamedDependency[SkipValidation[CsvFiles]]
PENDING: Final = "Kikite-Pending-Rows"
REPLACED: Final = "Kikite-Replaced-Characters"
REPLACED_WHICH: Final = "Kikite-Replaced"
_HEADERS: Final = [
    ResponseHeader(name="content-disposition", description="A file name.", documentation_only=True),
    ResponseHeader(name="kikite-position", description="The log's position of the figures.", documentation_only=True),
    ResponseHeader(
        name=PENDING.lower(),
        description="How many rows are 未確定: their period is not over, or calls that they count are not.",
        documentation_only=True,
    ),
    ResponseHeader(
        name=REPLACED.lower(),
        description="How many characters became 〓, as CP932 does not have them; 0 in UTF-8.",
        documentation_only=True,
    ),
    ResponseHeader(
        name=REPLACED_WHICH.lower(),
        description="Which, each once, percent-encoded UTF-8; absent where none.",
        documentation_only=True,
    ),
]


class CsvController(Controller):
    """Figures of the past as files for spreadsheets."""

    tags = ("reports",)
    opt = needs(Permission.REPORTS)

    @get(
        "/groups.csv",
        operation_id="get_group_csv",
        summary="電話グループレポート as CSV (F7.6)",
        media_type="text/csv",
        response_headers=_HEADERS,
    )
    async def group_csv(
        self,
        request: UserRequest,
        reports: ReportsPart,
        csv_files: CsvPart,
        groups_asked: AskedPart,
        encoding: FromQuery[Encoding] = Encoding.UTF_8,
        lang: FromQuery[Language | None] = None,
    ) -> Stream:
        """期間, 電話グループ名, 電話番号 and the items in the order of the item list; no totals. Times are `H:MM:SS`, a
        figure without denominator is 0. `lang`: without it, that of the request. By `date_hour` a year at most."""
        return await _sent(reports, csv_files, groups_asked, encoding, lang or language(request))

    @get(
        "/operators.csv",
        operation_id="get_operator_csv",
        summary="オペレーターレポート as CSV (F7.6)",
        media_type="text/csv",
        response_headers=_HEADERS,
    )
    async def operator_csv(
        self,
        request: UserRequest,
        reports: ReportsPart,
        csv_files: CsvPart,
        operators_asked: AskedPart,
        encoding: FromQuery[Encoding] = Encoding.UTF_8,
        lang: FromQuery[Language | None] = None,
    ) -> Stream:
        """As of groups, with 期間, 名前, 内線番号."""
        return await _sent(reports, csv_files, operators_asked, encoding, lang or language(request))


async def _sent(reports: Reports, files: CsvFiles, asked: Asked, encoding: Encoding, lang: Language) -> Stream:
    wish = reports.wish(asked, max_date_hour_days=MAX_DAYS)
    made = await files.make(wish, reports.now(), lang, encoding)
    headers = {
        "Content-Type": f"text/csv; charset={charset(encoding)}; header=present",
        "Content-Disposition": disposition(wish, "csv", lang),
        "Content-Length": str(made.size),
        "Cache-Control": "no-store",
        "Kikite-Position": str(made.position),
        PENDING: str(made.pending),
        REPLACED: str(sum(made.lost.values())),
    }
    if made.lost:
        headers[REPLACED_WHICH] = quote("".join(made.lost))
    return Stream(made.pieces(), headers=headers)
