"""What is told once all is ready: for people on the console, for programs as one JSON document."""

from __future__ import annotations

import json
import os
import shlex
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api.launch.certificates import TlsFiles
from api.launch.options import Options
from api.launch.supervisor import python
from api.launch.words import words


def transports(options: Options) -> list[str]:
    """What phones and carriers may connect by."""
    return ["udp", "tcp", *(["tls"] if options.sip_tls_port else [])]


@dataclass(frozen=True)
class Login:
    """A user of the site. The passwords are "" where the database held the user already: only their hashes are kept."""

    id: str
    name: str
    role: str
    extension: str
    password: str = ""
    sip_password: str = ""


@dataclass(frozen=True)
class GroupNumber:
    """A 電話グループ and the number that reaches it."""

    id: str
    name: str
    number: str


@dataclass(frozen=True)
class Site:
    """What the centre consists of, as far as one needs it to begin. `fresh`: it was put into an empty database now."""

    realm: str
    users: tuple[Login, ...]
    groups: tuple[GroupNumber, ...]
    fresh: bool


def call_command(options: Options) -> list[str]:
    """The command that makes the simulator place a call; `--to NUMBER` is still to be added."""
    return [*python("-m", "sip.carrier", "call", "--control", str(options.carrier_socket))]


def document(options: Options, tls: TlsFiles, site: Site, pids: dict[str, int]) -> dict[str, Any]:
    """The JSON document of `--json`. `processes`: name → pid at this moment; `carrier` only in the demo."""
    found: dict[str, Any] = {
        "url": options.url,
        "ca": str(tls.ca),
        "data": str(options.data),
        "fresh": site.fresh,
        "users": [asdict(user) for user in site.users],
        "groups": [asdict(group) for group in site.groups],
        "sip": {
            "host": sip_host(options),
            "port": options.sip_port,
            "tls_port": options.sip_tls_port,
            "realm": site.realm,
            "transports": transports(options),
        },
        "processes": {"launcher": os.getpid(), **pids},
    }
    if options.demo:
        found["carrier"] = {
            "control": str(options.carrier_socket),
            "host": options.local_sip_host,
            "port": options.carrier_port,
            "command": call_command(options),
        }
    return found


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write `content` so that a reader sees it whole or not at all; it holds passwords, so only the owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
    beside.replace(path)


def announcement(options: Options, tls: TlsFiles, site: Site) -> str:
    """The text for the console."""
    language = options.language
    say = [f"== {words(language, 'ready')} ==", "", words(language, "open", url=f"{options.url}/login")]
    say += [""] if options.tls_cert else [words(language, "ca", path=tls.ca), ""]
    say += [words(language, "users" if site.fresh else "users_kept")]
    say += _table(_user_rows(site, language), "  ")
    say += ["", words(language, "groups")]
    say += _table([(group.number, group.name) for group in site.groups], "  ")
    host, port = sip_host(options), options.sip_port
    say += ["", words(language, "sip", host=host, port=port, realm=site.realm)]
    if options.sip_tls_port:
        say += [words(language, "sip_tls", host=host, port=options.sip_tls_port)]
    if options.demo:
        number = site.groups[0].number if site.groups else "NUMBER"
        say += [words(language, "carrier", command=shlex.join([*call_command(options), "--to", number]))]
    return "\n".join([*say, words(language, "stop"), ""])


def sip_host(options: Options) -> str:
    """The address that desk phones are told."""
    return options.advertise[0] if options.advertise else options.local_sip_host


def _user_rows(site: Site, language: str) -> list[tuple[str, ...]]:
    head = ["user", "", "role", "extension"] + (["password", "sip_password"] if site.fresh else [])
    rows: list[tuple[str, ...]] = [tuple(words(language, key) if key else "" for key in head)]
    for user in site.users:
        role = words(language, user.role) if user.role in ("supervisor", "operator") else user.role
        secrets = (user.password, user.sip_password) if site.fresh else ()
        rows.append((user.id, user.name, role, user.extension, *secrets))
    return rows


def _table(rows: list[tuple[str, ...]], indent: str) -> list[str]:
    if not rows:
        return []
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        indent
        + "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns on a terminal: ideographs and kana take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
