"""Small servers of this machine that answer well or badly, byte for byte as a test says."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Answer = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes = b"<p>hello</p>", status: str = "200 OK", kind: str = "text/html", **headers: str
) -> bytes:
    """Return a proper answer; ``retry_after="5"`` becomes ``Retry-After: 5``."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server(socketserver.ThreadingTCPServer):
    """Answers each path from a table; remembers every request."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, table: Mapping[str, Answer]) -> None:
        self.table = {"/robots.txt": answer(b"", "404 Not Found"), **table}
        self.asked: list[str] = []
        self.requests: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what these tests are about."""


class _Handler(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        received = b""
        self.request.settimeout(5)
        while b"\r\n\r\n" not in received:
            part = self.request.recv(65_536)
            if not part:
                return
            received += part
        text = received.decode("latin-1")
        path = text.split()[1]
        self.server.asked.append(path)
        self.server.requests.append(text)
        said = self.server.table.get(path, answer(b"", "404 Not Found"))
        if callable(said):
            said(self.request)
        else:
            self.request.sendall(said)


@contextmanager
def serving(table: Mapping[str, Answer]) -> Iterator[Server]:
    """Run a server for as long as the block lasts."""
    with Server(table) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
