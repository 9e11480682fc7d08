"""What everybody and everything is or was called: given to history and reports, never read by them.

What has been deleted stays under its last name (metrics.md, edge cases); who gets its id later gives it the new name.
"""

from typing import Final

from msgspec import Struct, field


class Named(Struct, frozen=True, kw_only=True):
    """A user, group or trunk. `number`: the present or last extension of a user ("" for none), the number of a group,
    the host of a trunk."""

    id: str
    name: str
    number: str = ""
    deleted: bool = False


class NamedStatus(Struct, frozen=True, kw_only=True):
    """A status; `colour`: `#rrggbb`."""

    id: str
    ja: str
    en: str
    colour: str
    deleted: bool = False


class Names(Struct, frozen=True, kw_only=True):
    """All that there are or ever were, by id."""

    users: dict[str, Named] = field(default_factory=dict)
    groups: dict[str, Named] = field(default_factory=dict)
    trunks: dict[str, Named] = field(default_factory=dict)
    statuses: dict[str, NamedStatus] = field(default_factory=dict)

    def user(self, user: str) -> str:
        """A user's name; "" for an id that nobody ever had."""
        return self.users.get(user, NOBODY).name

    def group(self, group: str) -> str:
        """A group's name; "" for an id that no group ever had."""
        return self.groups.get(group, NOBODY).name


NOBODY: Final = Named(id="", name="")
