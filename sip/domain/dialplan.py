"""Numbers: what was dialled, where it leads, and where a call from a trunk goes."""

import re
import unicodedata
from enum import StrEnum
from typing import Final, NamedTuple

from sip.contract.config import Extension, Group, Route, SwitchConfig
from sip.contract.enums import CallerId, NumberClass, Refusal

_SEPARATORS: Final = str.maketrans("", "", " -().‐‑–−ー\u3000\t")
_OUTSIDE: Final = re.compile(r"\+[1-9][0-9]{6,14}|0[0-9]{2,19}")
"""E.164 (at most 15 digits), or a number with the trunk prefix 0."""
_DIGITS: Final = re.compile(r"\+?[0-9*#]+")
_HOME: Final = "+81"
"""Country code of Japan: carriers write the called number with it or with the prefix 0."""


def clean(number: str) -> str:
    """`number` without separators, full-width digits made plain ones."""
    return unicodedata.normalize("NFKC", number).translate(_SEPARATORS)


def national(number: str) -> str:
    """The form in which called numbers are compared: `+81312345678` and `0312345678` are the same line."""
    cleaned = clean(number)
    return "0" + cleaned[len(_HOME) :] if cleaned.startswith(_HOME) else cleaned


_SHOWING: Final = {"184": CallerId.WITHHELD, "186": CallerId.NUMBER}
"""Prefixes by which a caller withholds or shows the own number in this call (発信者番号通知)."""


def wish(number: str) -> tuple[str, CallerId]:
    """`number` without a prefix 184 or 186, and whether the caller wants the own number seen."""
    cleaned = clean(number)
    shown = _SHOWING.get(cleaned[:3])
    return (number, CallerId.NUMBER) if shown is None or len(cleaned) == 3 else (cleaned[3:], shown)


class FeatureKind(StrEnum):
    """What a feature code asks for."""

    SLOT = "slot"  # *70, *71, …: a place to park at, or to take from
    PICK_UP = "pick_up"  # *8, *8 and an extension


class Feature(NamedTuple):
    """A feature code. `argument`: the slot, "0" for the lowest free one; the extension that rings, "" for any."""

    kind: FeatureKind
    argument: str


_FEATURES: Final = (
    (re.compile(r"\*7(0|[1-9][0-9]?)"), FeatureKind.SLOT),
    (re.compile(r"\*8([0-9]{2,8})?"), FeatureKind.PICK_UP),
)
"""Each begins with `*`, so that none can be an extension, an outside number or one of the prefixes 184 and 186."""


def feature(number: str) -> Feature | None:
    """The feature code that `number` is, if it is one (F5.10)."""
    plain = clean(number) if "*" in number or "\uff0a" in number else ""
    for pattern, kind in _FEATURES:
        if found := pattern.fullmatch(plain):
            return Feature(kind, found[1] or "")
    return None


class DialPlan:
    """The numbers of one configuration, indexed."""

    __slots__ = ("_extensions", "_groups", "_prefixes", "_routes", "_whole")

    def __init__(self, config: SwitchConfig) -> None:
        self._extensions = {extension.number: extension for extension in config.extensions}
        self._groups = {national(group.number): group for group in config.groups if group.number}
        self._routes = {national(route.number): route for route in config.routes}
        self._whole = {rule.prefix: rule.kind for rule in config.number_rules if rule.whole}
        self._prefixes = {rule.prefix: rule.kind for rule in config.number_rules if not rule.whole}

    def extension(self, number: str) -> Extension | None:
        """The extension with exactly this number."""
        return self._extensions.get(number)

    def group(self, number: str) -> Group | None:
        """The group with this number."""
        return self._groups.get(national(number))

    def inbound(self, number: str) -> Route | None:
        """Where a call from a trunk to `number` goes: its route, else the group whose number it is, else None."""
        key = national(number)
        route = self._routes.get(key)
        if route is not None:
            return route
        group = self._groups.get(key)
        return None if group is None else Route(number=group.number, group=group.id)

    def kind(self, number: str) -> NumberClass:
        """What sort of number an outside `number` is (`SwitchConfig.number_rules`)."""
        plain = national(number)
        if plain in self._whole:
            return self._whole[plain]
        for length in range(len(plain), 0, -1):
            if plain[:length] in self._prefixes:
                return self._prefixes[plain[:length]]
        return NumberClass.INTERNATIONAL if plain.startswith("+") else NumberClass.DOMESTIC

    def dialled(self, number: str) -> Extension | str | Refusal:
        """What an operator reaches by `number`: an extension, an outside number (cleaned), or why none.

        Emergency numbers come before extensions, other short numbers after them.
        Our own groups' numbers are no outside numbers: the call would come back through the carrier as a visit.
        """
        cleaned = clean(number)
        if not _DIGITS.fullmatch(cleaned):
            return Refusal.INVALID_NUMBER
        if self._whole.get(cleaned) is NumberClass.EMERGENCY:
            return cleaned
        extension = self._extensions.get(cleaned)
        if extension is not None:
            return extension
        if cleaned in self._whole:
            return cleaned
        if cleaned[0] not in "0+" or national(cleaned) in self._groups:
            return Refusal.UNKNOWN_NUMBER
        return cleaned if _OUTSIDE.fullmatch(cleaned) else Refusal.INVALID_NUMBER


def group_index(config: SwitchConfig) -> dict[str, Group]:
    """The groups by id."""
    return {group.id: group for group in config.groups}
