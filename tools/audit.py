"""Ask whether a weak point is known in a pinned package; an exception carries its reason.

python -m tools.audit [--required]

The answer comes from a public register. A machine that cannot reach it is told so and the check
goes on, since no change of ours can mend that; with --required it fails.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PATIENCE = 180  # Seconds for the whole question.


def main() -> int:
    """Ask, and say what was found."""
    answer = ask()
    asked, unasked = _told_apart(answer)
    if not asked:
        print(
            "Không hỏi được danh sách điểm yếu đã biết (không có mạng), nên chưa kiểm tra.\n"
            "The register of known weak points could not be reached; the packages were not audited."
        )
        return 1 if "--required" in sys.argv else 0
    found = list(weak_points(answer, _ignored()))
    for line in found:
        print(line)
    print(f"{asked} packages audited, {unasked} unknown to the register, {len(found)} weak points.")
    return 1 if found or (unasked and "--required" in sys.argv) else 0


def ask() -> Mapping[str, Any]:
    """Give the answer of pip-audit about the locks, or an empty one where it got none."""
    locks = [word for lock in LOCKS for word in ("-r", str(ROOT / lock))]
    words = [sys.executable, "-m", "pip_audit", *locks, "--disable-pip", "--require-hashes",
             "--format", "json", "--timeout", "5", "--progress-spinner", "off"]  # fmt: skip
    try:
        ended = subprocess.run(  # nosec B603 # our own words
            words, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        answer: Mapping[str, Any] = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"dependencies": []}
    return answer


def weak_points(answer: Mapping[str, Any], ignored: Mapping[str, str]) -> Iterator[str]:
    """Name each known weak point that no exception speaks of."""
    for package in answer["dependencies"]:
        for weak in package.get("vulns", ()):
            names = {weak["id"], *weak.get("aliases", ())}
            if not names & ignored.keys():
                mended = ", ".join(weak.get("fix_versions", ())) or "-"
                yield f"{package['name']} {package['version']}: {weak['id']}, mended in {mended}"


def _told_apart(answer: Mapping[str, Any]) -> tuple[int, int]:
    """Count the packages of which the register knows, and those that it could not be asked of."""
    unasked = sum("skip_reason" in package for package in answer["dependencies"])
    return len(answer["dependencies"]) - unasked, unasked


def _ignored() -> Mapping[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ignored: dict[str, str] = settings["tool"]["audit"]["ignored"]
    return ignored


if __name__ == "__main__":
    sys.exit(main())
