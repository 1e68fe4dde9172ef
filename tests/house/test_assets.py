"""What the browser is sent: vendored files are what they claim, pages obey the headers."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "static/vendor/manifest.json").read_text())
VENDORED = {entry["file"] for entry in MANIFEST}
LICENCES = {"MIT", "0BSD", "OFL-1.1", "MPL-2.0"}
COMPRESSED_FROM = 2_000
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_ASSETS = sorted(
    path
    for path in (ROOT / "static").rglob("*")
    if path.suffix in {".css", ".js", ".svg"} and str(path.relative_to(ROOT)) not in VENDORED
)
FORBIDDEN_MARKUP = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>{%]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style[\s>]", re.IGNORECASE),
}
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)
NAMESPACE = "http://www.w3.org/"


def name(path: Path) -> str:
    """Name a file as the reader of a failing test would look for it."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_vendored_file_is_the_one_of_the_manifest(entry: dict[str, str]) -> None:
    content = (ROOT / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"], (
        f"{entry['file']} was changed by hand: run tools/vendor_assets.py"
    )


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_vendored_file_has_a_known_licence_and_its_text(entry: dict[str, str]) -> None:
    assert entry["licence"] in LICENCES
    assert (ROOT / entry["licence_file"]).stat().st_size > 400
    assert entry["version"]
    assert entry["integrity"].startswith("sha512-")


def test_no_stray_file_lies_among_the_vendored_ones() -> None:
    folders = ("static/vendor", "static/fonts", "tests/vendor")
    found = {name(path) for folder in folders for path in (ROOT / folder).glob("*.*")}
    copies = {f"{file}.gz" for file in VENDORED}
    assert found - VENDORED - copies == {"static/vendor/manifest.json"}


def test_every_larger_text_asset_has_a_compressed_copy_equal_to_it() -> None:
    for path in (ROOT / "static").rglob("*"):
        if path.suffix in {".css", ".js", ".svg"} and path.stat().st_size > COMPRESSED_FROM:
            copy = path.with_name(path.name + ".gz")
            assert copy.exists(), f"run tools/vendor_assets.py --compress: no {name(copy)}"
            assert gzip.decompress(copy.read_bytes()) == path.read_bytes(), (
                f"run tools/vendor_assets.py --compress: {name(copy)} is stale"
            )


def test_compressed_copies_have_an_original() -> None:
    for copy in (ROOT / "static").rglob("*.gz"):
        assert copy.with_suffix("").exists(), f"{name(copy)} has lost its original"


@pytest.mark.parametrize("path", [*OWN_ASSETS, *TEMPLATES], ids=name)
def test_nothing_of_ours_asks_another_host(path: Path) -> None:
    found = ADDRESS.findall(path.read_text().replace(NAMESPACE, ""))
    assert not found, f"{name(path)} speaks of {found}: serve it from static/"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    found = [what for what, pattern in FORBIDDEN_MARKUP.items() if pattern.search(text)]
    assert not found, f"{name(path)} has {', '.join(found)}: move it to static/css or static/js"


def test_every_glyph_that_a_template_names_is_in_the_sprite() -> None:
    sprite = (ROOT / "static/img/icons.svg").read_text()
    glyphs = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    call = re.compile(r"\bicon\(\s*[\"']([a-z0-9-]+)[\"']")
    named = {(name(path), glyph) for path in TEMPLATES for glyph in call.findall(path.read_text())}
    missing = {(file, glyph) for file, glyph in named if glyph not in glyphs}
    assert not missing, f"add to GLYPHS in tools/vendor_assets.py: {sorted(missing)}"
