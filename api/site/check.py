"""What makes the parts of a site file fit together (pure)."""

import ipaddress
import ssl
import zoneinfo
from collections.abc import Callable, Iterable
from typing import TypeVar

from api.faults import Fault
from api.numbers import number_rules
from api.site.mailboxes import mailbox_faults
from api.site.reception import Known, known, menu_faults, reception_faults
from api.site.schemas import Site, SiteGroup, SiteMember, SiteOverflow, SiteRoute
from api.site.sounds import sound_faults
from api.strength import is_strong
from sip.contract.enums import NumberClass

T = TypeVar("T")


def contradictions(site: Site) -> list[Fault]:
    """Every fault of a site whose fields are right one by one."""
    return [
        *_zone(site),
        *_repeated("permission_sets", "id", site.permission_sets, lambda one: one.id),
        *_repeated("permission_sets", "name", site.permission_sets, lambda one: one.name),
        *_repeated("extensions", "number", site.extensions, lambda one: one.number),
        *_repeated("users", "id", site.users, lambda one: one.id),
        *_repeated("groups", "id", site.groups, lambda one: one.id),
        *_repeated("groups", "number", site.groups, lambda one: one.number),
        *_repeated("trunks", "id", site.trunks, lambda one: one.id),
        *_repeated("routes", "number", site.routes, lambda one: one.number),
        *_repeated("announcements", "id", site.announcements, lambda one: one.id),
        *_repeated("menus", "id", site.menus, lambda one: one.id),
        *_repeated("receptions", "group", site.receptions, lambda one: one.group),
        *_repeated("mailboxes", "id", site.mailboxes, lambda one: one.id),
        *_repeated("work_statuses", "ja", site.work_statuses, lambda one: one.ja),
        *_passwords(site),
        *_roles(site),
        *_emergency(site),
        *_owners(site),
        *_members(site),
        *_overflows(site),
        *_addresses(site),
        *_authorities(site),
        *_routes(site),
        *menu_faults(site.menus, _known(site)),
        *reception_faults(site.receptions, _known(site)),
        *_mailboxes(site, _known(site)),
        *sound_faults(site),
    ]


def _known(site: Site) -> Known:
    groups, extensions = (group.id for group in site.groups), (extension.number for extension in site.extensions)
    return known(groups, extensions, site.menus, site.announcements, (box.id for box in site.mailboxes))


def _mailboxes(site: Site, there: Known) -> Iterable[Fault]:
    return mailbox_faults(site.mailboxes, there.groups, there.extensions)


def owners(site: Site) -> dict[str, str]:
    """User id → extension, from either side."""
    found = {user.id: user.extension for user in site.users if user.extension}
    return found | {extension.user: extension.number for extension in site.extensions if extension.user}


def members(group: SiteGroup) -> list[SiteMember]:
    """The members of a group with their tiers, in order."""
    return [SiteMember(user=member) if isinstance(member, str) else member for member in group.members]


def _zone(site: Site) -> list[Fault]:
    if site.time_zone and site.time_zone not in zoneinfo.available_timezones():
        return [Fault(field="time_zone", code="not_allowed")]
    return []


def _repeated(table: str, field: str, rows: Iterable[T], key: Callable[[T], str]) -> list[Fault]:
    seen: set[str] = set()
    found = []
    for number, row in enumerate(rows):
        if key(row) in seen:
            found.append(Fault(field=f"{table}.{number}.{field}", code="duplicate"))
        seen.add(key(row))
    return found


def _passwords(site: Site) -> list[Fault]:
    rows = [("users", [user.password for user in site.users])]
    rows.append(("extensions", [extension.password for extension in site.extensions]))
    return [
        Fault(field=f"{table}.{number}.password", code="weak_password")
        for table, passwords in rows
        for number, password in enumerate(passwords)
        if not is_strong(password)
    ]


def _roles(site: Site) -> list[Fault]:
    known = {one.id for one in site.permission_sets}
    return [
        Fault(field=f"users.{place}.role", code="not_allowed")
        for place, user in enumerate(site.users)
        if user.role not in known
    ]


def _emergency(site: Site) -> list[Fault]:
    """An extension with the number of the police or the fire brigade could never be called."""
    taken = {rule.prefix for rule in number_rules() if rule.kind is NumberClass.EMERGENCY}
    return [
        Fault(field=f"extensions.{place}.number", code="not_allowed")
        for place, extension in enumerate(site.extensions)
        if extension.number in taken
    ]


