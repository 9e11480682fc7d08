"""Every fault of a document at once.

msgspec stops at the first fault; a user wants to see all of them. `faults` goes down the structure and converts each
part by itself.
"""

import re
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Meta, Struct, UnsetType

Params: TypeAlias = dict[str, str | int | float]


class Fault(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One faulty field: its path (`members.2.user`), a stable code, and a sentence in the reader's language. `params`:
    what the sentence says besides: `least` and `most` (a value or a number of characters), `above` and `below` (a limit
    that is not allowed itself), `entries` (of a list, at least or at most), `value` (what is not known), `values` (what
    is possible), `example`."""

    field: str
    code: str
    message: str = ""
    params: Params = {}


# What msgspec's sentences begin with or hold → our code; the first that fits counts.
CODES: Final = (
    (re.compile(r"missing required field"), "required"),
    (re.compile(r"contains unknown field"), "unknown_field"),
    (re.compile(r"Invalid enum value|Invalid value"), "not_allowed"),
    (re.compile(r"Invalid RFC3339 encoded"), "malformed"),
    (re.compile(r"of length >= "), "too_short"),
    (re.compile(r"of length <= "), "too_long"),
    (re.compile(r"matching regex"), "malformed"),
    (re.compile(r"Expected `(?:int|float)` (?:>|<|that's)"), "out_of_range"),
    (re.compile(r"^Expected "), "wrong_type"),
)
MAX_VALUES: Final = 20
"""Of more possible values none are told."""
MAX_TOLD: Final = 64
"""Characters of a value that is told back."""
EXAMPLES: Final[dict[Any, str]] = {date: "2026-11-23", datetime: "2026-11-23T09:00:00Z"}
"""How values of a type are written."""
PATH: Final = re.compile(r" - at `\$?\.?([^`]*)`$")
NAMED: Final = re.compile(r"field `([^`]+)`")


def path_hook(target: Any, value: Any) -> Any:
    """For `msgspec.convert(dec_hook=…)`: paths, which msgspec does not know."""
    if target is Path and isinstance(value, str):
        return Path(value)
    raise ValueError("Expected `str`")


def faults(value: Any, target: Any, path: str = "", *, strict: bool = True) -> list[Fault]:
    """All faults of `value` (decoded JSON or TOML) as a `target` type; none if it converts. `path` is put before the
    field names."""
    try:
        msgspec.convert(value, target, strict=strict, dec_hook=path_hook)
    except msgspec.ValidationError as error:
        return _parts(value, _bare(target), path, strict) or [_fault(str(error), path, target)]
    return []


def _parts(value: Any, target: Any, path: str, strict: bool) -> list[Fault]:
    if isinstance(target, type) and issubclass(target, Struct) and isinstance(value, dict):
        return _fields(value, target, path, strict)
    origin, inner = typing.get_origin(target), typing.get_args(target)
    if origin in (list, tuple, set, frozenset) and isinstance(value, list) and inner:
        return [
            fault
            for number, item in enumerate(value)
            for fault in faults(item, inner[0], _join(path, number), strict=strict)
        ]
    if origin is dict and isinstance(value, dict):
        return [
            fault for key, item in value.items() for fault in faults(item, inner[1], _join(path, key), strict=strict)
        ]
    return []


def _fields(value: dict[Any, Any], target: type[Struct], path: str, strict: bool) -> list[Fault]:
    found: list[Fault] = []
    known = msgspec.structs.fields(target)
    for field in known:
        at = _join(path, field.encode_name)
        if field.encode_name in value:
            found += faults(value[field.encode_name], field.type, at, strict=strict)
        elif field.required:
            found.append(Fault(field=at, code="required"))
    if target.__struct_config__.forbid_unknown_fields:
        names = {field.encode_name for field in known}
        found += [Fault(field=_join(path, key), code="unknown_field") for key in value if key not in names]
    return found


def _bare(target: Any) -> Any:
    """The type without its constraints and without `| None` or `| UnsetType`."""
    if typing.get_origin(target) is typing.Annotated:
        return _bare(typing.get_args(target)[0])
    if typing.get_origin(target) in (typing.Union, types.UnionType):
        rest = [one for one in typing.get_args(target) if one not in (type(None), UnsetType)]
        return _bare(rest[0]) if len(rest) == 1 else target
    return target


def code_of(sentence: str) -> str:
    """Our code for a sentence of msgspec's."""
    return next((code for pattern, code in CODES if pattern.search(sentence)), "invalid")


def unknown(field: str, value: str) -> Fault:
    """The fault of a name that nothing has."""
    return Fault(field=field, code="unknown", params={"value": value[:MAX_TOLD]})


def _fault(sentence: str, path: str, target: Any) -> Fault:
    where = PATH.search(sentence)
    at = _join(path, where[1].replace("[", ".").replace("]", "").strip(".")) if where else path
    code = code_of(sentence)
    if code in ("required", "unknown_field") and (named := NAMED.search(sentence)):
        at = _join(at, named[1])
    # Elsewhere than at the value itself its type is not at hand.
    return Fault(field=at, code=code, params={} if where else _params(code, sentence, target))


def _params(code: str, sentence: str, target: Any) -> Params:
    """What to say of the limits that a type sets."""
    limits = {name: value for meta in _metas(target) for name, value in _given(meta)}
    if code == "out_of_range":
        names = {"ge": "least", "gt": "above", "le": "most", "lt": "below"}
        return {name: limits[limit] for limit, name in names.items() if limit in limits}
    if code in ("too_short", "too_long"):
        of_text = "`str`" in sentence
        name, limit = ("least", "min_length") if code == "too_short" else ("most", "max_length")
        return {name if of_text else "entries": limits[limit]} if limit in limits else {}
    if code == "malformed":
        example = next((one[0] for name, one in limits.items() if name == "examples"), EXAMPLES.get(_bare(target)))
        return {"example": example} if example else {}
    return _possible(_bare(target)) if code == "not_allowed" else {}


def _possible(target: Any) -> Params:
    if typing.get_origin(target) is typing.Literal:
        values = [str(one) for one in typing.get_args(target)]
    elif isinstance(target, type) and issubclass(target, Enum):
        values = [str(one.value) for one in target]
    else:
        return {}
    return {"values": ", ".join(values)} if len(values) <= MAX_VALUES else {}


def _metas(target: Any) -> Iterator[Meta]:
    """The constraints of a type, and of what it may be besides null."""
    if typing.get_origin(target) is typing.Annotated:
        inner, *metas = typing.get_args(target)
        yield from _metas(inner)
        yield from (one for one in metas if isinstance(one, Meta))
    elif typing.get_origin(target) in (typing.Union, types.UnionType):
        for one in typing.get_args(target):
            yield from _metas(one)


def _given(meta: Meta) -> Iterator[tuple[str, Any]]:
    names = ("ge", "gt", "le", "lt", "min_length", "max_length", "examples")
    return ((name, value) for name in names if (value := getattr(meta, name)) is not None)


def _join(path: str, name: object) -> str:
    return f"{path}.{name}" if path and name != "" else f"{path}{name}"
