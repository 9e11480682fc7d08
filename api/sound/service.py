"""The tests of the sound that users have made."""

from collections.abc import Callable
from secrets import token_hex

from api.db import sound_test_store
from api.db.engine import Database
from api.db.sound_test_store import SoundTest
from api.moments import moment
from api.sound.schemas import NewSoundTest, SoundTestView
from api.sound.verdict import Verdict, loss, verdict
from api.statistics.directory import Directory


class SoundTests:
    """Those of one database. `directory` gives the names of users, `now` ms since 1970 UTC."""

    def __init__(self, db: Database, directory: Callable[[], Directory], now: Callable[[], int]) -> None:
        self._db = db
        self._directory = directory
        self._now = now

    async def add(self, user: str, done: NewSoundTest) -> SoundTestView:
        """Judge and keep a test of `user`."""
        found = verdict(
            done.heard,
            max(loss(done.packets, done.lost), loss(done.packets_back, done.lost_back)),
            max(done.jitter, done.jitter_back),
            done.rtt,
        )
        test = SoundTest(
            id=token_hex(8),
            user_id=user,
            at=self._now(),
            verdict=found,
            microphone=done.microphone,
            speaker=done.speaker,
            ringer=done.ringer,
            heard=done.heard,
            packets=done.packets,
            lost=done.lost,
            jitter=round(done.jitter),
            packets_back=done.packets_back,
            lost_back=done.lost_back,
            jitter_back=round(done.jitter_back),
            rtt=None if done.rtt is None else round(done.rtt),
        )
        await sound_test_store.add(self._db, test)
        return self._view(test)

    async def of_user(self, user: str) -> list[SoundTestView]:
        """Those of one user, newest first."""
        return [self._view(test) for test in await sound_test_store.of_user(self._db, user)]

    async def newest(self) -> list[SoundTestView]:
        """The newest test of each user of the present site, newest first."""
        known = {user.id for user in self._directory().users}
        return [self._view(test) for test in await sound_test_store.newest(self._db) if test.user_id in known]

    def _view(self, test: SoundTest) -> SoundTestView:
        names = {user.id: user.name for user in self._directory().users}
        return SoundTestView(
            id=test.id,
            user=test.user_id,
            user_name=names.get(test.user_id, ""),
            at=moment(test.at),
            verdict=Verdict(test.verdict),
            microphone=test.microphone,
            speaker=test.speaker,
            ringer=test.ringer,
            heard=test.heard,
            loss=round(loss(test.packets, test.lost), 1),
            loss_back=round(loss(test.packets_back, test.lost_back), 1),
            jitter=test.jitter,
            jitter_back=test.jitter_back,
            rtt=test.rtt,
        )
