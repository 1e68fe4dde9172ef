"""Fetch the third-party assets at their pinned versions, check and copy what the pages need."""

import argparse
import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static/vendor/manifest.json"
SPRITE = "static/img/icons.svg"
COMPRESSED_FROM = 2_000
COMPRESSED_KINDS = {".css", ".js", ".svg"}


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the npm registry, its expected content and the files taken from it."""

    name: str
    version: str
    integrity: str
    licence: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "sha512-20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCu"
        "jRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w==",
        "MIT",
        {"dist/css/bootstrap.min.css": "static/vendor/bootstrap.min.css"},
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4g"
        "JgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        "0BSD",
        {"dist/htmx.min.js": "static/vendor/htmx.min.js"},
    ),
    Package(
        "@fontsource/be-vietnam-pro",
        "5.3.0",
        "sha512-xhAQBGHDxP5BF8IJxedy5MoWUmc1DlPCcZbMLhvnPkf8"
        "TaYCbbUVs3LjpuJ4BYdTrdiCLaewNaY8z+owq/FqFw==",
        "OFL-1.1",
        {
            f"files/be-vietnam-pro-{face}-normal.woff2": f"static/fonts/be-vietnam-pro-{face}.woff2"
            for face in ("latin-400", "latin-600", "vietnamese-400", "vietnamese-600")
        },
    ),
    Package(
        "bootstrap-icons",
        "1.13.2",
        "sha512-fAU1Ly3dH7hwRg+CB8EZ0Vl0fF80zgXHeUVJyfUOKzoU"
        "Rr+TbwISbCW5tKUoQLERaWYG2emTCybcPbD96hdD1A==",
        "MIT",
        {"icons/": SPRITE},
    ),
    Package(
        "axe-core",
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NP"
        "jCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        "MPL-2.0",
        {"axe.min.js": "tests/vendor/axe.min.js"},
    ),
)

GLYPHS = (
    "alarm",
    "arrow-left-right",
    "arrow-right",
    "bank",
    "bell",
    "box-arrow-right",
    "calendar3",
    "caret-down-fill",
    "caret-up-fill",
    "check-circle",
    "check2",
    "chevron-left",
    "chevron-right",
    "clipboard-check",
    "clock-history",
    "diagram-3",
    "dot",
    "download",
    "envelope-paper",
    "exclamation-diamond",
    "exclamation-octagon",
    "exclamation-triangle",
    "eye",
    "file-earmark-text",
    "file-earmark-x",
    "flag",
    "folder2-open",
    "gear",
    "geo-alt",
    "info-circle",
    "inbox",
    "journal-text",
    "keyboard",
    "link-45deg",
    "list-check",
    "lock",
    "moon",
    "pause-circle",
    "pencil",
    "people",
    "person-circle",
    "person-raised-hand",
    "play-fill",
    "plus-lg",
    "printer",
    "search",
    "shield-check",
    "signpost-split",
    "speedometer2",
    "telephone",
    "unlock",
    "upload",
    "x-lg",
)


def main() -> int:
    """Vendor everything, or with --compress only write the compressed copies anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compress", action="store_true", help="only write the .gz copies anew")
    if not parser.parse_args().compress:
        entries = [entry for package in PACKAGES for entry in vendored(package)]
        entries.sort(key=lambda entry: entry["file"])
        write(MANIFEST, json.dumps(entries, indent=2) + "\n")
    compress()
    return 0


def vendored(package: Package) -> Iterator[dict[str, str]]:
    """Copy the wanted files of one package and give their lines of the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        content = unpack(fetch(package, Path(folder)))
    licence_file = f"static/vendor/licences/{package.name.rpartition('/')[2]}.txt"
    write(ROOT / licence_file, tidy(content["LICENSE"].decode()))
    for source, target in package.files.items():
        taken = sprite(content).encode() if target == SPRITE else content[source]
        write(ROOT / target, taken)
        yield {
            "file": target,
            "name": package.name,
            "version": package.version,
            "integrity": package.integrity,
            "source": source,
            "sha256": hashlib.sha256(taken).hexdigest(),
            "licence": package.licence,
            "licence_file": licence_file,
        }


def fetch(package: Package, folder: Path) -> Path:
    """Download the tarball of a package and refuse it when its digest is not the pinned one."""
    command = ["npm", "pack", "--ignore-scripts", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # nosec B603 # ours
    tarball = next(folder.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        sys.exit(f"{package.name} {package.version}: not the pinned digest, nothing was copied.")
    return tarball


def unpack(tarball: Path) -> dict[str, bytes]:
    """Read the regular files of a tarball into memory, named below the package folder."""
    with tarfile.open(tarball) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {
            member.name.partition("/")[2]: reader.read()
            for member in members
            if (reader := archive.extractfile(member)) is not None
        }


def sprite(content: dict[str, bytes]) -> str:
    """Join the wanted glyphs into one SVG sprite."""
    symbols = (symbol(name, content[f"icons/{name}.svg"].decode()) for name in sorted(GLYPHS))
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(name: str, svg: str) -> str:
    """Turn one glyph into a symbol of the sprite."""
    inner = re.sub(r"</?svg[^>]*>", "", svg)
    return f'<symbol id="{name}" viewBox="0 0 16 16">{" ".join(inner.split())}</symbol>'


def compress() -> None:
    """Write a reproducible .gz beside every text asset worth it and remove the others."""
    for old in (ROOT / "static").rglob("*.gz"):
        old.unlink()
    for path in sorted((ROOT / "static").rglob("*")):
        if path.suffix in COMPRESSED_KINDS and path.stat().st_size > COMPRESSED_FROM:
            write(path.with_name(path.name + ".gz"), gzip.compress(path.read_bytes(), 9, mtime=0))


def tidy(text: str) -> str:
    """Drop trailing blanks, so that a licence text passes the whitespace check of git."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip() + "\n"


def write(path: Path, content: str | bytes) -> None:
    """Write a file below a folder that may not exist yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    sys.exit(main())
