"""What can go wrong with the database, in kinds that callers tell apart.

```
DatabaseError
├── UnavailableError   not reachable, busy or full: the same thing may succeed later
├── UnstorableError    a value that the database cannot hold: it came from outside unchecked
├── ConstraintError    the data contradict a key or a check
└── MisuseError        a fault of the program
```
Anything else (a syntax error in SQL, say) passes as the driver raises it, since it is a fault of the program too.
"""


class DatabaseError(Exception):
    """Base of the errors of `api.db`."""


class UnavailableError(DatabaseError):
    """The database cannot be reached, is locked for too long, or has no room. After a failed commit it is unknown
    whether the transaction was committed, so whatever is repeated must be idempotent."""


class UnstorableError(DatabaseError):
    """A parameter that the engine cannot represent: text with NUL (PostgreSQL) or a lone surrogate, an integer beyond
    64 bits."""


class ConstraintError(DatabaseError):
    """A unique key, foreign key, NOT NULL or CHECK refused the statement. The transaction must be given up."""


class MisuseError(DatabaseError):
    """A transaction within a transaction, a read beside one's own open transaction, or a use after its end."""
