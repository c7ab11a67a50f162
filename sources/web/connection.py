"""One request over one connection, to an address that was checked at the moment of connecting.

FetchError
    the request came to nothing; the message says why in plain words, ``code`` in one
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sources.web.addresses import WebAddress, is_public
from sources.web.settings import WebSettings

Resolve = Callable[[str, int], list[str]]
_CHUNK = 64 * 1024


class FetchError(Exception):
    """A request that came to nothing."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; the first value of each."""
    data: bytes
    """Unpacked."""
    cut: bool = False
    """More would have come, and was not read."""


def look_up(host: str, port: int) -> list[str]:
    """Return every address of a host, as the system's resolver orders them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def request(
    address: WebAddress,
    headers: Mapping[str, str],
    settings: WebSettings,
    *,
    largest: int | None = None,
    cut: bool = False,
    resolve: Resolve = look_up,
) -> Response:
    """Return the answer to a GET request.

    Parameters
    ----------
    address : WebAddress
        What to ask for; its host is looked up once, and that answer is checked and connected to.
    headers : mapping of str to str
        Sent as they are.
    settings : WebSettings
        Limits.
    largest : int, optional
        Bytes of the answer after unpacking, instead of those of the settings.
    cut : bool
        Return the beginning of a larger answer instead of refusing it.
    resolve : callable
        Host and port to addresses.

    Returns
    -------
    Response
        Whatever the status.

    Raises
    ------
    FetchError
        Closed address, no connection, no valid certificate, no HTTP, too slow, too large.
    """
    ends = time.monotonic() + settings.deadline
    addresses = _checked_addresses(address, settings, resolve, ends)
    limit = settings.largest if largest is None else largest
    connection = http.client.HTTPConnection(address.host, address.port)
    with _plain_failures(ends), _connected(address, addresses, settings, ends) as sock:
        connection.sock = sock
        connection.putrequest("GET", address.target, skip_accept_encoding=True)
        sent = {"Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        names = reversed(answer.getheaders())
        received = {name.lower(): value for name, value in names}
        data, more = _read_body(answer, received, limit)
        if time.monotonic() >= ends:
            raise FetchError("slow", f"not answered within {settings.deadline:g} seconds")
    if more and not cut:
        raise FetchError("large", f"larger than {limit / 2**20:g} MB")
    return Response(answer.status, received, data, more)


def _checked_addresses(
    address: WebAddress, settings: WebSettings, resolve: Resolve, ends: float
) -> list[str]:
    found = _look_up_in_time(address, resolve, ends)
    if not found:
        raise FetchError("host", f"{address.host} has no address")
    for each in found:
        # The scope of a link-local address ("%eth0") is no part of the number.
        number = ipaddress.ip_address(each.partition("%")[0])
        allowed = number.is_loopback and address.port in settings.loopback_ports
        if not allowed and not is_public(number):
            leads = "" if each == address.host else f" leads to {each}, which"
            raise FetchError("private", f"{address.host}{leads} is not a public address")
    return found


def _look_up_in_time(address: WebAddress, resolve: Resolve, ends: float) -> list[str]:
    """Look up in a thread: the system's resolver takes no deadline."""
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(resolve(address.host, address.port))
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="look up a host")
    thread.start()
    thread.join(max(ends - time.monotonic(), 0.01))
    if thread.is_alive():
        raise FetchError("slow", f"{address.host} could not be looked up in time")
    if failed:
        raise FetchError("host", f"{address.host} is not known") from failed[0]
    return found


@contextmanager
def _connected(
    address: WebAddress, addresses: list[str], settings: WebSettings, ends: float
) -> Iterator[socket.socket]:
    plain = _connect(addresses, address.port, settings, ends)
    current: list[socket.socket] = [plain]
    watch = threading.Timer(max(ends - time.monotonic(), 0.01), lambda: _break_off(current[0]))
    watch.daemon = True
    watch.start()
    try:
        if address.scheme == "https":
            context = _tls_context()
            wrapped = context.wrap_socket(
                plain, server_hostname=address.host, do_handshake_on_connect=False
            )
            current[0] = wrapped
            wrapped.do_handshake()
        yield current[0]
    finally:
        watch.cancel()
        current[0].close()


def _connect(addresses: list[str], port: int, settings: WebSettings, ends: float) -> socket.socket:
    last: OSError | None = None
    for each in addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            sock = socket.create_connection((each, port), timeout=min(settings.silence, left))
        except OSError as error:
            last = error
        else:
            sock.settimeout(min(settings.silence, max(ends - time.monotonic(), 0.01)))
            return sock
    if last is None or isinstance(last, TimeoutError):
        raise FetchError("slow", "no connection in time") from last
    raise FetchError("connection", f"no connection ({last.strerror or last})") from last


def _break_off(sock: socket.socket) -> None:
    """End a connection from outside: one byte a second passes any read timeout."""
    try:
        # Of the plain socket, not of the TLS one: that is not made for two threads.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return  # closed meanwhile, which is as well


def _tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    # Some Pythons come without the system's certificates; this set is added, none is skipped.
    import certifi

    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def _plain_failures(ends: float) -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise FetchError("certificate", f"no valid certificate ({error.verify_message})") from error
    except (OSError, http.client.HTTPException, zlib.error) as error:
        if time.monotonic() >= ends - 0.05:
            raise FetchError("slow", "not answered in time") from error
        if isinstance(error, TimeoutError):
            raise FetchError("slow", "the server fell silent") from error
        if isinstance(error, http.client.HTTPException):
            said = f"what answers there does not speak HTTP properly ({type(error).__name__})"
            raise FetchError("http", said) from error
        if isinstance(error, zlib.error):
            raise FetchError("packing", "the answer cannot be unpacked") from error
        raise FetchError("connection", f"the connection broke ({error})") from error


def _read_body(
    answer: http.client.HTTPResponse, headers: Mapping[str, str], limit: int
) -> tuple[bytes, bool]:
    """Return the unpacked body, and whether there is more than the limit."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in ("gzip", "x-gzip", "deflate"):
        unpack: _Unpacker | None = _Unpacker()
    elif packing in ("", "identity"):
        unpack = None
    else:
        raise FetchError("packing", f"the answer is packed in a way nobody asked for ({packing})")
    expected = answer.length
    parts: list[bytes] = []
    received = size = 0
    while chunk := answer.read(_CHUNK):
        received += len(chunk)
        for piece in unpack.feed(chunk, limit + 1 - size) if unpack else (chunk,):
            parts.append(piece)
            size += len(piece)
        if size > limit or received > limit:
            return b"".join(parts)[:limit], True
    if expected is not None and received < expected:
        raise ConnectionError("the answer was not whole yet")
    return b"".join(parts), False


class _Unpacker:
    """Unpacks gzip and deflate piece by piece, never more than is still wanted."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(wbits=47)
        self._begun = False

    def feed(self, chunk: bytes, wanted: int) -> Iterator[bytes]:
        """Yield what unpacks from a chunk, at most `wanted` bytes."""
        while chunk and wanted > 0:
            try:
                piece = self._inflate.decompress(chunk, wanted)
            except zlib.error:
                if self._begun:
                    raise
                # Some servers call deflate what has no header at all.
                self._inflate = zlib.decompressobj(wbits=-15)
                piece = self._inflate.decompress(chunk, wanted)
            self._begun = True
            wanted -= len(piece)
            yield piece
            chunk = self._inflate.unconsumed_tail
            if self._inflate.eof and self._inflate.unused_data.startswith(b"\x1f\x8b"):
                chunk = self._inflate.unused_data  # a further member of the same file
                self._inflate = zlib.decompressobj(wbits=47)
