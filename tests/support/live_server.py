"""The application on a real port, in this process, so that a moved clock moves its clock too."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class _QuietHandler(WSGIRequestHandler):
    """Answer without writing each request to the screen."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


def _closed_at_once(app: "WSGIApplication") -> "WSGIApplication":
    """Read the answer and close it here: the server leaves it open when the browser hangs up."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as body:
            return [b"".join(body)]

    return answer


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve on a free port of 127.0.0.1 and give the address."""
    server = make_server(
        "127.0.0.1", 0, _closed_at_once(app), threaded=True, request_handler=_QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
