"""How gunicorn serves the floor: exactly as it serves the tracker, with the floor's database."""

import runpy
from pathlib import Path
from typing import Any

# Gunicorn reads its settings from the names of this module.
_tracker = runpy.run_path(str(Path(__file__).resolve().parents[1] / "gunicorn.conf.py"))
globals().update({k: v for k, v in _tracker.items() if not k.startswith("_")})


def post_fork(server: Any, worker: Any) -> None:
    """Give each process its own connections to the database."""
    worker.app.wsgi().extensions["floor"].dispose(close=False)
    server.log.debug("Worker %s is ready", worker.pid)
