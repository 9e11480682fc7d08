"""Carrier presets of the site file."""

from pathlib import Path

import pytest

from api.site.loader import SiteError, read
from api.site.presets import presets
from sip.contract.enums import IdentityIn, NumberFrom, Use

TRUNK = '[[trunks]]\nid = "t"\nhost = "192.0.2.1"\nusername = "account"\npassword = "secret"\n'


def site(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "site.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", sorted(presets()))
def test_a_trunk_starts_from_each_preset(tmp_path: Path, name: str) -> None:
    (trunk,) = read(site(tmp_path, f'{TRUNK}preset = "{name}"\n')).trunks
    assert trunk.preset == name
    for field, value in presets()[name].items():
        assert getattr(trunk, field) == value


def test_the_trunks_own_words_win(tmp_path: Path) -> None:
    own = f'{TRUNK}preset = "hikari-denwa"\nnumber_from = "to"\nsession_s = 0\n'
    (trunk,) = read(site(tmp_path, own)).trunks
    assert (trunk.number_from, trunk.session_s) == (NumberFrom.TO, 0)
    assert (trunk.identity, trunk.reliable) == (IdentityIn.PREFERRED, Use.REQUIRED)


def test_a_preset_that_is_not_there_is_named(tmp_path: Path) -> None:
    plain = TRUNK.replace('"t"', '"first"')
    with pytest.raises(SiteError) as caught:
        read(site(tmp_path, f'{plain}{TRUNK}preset = "nobody"\n'))
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("trunks.1.preset", "unknown")]


@pytest.mark.parametrize("text", ["trunks = 5\n", "trunks = [3]\n", f"{TRUNK}preset = 7\n", f"{TRUNK}preset = []\n"])
def test_what_is_no_trunk_is_told_as_a_fault(tmp_path: Path, text: str) -> None:
    with pytest.raises(SiteError):
        read(site(tmp_path, text))
