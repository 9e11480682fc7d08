"""Bodies and answers of the configuration's routes, made of the structs of the site file: a field added there is in
the API too."""

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType


def patch_of(kind: type[Struct], name: str, omit: frozenset[str], rename: dict[str, str] | None = None) -> type[Struct]:
    """A struct for partial updates of `kind`: every field may be left out, those of `omit` are not there."""
    fields = [
        ((rename or {}).get(field.name, field.name), field.type | UnsetType, UNSET)
        for field in msgspec.structs.fields(kind)
        if field.name not in omit
    ]
    return _struct(name, fields, f"What of it changes; what is left out stays. {kind.__doc__}")


def sparse_of(kind: type[Struct], name: str) -> type[Struct]:
    """A struct for new items that tells what was given (`given`) from what was left out."""
    fields: list[Any] = [
        (field.name, field.type) if field.required else (field.name, field.type | UnsetType, UNSET)
        for field in msgspec.structs.fields(kind)
    ]
    return _struct(name, fields, kind.__doc__ or "")


def body_of(kind: type[Struct], name: str, omit: frozenset[str], rename: dict[str, str] | None = None) -> type[Struct]:
    """A struct for new items: the fields of `kind` with their defaults but those of `omit`."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        if field.name in omit:
            continue
        called = (rename or {}).get(field.name, field.name)
        if field.required:
            fields.append((called, field.type))
        else:
            default = msgspec.field(default_factory=field.default_factory)
            if field.default is not msgspec.NODEFAULT:
                default = field.default
            fields.append((called, field.type, default))
    return _struct(name, fields, kind.__doc__ or "")


def view_of(kind: type[Struct], name: str, omit: frozenset[str], **other: Any) -> type[Struct]:
    """A struct for answers: the fields of `kind`, always there, but those of `omit`; `other`: fields of another type,
    or further ones."""
    types = {field.name: field.type for field in msgspec.structs.fields(kind) if field.name not in omit}
    return _struct(name, list((types | other).items()), kind.__doc__ or "")


def _struct(name: str, fields: list[Any], doc: str) -> type[Struct]:
    return msgspec.defstruct(
        name,
        fields,
        namespace={"__doc__": doc},
        module=__name__,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


def given(patch: Struct) -> dict[str, Any]:
    """The fields that a body names."""
    return {name: value for name, value in msgspec.structs.asdict(patch).items() if value is not UNSET}
