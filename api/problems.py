"""Errors as a client sees them: `application/problem+json` (RFC 9457), in one place for all slices.

A slice raises `Problem("code", …)`; an error type of its own (of the database, of the link to the switch) is given a
translation by the composition root. `detail` is a sentence in the language of the request, from
`api/locales/{ja,en}.json`; `code` is stable and for programs.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import Struct

from api.db.errors import UnavailableError, UnstorableError
from api.faults import Fault
from api.inputs import input_faults
from api.languages import Language as Language

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
AnyRequest: TypeAlias = Request[Any, Any, Any]

STATUS: Final[dict[str, int]] = {
    "malformed": 400,
    "cross_site": 403,
    "not_logged_in": 401,
    "wrong_credentials": 401,
    "forced_out": 401,
    "day_over": 401,
    "taken_over": 401,
    "logged_in_elsewhere": 409,
    "logged_in_silent": 409,
    "in_call": 409,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "too_large": 413,
    "not_json": 415,
    "invalid": 422,
    "too_many_attempts": 429,
    "internal": 500,
    "not_ready": 503,
    "database_unavailable": 503,
    "switch_down": 503,
    # Refusals of the switch (`sip.contract.enums.Refusal`)
    "unknown_operator": 404,
    "unknown_call": 404,
    "nothing_parked": 404,
    "nothing_rings": 404,
    "unknown_group": 422,
    "unknown_status": 422,
    "unknown_number": 422,
    "invalid_number": 422,
    "own_number": 422,
    "operator_logged_out": 409,
    "user_logged_out": 409,
    "already_logged_in": 409,
    "no_phone": 409,
    "no_status": 409,
    "phone_elsewhere": 409,
    "not_supervisor": 403,
    "not_in_call": 409,
    "busy": 409,
    "wrong_state": 409,
    "held_on_phone": 409,
    "target_busy": 409,
    "target_unreachable": 409,
    "bad_offer": 422,
    "no_trunk": 503,
    "number_not_allowed": 403,
    "too_many_calls": 409,
    "too_many_per_hour": 429,
    "no_emergency_trunk": 503,
    # Wallboards
    "wallboard_unknown": 401,
    "wallboard_revoked": 410,
    "wallboard_expired": 410,
    "wallboard_attempts": 429,
    # Files of reports
    "pdf_too_large": 422,
    "pdf_failed": 503,
    "mail_too_large": 422,
    "no_mail_server": 422,
    "mail_failed": 502,
    "schedule_outdated": 422,
    "run_interrupted": 500,
    # Chat
    "chat_off": 409,
    "chat_reply_only": 403,
    "chat_closed": 409,
    "chat_nobody": 409,
    "chat_token_used": 409,
    # Refusals of a change of the configuration
    "in_use": 409,
    "fixed_status": 409,
    "last_supervisors": 409,
    "media_unavailable": 503,
    "switch_failed": 502,
}
"""The HTTP status of each code. The catalogues have a sentence for each of them."""


class Problem(Exception):
    """Something that the client is told. `params` fill the sentence; `errors` name the faulty fields."""

    def __init__(
        self,
        code: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        status: int = 0,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status or STATUS[code]
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.params = params


class ProblemDetails(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of every error response (RFC 9457, with `code` and `errors` added)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[Fault, ...] = ()


Translation: TypeAlias = Callable[[Any], Problem]
"""From an exception of one type to what the client is told."""


def language(request: AnyRequest) -> Language:
    """Japanese unless the client prefers English (`Accept-Language`, RFC 9110 12.5.4)."""
    best: tuple[float, Language] = (0.0, "ja")
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        name = tag.split("-")[0].lower()
        weight = float(quality) if _is_number(quality) else 1.0
        if weight > best[0] and name in ("ja", "en"):
            best = (weight, "en" if name == "en" else "ja")
    return best[1]


def _is_number(text: str) -> bool:
    """Whether `text` is a quality value such as `0.8`."""
    return text.replace(".", "", 1).isdecimal()


@cache
def catalogue(lang: Language) -> dict[str, str]:
    """The sentences of a language by key: a problem's code, or `field.` and a fault's code."""
    path = Path(__file__).parent / "locales" / f"{lang}.json"
    sentences: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return sentences


def sentence(key: str, lang: Language, **params: object) -> str:
    """The sentence for `key`; the key itself where the catalogue lacks it (a test sees to it that it does not)."""
    return catalogue(lang).get(key, key).format(**params)


def told(fault: Fault, lang: Language) -> str:
    """The sentence for a fault: of fields of this name (`field.malformed.id`) where there is one, of its params with
    their values (`field.too_short:least=1`) or by their names (`field.out_of_range:least,most`), else of the code."""
    key, params = f"field.{fault.code}", fault.params
    keys = [
        f"{key}.{fault.field.rpartition('.')[2]}",
        f"{key}:{','.join(f'{name}={value}' for name, value in params.items())}",
        f"{key}:{','.join(params)}",
    ]
    return sentence(next((one for one in keys if one in catalogue(lang)), key), lang, **params)


def response(problem: Problem, lang: Language) -> Response[bytes]:
    """The response that tells `problem` in `lang`."""
    errors = tuple(
        fault if fault.message else msgspec.structs.replace(fault, message=told(fault, lang))
        for fault in problem.errors
    )
    body = ProblemDetails(
        type=f"urn:kikite:problem:{problem.code}",
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        detail=sentence(problem.code, lang, **problem.params),
        code=problem.code,
        errors=errors,
    )
    headers = {"Cache-Control": "no-store", "Content-Language": lang, **problem.headers}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 15.5.2 demands the field; browsers do nothing about it
    return Response(msgspec.json.encode(body), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


BY_STATUS: Final = {
    400: "malformed",
    401: "not_logged_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "not_json",
}


def from_http(request: AnyRequest, error: HTTPException) -> Problem:
    """The problem for an exception of the framework."""
    if isinstance(error, ValidationException):
        return Problem(
            "invalid", errors=input_faults(request) or [Fault(field="", code="invalid", message=error.detail)]
        )
    code = BY_STATUS.get(error.status_code, "internal" if error.status_code >= 500 else "malformed")
    return Problem(code, status=error.status_code, headers=error.headers)


class ProblemHandlers:
    """The exception handlers of the application."""

    def __init__(self, translations: Mapping[type[Exception], Translation]) -> None:
        self._translations: list[tuple[type[Exception], Translation]] = [
            (UnstorableError, lambda _: Problem("invalid")),
            (UnavailableError, lambda _: Problem("database_unavailable", headers={"Retry-After": "2"})),
            *translations.items(),
        ]

    def handlers(self) -> dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]]:
        """For `Litestar(exception_handlers=…)`."""
        return {HTTPException: self._handle, Exception: self._handle}

    def _handle(self, request: AnyRequest, error: Exception) -> Response[Any]:
        problem = self._problem(request, error)
        if problem.status >= 500:
            trace = error if problem.code == "internal" else None
            log.log(
                logging.WARNING if trace is None else logging.ERROR,
                "%s %s: %s",
                request.method,
                request.url.path,
                problem.code,
                exc_info=trace,
            )
        return response(problem, language(request))

    def _problem(self, request: AnyRequest, error: Exception) -> Problem:
        if isinstance(error, Problem):
            return error
        if isinstance(error, HTTPException):
            return from_http(request, error)
        if isinstance(error, UnicodeDecodeError):  # the framework lets it through from a body that is not UTF-8
            return Problem("malformed")
        for kind, translate in self._translations:
            if isinstance(error, kind):
                translated: Problem = translate(error)
                return translated
        return Problem("internal")
