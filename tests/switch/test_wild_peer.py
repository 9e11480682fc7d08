"""A carrier that says what may be said in a dialog, but at any time and in any order: the switch keeps its wits."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from typing import cast

import pytest

from sip.stack.interfaces import Address
from sip.stack.message import Request, Response, parse
from tests.stack.kit import ANSWER, OFFER, VirtualAgent, WireFlow
from tests.switch.test_order import Chaos
from tests.switch.virtual import FORWARDED, GROUP

METHODS = ("INVITE", "ACK", "CANCEL", "BYE", "UPDATE", "INFO", "PRACK", "OPTIONS", "REFER", "NOTIFY")
HERE, SWITCH = Address("udp", "10.0.0.1", 5060), Address("udp", "10.0.0.2", 5060)


class WildPeer:
    """Stands at the calling carrier's address. Each of its calls has one Call-ID, few CSeqs and few branches."""

    def __init__(self, chaos: Chaos) -> None:
        self.chance = chaos.chance
        self.flow = WireFlow(chaos.house.wire, HERE, SWITCH)
        self.tags: dict[str, set[str]] = {}
        self.statuses: Counter[int] = Counter()
        self._branches = itertools.count()
        chaos.house.wire.agents[("10.0.0.1", 5060)] = cast(VirtualAgent, self)

    def arrive(self, data: bytes, flow: WireFlow) -> None:
        """Responses teach tags; requests are answered by anything."""
        message = parse(data)
        if isinstance(message, Response):
            self.statuses[message.status] += 1
            if message.to_tag and message.call_id in self.tags:
                self.tags[message.call_id].add(message.to_tag)
        elif isinstance(message, Request) and message.method != "ACK":
            self.flow.send(message.response(self.chance.choice((200, 200, 481, 491, 500))).encode())

    def say(self, call: str, method: str, cseq: int, tag: str, branch: str) -> None:
        """One request, well formed, whatever came before."""
        body = self.chance.choice((OFFER, ANSWER, "")) if method in ("INVITE", "ACK", "UPDATE") else ""
        number = GROUP if int(call[-1]) % 2 else FORWARDED
        lines = [
            f"{method} sip:{number}@10.0.0.2 SIP/2.0",
            f"Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK{branch};rport",
            "Max-Forwards: 70",
            f"From: <sip:0901234567@10.0.0.1>;tag=f{call}",
            f"To: <sip:{number}@10.0.0.2>" + (f";tag={tag}" if tag else ""),
            f"Call-ID: {call}",
            f"CSeq: {cseq} {method}",
            "Contact: <sip:x@10.0.0.1>",
            *(["Supported: 100rel, timer"] if self.chance.random() < 0.5 else []),
            *([f"RAck: {self.chance.randrange(1, 3)} {cseq} INVITE"] if method == "PRACK" else []),
            *(["Refer-To: <sip:0398765432@10.0.0.2>"] if method == "REFER" else []),
            *(["Content-Type: application/sdp"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        self.flow.send(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    def begin(self, call: str) -> None:
        """The INVITE that makes the call."""
        self.tags[call] = set()
        self.say(call, "INVITE", 1, "", f"{call}-1")

    def go_on(self, call: str) -> None:
        """Anything about the call."""
        method = self.chance.choice(METHODS)
        cseq = self.chance.choice((1, 1, 2, 3, self.chance.randrange(4, 30)))
        tag = self.chance.choice(["", *sorted(self.tags[call])])
        fresh = f"{call}-{method}-{next(self._branches)}"
        self.say(call, method, cseq, tag, self.chance.choice((f"{call}-1", fresh, fresh)))

    def leave(self, call: str) -> None:
        """The end of all that the call may have become."""
        for number, tag in enumerate(sorted(self.tags[call])):
            self.say(call, "ACK", 1, tag, f"{call}-ack{number}")
            self.say(call, "BYE", 1000, tag, f"{call}-bye{number}")


@pytest.mark.parametrize("seed", range(200, 215))
def test_valid_requests_in_any_order_end_each_call_once_and_leave_nothing(seed: int) -> None:
    chaos = Chaos(seed)
    chance = random.Random(seed)
    peer = WildPeer(chaos)
    world = chaos.house.world
    calls = [f"wild{number}" for number in range(30)]
    for call in calls:
        at = world.now + chance.random() * 20
        world.call_at(at, peer.begin, call)
        for _ in range(chance.randrange(12)):
            world.call_at(at + 0.1 + chance.random() * 8, peer.go_on, call)
    for _ in range(60):
        chaos.later(chaos.operate, 40)
    world.run(60)
    chaos.house.wire.fate = lambda data: (0.01,)
    for call in calls:
        peer.leave(call)
    world.run(400)
    switch = chaos.house.switch
    assert switch.leftovers() == {}
    assert set(switch.ends().values()) == {1}
    assert chaos.house.callee.quiet and not chaos.house.callee.errors
    assert peer.statuses[200] and peer.statuses[481] and peer.statuses[487]
