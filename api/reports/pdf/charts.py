"""Charts as vectors: lines over the buckets, bars of totals, pies of statuses."""

from collections.abc import Callable, Sequence
from math import ceil, cos, floor, log10, radians, sin
from typing import Final

from msgspec import Struct

from api.reports.pdf.sheet import INK, RULE, SOFT, Colour, Sheet, fit, width

COLOURS: Final = (
    "#1f5fa8", "#d1570c", "#157a53", "#9a3d9c", "#7a5b00", "#c2314b", "#007c91", "#5b6675", "#5a4fcf", "#4f7a00",
)  # fmt: skip
DASHES: Final = ("", "4 2", "1.2 1.6")
"""Colours alone tell too little on a grey print: the series differ by dashes, too."""

Say = Callable[[float], str]
"""How an axis names a value."""


class Box(Struct, frozen=True):
    """A place on a page; `y`: its upper edge."""

    x: float
    y: float
    wide: float
    high: float


class Series(Struct, frozen=True):
    """One line. `values` by bucket; None: there is none."""

    label: str
    values: list[float | None]


class Slice(Struct, frozen=True):
    """One part of a pie."""

    label: str
    share: float
    colour: Colour


def colour_of(number: int) -> Colour:
    """Of a series."""
    return COLOURS[number % len(COLOURS)]


def dash_of(number: int) -> str:
    """Of a series."""
    return DASHES[number % len(DASHES)]


def top_of(values: Sequence[float], seconds: bool) -> float:
    """A round number that no value exceeds; of times a whole number of a clock's steps."""
    most = max(values, default=0)
    if most <= 0:
        return 4
    steps = _CLOCK if seconds else ()
    for step in steps:
        if most <= step * 4:
            return step * 4
    size = 10.0 ** floor(log10(most / 4))
    return next(step for step in (1, 2, 3, 4, 5, 6, 8, 10) if ceil(most / (step * size)) <= 4) * size * 4


_CLOCK: Final = (1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 90_000, 180_000, 360_000)


def lines(
    sheet: Sheet, box: Box, title: str, names: Sequence[str], series: Sequence[Series], say: Say, top: float
) -> None:
    """A line chart; `names`: of the buckets."""
    plot = _axes(sheet, box, title, say, top)
    step = plot.wide / max(len(names) - 1, 1)
    every = max(1, ceil(len(names) * (max(map(width, names), default=0) * 6 + 5) / plot.wide))
    for number in range(0, len(names), every):
        sheet.text(plot.x + number * step, plot.y + plot.high + 9, names[number], 6, colour=SOFT, align="centre")
    for number, each in enumerate(series):
        for run in _runs(each.values):
            points = [(plot.x + at * step, plot.y + plot.high * (1 - value / top)) for at, value in run]
            if len(points) > 1:
                sheet.line(points, colour_of(number), 1.1, dash_of(number))
            else:
                sheet.dot(*points[0], 1.4, colour_of(number))


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, value))
    return [run for run in runs if run]


def _axes(sheet: Sheet, box: Box, title: str, say: Say, top: float) -> Box:
    sheet.text(box.x, box.y + 8, fit(title, box.wide, 8), 8)
    left = max(width(say(top * part / 4)) for part in range(5)) * 6 + 6
    plot = Box(box.x + left, box.y + 18, box.wide - left - 12, box.high - 34)
    for part in range(5):
        y = plot.y + plot.high * (1 - part / 4)
        sheet.line([(plot.x, y), (plot.x + plot.wide, y)], RULE, 0.4)
        sheet.text(plot.x - 4, y + 2, say(top * part / 4), 6, colour=SOFT, align="right")
    return plot


def bars(sheet: Sheet, box: Box, title: str, names: Sequence[str], values: Sequence[float | None], say: Say) -> None:
    """Lying bars, one below the other, each with its value."""
    sheet.text(box.x, box.y + 8, fit(title, box.wide, 8), 8)
    left = min(box.wide * 0.4, max(map(width, names), default=0) * 6 + 5)
    said = ["—" if value is None else say(value) for value in values]
    room = box.wide - left - max(map(width, said), default=0) * 6 - 8
    most = max((value for value in values if value is not None), default=0) or 1
    step = min(14.0, (box.high - 20) / max(len(names), 1))
    for number, (name, value, text) in enumerate(zip(names, values, said, strict=True)):
        y = box.y + 16 + number * step
        sheet.text(box.x + left - 4, y + step / 2 + 2, fit(name, left - 4, 6), 6, align="right")
        long = room * (value or 0) / most
        sheet.box(box.x + left, y + step * 0.15, max(long, 0.3), step * 0.7, COLOURS[0] if value else RULE)
        sheet.text(box.x + left + long + 3, y + step / 2 + 2, text, 6, colour=INK)
    foot = box.y + 16 + len(names) * step
    sheet.line([(box.x + left, box.y + 16), (box.x + left, foot)], SOFT, 0.5)


def pie(sheet: Sheet, box: Box, title: str, slices: Sequence[Slice], empty: str) -> None:
    """A pie from the top clockwise; parts from a twentieth on say how much they are."""
    sheet.text(box.x + box.wide / 2, box.y + 8, fit(title, box.wide, 8), 8, align="centre")
    radius = min(box.wide, box.high - 40) / 2 - 12
    x, y = box.x + box.wide / 2, box.y + 26 + radius
    if not slices:
        sheet.text(x, y, empty, 7, colour=SOFT, align="centre")
        return
    at = 0.0
    for each in slices:
        sheet.wedge(x, y, radius, at, each.share * 360, each.colour)
        at += each.share * 360
    _edges(sheet, x, y, radius, slices)


def _edges(sheet: Sheet, x: float, y: float, radius: float, slices: Sequence[Slice]) -> None:
    """White between the parts, and the shares around the pie."""
    at = 0.0
    for each in slices:
        angle = radians(at)
        if len(slices) > 1:
            sheet.line([(x, y), (x + radius * sin(angle), y - radius * cos(angle))], "#ffffff", 0.7)
        if each.share >= 0.05:
            middle = radians(at + each.share * 180)
            place = (x + (radius + 9) * sin(middle), y - (radius + 9) * cos(middle) + 2)
            sheet.text(*place, f"{each.share * 100:.0f}%", 6, align="centre")
        at += each.share * 360


def legend(
    sheet: Sheet, x: float, y: float, wide: float, labels: Sequence[tuple[str, Colour, str]], *, block: bool
) -> None:
    """What the colours stand for, in rows. `block`: squares instead of pieces of line."""
    for (label, colour, dash), (left, row) in zip(labels, _places(labels, wide), strict=True):
        at, base = x + left, y + row * 10
        if block:
            sheet.box(at + 4, base - 6, 7, 7, colour)
        else:
            sheet.line([(at, base - 2.5), (at + 15, base - 2.5)], colour, 1.3, dash)
        sheet.text(at + 18, base, label, 6.5)


def legend_rows(labels: Sequence[tuple[str, Colour, str]], wide: float) -> int:
    """How many rows they take."""
    return max((row for _, row in _places(labels, wide)), default=-1) + 1


def _places(labels: Sequence[tuple[str, Colour, str]], wide: float) -> list[tuple[float, int]]:
    places, at, row = [], 0.0, 0
    for label, _, _ in labels:
        need = width(label) * 6.5 + 30
        if at > 0 and at + need > wide:
            at, row = 0.0, row + 1
        places.append((at, row))
        at += need
    return places
