"""What sets one carrier apart from another: a small set of habits, in data, that are put together at will (F10.6)."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from sip.stack.terms import Terms, Use

FILE: Final = Path(__file__).with_name("imitations.toml")
"""The carriers that come with the simulator, by name."""

Status = Annotated[int, Meta(ge=0, le=699)]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]


class Place(StrEnum):
    """Where a number stands in an INVITE."""

    REQUEST_URI = "request_uri"
    TO = "to"
    CALLED_PARTY = "p_called_party_id"  # RFC 7315 4.2


class Identity(StrEnum):
    """Where the calling customer's number is read."""

    FROM = "from"
    ASSERTED = "p_asserted_identity"  # RFC 3325 9.1
    PREFERRED = "p_preferred_identity"  # RFC 3325 9.2


class Quirks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A carrier's habits. The defaults are those of a plain peer that knows the centre by its address.

    Registration (RFC 3261 10): `accounts` are passwords by user name, none: nobody registers. `challenge`: 401 or 407,
    `[407, 401]`: a proxy's, then the registrar's own; `challenge_calls`: calls are challenged too, and so is what is
    asked within them. `nonce_uses`: a nonce is stale after so many requests, 0: by age
    only. `min_expires` (423), `max_expires`: seconds granted. `rewrites_contact`: the 200 names a contact of the
    carrier's own.

    Faults: `faults` are, by method, the statuses that the next requests get instead of an answer, 0: silence;
    `retry_after` goes along with each 503. `silent`: nothing is answered at all, as by a machine that is off.

    Calls to the centre: the called number stands `called_in`, and in the other places `main_number`, unless that is "".

    Calls from the centre: the caller's number is read in `identity`; with `checks_identity` a call without one, or
    with none of `numbers` (where there are any), is refused (403). `reliable`: RFC 3262; `required` refuses (421) who
    does not support it. `session_s` and `min_session_s`: the session timer asked for, and the least that is accepted
    (422; RFC 4028). `refresher`: who is told to refresh in calls to the centre: `uac` the carrier, `uas` the centre,
    "": left to the centre.
    """

    accounts: dict[str, str] = {}
    challenge: Literal[401, 407] | list[Literal[401, 407]] = 401
    challenge_calls: bool = False
    nonce_uses: Annotated[int, Meta(ge=0)] = 0
    min_expires: Seconds = 1
    max_expires: Seconds = 3600
    rewrites_contact: bool = False
    faults: dict[str, list[Status]] = {}
    retry_after: Seconds = 0
    silent: bool = False
    called_in: Place = Place.REQUEST_URI
    main_number: str = ""
    identity: Identity = Identity.FROM
    checks_identity: bool = False
    numbers: list[str] = []
    reliable: Use = Use.OPTIONAL
    session_s: Seconds = 0
    min_session_s: Annotated[int, Meta(ge=90, le=86_400)] = 90
    refresher: Annotated[str, Meta(pattern="^(uac|uas)?$")] = ""

    def challenges(self) -> list[int]:
        """Those of a request that is challenged, in order."""
        return list(self.challenge) if isinstance(self.challenge, list) else [self.challenge]

    def terms(self) -> Terms:
        """What is agreed with the centre."""
        return Terms(session_s=self.session_s, min_s=self.min_session_s, reliable=self.reliable)


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def imitations() -> list[str]:
    """Names of the carriers that can be imitated."""
    return list(_shipped())


def imitation(name: str, **more: Any) -> Quirks:
    """The habits of the carrier `name` ("": a plain peer), with `more` over them. Raises `ValueError` that names what
    is wrong."""
    if name and name not in _shipped():
        raise ValueError(f"no carrier {name!r}; there are {', '.join(_shipped())}")
    return altered(Quirks(), **{**_shipped().get(name, {}), **more})


def altered(quirks: Quirks, **values: Any) -> Quirks:
    """`quirks` with other `values`. Raises `ValueError` that names what is wrong."""
    return msgspec.convert({**msgspec.to_builtins(quirks), **values}, Quirks)
