"""The sample centre of the demo: two groups, two supervisors, four operators, the carrier simulator as its trunk."""

import secrets
import string
from typing import Final

from api.site.schemas import (
    Site,
    SiteExtension,
    SiteGroup,
    SiteMember,
    SiteStatus,
    SiteTrunk,
    SiteUser,
)
from api.strength import is_strong
from sip.contract.enums import Role, Strategy

LETTERS: Final = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))
"""Without the characters that are mistaken for one another when they are typed from a screen."""
PEOPLE: Final = (
    ("sv1", "佐藤 由美", Role.SUPERVISOR, "100"),
    ("sv2", "山本 恵子", Role.SUPERVISOR, "105"),
    ("op1", "鈴木 一郎", Role.OPERATOR, "101"),
    ("op2", "高橋 花子", Role.OPERATOR, "102"),
    ("op3", "田中 健", Role.OPERATOR, "103"),
    ("op4", "渡辺 さくら", Role.OPERATOR, "104"),
)


def new_password() -> str:
    """A password of 14 characters that meets F9.2."""
    while True:
        password = "".join(secrets.choice(LETTERS) for _ in range(14))
        if is_strong(password):
            return password


def sample(carrier_host: str = "127.0.0.1", carrier_port: int = 5080) -> Site:
    """The sample centre with new passwords. They stand in the clear in what is returned and nowhere else, so whoever
    fills a database with it shows them once."""
    return Site(
        name="Kikite デモセンター",
        extensions=[
            SiteExtension(number=number, name=name, password=new_password(), user=user)
            for user, name, _, number in PEOPLE
        ],
        users=[
            SiteUser(id=user, name=name, password=new_password(), role=role, extension=number)
            for user, name, role, number in PEOPLE
        ],
        groups=[
            SiteGroup(
                id="orders",
                name="ご注文受付",
                number="0350000001",
                members=[SiteMember(user=user) for user in ("op1", "op2", "op3")],
            ),
            SiteGroup(
                id="support",
                name="サポート",
                number="0350000002",
                strategy=Strategy.LONGEST_IDLE,
                members=[SiteMember(user="op3"), SiteMember(user="op4"), SiteMember(user="op2", tier=2)],
            ),
        ],
        trunks=[
            SiteTrunk(id="carrier", name="回線シミュレーター", host=carrier_host, port=carrier_port, emergency=True)
        ],
        work_statuses=[
            SiteStatus(ja="研修", en="Training", colour="#e64980"),
            SiteStatus(ja="打ち合わせ", en="Meeting", colour="#ae3ec9"),
        ],
    )
