"""Where the application keeps files that were handed in, and how it hands them out again."""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app, send_file

from tracker.outside.files import FileStore
from tracker.outside.virus_scan import VirusScanner, pass_all
from tracker.web.requests import MEGABYTE


def file_store() -> FileStore:
    """Give the store of this application, with its virus scanner where one is set."""
    url = current_app.config["TRACKER"].clamav_url
    scan = VirusScanner(url).check if url else pass_all
    return FileStore(Path(current_app.config["ATTACHMENTS_DIR"]), scan)


def upload_limit() -> int:
    """Give the largest file that is taken in, in bytes."""
    return int(current_app.config["UPLOAD_MAX_MB"]) * MEGABYTE


def download(content: bytes, *, name: str, media_type: str) -> Response:
    """Hand out a file to be saved, never to be shown or run by the browser."""
    answer = send_file(
        BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
