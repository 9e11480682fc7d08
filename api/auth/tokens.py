"""The signed tokens that name a session: JWT (RFC 7519) with HS256 and nothing else."""

import os
import secrets
from pathlib import Path
from typing import Any, Final

import jwt

ALGORITHM: Final = "HS256"
KEY_BYTES: Final = 32
CLAIMS: Final = ["exp", "iat", "sub", "jti"]


def load_key(path: Path) -> bytes:
    """The key of this instance, made at the first start; readable by its owner only. Without it no token is valid.

    Raises `ValueError` if the file holds something else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise ValueError(f"{path} is not a key of {KEY_BYTES} bytes") from None
        return key
    key = secrets.token_bytes(KEY_BYTES)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


class Tokens:
    """Makes and reads the tokens of one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        # `iat` in the future is no fault: the clock may have been set back since, and the session's row decides anyway
        self._jwt = jwt.PyJWT({"require": CLAIMS, "enforce_minimum_key_length": True, "verify_iat": False})

    def make(self, user: str, session: str, now_s: int, expires_s: int) -> str:
        """A token for the session; times in s since 1970."""
        claims = {"sub": user, "jti": session, "iat": now_s, "exp": expires_s}
        return self._jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def session(self, token: str) -> str | None:
        """The id of the session that a token names, or None for one that is forged, damaged or expired."""
        try:
            claims: dict[str, Any] = self._jwt.decode(token, self._key, algorithms=[ALGORITHM])
        except jwt.InvalidTokenError:
            return None
        return str(claims["jti"])
