"""How a screen proves its link: by a cookie of that link, so that one browser can show several."""

from typing import Any, Final

from litestar import Request

from api.wallboard.service import Wallboards

PREFIX: Final = "__Host-kikite-wall-"
"""The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis 4.1.3.2)."""
MAX_AGE_S: Final = 400 * 86_400
"""The longest that browsers keep a cookie; it is renewed whenever the page is opened."""


def cookie(key: str, token: str) -> str:
    """The `Set-Cookie` value that keeps a link's token in a browser, out of reach of its pages."""
    return f"{PREFIX}{key}={token}; Path=/; Max-Age={MAX_AGE_S}; Secure; HttpOnly; SameSite=Strict"


def token_of(request: Request[Any, Any, Any], key: str) -> str:
    """The token of the link `key` that the browser has, "" for none."""
    return request.cookies.get(PREFIX + key, "")


def address(request: Request[Any, Any, Any]) -> str:
    """The client's address, for the throttle."""
    return request.client.host if request.client else ""


class Gate:
    """For `api.auth.guard`: whether a request may see the link that its path names."""

    def __init__(self, wallboards: Wallboards) -> None:
        self._wallboards = wallboards

    async def admit(self, request: Request[Any, Any, Any]) -> None:
        """Raises `Problem`, see `Wallboards.admit`."""
        key = str(request.path_params["key"])
        await self._wallboards.admit(key, token_of(request, key), address(request))
