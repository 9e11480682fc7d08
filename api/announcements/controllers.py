"""Routes: announcements and hold music; permission `pbx`."""

import asyncio
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, delete, get, put
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, SkipValidation
from msgspec import Meta, Struct

from api.access import Permission, UserRequest, needs
from api.announcements import sound
from api.announcements.store import SoundFiles
from api.changes.parts import ChangesPart, DatabasePart
from api.changes.service import Made, Saved
from api.changes.tables import ANNOUNCEMENTS
from api.db import reception_store
from api.db.audit_store import Action
from api.db.engine import Transaction
from api.faults import Fault
from api.problems import Problem
from api.site.reception import SOUND_ID, SiteAnnouncement
from api.site.stored import stored
from sip.contract.prompts import SHIPPED

SoundsPart = NamedDependency[SkipValidation[SoundFiles]]
Id = Annotated[
    str,
    PathParameter(description="Name of the sound, as menus and receptions use it.", pattern=SOUND_ID),
]
PBX = needs(Permission.PBX)
LISTENERS = needs(Permission.PBX, Permission.MASTERS)
"""A group's settings (`masters`) name sounds, too."""
MAX_WAV: Final = 40_000_000
"""Octets of an uploaded file."""
MAX_BODY: Final = MAX_WAV * 4 // 3 + 10_000
"""Octets of the request, in which the file stands in Base64."""


class AnnouncementView(Struct, frozen=True, kw_only=True):
    """A sound. `shipped`: it came with the program and cannot be deleted; one's own of the same name takes its
    place."""

    id: str
    name: str
    duration_ms: int
    shipped: bool


class Upload(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sound file in Base64: WAV of any rate, width and number of channels (FLAC, Ogg, MP3 and AIFF are taken too), at
    most 10 minutes."""

    name: Annotated[str, Meta(min_length=1, max_length=64)]
    wav: bytes


@get("/announcements", operation_id="list_announcements", summary="Sounds, by name", tags=("masters",), opt=LISTENERS)
async def list_announcements(db: DatabasePart, sounds: SoundsPart) -> list[AnnouncementView]:
    """All sounds that menus, receptions and hold music may use."""
    own = {item.id: item for item in (await stored(db)).announcements}
    shipped = await asyncio.to_thread(_lengths, sounds, SHIPPED - own.keys())
    views = [AnnouncementView(**msgspec.structs.asdict(item), shipped=False) for item in own.values()]
    views += [AnnouncementView(id=key, name=key, duration_ms=ms, shipped=True) for key, ms in shipped.items()]
    return sorted(views, key=lambda view: view.id)


def _lengths(sounds: SoundFiles, names: frozenset[str]) -> dict[str, int]:
    return {name: len(sounds.read(name) or b"") * 1000 // sound.RATE for name in names}


@get(
    "/announcements/{key:str}/sound",
    operation_id="get_announcement_sound",
    summary="Play a sound back",
    tags=("masters",),
    opt=LISTENERS,
    media_type="audio/wav",
    response_headers=[ResponseHeader(name="cache-control", value="no-cache")],
)
async def get_sound(key: Id, sounds: SoundsPart) -> Response[bytes]:
    """A WAV file with what callers hear: 8 kHz, one channel."""
    coded = await asyncio.to_thread(sounds.read, key)
    if coded is None:
        raise Problem("not_found")
    return Response(await asyncio.to_thread(sound.playable, coded), media_type="audio/wav")


@put(
    "/announcements/{key:str}",
    operation_id="put_announcement",
    summary="Upload a sound",
    tags=("masters",),
    opt=PBX,
    request_max_body_size=MAX_BODY,
)
async def put_announcement(
    request: UserRequest, key: Id, data: JSONBody[Upload], changes: ChangesPart, sounds: SoundsPart
) -> Saved:
    """New, or in place of the one of that name; callers hear it from the next time it is played. Refused with `invalid`
    and the reason at `wav`: `malformed`, `too_short`, `too_long`, `silent`."""
    item, coded = await _converted(key, data)

    async def make(tx: Transaction) -> Made:
        old = next((one for one in (await stored(tx)).announcements if one.id == key), None)
        await reception_store.put_announcement(tx, item)
        await asyncio.to_thread(sounds.write, key, coded)
        return Made(Action.CREATE if old is None else Action.CHANGE, key, _values(old), _values(item))

    return await changes.carry_out(request.user, ANNOUNCEMENTS.name, make)


async def _converted(key: str, data: Upload) -> tuple[SiteAnnouncement, bytes]:
    try:
        if len(data.wav) > MAX_WAV:
            raise sound.BadSound("too_long")
        coded, length = await asyncio.to_thread(sound.convert, data.wav)
    except sound.BadSound as error:
        raise Problem("invalid", errors=[Fault(field="wav", code=error.code)]) from error
    return SiteAnnouncement(id=key, name=data.name, duration_ms=length), coded


def _values(item: SiteAnnouncement | None) -> dict[str, Any] | None:
    return None if item is None else msgspec.structs.asdict(item)


@delete(
    "/announcements/{key:str}",
    operation_id="delete_announcement",
    summary="Delete a sound",
    tags=("masters",),
    opt=PBX,
    status_code=200,
)
async def delete_announcement(request: UserRequest, key: Id, changes: ChangesPart, sounds: SoundsPart) -> Saved:
    """Refused with `in_use` while anything configured plays it, unless there is a shipped one of that name."""
    saved = await changes.remove(request.user, ANNOUNCEMENTS, key)
    await asyncio.to_thread(sounds.delete, key)
    return saved
