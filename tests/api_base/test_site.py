"""The site file: filled once, refused whole with every faulty field named."""

from pathlib import Path

import pytest

from api.db import config_store, site_store
from api.db.engine import Database
from api.db.migrate import migrate
from api.passwords import matches
from api.settings import check
from api.site.check import contradictions
from api.site.loader import NotEmptyError, SiteError, fill, read
from api.site.sample import sample
from api.site.schemas import Site, SiteTrunk, SiteUser
from api.strength import is_strong
from api.wiring import with_site
from sip.contract.config import Member, Overflow, Route, Trunk
from sip.contract.enums import Role, Strategy
from tests.support.tls import Authority

ROOT = Path(__file__).parents[2]

FULL = """
name = "テストセンター"
time_zone = "Asia/Tokyo"
day_start = "05:00"

[[extensions]]
number = "100"
password = "Extension100"

[[extensions]]
number = "101"
name = "受付 1"
password = "Extension101"
user = "op1"

[[extensions]]
number = "199"
name = "会議室"
password = "Extension199"

[[users]]
id = "sv1"
name = "佐藤"
password = "Supervisor1"
role = "supervisor"
extension = "100"

[[users]]
id = "op1"
name = "鈴木"
password = "Operator001"

[[groups]]
id = "g1"
name = "受付"
number = "0312345678"
members = ["op1", { user = "sv1", tier = 2 }]
strategy = "longest_idle"
ring_s = 15
max_wait_s = 120
queue_limit = 10
overflow_wait = { external = "0312349999" }
overflow_nobody = { prompts = ["busy", "goodbye"] }
pause_after = 2
queue_answer = true
queue_music = "waltz"
announce_s = 30
announce_wait = false
target_s = 25
acw_cap_s = 30

[[announcements]]
id = "waltz"
name = "ワルツ"

[[trunks]]
id = "t1"
name = "回線"
host = "192.0.2.1"
port = 5062
transport = "tcp"
username = "kikite"
password = "secret"
register = true
accept_from = ["192.0.2.0/24"]

[[trunks]]
id = "a0"
host = "192.0.2.9"

[[routes]]
number = "0312345679"
extension = "199"

[[routes]]
number = "0312345680"
external = "09012345678"

[[work_statuses]]
ja = "研修"
en = "Training"
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "site.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
async def filled(db: Database, tmp_path: Path) -> Database:
    await migrate(db, 0)
    await fill(db, read(write(tmp_path, FULL)))
    return db


async def test_switch_config(filled: Database) -> None:
    config = await config_store.switch_config(filled, grace_s=20)
    assert (config.version, config.realm, config.grace_s) == (2, "kikite", 20)
    assert [(one.number, one.user) for one in config.extensions] == [("100", "sv1"), ("101", "op1"), ("199", "")]
    # HA1 = hash of number:realm:password (RFC 7616 3.4.2), here as `printf 101:kikite:Extension101 | md5sum` gives it
    assert config.extensions[1].digest == {
        "MD5": "707b27a438fa425a016f1e6045cdae8c",
        "SHA-256": "c37e6485fa80290afcf700f8841fe2d7ff9b6a06a5d538a0860552b5f04b2435",
    }
    assert [(user.id, user.extension, user.role) for user in config.users] == [
        ("sv1", "100", Role.SUPERVISOR),
        ("op1", "101", Role.OPERATOR),
    ]
    (group,) = config.groups
    assert group.members == (Member(user="op1", tier=1), Member(user="sv1", tier=2))
    assert (group.strategy, group.ring_s, group.max_wait_s) == (Strategy.LONGEST_IDLE, 15, 120)
    assert (group.queue_limit, group.target_s, group.acw_cap_s) == (10, 25, 30)
    assert (group.overflow_wait, group.overflow_full) == (Overflow(external="0312349999"), Overflow())
    assert group.overflow_nobody == Overflow(prompts=("busy", "goodbye"))
    assert (group.pause_after, group.queue_answer, group.queue_music) == (2, True, "waltz")
    assert (group.announce_s, group.announce_position, group.announce_wait) == (30, True, False)
    assert config.trunks == (
        Trunk(
            id="t1",
            name="回線",
            host="192.0.2.1",
            port=5062,
            transport="tcp",
            username="kikite",
            password="secret",
            register=True,
            accept_from=("192.0.2.0/24",),
        ),
        Trunk(id="a0", host="192.0.2.9"),
    )
    assert config.routes == (
        Route(number="0312345678", group="g1"),
        Route(number="0312345679", extension="199"),
        Route(number="0312345680", external="09012345678"),
    )
    assert config.work_statuses == ("work:1",)


async def test_passwords_are_kept_as_hashes_only(filled: Database) -> None:
    rows = await filled.fetch("SELECT id, password FROM user_account ORDER BY id")
    assert all(row["password"].startswith("$argon2id$v=19$m=19456,t=2,p=1$") for row in rows)
    assert await matches("Operator001", rows[0]["password"])
    assert not await matches("Operator002", rows[0]["password"])


async def test_site_settings(filled: Database) -> None:
    keys = ("time_zone", "day_start", "site_name")
    assert await site_store.values(filled, keys) == {
        "time_zone": "Asia/Tokyo",
        "day_start": "05:00",
        "site_name": "テストセンター",
    }


async def test_the_site_says_when_its_day_begins(filled: Database, db_url: str) -> None:
    settings = await with_site(check({"db_url": db_url, "time_zone": "UTC", "day_start": "03:00", "grace_s": 7}))
    assert (settings.time_zone, settings.day_start, settings.grace_s) == ("Asia/Tokyo", "05:00", 7)


async def test_not_into_a_filled_database(filled: Database) -> None:
    with pytest.raises(NotEmptyError):
        await fill(filled, sample())
    assert len(await config_store.users(filled)) == 2


async def test_nothing_is_half_saved(db: Database) -> None:
    await migrate(db, 0)
    broken = Site(users=[SiteUser(id="a", name="A", password="weak")])
    with pytest.raises(SiteError):
        await fill(db, broken)
    assert await site_store.is_empty(db)


async def test_sample(db: Database) -> None:
    await migrate(db, 0)
    site = sample("127.0.0.1", 5999)
    await fill(db, site)
    config = await config_store.switch_config(db)
    assert len(config.groups) == 2
    assert [user.role for user in config.users].count(Role.SUPERVISOR) == 2
    assert [user.role for user in config.users].count(Role.OPERATOR) == 4
    assert config.trunks[0].port == 5999
    passwords = [one.password for one in (*site.users, *site.extensions)]
    assert all(map(is_strong, passwords))
    assert len(set(passwords)) == 12


def test_every_faulty_field(tmp_path: Path) -> None:
    text = """
    nmae = "x"
    [[users]]
    id = "op 1"
    name = ""
    role = 7
    [[groups]]
    id = "g1"
    name = "G"
    number = "03-1234"
    members = [{ user = "x", tier = 0 }]
    """
    with pytest.raises(SiteError) as caught:
        read(write(tmp_path, text))
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("users.0.id", "malformed"),
        ("users.0.name", "too_short"),
        ("users.0.password", "required"),
        ("users.0.role", "wrong_type"),
        ("groups.0.number", "malformed"),
        ("groups.0.members.0.tier", "out_of_range"),
        ("nmae", "unknown_field"),
    ]
    assert "groups.0.number" in str(caught.value)


def test_every_contradiction(tmp_path: Path) -> None:
    text = """
    time_zone = "Moon"
    [[extensions]]
    number = "100"
    password = "weak"
    user = "nobody"
    [[extensions]]
    number = "100"
    password = "Extension100"
    [[users]]
    id = "a"
    name = "A"
    password = "PasswordOfA1"
    extension = "777"
    [[users]]
    id = "b"
    name = "B"
    password = "password"
    extension = "100"
    [[groups]]
    id = "g"
    name = "G"
    number = "031"
    members = ["a", "a", "z"]
    [[groups]]
    id = "g"
    name = "H"
    number = "031"
    overflow_wait = { group = "nowhere" }
    overflow_full = { group = "g", external = "0312345678" }
    overflow_nobody = { group = "g" }
    [[trunks]]
    id = "t"
    host = "h"
    register = true
    accept_from = ["somewhere"]
    [[routes]]
    number = "1234"
    [[routes]]
    number = "1235"
    group = "h"
    [[routes]]
    number = "1236"
    extension = "9"
    [[routes]]
    number = "1236"
    group = "g"
    external = "110"
    """
    with pytest.raises(SiteError) as caught:
        read(write(tmp_path, text))
    assert {(fault.field, fault.code) for fault in caught.value.faults} == {
        ("time_zone", "not_allowed"),
        ("extensions.1.number", "duplicate"),
        ("groups.1.id", "duplicate"),
        ("groups.1.number", "duplicate"),
        ("routes.3.number", "duplicate"),
        ("users.1.password", "weak_password"),
        ("extensions.0.password", "weak_password"),
        ("users.0.extension", "unknown"),
        ("extensions.0.user", "unknown"),
        ("groups.0.members.1", "duplicate"),
        ("groups.0.members.2", "unknown"),
        ("groups.1.overflow_wait.group", "unknown"),
        ("groups.1.overflow_full", "one_of"),
        ("groups.1.overflow_nobody.group", "unknown"),
        ("trunks.0.accept_from.0", "malformed"),
        ("trunks.0.username", "required"),
        ("routes.0", "one_of"),
        ("routes.1.group", "unknown"),
        ("routes.2.extension", "unknown"),
        ("routes.3", "one_of"),
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_broken_toml(tmp_path: Path, lang: str) -> None:
    with pytest.raises(SiteError) as caught:
        read(write(tmp_path, "users = ["), lang)  # type: ignore[arg-type]  # a parameter of the test
    assert caught.value.faults[0].field == "TOML"


def test_the_documented_example(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    example = page.split("```toml\n", 1)[1].split("```", 1)[0]
    site = read(write(tmp_path, example))
    assert site.users
    assert site.groups
    assert site.trunks
    assert site.routes
    documented = {word for word in example.replace("#", " ").split() if word.isidentifier()}
    rows = (type(getattr(site, name)[0]) for name in ("users", "extensions", "groups", "trunks"))
    for table in (Site, type(site.handling), *rows):
        for field in table.__struct_fields__:
            assert field in documented or f"[{field}]" in example, f"{table.__name__}.{field} is not in the example"


def test_what_a_trunk_is_to_trust_must_be_certificates(tmp_path: Path) -> None:
    bad = SiteTrunk(id="t", host="sbc.example", transport="tls", tls_ca="-----BEGIN CERTIFICATE-----\nno\n")
    faults = contradictions(Site(trunks=[bad]))
    assert [(fault.field, fault.code) for fault in faults] == [("trunks.0.tls_ca", "malformed")]
    good = SiteTrunk(id="t", host="sbc.example", transport="tls", tls_ca=Authority(tmp_path).pem)
    assert contradictions(Site(trunks=[good])) == []
