"""What the process that makes a PDF is told."""

from msgspec import Struct, field

from api.languages import Language
from api.reports.schemas import Report
from api.statistics.metric import Text


class StatusLook(Struct, frozen=True):
    """How a status is shown; `colour`: `#rrggbb`."""

    label: Text
    colour: str


class PdfJob(Struct, frozen=True, kw_only=True):
    """A report with what stands around it. `words`: the catalogue's sentences beginning with `pdf.`, without that;
    `statuses` by id; `items`: the labels of the items, by id."""

    report: Report
    lang: Language
    site: str
    words: dict[str, str]
    statuses: dict[str, StatusLook] = field(default_factory=dict)
    items: dict[str, Text] = field(default_factory=dict)

    def said(self, text: Text) -> str:
        """A text in the language of the report."""
        return text.ja if self.lang == "ja" else text.en
