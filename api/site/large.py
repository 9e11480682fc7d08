"""A sample centre of any size, for benchmarks and for looking at a large one: `kikite simulate --seats N`."""

from typing import Final

from api.site.reception import SiteAction, SiteHours, SiteMenu, SiteReception
from api.site.sample import new_password
from api.site.schemas import (
    Site,
    SiteExtension,
    SiteGroup,
    SiteMember,
    SiteOverflow,
    SiteRoute,
    SiteStatus,
    SiteTrunk,
    SiteUser,
)
from sip.contract.enums import Role, Strategy

# fmt: off
FAMILY: Final = (
    "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤",
    "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林", "斎藤", "清水",
)
GIVEN: Final = (
    "翔太", "陽子", "健一", "美咲", "大輔", "恵", "拓也", "由美", "誠", "さくら",
    "直樹", "愛", "浩", "真由美", "隆", "千尋", "学", "久美子", "亮", "葵",
)
LINES: Final = (
    "ご注文", "サポート", "契約", "解約", "請求", "配送", "修理", "法人", "予約", "会員",
    "技術", "受付",
)
# fmt: on
STRATEGIES: Final = (Strategy.LONGEST_IDLE, Strategy.ROUND_ROBIN, Strategy.FEWEST_CALLS, Strategy.IN_ORDER)
SEATS_PER_GROUP: Final = 12
SEATS_PER_SUPERVISOR: Final = 15
RING_ALL_SEATS: Final = 6
"""Most members of a group that rings them all."""
DAY: Final = ["09:00-18:00"]


def large(seats: int) -> Site:
    """A centre of so many operators (at least 2) with new passwords. But for these it is always the same."""
    operators = [_user(f"op{number}", number, "operator") for number in range(1, seats + 1)]
    count = max(1, seats // SEATS_PER_SUPERVISOR)
    supervisors = [_user(f"sv{number}", 9 * number, "supervisor") for number in range(1, count + 1)]
    extensions = [str(2000 + number) for number in range(1, seats + 1)]
    extensions += [str(9000 + number) for number in range(1, count + 1)]
    users = [*operators, *supervisors]
    groups = _groups(operators)
    hours = SiteHours(monday=DAY, tuesday=DAY, wednesday=DAY, thursday=DAY, friday=DAY)
    return Site(
        name=f"サンプルセンター ({seats}席)",
        users=[_with(user, number) for user, number in zip(users, extensions, strict=True)],
        extensions=[
            SiteExtension(number=number, name=user.name, password=new_password(), user=user.id)
            for user, number in zip(users, extensions, strict=True)
        ],
        groups=groups,
        receptions=[SiteReception(group=group.id, hours=hours) for group in groups[::2]],
        menus=[_menu(groups)],
        routes=[SiteRoute(number="0351000000", menu="main")],
        trunks=[SiteTrunk(id="carrier", name="回線", host="127.0.0.1", port=5080, emergency=True)],
        work_statuses=[SiteStatus(ja=name) for name in ("研修", "打ち合わせ", "メール対応", "面談")],
    )


def _user(id: str, number: int, role: str) -> SiteUser:
    name = f"{FAMILY[number % len(FAMILY)]} {GIVEN[number * 7 // len(FAMILY) % len(GIVEN)]}"
    return SiteUser(id=id, name=name, password=new_password(), role=Role(role).value)


def _with(user: SiteUser, extension: str) -> SiteUser:
    return SiteUser(id=user.id, name=user.name, password=user.password, role=user.role, extension=extension)


def _groups(operators: list[SiteUser]) -> list[SiteGroup]:
    """One for every dozen of operators; every fifth one helps out in the next group, in its second tier."""
    count = max(2, len(operators) // SEATS_PER_GROUP)
    return [_group(number, count, operators) for number in range(count)]


def _group(number: int, count: int, operators: list[SiteUser]) -> SiteGroup:
    own = [SiteMember(user=user.id) for user in operators[number::count]]
    helping = [SiteMember(user=user.id, tier=2) for user in operators[(number - 1) % count :: count][::5]]
    ring_all = number % 4 == 1 and len(own) <= RING_ALL_SEATS
    turn = number // len(LINES)
    return SiteGroup(
        id=f"g{number + 1}",
        name=LINES[number % len(LINES)] + (str(turn + 1) if turn else ""),
        number=f"0351{number + 1:06d}",
        members=[*own, *(member for member in helping if member not in own)],
        strategy=Strategy.RING_ALL if ring_all else STRATEGIES[number % len(STRATEGIES)],
        max_wait_s=180,
        overflow_wait=SiteOverflow(group=f"g{(number + 1) % count + 1}") if number % 3 == 0 else SiteOverflow(),
        pause_after=3,
        queue_answer=number % 2 == 0,
        announce_s=45 if number % 2 == 0 else 0,
        acw_cap_s=180 if number % 5 == 4 else 0,
    )


def _menu(groups: list[SiteGroup]) -> SiteMenu:
    keys = {str(number): SiteAction(group=group.id) for number, group in enumerate(groups[:9], 1)}
    return SiteMenu(id="main", name="総合案内", prompts=["menu-sample"], keys=keys)
