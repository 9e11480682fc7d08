"""Every sound that a site names, found by the types of its fields, so that no field can be forgotten (pure)."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct, inspect

from api.faults import Fault
from api.site.reception import IS_SOUND
from api.site.schemas import Site
from sip.contract.prompts import SHIPPED


def sound_faults(site: Site) -> list[Fault]:
    """Sounds that the site names and that are neither its own nor shipped."""
    there = SHIPPED | {sound.id for sound in site.announcements}
    return [Fault(field=path, code="unknown") for path, name in named(site) if name not in there]


def named(value: Struct) -> Iterator[tuple[str, str]]:
    """Path and name of each sound that `value` names; one that is "" is none."""
    return ((path.removeprefix("."), name) for path, name in _walk(_info(type(value)), value, ""))


@cache
def _info(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


@cache
def _holds_sounds(kind: type) -> bool:
    info = _info(kind)
    return isinstance(info, inspect.StructType) and any(names_sounds(field.type) for field in info.fields)


def _walk(info: inspect.Type, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(info, inspect.Metadata) and is_sound(info):
        if value:
            yield path, value
        return
    for step, inner, part in _parts(info, value):
        if names_sounds(inner):
            yield from _walk(inner, part, f"{path}{step}")


def _parts(info: inspect.Type, value: Any) -> Iterator[tuple[str, inspect.Type, Any]]:
    """What a value is made of: the step of the path that leads there, its type, and itself."""
    match info:
        case inspect.Metadata(type=inner):
            yield "", inner, value
        case inspect.StructType(fields=fields):
            yield from ((f".{field.encode_name}", field.type, getattr(value, field.name)) for field in fields)
        case inspect.ListType(item_type=inner):
            yield from ((f".{number}", inner, item) for number, item in enumerate(value))
        case inspect.DictType(value_type=inner):
            yield from ((f".{key}", inner, item) for key, item in value.items())
        case inspect.UnionType(types=kinds):
            structs = (kind for kind in kinds if isinstance(kind, inspect.StructType))
            yield from (("", kind, value) for kind in structs if isinstance(value, kind.cls))


def is_sound(info: inspect.Metadata) -> bool:
    """Whether a field of this type is the name of a sound."""
    return bool((info.extra or {}).get(IS_SOUND))


def names_sounds(info: inspect.Type) -> bool:
    """Whether a value of this type may name a sound. Most of a site, its users and trunks, need not be looked at."""
    match info:
        case inspect.Metadata(type=inner):
            return is_sound(info) or names_sounds(inner)
        case inspect.StructType(cls=kind):
            return _holds_sounds(kind)
        case inspect.ListType(item_type=inner) | inspect.DictType(value_type=inner):
            return names_sounds(inner)
        case inspect.UnionType(types=kinds):
            return any(names_sounds(each) for each in kinds)
    return False
