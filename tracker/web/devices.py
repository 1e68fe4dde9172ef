"""A device in words: which browser on which system, as its own name for itself says."""

from flask import request

from tracker.casework.lockout import LONGEST_DEVICE, Origin
from tracker.web.words import gettext as _

# The first that is found counts: most browsers name others as well.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def origin() -> Origin:
    """Give where this request comes from; of the browser's name no more than is kept."""
    return Origin(request.remote_addr or "", request.user_agent.string[:LONGEST_DEVICE])


def device_words(name: str) -> str:
    """Name a device by the name that its browser sends."""
    browser = next((words for sign, words in BROWSERS if sign in name), "")
    system = next((words for sign, words in SYSTEMS if sign in name), "")
    if browser and system:
        return _("%(browser)s trên %(system)s", browser=browser, system=system)
    return browser or system or _("Thiết bị không rõ")
