"""What may come in on a random day."""

from typing import Any

from hypothesis import strategies as st

from sip.contract.config import Overflow, SwitchConfig
from sip.contract.enums import (
    Status,
    Strategy,
)
from sip.contract.reception import Action, Hours, Menu, Reception
from sip.contract.voicemail import Mailbox
from tests.domain.kit import G_NUMBER, H_NUMBER, OUTSIDE, WALL, H, config, group, route

USERS = st.sampled_from("abcdst")
EXTENSIONS = st.sampled_from(["11", "12", "13", "14", "19", "90"])
STATUSES = st.sampled_from([*Status, "work:1", "work:9"]) | st.just(Status.AVAILABLE)
CODES = "*70", "*71", "*72", "*8", "*811", "*8x"
NUMBERS = st.sampled_from([OUTSIDE, "+81 3-9999-0000", "11", "12", "13", "19", "90", G_NUMBER, "77", "abc", "", *CODES])
CALLED = st.sampled_from([G_NUMBER, G_NUMBER, H_NUMBER, H_NUMBER, "0500", "0501", "0502", "0503", "0504", "0999"])
ROUTES = (
    route("0500", extension="11"),
    route("0501", external="0312340000"),
    route("0502", extension="90"),
    route("0503", group="nowhere"),
    route("0504", menu="main"),
)
KEYS = {
    "1": Action(group="g"),
    "2": Action(extension="11"),
    "3": Action(external="0312340000", prompts=("moment",)),
    "4": Action(extension="90"),
    "5": Action(prompts=("address",)),
    "6": Action(again=True),
    "7": Action(menu="main"),
    "8": Action(group="nowhere"),
    "9": Action(voicemail="group:g"),
    "0": Action(voicemail="group:nowhere"),
}
MENUS = st.sampled_from(sorted(KEYS)).map(
    lambda last: (Menu(id="main", prompts=("welcome",), keys=KEYS, attempts=2, otherwise=KEYS[last]),)
)
HOURS = st.sampled_from(
    [None, Hours(until=WALL + 86_400_000), Hours(open=((WALL, WALL + 60_000),), until=WALL + 86_400_000)]
)
RECEPTIONS = st.lists(
    st.builds(
        Reception,
        group=st.sampled_from(["g", "h"]),
        hours=HOURS,
        closed=st.sampled_from([(), ("closed",)]),
        voicemail=st.sampled_from(["", "group:g"]),
        greeting=st.sampled_from([(), ("welcome",)]),
        menu=st.sampled_from(["", "", "main", "gone"]),
    ),
    max_size=2,
    unique_by=lambda rules: rules.group,
).map(tuple)

MAILBOXES = (
    Mailbox(id="group:g", max_s=20, max_messages=3),
    Mailbox(id="extension:11", answer_s=5, max_messages=2),
    Mailbox(id="extension:12", answer_s=0),
    Mailbox(id="extension:90", answer_s=5, greeting=()),
)
OVERFLOWS = st.sampled_from(
    [
        Overflow(),
        Overflow(group="g"),
        Overflow(group="h"),
        Overflow(group="nowhere"),
        Overflow(external=OUTSIDE),
        Overflow(voicemail="group:g"),
        Overflow(voicemail="extension:11"),
        Overflow(voicemail="group:nowhere"),
        Overflow(prompts=("busy", "goodbye")),
    ]
)


def configurations() -> st.SearchStrategy[SwitchConfig]:
    """Group rules, members, users and trunks of all kinds."""
    members = st.lists(st.tuples(st.sampled_from("abcds"), st.integers(1, 2)), max_size=5, unique_by=lambda m: m[0])
    rules = st.fixed_dictionaries(
        {
            "members": members.map(tuple),
            "strategy": st.sampled_from(Strategy),
            "ring_s": st.sampled_from([0, 5, 20]),
            "max_wait_s": st.sampled_from([0, 0, 60]),
            "queue_limit": st.sampled_from([0, 0, 1]),
            "acw_cap_s": st.sampled_from([0, 15]),
            "pause_after": st.sampled_from([0, 1, 2]),
            "queue_answer": st.booleans(),
            "announce_s": st.sampled_from([0, 5]),
            "overflow_wait": OVERFLOWS,
            "overflow_full": OVERFLOWS,
            "overflow_nobody": st.none() | OVERFLOWS,
        }
    )

    def build(
        g: dict[str, Any],
        h: dict[str, Any] | None,
        gone: str,
        trunks: bool,
        grace: int,
        receptions: tuple[Reception, ...],
        menus: tuple[Menu, ...],
    ) -> SwitchConfig:
        groups = [group(**g)] + ([] if h is None else [group(H, H_NUMBER, **h)])
        whole = config(*groups, routes=ROUTES, grace_s=grace)
        users = tuple(user for user in whole.users if user.id != gone)
        more: dict[str, Any] = {"users": users, "mailboxes": MAILBOXES if len(g["members"]) % 2 else MAILBOXES[2:]}
        if not trunks:
            more["trunks"] = ()
        return config(*groups, routes=ROUTES, grace_s=grace, receptions=receptions, menus=menus, **more)

    gone = st.sampled_from(["", "", "", "a", "b"])
    trunks = st.sampled_from([True, True, True, False])
    return st.builds(build, rules, st.none() | rules, gone, trunks, st.just(30), RECEPTIONS, MENUS)
