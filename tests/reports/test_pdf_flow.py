"""What flows from page to page: nothing is lost, nothing runs over the edge, heads stand above what they name."""

import pytest
from hypothesis import given, settings, strategies as st

from api.reports.pdf.pages import LANDSCAPE, PORTRAIT, TOP, Block, Section, flowed
from api.reports.pdf.sheet import Sheet, load_font
from api.reports.pdf.tables import Line, Table, paper_of, sections_of


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    load_font()


class Named(Block, frozen=True):
    """A block that can be told from others."""

    name: str = ""


def _nothing(sheet: Sheet, y: float) -> None:
    pass


def _section(name: str, heights: list[float]) -> Section:
    return Section(
        Named(20.0, _nothing, f"{name} head"),
        [Named(high, _nothing, f"{name} {number}") for number, high in enumerate(heights)],
        Named(30.0, _nothing, f"{name} above"),
    )


@given(st.lists(st.lists(st.floats(5.0, 450.0), min_size=1, max_size=12), max_size=8))
def test_every_block_stands_once_in_order_below_its_head(heights: list[list[float]]) -> None:
    sections = [_section(str(number), each) for number, each in enumerate(heights)]
    pages = flowed(sections, LANDSCAPE)
    names = [[block.name for _, block in page] for page in pages]  # type: ignore[attr-defined]
    placed = [name for page in names for name in page if "head" not in name and "above" not in name]
    assert placed == [block.name for section in sections for block in section.blocks]  # type: ignore[attr-defined]
    for number, page in enumerate(pages):
        end = TOP
        for y, block in page:
            assert y >= end - 1e-6
            end = y + block.high
        assert end <= LANDSCAPE.foot + 1e-6
        if page:
            assert names[number][0].endswith("above")
            assert not names[number][-1].endswith(("above", "head"))
        for before, after in zip(names[number], names[number][1:], strict=False):
            assert before.split()[0] == after.split()[0] or after.endswith("head")


def _table(rows: int, columns: int) -> Table:
    lines = [Line([f"2026/11/{row}"], [f"{row}.{column}" for column in range(columns)]) for row in range(rows)]
    return Table(title="t", heads=["h"], columns=[f"c{n}" for n in range(columns)], lines=lines, empty="e")


class Seen(Sheet):
    """Remembers what is written."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.written: list[str] = []

    def text(self, x: float, y: float, text: str, size: float, **_: object) -> None:  # type: ignore[override]
        self.written.append(text)


@settings(deadline=None)
@given(st.integers(0, 150), st.integers(1, 40))
def test_a_table_has_every_figure_once_and_heads_on_each_page(rows: int, columns: int) -> None:
    table = _table(rows, columns)
    paper = paper_of([table])
    assert paper is (PORTRAIT if columns < 12 else LANDSCAPE) or columns in (9, 10, 11)
    sheet = Seen()
    sheet.begin(paper.wide, paper.high)
    figures: list[str] = []
    for page in flowed(sections_of(table, paper), paper):
        sheet.written = []
        for y, block in page:
            block.draw(sheet, y)
        assert sheet.written[0] == "t"
        assert "h" in sheet.written or not rows
        figures += [text for text in sheet.written if "." in text]
        for column in {text.split(".")[1] for text in sheet.written if "." in text}:
            assert f"c{column}" in sheet.written
    assert sorted(figures) == sorted(value for line in table.lines for value in line.values)
