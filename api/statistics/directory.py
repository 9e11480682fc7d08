"""Who and what is in the centre, as figures need it: given to the board, never read by it."""

from msgspec import Struct

from sip.contract.config import SwitchConfig
from sip.contract.enums import Role


class DirectoryUser(Struct, frozen=True, kw_only=True):
    """A user; supervisors have a phone but are in no figure. `extension`: "" for none."""

    id: str
    name: str
    extension: str = ""
    role: Role = Role.OPERATOR


class DirectoryGroup(Struct, frozen=True, kw_only=True):
    """A 電話グループ; `members` are user ids, `target_s` the seconds within which its calls should be answered."""

    id: str
    name: str
    number: str
    members: tuple[str, ...] = ()
    target_s: int = 20


class DirectoryTrunk(Struct, frozen=True, kw_only=True):
    """A trunk."""

    id: str
    name: str


class Directory(Struct, frozen=True, kw_only=True):
    """Users, groups and trunks in the order in which they are shown."""

    users: tuple[DirectoryUser, ...] = ()
    groups: tuple[DirectoryGroup, ...] = ()
    trunks: tuple[DirectoryTrunk, ...] = ()

    def operators(self) -> dict[str, DirectoryUser]:
        """The users that figures count, by id."""
        return {user.id: user for user in self.users if user.role == Role.OPERATOR}


def directory_of(config: SwitchConfig) -> Directory:
    """The directory as the switch's configuration tells it: all users who have an extension."""
    return Directory(
        users=tuple(
            DirectoryUser(id=user.id, name=user.name, extension=user.extension, role=user.role) for user in config.users
        ),
        groups=tuple(
            DirectoryGroup(
                id=group.id,
                name=group.name,
                number=group.number,
                members=tuple(member.user for member in group.members),
                target_s=group.target_s,
            )
            for group in config.groups
        ),
        trunks=tuple(DirectoryTrunk(id=trunk.id, name=trunk.name) for trunk in config.trunks),
    )
