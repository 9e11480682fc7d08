"""The command line and what is told about the running centre."""

import json
from pathlib import Path

import pytest

from api.launch.certificates import TlsFiles
from api.launch.options import parse
from api.launch.report import GroupNumber, Login, Site, announcement, document, write_json
from api.launch.words import CATALOGUE

SITE = Site(
    realm="kikite",
    users=(
        Login("sv1", "管理 花子", "supervisor", "200", "geheim-1", "sip-1"),
        Login("op1", "佐藤 一郎", "operator", "201", "geheim-2", "sip-2"),
    ),
    groups=(GroupNumber("g1", "受注", "0311112222"),),
    fresh=True,
)
TLS = TlsFiles(Path("/d/tls/ca.pem"), Path("/d/tls/server.pem"), Path("/d/tls/server.key"))


def test_defaults() -> None:
    options = parse(["demo"])
    assert (options.url, options.sip_port, options.demo) == ("https://localhost:3000", 5060, True)
    assert options.database == f"sqlite:///{Path('var').resolve()}/kikite.db"


@pytest.mark.parametrize(
    ("host", "public", "local"),
    [
        ("0.0.0.0", "localhost", "127.0.0.1"),
        ("::", "localhost", "::1"),
        ("127.0.0.1", "localhost", "127.0.0.1"),
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("kikite.example", "kikite.example", "kikite.example"),
    ],
)
def test_hosts(host: str, public: str, local: str) -> None:
    options = parse(["serve", "--host", host, "--port", "3443"])
    assert (options.url, options.local_host) == (f"https://{public}:3443", local)


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert parse(["serve", "--host", "2001:db8::7"]).url == "https://[2001:db8::7]:3000"


@pytest.mark.parametrize(
    "bad",
    [
        ["--port", "0"],
        ["--port", "x"],
        ["--tls-cert", "x"],
        ["--rtp-ports", "9-8"],
        ["--rtp-ports", "20000"],
        ["--rtp-timeout", "-1"],
        [],
    ],
)
def test_bad_arguments_are_refused(bad: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(["serve", *bad] if bad else [])
    assert stopped.value.code == 2
    assert "usage: kikite" in capsys.readouterr().err


def test_the_document_says_all_that_a_program_needs() -> None:
    options = parse(["demo", "--data", "/d", "--advertise", "192.0.2.1"])
    found = document(options, TLS, SITE, {"sip": 7})
    assert found["url"] == "https://localhost:3000"
    assert found["ca"] == "/d/tls/ca.pem"
    addresses = {"host": "192.0.2.1", "port": 5060, "tls_port": 5061}
    assert found["sip"] == addresses | {"realm": "kikite", "transports": ["udp", "tcp", "tls"]}
    without = document(parse(["serve", "--sip-tls-port", "0"]), TLS, SITE, {})
    assert without["sip"]["transports"] == ["udp", "tcp"]
    assert found["users"][1] == {
        "id": "op1",
        "name": "佐藤 一郎",
        "role": "operator",
        "extension": "201",
        "password": "geheim-2",
        "sip_password": "sip-2",
    }
    assert found["groups"] == [{"id": "g1", "name": "受注", "number": "0311112222"}]
    assert found["carrier"]["command"][1:] == ["-m", "sip.carrier", "call", "--control", "/d/carrier.sock"]
    assert found["processes"]["sip"] == 7
    assert "carrier" not in document(parse(["serve"]), TLS, SITE, {})


def test_the_document_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "centre.json"
    write_json(path, {"name": "受注"})
    assert json.loads(path.read_text(encoding="utf-8")) == {"name": "受注"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_announcement_shows_url_and_logins(language: str) -> None:
    text = announcement(parse(["demo", "--language", language]), TLS, SITE)
    assert "https://localhost:3000/login" in text
    assert "geheim-2" in text
    assert "sip.carrier call" in text
    kept = announcement(parse(["serve"]), TLS, Site("kikite", SITE.users, SITE.groups, fresh=False))
    assert "geheim" not in kept


def test_both_languages_say_the_same_things() -> None:
    assert CATALOGUE["ja"].keys() == CATALOGUE["en"].keys()
