"""What handlers that change the configuration ask for by name."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from api.changes.service import Changes
from api.db.engine import Database

ChangesPart = NamedDependency[SkipValidation[Changes]]
DatabasePart = NamedDependency[SkipValidation[Database]]
