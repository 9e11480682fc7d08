"""Carrier presets (F10.1): the settings of a trunk that follow from whose line it is."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.faults import Fault

FILE: Final = Path(__file__).with_name("carriers.toml")
LABEL: Final = "label"


@cache
def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def presets() -> dict[str, dict[str, Any]]:
    """All presets by name: values for fields of `SiteTrunk`."""
    return {name: {key: value for key, value in one.items() if key != LABEL} for name, one in _file().items()}


def labels(name: str) -> dict[str, str]:
    """What a preset is called, by language."""
    found: dict[str, str] = _file()[name][LABEL]
    return found


def _trunks(document: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """The trunks of a site file that is not checked yet, with their places."""
    listed = document.get("trunks")
    places = enumerate(listed) if isinstance(listed, list) else ()
    return [(place, trunk) for place, trunk in places if isinstance(trunk, dict)]


def _preset(trunk: Mapping[str, Any]) -> dict[str, Any]:
    """What the trunk starts from; nothing where its preset is unknown or no text."""
    name = trunk.get("preset", "")
    return presets().get(name, {}) if isinstance(name, str) else {}


def unknown(document: Mapping[str, Any]) -> list[Fault]:
    """A fault for each trunk that names a preset which is not there."""
    return [
        Fault(field=f"trunks.{place}.preset", code="unknown")
        for place, trunk in _trunks(document)
        if trunk.get("preset", "") not in ("", *presets())
    ]


def filled(document: Mapping[str, Any]) -> dict[str, Any]:
    """`document` with each trunk's preset under what the trunk says itself."""
    trunks = {place: {**_preset(trunk), **trunk} for place, trunk in _trunks(document)}
    if not trunks:
        return dict(document)
    return {**document, "trunks": [trunks.get(place, other) for place, other in enumerate(document["trunks"])]}