def _owners(site: Site) -> list[Fault]:
    """Each extension belongs to one user at most, each user has one extension at most, and both sides agree."""
    users = {user.id: user.extension for user in site.users}
    numbers = {extension.number: extension.user for extension in site.extensions}
    found = []
    taken: set[str] = set()
    for place, user in enumerate(site.users):
        at = f"users.{place}.extension"
        if user.extension and user.extension not in numbers:
            found.append(Fault(field=at, code="unknown"))
        elif user.extension in taken or (user.extension and numbers[user.extension] not in ("", user.id)):
            found.append(Fault(field=at, code="duplicate"))
        taken |= {user.extension} - {""}
    named: set[str] = set()
    for place, extension in enumerate(site.extensions):
        at = f"extensions.{place}.user"
        if extension.user and extension.user not in users:
            found.append(Fault(field=at, code="unknown"))
        elif extension.user in named or (extension.user and users[extension.user] not in ("", extension.number)):
            found.append(Fault(field=at, code="duplicate"))
        named |= {extension.user} - {""}
    return found


def _members(site: Site) -> list[Fault]:
    users = {user.id for user in site.users}
    found = []
    for place, group in enumerate(site.groups):
        seen: set[str] = set()
        for number, member in enumerate(members(group)):
            at = f"groups.{place}.members.{number}"
            if member.user not in users:
                found.append(Fault(field=at, code="unknown"))
            elif member.user in seen:
                found.append(Fault(field=at, code="duplicate"))
            seen.add(member.user)
    return found


def _overflows(site: Site) -> list[Fault]:
    groups, boxes = {group.id for group in site.groups}, {box.id for box in site.mailboxes}
    return [
        fault
        for place, group in enumerate(site.groups)
        for name in ("overflow_wait", "overflow_full", "overflow_nobody")
        for fault in _overflow(getattr(group, name), f"groups.{place}.{name}", groups - {group.id}, boxes)
    ]


def _overflow(overflow: SiteOverflow | None, at: str, groups: set[str], boxes: set[str]) -> list[Fault]:
    if overflow is None:
        return []
    if sum(map(bool, (overflow.group, overflow.external, overflow.voicemail, overflow.prompts))) > 1:
        return [Fault(field=at, code="one_of")]
    if overflow.voicemail and overflow.voicemail not in boxes:
        return [Fault(field=f"{at}.voicemail", code="unknown")]
    if overflow.group and overflow.group not in groups:
        return [Fault(field=f"{at}.group", code="unknown")]
    return []


def _addresses(site: Site) -> list[Fault]:
    return [
        Fault(field=f"trunks.{place}.accept_from.{number}", code="malformed")
        for place, trunk in enumerate(site.trunks)
        for number, address in enumerate(trunk.accept_from)
        if not _is_network(address)
    ] + [
        Fault(field=f"trunks.{place}.username", code="required")
        for place, trunk in enumerate(site.trunks)
        if trunk.register and not trunk.username
    ]


def _authorities(site: Site) -> list[Fault]:
    """What is to be trusted must be certificates."""
    return [
        Fault(field=f"trunks.{place}.tls_ca", code="malformed")
        for place, trunk in enumerate(site.trunks)
        if trunk.tls_ca and not _are_certificates(trunk.tls_ca)
    ]


def _are_certificates(text: str) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError):
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _routes(site: Site) -> list[Fault]:
    groups = {group.id for group in site.groups}
    extensions = {extension.number for extension in site.extensions}
    return [
        fault
        for place, route in enumerate(site.routes)
        for fault in _route(route, f"routes.{place}", groups, extensions, {menu.id for menu in site.menus})
    ]


def _route(route: SiteRoute, at: str, groups: set[str], extensions: set[str], menus: set[str]) -> list[Fault]:
    if sum(bool(target) for target in (route.group, route.extension, route.external, route.menu)) != 1:
        return [Fault(field=at, code="one_of")]
    if route.menu and route.menu not in menus:
        return [Fault(field=f"{at}.menu", code="unknown")]
    if route.group and route.group not in groups:
        return [Fault(field=f"{at}.group", code="unknown")]
    if route.extension and route.extension not in extensions:
        return [Fault(field=f"{at}.extension", code="unknown")]
    return []
