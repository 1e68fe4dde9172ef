"""A real headless browser: Debian's chromium, driven by Playwright."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "No browser to test with. Run `apt-get install --no-install-recommends chromium libatomic1` "
    "(as root), or set CHROMIUM to the path of a Chromium or Chrome."
)
ARGUMENTS = (
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--font-render-hinting=none",
)
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PATIENCE_MS = 10_000
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# What only a test brings about: an answer 4xx, a line that it cut itself.
REFUSED_ON_PURPOSE = re.compile(
    r"Failed to load resource: (.*status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)"
)


def chromium() -> str:
    """Find the browser: the environment's, then the first on the path; never do without."""
    if given := os.environ.get("CHROMIUM"):
        if not Path(given).exists():
            message = f"CHROMIUM names {given}, which does not exist. {HOW_TO_GET_ONE}"
            raise RuntimeError(message)
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise RuntimeError(HOW_TO_GET_ONE)


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """Start a browser that can reach this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What the browser objected to: errors of scripts, blocked styles, missing files."""

    heard: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Hear every page of a context; an answer 4xx that a test provokes is no complaint."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"script error: {error.error}"))

    def refuse(self) -> None:
        """Fail if there were any."""
        if self.heard:
            raise AssertionError("The browser complained:\n" + "\n".join(self.heard))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED_ON_PURPOSE.match(message.text):
            self.heard.append(f"{message.text} ({message.location.get('url')})")


@contextmanager
def opened_context(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """Look at an address as a Vietnamese reader would; fail if the browser complains."""
    context = browser.new_context(
        base_url=base_url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=DESKTOP
    )
    context.set_default_timeout(PATIENCE_MS)
    complaints = Complaints()
    complaints.listen(context)
    try:
        yield context
    finally:
        context.close()
    complaints.refuse()


def barriers(page: Page) -> list[str]:
    """Give what keeps people out of a page, as axe-core finds it (WCAG 2.2 A and AA)."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations)", list(AXE_RULES)
    )
    return [
        f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']]}"
        for each in found
    ]


def keep_pictures(context: BrowserContext, folder: Path, name: str) -> None:
    """Keep a picture of every open page, to see why a test failed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(context.pages, 1):
        page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
