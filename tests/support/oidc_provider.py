"""A real OpenID Connect provider in a process of its own, and one that answers as it is told."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.support.mail_server import free_port

PATIENCE = 20
SERVE = """
import sys
from werkzeug.serving import make_server
from oidc_provider_mock import app
server = make_server("127.0.0.1", int(sys.argv[1]), app(require_nonce=True), threaded=True)
print("ready", flush=True)
server.serve_forever()
"""
# The tests turn every warning into an error; the provider is not ours to mend.
COMMAND = (sys.executable, "-W", "ignore", "-c", SERVE)


@dataclass(frozen=True)
class Provider:
    """The provider that stands behind its address."""

    issuer: str

    def know(self, sub: str, **claims: object) -> None:
        """Let the provider know somebody."""
        answer = requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=PATIENCE)
        answer.raise_for_status()

    def agree(self, address: str, sub: str | None) -> str:
        """Sign somebody in at the provider, or with None refuse; give where it sends to."""
        data = {"action": "deny"} if sub is None else {"sub": sub}
        answer = requests.post(address, data=data, timeout=PATIENCE, allow_redirects=False)
        assert answer.status_code == requests.codes.found, answer.text
        return answer.headers["Location"]


@contextmanager
def real_provider() -> Iterator[Provider]:
    """Start the provider and stop it again."""
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        try:
            yield Provider(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


class _QuietHandler(WSGIRequestHandler):
    """Answer without writing each request to the screen."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass
class Crooked:
    """A provider that signs whatever it is told to, and remembers what it was asked."""

    issuer: str = ""
    discovery: dict[str, object] = field(default_factory=dict)
    token: Callable[[], object] = dict
    keys: Mapping[str, object] = field(default_factory=dict)
    userinfo: Mapping[str, object] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answer(self, environ: Any, start_response: Any) -> Any:
        """Answer one request."""
        request = Request(environ)
        self.asked.append((request.path, request.form.to_dict()))
        answers: dict[str, Callable[[], object]] = {
            "/.well-known/openid-configuration": self._endpoints,
            "/keys": lambda: self.keys,
            "/token": self.token,
            "/userinfo": lambda: self.userinfo,
        }
        told = answers[request.path]()
        return Response(json.dumps(told), mimetype="application/json")(environ, start_response)

    def _endpoints(self) -> dict[str, object]:
        there = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        return {**there, **self.discovery}


@contextmanager
def crooked_provider() -> Iterator[Crooked]:
    """Serve the provider that answers as it is told."""
    crooked = Crooked()
    server = make_server(
        "127.0.0.1", 0, crooked.answer, threaded=True, request_handler=_QuietHandler
    )
    crooked.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield crooked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked_of(address: str) -> dict[str, str]:
    """Give what an address asks behind its question mark."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
