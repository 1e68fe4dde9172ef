"""The start loads only what the first page needs."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support import source

HEAVY = (
    "PIL", "argon2", "authlib", "icalendar", "joserfc", "openpyxl", "pypdf", "requests", "segno"
)  # fmt: skip
ASK = "import sys, wsgi; print(*(name for name in sys.argv[1:] if name in sys.modules))"


def test_what_few_requests_need_is_loaded_by_those_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "ENVIRONMENT": "test", "INSTANCE_DIR": str(tmp_path)}

    asked = subprocess.run(
        [sys.executable, "-c", ASK, *HEAVY],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip

    source.refuse(
        asked.stdout.split(), "Heavy packages are not loaded at the start.",
        "import them in the function that needs them, with the reason.",
    )  # fmt: skip
