"""How calls are handled in the whole centre, by site file."""

from pathlib import Path

import pytest

from api.db import config_store
from api.db.engine import Database
from api.db.migrate import migrate
from api.site.loader import SiteError, fill, read
from sip.contract.config import SwitchConfig

SITE = """
[handling]
transfer_ring_s = 20
park_s = 300
hold_music = "{music}"

[[announcements]]
id = "spring"
name = "春"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    path.write_text(SITE.format(music="spring"), encoding="utf-8")
    return path


async def test_by_site_file(db: Database, file: Path) -> None:
    await migrate(db, 0)
    before = await config_store.switch_config(db)
    shipped = SwitchConfig(version=0)
    assert (before.transfer_ring_s, before.park_s, before.hold_music) == (
        shipped.transfer_ring_s,
        shipped.park_s,
        shipped.hold_music,
    )
    await fill(db, read(file))
    config = await config_store.switch_config(db)
    assert (config.transfer_ring_s, config.park_s, config.hold_music) == (20, 300, "spring")


def test_a_site_file_that_names_no_sound(file: Path) -> None:
    file.write_text(SITE.format(music="summer"), encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        read(file)
    assert "handling.hold_music" in str(caught.value)
