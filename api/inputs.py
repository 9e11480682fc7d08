"""Everything that is wrong with the input of a request.

The framework stops at the first part that is: at a parameter that is missing, at a dependency, at the first fault of a
body. A user wants to see all of it, so a request that was refused is examined again, as a whole.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Request
from litestar.di import Provide
from litestar.params import PathParameter, QueryParameter
from litestar.utils.scope.state import ScopeState

from api.faults import Fault, faults


def input_faults(request: Request[Any, Any, Any]) -> list[Fault]:
    """Every faulty parameter, those of dependencies too, and every faulty field of the body."""
    handler = request.route_handler
    found: dict[str, Fault] = {}
    for model in _models(handler.signature_model, handler.resolve_dependencies()):
        for fault in _of_parameters(request, model):
            found.setdefault(fault.field, fault)
    body = ScopeState.from_scope(request.scope).json  # parsed already; reading it again would need a coroutine
    field = handler.parsed_data_field
    if field is None:
        return [*found.values()]
    return [*found.values(), *faults(body if isinstance(body, dict | list) else {}, field.annotation, strict=False)]


def _models(model: Any, known: Mapping[str, Provide]) -> Iterator[Any]:
    """What a handler takes, and what its dependencies take."""
    yield model
    for name in model._fields:
        if name in known:
            yield from _models(known[name].signature_model, known)


def _of_parameters(request: Request[Any, Any, Any], model: Any) -> Iterator[Fault]:
    for name, field in model._fields.items():
        kind = field.kwarg_definition
        if isinstance(kind, QueryParameter | PathParameter):
            yield from _of_parameter(request, kind.name or name, field, model.__annotations__[name])


def _of_parameter(request: Request[Any, Any, Any], name: str, field: Any, kind: Any) -> list[Fault]:
    many = field.is_non_string_sequence or any(one.is_non_string_sequence for one in field.inner_types)
    given = request.query_params.getall(name, []) or [
        *([request.path_params[name]] if name in request.path_params else [])
    ]
    if not given:
        return [] if field.has_default else [Fault(field=name, code="required")]
    return faults(given if many else given[-1], kind, name, strict=False)
