"""Names as configured, and who works with whom. Pure."""

from sip.contract.config import SwitchConfig
from sip.contract.voicemail import of_extension, of_group


class Directory:
    """Names of groups, of users and of the users behind extensions, as configured."""

    def __init__(self, config: SwitchConfig) -> None:
        self._groups = {group.id: group.name for group in config.groups}
        self._users = {user.id: user.name for user in config.users}
        self._extensions = {extension.number: extension.name for extension in config.extensions}
        self._extensions |= {user.extension: user.name for user in config.users if user.extension}
        there = {box.id for box in config.mailboxes}
        boxes: dict[str, set[str]] = {user.id: {of_extension(user.extension)} for user in config.users}
        self._numbers = {user.id: user.extension for user in config.users}
        found: dict[str, set[str]] = {}
        for group in config.groups:
            members = {member.user for member in group.members}
            for member in members:
                boxes.setdefault(member, set()).add(of_group(group.id))
                found.setdefault(member, set()).update(members - {member})
        self._mailboxes = {user: frozenset(ids & there) for user, ids in boxes.items()}
        self._colleagues = {user: frozenset(others) for user, others in found.items()}

    def group(self, group: str) -> str:
        """The group's name; "" for none."""
        return self._groups.get(group, "")

    def user(self, user: str) -> str:
        """The user's name; "" for none."""
        return self._users.get(user, "")

    def extension(self, number: str) -> str:
        """The name of who has the extension; "" for none."""
        return self._extensions.get(number, "")

    def mailboxes(self, user: str) -> frozenset[str]:
        """The user's own mailbox and those of their groups, as far as they are switched on."""
        return self._mailboxes.get(user, frozenset())

    def extension_of(self, user: str) -> str:
        """The user's extension; "" for none."""
        return self._numbers.get(user, "")

    def colleagues(self, user: str) -> frozenset[str]:
        """Who shares a group with the user."""
        return self._colleagues.get(user, frozenset())
