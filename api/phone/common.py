"""What the phone's controllers share: the types of their parameters."""

from typing import Annotated, Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import PathParameter, SkipValidation

from api.access import Principal
from api.phone.presence import Commands

UserRequest = Request[Principal, Any, Any]
CallId = Annotated[str, PathParameter(description="Id of a call of one's own, as in `PhoneView.calls`.", max_length=64)]
Link = NamedDependency[SkipValidation[Commands]]
