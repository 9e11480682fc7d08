"""Every sound that a centre names is looked for, in whatever field: none can be deleted from under a caller (F10.5)."""

from collections.abc import Iterator

import pytest
from msgspec import convert, inspect

from api.faults import Fault
from api.site.check import contradictions
from api.site.mailboxes import SiteMailbox
from api.site.reception import SiteAction, SiteAnnouncement, SiteMenu, SiteReception
from api.site.schemas import Site, SiteGroup, SiteHandling, SiteOverflow
from api.site.sounds import is_sound, named

GROUP = SiteGroup(id="g", name="受付", number="0312345678")
MENU = SiteMenu(id="m", name="案内", prompts=["welcome"])
NAMING = {
    "groups.0.queue_music": Site(groups=[SiteGroup(id="g", name="受付", number="0312345678", queue_music="own")]),
    **{
        f"groups.0.{name}.prompts.1": Site(
            groups=[
                convert(
                    {"id": "g", "name": "受付", "number": "0312345678", name: {"prompts": ["busy", "own"]}}, SiteGroup
                )
            ]
        )
        for name in ("overflow_wait", "overflow_full", "overflow_nobody")
    },
    "menus.0.prompts.0": Site(menus=[SiteMenu(id="m", name="案内", prompts=["own"])]),
    "menus.0.invalid.0": Site(menus=[SiteMenu(id="m", name="案内", prompts=["welcome"], invalid=["own"])]),
    "menus.0.keys.#.prompts.0": Site(
        menus=[SiteMenu(id="m", name="案内", prompts=["welcome"], keys={"#": SiteAction(prompts=["own"])})]
    ),
    "menus.0.otherwise.prompts.0": Site(
        menus=[SiteMenu(id="m", name="案内", prompts=["welcome"], otherwise=SiteAction(prompts=["own"]))]
    ),
    "receptions.0.closed.0": Site(groups=[GROUP], receptions=[SiteReception(group="g", closed=["own"])]),
    "receptions.0.greeting.0": Site(groups=[GROUP], receptions=[SiteReception(group="g", greeting=["own"])]),
    "receptions.0.hold_music": Site(groups=[GROUP], receptions=[SiteReception(group="g", hold_music="own")]),
    "mailboxes.0.greeting.0": Site(groups=[GROUP], mailboxes=[SiteMailbox(id="group:g", greeting=["own"])]),
    "handling.hold_music": Site(handling=SiteHandling(hold_music="own")),
}
"""Field → a site that names the sound `own` in it."""


def with_own(site: Site) -> Site:
    return convert(
        {**_fields(site), "announcements": [SiteAnnouncement(id="own", name="自作")]}, Site, from_attributes=True
    )


def _fields(site: Site) -> dict[str, object]:
    return {name: getattr(site, name) for name in site.__struct_fields__}


@pytest.mark.parametrize("field", NAMING)
def test_a_sound_that_is_not_there_is_named_by_its_field(field: str) -> None:
    assert contradictions(NAMING[field]) == [Fault(field=field, code="unknown")]
    assert contradictions(with_own(NAMING[field])) == []


def test_what_names_no_sound_and_a_shipped_one_are_fine() -> None:
    assert contradictions(Site(groups=[GROUP], menus=[MENU], receptions=[SiteReception(group="g", closed=[])])) == []
    assert list(named(SiteOverflow())) == []


def texts(info: inspect.Type, at: str) -> Iterator[tuple[str, bool]]:
    """Every text of a type: where it is, and whether it is the name of a sound."""
    match info:
        case inspect.Metadata(type=inner) if is_sound(info):
            yield at, True
        case inspect.Metadata(type=inner):
            yield from texts(inner, at)
        case inspect.StrType():
            yield at, False
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from texts(field.type, f"{at}.{field.name}")
        case inspect.ListType(item_type=inner) | inspect.DictType(value_type=inner):
            yield from texts(inner, f"{at}.*")
        case inspect.UnionType(types=kinds):
            for kind in kinds:
                yield from texts(kind, at)


TALKING = ("prompt", "music", "greeting", "closed", "invalid", "sound", "announce", "tone", "beep", "busy", "notice")
"""Words of fields that may be sounds."""
NO_SOUNDS = {"announcements.*.id", "announcements.*.name"}


def test_no_field_of_a_site_is_a_sound_without_being_looked_at() -> None:
    """A new field is found by its type (`SoundId`); one with the wrong type is found here, by its name and its
    default."""
    every = {path.removeprefix("."): sound for path, sound in texts(inspect.type_info(Site), "")}
    assert {path for path, sound in every.items() if sound} == {_starred(field) for field in NAMING}
    forgotten = {path for path, sound in every.items() if not sound and any(word in path for word in TALKING)}
    assert forgotten <= NO_SOUNDS, "give it the type SoundId, or list it as no sound"


def _starred(field: str) -> str:
    return ".".join("*" if part.isdigit() or part == "#" else part for part in field.split("."))
