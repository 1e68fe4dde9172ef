"""How gunicorn serves the tracker; WEB_CONCURRENCY and PORT come from the environment."""

import ctypes
import gc
import os
from pathlib import Path
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"

# Two processes of four threads; loading first lets them share the memory of the code.
worker_class = "tracker.outside.patience.PatientWorker"  # gthread that ends slow requests.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True

timeout = 60
graceful_timeout = 30
keepalive = 15
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # nosec B108 # heartbeat files

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# Addresses carry what people searched for, so requests are not logged here.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")

# A service user has no home directory in which to open the control socket.
control_socket_disable = True


# By itself glibc gives each thread a heap of its own and keeps what was freed, so that a worker
# grows by what every thread once needed. One heap for all, and what is large is given back.
MALLOC = {"trim threshold": (-1, 128 * 1024), "mmap threshold": (-3, 128 * 1024), "heaps": (-8, 1)}
TRIM_EVERY = 200  # requests
_libc = ctypes.CDLL(None)
_trim = getattr(_libc, "malloc_trim", None)  # Other C libraries have no such thing.
if hasattr(_libc, "mallopt"):
    for _setting, _value in MALLOC.values():
        _libc.mallopt(_setting, _value)


# While the code loads next to nothing becomes garbage; looking for it is a seventh of the start.
gc.disable()


def when_ready(server: Any) -> None:
    """Keep the loaded code out of the collector's way, so that its memory stays shared."""
    gc.freeze()
    gc.enable()
    address = ", ".join(str(listener) for listener in server.LISTENERS)
    print(f"\n  Mở / Open {address}   (Ctrl+C để dừng / to stop)\n", flush=True)


def post_fork(server: Any, worker: Any) -> None:
    """Give each process its own connections to the database, and its collector back."""
    gc.enable()
    from tracker.records.base import db

    app = worker.app.wsgi()
    with app.app_context():
        db.engine.dispose(close=False)
    server.log.debug("Worker %s is ready", worker.pid)


def post_request(worker: Any, _request: Any, _environment: Any, _answer: Any) -> None:
    """Give back what lies free between what is still in use."""
    if _trim is not None and worker.nr % TRIM_EVERY == 0:
        _trim(0)
