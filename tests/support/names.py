"""Names of a small centre, for tests of what shows them."""

from api.statistics.directory import Directory
from api.statistics.names import Named, Names


def names_of(directory: Directory) -> Names:
    """The names of those in a directory, nobody deleted."""
    return Names(
        users={user.id: Named(id=user.id, name=user.name, number=user.extension) for user in directory.users},
        groups={group.id: Named(id=group.id, name=group.name, number=group.number) for group in directory.groups},
    )
