"""Settings from file and environment."""

from pathlib import Path

import pytest

from api.settings import Settings, SettingsError, load


def test_defaults() -> None:
    settings = load({})
    assert settings == Settings()
    assert settings.database_url.startswith("sqlite:////")
    assert settings.database_url.endswith("/var/kikite.db")
    assert settings.socket == Path("var/switch.sock")
    assert settings.certificate == Path("var/tls/server.pem")
    assert str(settings.zone) == "Asia/Tokyo"


def test_environment_overrules_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kikite.toml"
    file.write_text('https_port = 3100\nsip_port = 5070\ndata = "/srv/kikite"\n')
    settings = load({"KIKITE_CONFIG": str(file), "KIKITE_HTTPS_PORT": "3200", "KIKITE_UNRELATED": "x"})
    assert (settings.https_port, settings.sip_port, settings.data) == (3200, 5070, Path("/srv/kikite"))


def test_every_fault_is_named() -> None:
    env = {
        "KIKITE_HTTPS_PORT": "x",
        "KIKITE_TIME_ZONE": "Moon",
        "KIKITE_DAY_START": "25:00",
        "KIKITE_GRACE_S": "1",
        "KIKITE_LOG_LEVEL": "loud",
    }
    with pytest.raises(SettingsError) as caught:
        load(env)
    assert {(fault.field, fault.code) for fault in caught.value.faults} == {
        ("https_port", "wrong_type"),
        ("time_zone", "not_allowed"),
        ("day_start", "malformed"),
        ("grace_s", "out_of_range"),
        ("log_level", "not_allowed"),
    }


def test_misspelt_field_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kikite.toml"
    file.write_text("htps_port = 3100\n")
    with pytest.raises(SettingsError) as caught:
        load({"KIKITE_CONFIG": str(file)})
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("htps_port", "unknown_field")]


def test_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "kikite.toml"
    file.write_text("= 1")
    with pytest.raises(SettingsError):
        load({"KIKITE_CONFIG": str(file)})


def test_empty_range_of_ports() -> None:
    with pytest.raises(SettingsError, match="rtp_last"):
        load({"KIKITE_RTP_FIRST": "30000", "KIKITE_RTP_LAST": "20000"})


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.__struct_fields__ if f"`{name}`" not in page] == []
