"""Pages: one size for a whole document, what stands at their edges with `page x/y`, and what flows from one to the
next."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from api.reports.pdf.sheet import ACCENT, INK, RULE, SOFT, Sheet

MARGIN: Final = 36.0
TOP: Final = 56.0
"""Where the content begins."""
BOTTOM: Final = 40.0
"""What is kept free below."""
GAP: Final = 16.0
"""Between sections."""


class Paper(Struct, frozen=True):
    """The size of all pages of a document, pt."""

    wide: float
    high: float

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.wide - 2 * MARGIN

    @property
    def foot(self) -> float:
        """Where the content ends."""
        return self.high - BOTTOM

    @property
    def body(self) -> float:
        """The height of the content."""
        return self.foot - TOP


PORTRAIT: Final = Paper(595.28, 841.89)
LANDSCAPE: Final = Paper(841.89, 595.28)
"""A4."""


class Block(Struct, frozen=True):
    """What no page break goes through: `high` pt; `draw` it from `y` down."""

    high: float
    draw: Callable[[Sheet, float], None]


class Section(Struct, frozen=True):
    """Blocks, one below the other, under a head. `above`: what stands at the top of a page in place of the head."""

    head: Block
    blocks: Iterable[Block]
    above: Block | None = None


Page = list[tuple[float, Block]]
"""Blocks and where they begin."""


def flowed(sections: Iterable[Section], paper: Paper) -> list[Page]:
    """The sections, one behind the other, on as few pages as hold them."""
    pages: list[Page] = [[]]
    y = TOP
    for section in sections:
        begun = False
        for block in section.blocks:
            need = block.high + (0.0 if begun else section.head.high)
            if pages[-1] and y + need > paper.foot:
                pages.append([])
                y, begun = TOP, False
            if not begun:
                head = section.head if pages[-1] else section.above or section.head
                pages[-1].append((y, head))
                y, begun = y + head.high, True
            pages[-1].append((y, block))
            y += block.high
        y += GAP
    return pages


class Edges(Struct, frozen=True, kw_only=True):
    """What stands on every page. `number`: with `{page}` and `{pages}`."""

    title: str
    site: str
    foot: str
    number: str


def document(pages: Sequence[Page], paper: Paper, edges: Edges) -> bytes:
    """The file of some pages."""
    sheet = Sheet(edges.title, edges.site)
    right, foot = paper.wide - MARGIN, paper.high - 24
    for number, page in enumerate(pages, 1):
        sheet.begin(paper.wide, paper.high)
        sheet.text(MARGIN, 34, edges.title, 9, colour=ACCENT)
        sheet.text(right, 34, edges.site, 8, colour=SOFT, align="right")
        sheet.line([(MARGIN, 40), (right, 40)], RULE)
        sheet.text(MARGIN, foot, edges.foot, 7, colour=SOFT)
        number_text = edges.number.format(page=number, pages=len(pages))
        sheet.text(right, foot, number_text, 7, colour=INK, align="right")
        for y, block in page:
            block.draw(sheet, y)
        sheet.end()
    return sheet.bytes()


def heading(text: str, note: str = "") -> Block:
    """The head of a section, with a `note` in small below it."""

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(MARGIN, y + 10, text, 10.5)
        if note:
            sheet.text(MARGIN, y + 21, note, 6.5, colour=SOFT)

    return Block(28.0 if note else 18.0, draw)
