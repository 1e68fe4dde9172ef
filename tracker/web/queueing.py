"""Hand a job to the workers once the request that put it in is kept."""

from functools import partial

from flask import Flask, current_app

from tracker.outside.queue import Queue
from tracker.web.transaction import after_commit

QUEUE = "tracker_queue"


def queue_of(app: Flask) -> Queue:
    """Give the queue of an application, named once and opened when it is first used."""
    settings = app.config["TRACKER"]
    queue: Queue = app.extensions.setdefault(QUEUE, Queue(settings.jobs_url, settings.secret_key))
    return queue


def wake_for(job_id: int) -> None:
    """Wake a worker for a job, after this request has been kept."""
    queue = queue_of(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 -- kept with it
    after_commit(partial(queue.send, job_id))
