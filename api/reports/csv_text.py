"""The text of a report's CSV file, a part at a time, and its bytes."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from api.languages import Language
from api.reports.cells import cell_of, is_operator, period_text, said, subject_name, subject_number
from api.reports.wish import Wish
from api.statistics.counters import Counters
from api.statistics.metric import Text
from api.statistics.periods import Period, bucket_of, buckets
from api.statistics.profile import View, derive, derive_group
from api.statistics.report import ReportKind
from api.statistics.rollup import Key, add
from api.statistics.timeline import Calendar

_GROUP_HEAD: Final = (Text("期間", "Period"), Text("電話グループ名", "Group"), Text("電話番号", "Number"))
_OPERATOR_HEAD: Final = (Text("期間", "Period"), Text("名前", "Name"), Text("内線番号", "Extension"))
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_QUOTED: Final = (",", '"', "\r", "\n")
END: Final = "\r\n"
MISSING: Final = "〓"
"""In place of a character that the encoding does not have."""
_SAME: Final = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")
"""Characters for which CP932 has another of the same looks: no loss to a reader."""


class Encoding(StrEnum):
    """Of a CSV file: for programs, for spreadsheets (with a byte order mark), for old ones."""

    UTF_8 = "utf-8"
    UTF_8_SIG = "utf-8-sig"
    CP932 = "cp932"


def charset(encoding: Encoding) -> str:
    """The name that others know it by (IANA)."""
    return "windows-31j" if encoding is Encoding.CP932 else "utf-8"


def field(text: str) -> str:
    """A cell. One that a spreadsheet would take for a formula begins with an apostrophe."""
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if any(each in safe for each in _QUOTED) else safe


class CsvText:
    """Makes the lines of one report. `pending`: how many of them are 未確定, for which the layout has no column."""

    def __init__(self, wish: Wish, calendar: Calendar, lang: Language) -> None:
        self._wish = wish
        self._calendar = calendar
        self._lang = lang
        self._cells = [cell_of(column) for column in wish.columns]
        self._heads = [
            f",{field(subject_name(subject, lang))},{field(subject_number(subject))}," for subject in wish.subjects
        ]
        self._derive = derive if is_operator(wish.subjects[0]) else derive_group
        self._nothing = self._values({})
        self.pending = 0

    def header(self) -> str:
        """The first line."""
        head = _GROUP_HEAD if self._wish.kind is ReportKind.GROUP else _OPERATOR_HEAD
        labels = [*head, *(column.label for column in self._wish.columns)]
        return ",".join(field(said(label, self._lang)) for label in labels) + END

    def lines(self, period: Period, part: Period, rollups: Iterable[tuple[Key, Counters]], now: int) -> str:
        """The lines of a part of a period, by bucket and then subject."""
        unit = self._wish.unit
        sums: dict[tuple[str, str], Counters] = {}
        for key, counters in rollups:
            bucket = bucket_of(unit, key.grain, key.slot, self._calendar)
            known = sums.setdefault((key.scope, bucket), counters)
            if known is not counters:
                add(known, counters)
        found: list[str] = []
        for bucket, running in buckets(unit, part, self._calendar, now):
            when = period_text(unit, period, bucket, self._lang)
            for subject, head in zip(self._wish.subjects, self._heads, strict=True):
                values = sums.get((subject.scope, bucket))
                self.pending += running or (values is not None and values.get("open", 0) > 0)
                found += (when, head, self._nothing if values is None else self._values(values), END)
        return "".join(found)

    def _values(self, counters: Counters) -> str:
        view: View = self._derive(counters, self._wish.profile)
        return ",".join([cell(view) for cell in self._cells])


class Encoder:
    """Encodes the parts of a file. `lost`: the characters that the encoding does not have, and how often they were
    replaced."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self.lost: dict[str, int] = {}
        self._begun = False

    def encode(self, text: str) -> bytes:
        """The next part."""
        if self._encoding is Encoding.CP932:
            return self._cp932(text.translate(_SAME))
        mark = b"\xef\xbb\xbf" if self._encoding is Encoding.UTF_8_SIG and not self._begun else b""
        self._begun = True
        return mark + text.encode()

    def _cp932(self, text: str) -> bytes:
        try:
            return text.encode("cp932")
        except UnicodeEncodeError:
            found = []
            for each in text:
                found.append(each if _has(each) else MISSING)
                if found[-1] is not each:
                    self.lost[each] = self.lost.get(each, 0) + 1
            return "".join(found).encode("cp932")


def _has(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
