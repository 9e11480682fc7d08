"""The front end's files, from the folder in which it was built.

Files with a hash in their name never change and are kept by browsers for a year; everything else is asked for again
each time, by its ETag. A path without a file of its own is one of the pages that the front end draws by itself
(`/login`, `/monitor`, …) and gets `index.html`.
"""

import asyncio
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from api.access import PUBLIC
from api.problems import Problem

HASHED: Final = re.compile(r"-[0-9A-Z]{8}\.[a-z0-9.]+$")
"""As the build of the front end names its files (esbuild's `[name]-[hash]`)."""
YEAR: Final = "public, max-age=31536000, immutable"
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
TYPES: Final = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


class File(NamedTuple):
    """A file as it goes out."""

    content: bytes
    etag: str
    encoding: str


class Files:
    """The files below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._cache: dict[Path, tuple[int, File]] = {}

    async def respond(self, path: str, request: Request[Any, Any, Any]) -> Response[bytes]:
        """The response for a path. Raises `Problem("not_found")`."""
        try:
            file, name = await asyncio.to_thread(self._find, path, request.headers.get("accept-encoding", ""))
        except (OSError, ValueError) as error:  # a path that no file system could have
            raise Problem("not_found") from error
        headers = {
            "Cache-Control": YEAR if HASHED.search(name) else "no-cache",
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if file.encoding:
            headers["Content-Encoding"] = file.encoding
        if request.headers.get("if-none-match") == file.etag:
            return Response(b"", status_code=304, headers=headers)
        return Response(file.content, media_type=media_type(name), headers=headers)

    def _find(self, path: str, accepted: str) -> tuple[File, str]:
        target = (self._folder / path.lstrip("/")).resolve()
        if not target.is_relative_to(self._folder):
            raise Problem("not_found")
        if not target.is_file():
            if target.suffix:
                raise Problem("not_found")
            target = self._folder / "index.html"
        offered = {part.split(";")[0].strip() for part in accepted.split(",")}
        for encoding, suffix in ENCODINGS:
            packed = target.with_name(target.name + suffix)
            if encoding in offered and packed.is_file():
                return self._read(packed, encoding), target.name
        if not target.is_file():
            raise Problem("not_found")
        return self._read(target, ""), target.name

    def _read(self, path: Path, encoding: str) -> File:
        changed = path.stat().st_mtime_ns
        cached = self._cache.get(path)
        if cached is None or cached[0] != changed:
            content = path.read_bytes()
            digest = hashlib.blake2b(content, digest_size=12).hexdigest()
            cached = self._cache[path] = (changed, File(content, f'"{digest}"', encoding))
        return cached[1]


def media_type(name: str) -> str:
    """The media type of a file by its name; the framework adds the charset to texts."""
    return TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def file_route(folder: Path) -> HTTPRouteHandler:
    """The route of everything that is not below `/api`."""
    files = Files(folder)

    @get(["/", "/{path:path}"], opt=PUBLIC, include_in_schema=False, name="files")
    async def serve(request: Request[Any, Any, Any]) -> Response[bytes]:
        """One file of the front end."""
        path = str(request.path_params.get("path", "/"))
        return await files.respond(path, request)

    return serve
