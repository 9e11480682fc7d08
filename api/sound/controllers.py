"""`/api/phone/echo` and `/api/phone/sound-tests`: one's own test; `/api/sound-tests`: everybody's, for supervisors."""

from typing import Annotated, Protocol

from litestar import Controller, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, QueryParameter, SkipValidation

from api.access import Permission, UserRequest, needs
from api.problems import Problem
from api.sound.schemas import EchoFigures, NewSoundTest, SoundTestView
from api.sound.service import SoundTests
from sip.contract.commands import AnyCommand, AnyResult, MeasurePhone, PhoneMeasured, StartEcho, StopEcho


class Commands(Protocol):
    """What carries commands out (`api.switch.link.SwitchLink`)."""

    async def send(self, command: AnyCommand) -> AnyResult:
        """Raises `SwitchError`."""


Link = NamedDependency[SkipValidation[Commands]]
TestsPart = NamedDependency[SkipValidation[SoundTests]]


async def _measured(link: Commands, user: str) -> EchoFigures:
    result = await link.send(MeasurePhone(operator=user))
    if not isinstance(result, PhoneMeasured):
        raise Problem("switch_failed")
    return EchoFigures(
        echo=result.echo,
        packets=result.packets,
        lost=result.lost,
        jitter=result.jitter,
        sent=result.sent,
        remote_lost=result.remote_lost,
        remote_jitter=result.remote_jitter,
        rtt=result.rtt,
    )


class EchoController(Controller):
    """One's browser phone hears itself back from the media server, without a call (F5.8)."""

    path = "/phone/echo"
    tags = ("phone",)
    opt = needs(Permission.PHONE)

    @put("/", operation_id="start_echo", summary="Hear oneself back from the media server (F5.8)")
    async def start_echo(self, request: UserRequest, link: Link) -> EchoFigures:
        """Not while in a call. A call that comes ends it, and so does a minute. The answer: the counters as they are at
        its beginning."""
        await link.send(StartEcho(operator=request.user.id))
        return await _measured(link, request.user.id)

    @get("/", operation_id="get_echo", summary="Whether the echo goes on, and what has been counted")
    async def get_echo(self, request: UserRequest, link: Link) -> EchoFigures:
        return await _measured(link, request.user.id)

    @delete("/", operation_id="stop_echo", summary="Hear oneself no longer")
    async def stop_echo(self, request: UserRequest, link: Link) -> None:
        await link.send(StopEcho(operator=request.user.id))


class OwnTestsController(Controller):
    """One's own tests."""

    path = "/phone/sound-tests"
    tags = ("phone",)
    opt = needs(Permission.PHONE)

    @post("/", operation_id="add_sound_test", summary="Judge a test of the sound, and keep what it has shown (F5.8)")
    async def add_sound_test(
        self, request: UserRequest, data: JSONBody[NewSoundTest], tests: TestsPart
    ) -> SoundTestView:
        """The last 20 of each user are kept."""
        return await tests.add(request.user.id, data)

    @get("/", operation_id="list_own_sound_tests", summary="One's own tests of the sound, newest first")
    async def list_own_sound_tests(self, request: UserRequest, tests: TestsPart) -> list[SoundTestView]:
        return await tests.of_user(request.user.id)


class SoundTestsController(Controller):
    """Everybody's, for supervisors."""

    path = "/sound-tests"
    tags = ("monitor",)
    opt = needs(Permission.MONITOR)

    @get("/", operation_id="list_sound_tests", summary="What the tests of the sound have shown (F5.8)")
    async def list_sound_tests(
        self,
        tests: TestsPart,
        user: Annotated[str | None, QueryParameter(description="All kept ones of this user.", max_length=64)] = None,
    ) -> list[SoundTestView]:
        """The newest of each user, newest first."""
        return await tests.newest() if user is None else await tests.of_user(user)


def sound_router(link: Commands, tests: SoundTests) -> Router:
    """The routes, with what they work with."""
    return Router(
        "/",
        route_handlers=[EchoController, OwnTestsController, SoundTestsController],
        dependencies={
            "link": Provide(lambda: link, sync_to_thread=False),
            "tests": Provide(lambda: tests, sync_to_thread=False),
        },
    )
