"""Pages: their size, what stands at their edges, and a document of them with `page x/y`."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from api.reports.pdf.sheet import ACCENT, INK, RULE, SOFT, Sheet

SHORT: Final = 595.28
LONG: Final = 841.89
"""A4, pt."""
MARGIN: Final = 36.0
TOP: Final = 58.0
"""Where the content begins."""
BOTTOM: Final = 40.0
"""What is kept free below."""

Draw = Callable[[Sheet], None]


class Page(Struct, frozen=True):
    """One page. `draw`: its content between the edges."""

    wide: float
    high: float
    draw: Draw


def landscape(draw: Draw) -> Page:
    """A page on its side."""
    return Page(LONG, SHORT, draw)


def portrait(draw: Draw) -> Page:
    """An upright page."""
    return Page(SHORT, LONG, draw)


class Edges(Struct, frozen=True, kw_only=True):
    """What stands on every page. `number`: with `{page}` and `{pages}`."""

    title: str
    site: str
    foot: str
    number: str


def document(pages: list[Page], edges: Edges) -> bytes:
    """The file of some pages."""
    sheet = Sheet(edges.title, edges.site)
    for number, page in enumerate(pages, 1):
        sheet.begin(page.wide, page.high)
        right, foot = page.wide - MARGIN, page.high - 24
        sheet.text(MARGIN, 34, edges.title, 9, colour=ACCENT)
        sheet.text(right, 34, edges.site, 8, colour=SOFT, align="right")
        sheet.line([(MARGIN, 40), (right, 40)], RULE)
        sheet.text(MARGIN, foot, edges.foot, 7, colour=SOFT)
        number_text = edges.number.format(page=number, pages=len(pages))
        sheet.text(right, foot, number_text, 7, colour=INK, align="right")
        page.draw(sheet)
        sheet.end()
    return sheet.bytes()
