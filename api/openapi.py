"""The contract of the API: OpenAPI 3.1, made of the routes, finished here, committed as `openapi/openapi.json`.

`python -m api.openapi` writes the file; with `--check` it fails where the file is not what the routes say.

A route with server-sent events lists them in its `opt`:
`needs(Permission.MONITOR, events={"snapshot": BoardSnapshot, "change": BoardChange})`.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import HTTPRoute

from api.access import NEEDS, NOBODY, PUBLIC
from api.problems import MEDIA_TYPE, ProblemDetails
from api.sse import Ping

VERSION: Final = "0.1.0"
"""Of the contract; its first figure changes when a client written for an older one would break."""
PATH: Final = Path(__file__).parents[1] / "openapi" / "openapi.json"
EVENTS: Final = "events"
SSE: Final = "text/event-stream"
REF: Final = "#/components/schemas/"

Document = dict[str, Any]

DESCRIPTION: Final = """All times are RFC 3339 in UTC with `Z`, all durations whole seconds, unless a field says
otherwise.

Errors are `application/problem+json` (RFC 9457): `code` is stable and for programs, `detail` is a sentence in the
language of `Accept-Language` (ja, en), `errors` names every faulty field.

Browsers use the cookie that `POST /api/session` sets, programs the token of `POST /api/tokens`."""

SECURITY: Final = {
    "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-kikite"},
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
}
SCREEN: Final = "wallboard"
"""The security scheme of screens without a log-in."""
SCREENS: Final = {SCREEN: {"type": "apiKey", "in": "cookie", "name": "__Host-kikite-wall-{key}"}}


def config() -> OpenAPIConfig:
    """For `Litestar(openapi_config=…)`. The framework's own pages lead nowhere: `contract_route` serves the finished
    document."""
    hidden = Router("/api/schema", route_handlers=[], include_in_schema=False, opt=NOBODY)
    return OpenAPIConfig(
        title="Kikite",
        version=VERSION,
        description=DESCRIPTION,
        use_handler_docstrings=True,
        openapi_router=hidden,
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )


def document(app: Litestar) -> Document:
    """The finished contract of an application. Raises `KeyError` where a stream's event has no schema."""
    made: Document = json.loads(json.dumps(app.openapi_schema.to_schema()))
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _, everywhere = msgspec.json.schema_components([ProblemDetails, Ping], ref_template=REF + "{name}")
    schemas.update(everywhere)
    content = {MEDIA_TYPE: {"schema": {"$ref": REF + "ProblemDetails"}}}
    components["responses"] = {"Problem": {"description": "What went wrong.", "content": content}}
    components["securitySchemes"] = SECURITY | SCREENS
    for path, method, handler in _operations(app):
        _finish(made["paths"][path][method], handler, schemas)
    return made


def _operations(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    return [
        (route.path_format or "/", str(method).lower(), handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if handler.resolve_include_in_schema()
        for method in handler.http_methods
        if str(method) != "OPTIONS"
    ]


def _finish(operation: Document, handler: HTTPRouteHandler, schemas: Document) -> None:
    needed = handler.opt[NEEDS]
    public = needed == PUBLIC[NEEDS]
    operation["security"] = [] if public else [{name: []} for name in ([SCREEN] if needed == SCREEN else SECURITY)]
    if needed not in (PUBLIC[NEEDS], "session", SCREEN):
        operation["x-permission"] = str(needed)
    responses = operation["responses"]
    responses.pop("400", None)  # the framework's own idea of a validation error
    problems = ["default"] + ([] if public else ["401", "403"])
    if "requestBody" in operation or operation.get("parameters"):
        problems.append("422")
    for status in problems:
        responses[status] = {"$ref": "#/components/responses/Problem"}
    if events := handler.opt.get(EVENTS):
        _describe_stream(operation, events, schemas)


def _describe_stream(operation: Document, events: dict[str, type], schemas: Document) -> None:
    """OpenAPI 3.1 has no words for server-sent events: `x-events` names each event and the schema of its data."""
    named = {}
    events = {**events, "ping": Ping}  # every stream has it (`api.sse`)
    for name, kind in events.items():
        if kind.__name__ not in schemas:
            raise KeyError(f"{operation['operationId']}: {kind.__name__} is in no other route's schema")
        named[name] = {"$ref": REF + kind.__name__}
    lines = ", ".join(f"`{name}` ({kind.__name__})" for name, kind in events.items())
    operation["responses"]["200"] = {
        "description": f"Server-sent events: {lines}. The data of each is one line of JSON.",
        "content": {SSE: {"schema": {"type": "string"}, "x-events": named}},
    }


def encoded(app: Litestar) -> bytes:
    """The contract as it is committed and served: sorted, so that equal contracts are equal bytes."""
    return (json.dumps(document(app), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


@get("/openapi.json", opt=PUBLIC, include_in_schema=False)
async def contract_route(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The contract, equal to `openapi/openapi.json`."""
    state = request.app.state
    if "contract" not in state:
        state.contract = encoded(request.app)
    return Response(state.contract, media_type="application/json", headers={"Cache-Control": "no-cache"})


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    from api.app import create_app  # imports this module
    from api.settings import check

    with tempfile.TemporaryDirectory() as folder:
        present = encoded(create_app(check({"data": folder})))
    if "--check" not in arguments:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_bytes(present)
        return 0
    if PATH.exists() and PATH.read_bytes() == present:
        return 0
    print(f"{PATH} is not what the routes say: run `python -m api.openapi`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
