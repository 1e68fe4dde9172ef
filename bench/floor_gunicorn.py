"""How gunicorn serves the floor: exactly as it serves the tracker, with the floor's database."""

import runpy
from pathlib import Path
from typing import Any

# Gunicorn reads its settings from the names of this module.
_home = Path(__file__).resolve().parents[1]
_tracker = runpy.run_path(str(_home / "gunicorn.conf.py"))
globals().update({k: v for k, v in _tracker.items() if not k.startswith("_")})
# The same worker, read from its file: its package would load the whole tracker into the floor.
_worker = runpy.run_path(str(_home / "tracker" / "outside" / "patience.py"))
worker_class = _worker["PatientWorker"]


def post_fork(server: Any, worker: Any) -> None:
    """Give each process its own connections to the database."""
    worker.app.wsgi().extensions["floor"].dispose(close=False)
    server.log.debug("Worker %s is ready", worker.pid)
