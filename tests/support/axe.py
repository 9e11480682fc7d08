"""axe-core in a page: what keeps people from reading or working it (WCAG 2.2 A and AA)."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page

from tests.support.centre import ROOT

SCRIPT: Final = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SETTLED: Final = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => null)))"""
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """Violations with the elements that have them. Transitions end first: their colours would be measured.
    `only`: these rules alone."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", list(only) or TAGS)
    return [
        f"{one['id']}: {one['help']}\n"
        + "\n".join(f"    {node['html'][:200]} {node['failureSummary']}" for node in one["nodes"][:5])
        for one in found["violations"]
    ]
