"""A page to draw on: points from the upper left corner, one embedded font, text that is measured once."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

FONT: Final = "NotoSansJP"
FONT_FILE: Final = Path(__file__).parent / "fonts" / "NotoSansJP-Regular.ttf"
"""Noto Sans JP (SIL Open Font License 1.1), TrueType outlines; as published with @expo-google-fonts/noto-sans-jp 0.4.3.
It has the characters outside the basic plane that Japanese names need, such as 𠮷."""

Colour: TypeAlias = str
"""`#rrggbb`."""
Align: TypeAlias = Literal["left", "right", "centre"]
INK: Final = "#1b2430"
SOFT: Final = "#5b6675"
RULE: Final = "#c3cad3"
ZEBRA: Final = "#f3f5f8"
HEAD: Final = "#e3e8ee"
ACCENT: Final = "#1f5fa8"
_NOT_FIRST: Final = set("、。，．・：；？！）」』】〕ー～…%％,.)")
"""Characters that begin no line (JIS X 4051)."""
_NOT_LAST: Final = set("（「『【〔(")
"""Characters that end no line."""


def _to_unicode(fontname: str, subset: list[int]) -> str:
    """The map from a subset's codes to characters, in UTF-16 (PDF 32000 9.10.3). reportlab's own writes the number of a
    character outside the basic plane in five digits, which readers cut to another character."""
    lines = [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in enumerate(subset)]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo\n<< /Registry ({fontname})\n/Ordering ({fontname})\n/Supplement 0\n>> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\n"
        f"endcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def load_font() -> None:
    """Once per process."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    pdfmetrics.registerFont(ttfonts.TTFont(FONT, FONT_FILE))


@lru_cache(maxsize=100_000)
def width(text: str) -> float:
    """Of a text in size 1."""
    return float(pdfmetrics.stringWidth(text, FONT, 1))


def fit(text: str, room: float, size: float) -> str:
    """The text, its end replaced by … where it is too wide."""
    if width(text) * size <= room:
        return text
    while text and width(f"{text}…") * size > room:
        text = text[:-1]
    return f"{text}…"


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in lines: between words, in Japanese anywhere but before a closing mark."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) * size > room and piece[0] not in _NOT_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for each in text:
        if pieces and _together(pieces[-1][-1], each):
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _together(one: str, other: str) -> bool:
    """Whether no line may end between two characters."""
    if other == " " or one in _NOT_LAST:
        return True
    return one != " " and one.isascii() and other.isascii()


@lru_cache(maxsize=64)
def _rgb(colour: Colour) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


class Sheet:
    """A document that is being drawn, page by page. `title`: in its properties."""

    def __init__(self, title: str, author: str) -> None:
        self._out = BytesIO()
        self._canvas: Any = Canvas(self._out, invariant=1, pageCompression=1, initialFontName=FONT, lang="ja")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Kikite")
        self._font: Any = pdfmetrics.getFont(FONT)
        self._known: dict[tuple[str, float], str] = {}
        self.width = 0.0
        self.height = 0.0

    def begin(self, wide: float, high: float) -> None:
        """A page of a size."""
        self._canvas.setPageSize((wide, high))
        self.width, self.height = wide, high

    def end(self) -> None:
        """The page is complete."""
        self._canvas.showPage()

    def bytes(self) -> bytes:
        """The document is complete."""
        self._canvas.save()
        return self._out.getvalue()

    def text(self, x: float, y: float, text: str, size: float, *, colour: Colour = INK, align: Align = "left") -> None:
        """`y`: of the base line."""
        if not text:
            return
        if align != "left":
            x -= width(text) * size / (1 if align == "right" else 2)
        show = self._known.get((text, size))
        if show is None:
            show = self._known[text, size] = self._shown(text, size)
        place = f"1 0 0 1 {x:.2f} {self.height - y:.2f} Tm"
        self._canvas.addLiteral(f"BT {_rgb(colour)} rg {place} {show} ET")

    def _shown(self, text: str, size: float) -> str:
        document = self._canvas._doc
        return " ".join(
            f"{self._font.getSubsetInternalName(subset, document)} {size} Tf ({self._canvas._escape(part)}) Tj"
            for subset, part in self._font.splitString(text, document)
        )

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """A filled rectangle; `y`: its upper edge."""
        self._canvas.addLiteral(f"{_rgb(colour)} rg {x:.2f} {self.height - y - high:.2f} {wide:.2f} {high:.2f} re f")

    def line(
        self, points: list[tuple[float, float]], colour: Colour = RULE, thick: float = 0.5, dash: str = ""
    ) -> None:
        """A line through points."""
        path = " ".join(
            f"{x:.2f} {self.height - y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points)
        )
        self._canvas.addLiteral(f"q {_rgb(colour)} RG {thick} w 1 j [{dash}] 0 d {path} S Q")

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.wedge(x, y, radius, 0, 360, colour)

    def wedge(self, x: float, y: float, radius: float, begin: float, extent: float, colour: Colour) -> None:
        """A slice of a circle: degrees clockwise from the top."""
        canvas = self._canvas
        canvas.setFillColor(colour)
        centre = self.height - y
        if extent >= 360:
            canvas.circle(x, centre, radius, stroke=0, fill=1)
            return
        box = (x - radius, centre - radius, x + radius, centre + radius)
        canvas.wedge(*box, 90 - begin - extent, extent, stroke=0, fill=1)
