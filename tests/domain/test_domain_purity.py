"""The domain stays pure: no clock, chance, input or output can come in by an import."""

import ast
from pathlib import Path

import pytest

import sip.domain

FOLDER = Path(sip.domain.__file__).parent
FILES = sorted(FOLDER.glob("*.py"))
STANDARD = {"bisect", "collections.abc", "enum", "heapq", "re", "typing", "unicodedata"}
LAYERS = (
    {"effects", "states", "timers", "dialplan", "hours", "mailbox"},
    {"sound", "records"},
    {"floor"},
    {"estimates", "recording", "strategies"},
    {"presence", "visits", "outbound", "supervision", "echo"},
    {"offers", "live", "recall"},
    {"calls"},
    {"voicemail", "waiting", "ivr", "apology"},
    {"overflow"},
    {"distribution"},
    {"announcements"},
    {"routing"},
    {"transfer"},
    {"conference", "park", "phones"},
    {"handling"},
    {"desk_keys"},
    {"control"},
    {"settings"},
    {"centre"},
)


def imports(file: Path) -> set[str]:
    """Modules that `file` imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if node.module == "sip.contract" else {str(node.module)}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_imports_nothing_impure(file: Path) -> None:
    foreign = {name for name in imports(file) if not name.startswith(("sip.contract", "sip.domain"))}
    assert foreign <= STANDARD | {"msgspec"}


def test_every_module_knows_only_the_layers_before_it() -> None:
    depth = {name: level for level, layer in enumerate(LAYERS) for name in layer}
    assert {file.stem for file in FILES} - {"__init__"} == set(depth)
    for file in FILES:
        for name in imports(file):
            if name.startswith("sip.domain."):
                assert depth[name.removeprefix("sip.domain.")] < depth[file.stem], (file.stem, name)
