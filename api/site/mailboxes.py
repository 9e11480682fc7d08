"""Mailboxes of a site (F6, F9.7), and what makes them fit to the rest (pure)."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct, field

from api.faults import Fault
from api.site.reception import MailboxId, Prompts
from sip.contract.voicemail import EXTENSION, GROUP


class SiteMailbox(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mailbox (留守番電話). Switched `on`, an extension's answers what nobody answers within `answer_s` seconds (0:
    only while nothing of it can ring, or the user refuses); a group's takes whom an overflow, a menu or closed hours
    lead to it. Callers hear `greeting` and a tone, and speak for `max_s` seconds at most. With `max_messages` unread
    ones it is full."""

    id: MailboxId
    on: bool = True
    greeting: Prompts = field(default_factory=lambda: ["voicemail"])
    answer_s: Annotated[int, Meta(ge=0, le=600)] = 20
    max_messages: Annotated[int, Meta(ge=1, le=1000)] = 100
    max_s: Annotated[int, Meta(ge=10, le=3600)] = 300


def mailbox_faults(boxes: list[SiteMailbox], groups: frozenset[str], extensions: frozenset[str]) -> Iterator[Fault]:
    """Mailboxes of nobody."""
    owners = {GROUP + group for group in groups} | {EXTENSION + number for number in extensions}
    for place, box in enumerate(boxes):
        if box.id not in owners:
            yield Fault(field=f"mailboxes.{place}.id", code="unknown")
