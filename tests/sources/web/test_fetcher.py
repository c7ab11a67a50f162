"""The fetcher against servers that behave and that misbehave."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sources.article import Problem
from sources.web import Fetcher, Page, Validators, WebSettings
from sources.web.connection import look_up
from sources.web.pace import Pace, retry_after
from tests.sources.web.servers import Server, answer, serving

PATIENT = WebSettings(pause=0, deadline=60.0, silence=30.0, largest=100_000)
QUICK = replace(PATIENT, deadline=2.0, silence=1.2)
"""For servers that keep one waiting; a busy machine must not seem to be one."""
LONG = 30
"""Seconds after which nothing but the servers themselves would have ended it."""
NOTHING: Mapping[str, str] = {}


def fetcher(
    server: Server, settings: WebSettings = PATIENT, others: Mapping[str, str] = NOTHING
) -> Fetcher:
    """Return a fetcher for which every ``.example`` host is the server."""

    def resolve(host: str, port: int) -> list[str]:
        if host in others:
            return others[host].split()
        return ["127.0.0.1"] if host.endswith(".example") else look_up(host, port)

    return Fetcher(replace(settings, loopback_ports=frozenset((server.port,))), resolve=resolve)


def code(found: Page | Problem) -> str:
    assert isinstance(found, Problem), found
    assert found.reason
    assert "\n" not in found.reason
    return found.code


def test_page_comes_with_its_address_type_and_time() -> None:
    page = answer(b"<p>Ferry</p>", kind="text/html; charset=utf-8", etag='"1"')
    with serving({"/a?b=c": page}) as server:
        found = fetcher(server).fetch(f"http://news.example:{server.port}/a?b=c#top")
        assert isinstance(found, Page)
        assert (found.data, found.content_type) == (b"<p>Ferry</p>", "text/html; charset=utf-8")
        assert found.validators.etag == '"1"'
        assert server.asked == ["/robots.txt", "/a?b=c"]
        assert f"Host: news.example:{server.port}" in server.requests[1]
        assert "Parallax" in server.requests[1]


@pytest.mark.parametrize("status", ["301", "302", "303", "307", "308"])
@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/x", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://0x7f.1/",
     "http://[::1]/", "file:///etc/passwd", "http://inside.test/", "http://localhost:22/"],
)  # fmt: skip
def test_b32_redirect_inwards_is_refused(status: str, target: str) -> None:
    with serving({"/a": answer(b"", f"{status} Moved", location=target)}) as server:
        visit = fetcher(server, others={"inside.test": "10.0.0.7"})
        found = visit.fetch(f"http://news.example:{server.port}/a")
        assert code(found) in ("address", "private")


def test_b32_meta_refresh_is_a_hop_like_any_other() -> None:
    inwards = b'<meta http-equiv="refresh" content="0; url=http://192.168.0.1/">'
    onwards = b"<META HTTP-EQUIV=refresh CONTENT='1;URL=/b'>"
    itself = b'<meta http-equiv="refresh" content="3; url=/c">'
    table = {
        "/a": answer(inwards),
        "/x": answer(onwards),
        "/b": answer(b"there"),
        "/c": answer(itself),
    }
    with serving(table) as server:
        visit = fetcher(server)
        assert code(visit.fetch(f"http://news.example:{server.port}/a")) == "private"
        found = visit.fetch(f"http://news.example:{server.port}/x")
        assert isinstance(found, Page)
        assert found.data == b"there"
        assert len(found.hops) == 2
        found = visit.fetch(f"http://news.example:{server.port}/c")
        assert isinstance(found, Page)


def test_b32_five_hops_are_followed_and_no_more() -> None:
    table = {f"/{n}": answer(b"", "302 Found", location=f"/{n + 1}") for n in range(9)}
    with serving(
        {**table, "/9": answer(b"end"), "/loop": answer(b"", "301 x", location="/loop")}
    ) as server:
        visit = fetcher(server)
        found = visit.fetch(f"http://news.example:{server.port}/4")
        assert isinstance(found, Page)
        assert found.address.endswith("/9")
        assert code(visit.fetch(f"http://news.example:{server.port}/3")) == "redirect"
        assert code(visit.fetch(f"http://news.example:{server.port}/loop")) == "redirect"


def test_b33_host_with_one_private_address_is_refused_unasked() -> None:
    with serving({"/": answer()}) as server:
        visit = fetcher(server, others={"both.test": "93.184.216.34 10.0.0.1"})
        assert code(visit.fetch(f"http://both.test:{server.port}/")) == "private"
        assert server.asked == []


def test_b33_address_that_was_checked_is_the_one_connected_to() -> None:
    asked: list[str] = []

    def once_public(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) <= 2 else ["10.0.0.1"]

    with serving({"/": answer()}) as server:
        settings = replace(PATIENT, loopback_ports=frozenset((server.port,)))
        visit = Fetcher(settings, resolve=once_public)
        assert isinstance(visit.fetch(f"http://rebind.example:{server.port}/"), Page)
        assert len(asked) == 2  # once for robots.txt, once for the page
        assert code(visit.fetch(f"http://rebind.example:{server.port}/")) == "private"


def _endless(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        sock.sendall(b"<p>more</p>" * 1000)


def _drip(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        sock.sendall(b"x")
        time.sleep(0.1)


def _endless_headers(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        sock.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.1)


def _silence(sock: socket.socket) -> None:
    sock.recv(1)


BOMB = gzip.compress(b"\0" * 20_000_000)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (_endless, "large"),
        (_drip, "slow"),
        (_endless_headers, "slow"),
        (_silence, "slow"),
        (answer(BOMB, content_encoding="gzip"), "large"),
        (answer(zlib.compress(b"\0" * 20_000_000), content_encoding="deflate"), "large"),
        (answer(b"x", content_encoding="br"), "packing"),
        (answer(b"no gzip at all", content_encoding="gzip"), "packing"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort", "connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nshort", "http"),
        (b"\x00\x01\x02 junk\r\n\r\n", "http"),
        (b"", "http"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "http"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "http"),
        (answer(b"", "404 Not Found"), "status"),
        (answer(b"", "410 Gone"), "status"),
        (answer(b"", "500 Oops"), "status"),
        (answer(b"", "206 Partial"), "status"),
        (answer(b"", "304 Not Modified"), "status"),
        (answer(b"", "301 Moved"), "redirect"),
    ],
)
def test_b35_b36_b37_misbehaviour_has_its_own_plain_reason(
    said: bytes | Callable[[socket.socket], None], expected: str
) -> None:
    with serving({"/a": said}) as server:
        began = time.monotonic()
        visit = fetcher(server, QUICK if callable(said) else PATIENT)
        assert code(visit.fetch(f"http://news.example:{server.port}/a")) == expected
        assert time.monotonic() - began < LONG


def test_b35_memory_stays_small_while_a_bomb_unpacks() -> None:
    with serving({"/a": answer(BOMB, content_encoding="gzip")}) as server:
        visit = fetcher(server)
        tracemalloc.start()
        visit.fetch(f"http://news.example:{server.port}/a")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5_000_000


def test_packed_page_in_two_members_is_read_whole() -> None:
    packed = gzip.compress(b"<p>one</p>") + gzip.compress(b"<p>two</p>")
    raw = zlib.compressobj(wbits=-15)
    headless = raw.compress(b"<p>raw</p>") + raw.flush()
    table = {
        "/a": answer(packed, content_encoding="gzip"),
        "/b": answer(headless, content_encoding="deflate"),
    }
    with serving(table) as server:
        visit = fetcher(server)
        for path, expected in (("/a", b"<p>one</p><p>two</p>"), ("/b", b"<p>raw</p>")):
            found = visit.fetch(f"http://news.example:{server.port}{path}")
            assert isinstance(found, Page)
            assert found.data == expected


def test_server_that_nobody_runs_is_a_problem() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = replace(PATIENT, loopback_ports=frozenset((port,)))
    found = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"]).fetch(
        f"http://a.example:{port}/"
    )
    assert code(found) == "robots"  # nothing there could be asked whether it may be


def test_lookup_that_hangs_or_fails_is_a_problem() -> None:
    done = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        done.wait()
        return []

    def fails(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert code(Fetcher(PATIENT, resolve=fails).fetch("http://nowhere.example/")) == "host"
    assert isinstance(Fetcher(QUICK, resolve=hangs).fetch("http://nowhere.example/"), Problem)
    done.set()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
    command += ["ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(key)]
    command += ["-out", str(certificate), "-days", "2", "-subj", "/CN=news.example"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return certificate, key


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_b37_certificate_that_nobody_signed_is_never_accepted(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            for _ in range(1):
                plain, _ = listening.accept()
                with plain, pytest.raises((ssl.SSLError, OSError)):
                    context.wrap_socket(plain, server_side=True).recv(1)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        settings = replace(PATIENT, loopback_ports=frozenset((port,)))
        found = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"]).fetch(
            f"https://news.example:{port}/"
        )
        thread.join()
    assert isinstance(found, Problem)
    assert "certificate" in found.reason


def test_b36_handshake_that_stalls_ends_at_the_deadline() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        settings = replace(QUICK, loopback_ports=frozenset((port,)))
        visit = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"])
        assert isinstance(visit.fetch(f"https://news.example:{port}/"), Problem)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(b"", "404 Not Found"), True),
        (answer(b"", "403 Forbidden"), True),
        (answer(b"", "500 Oops"), False),
        (_silence, False),
        (answer(b"User-agent: *\nDisallow: /\n", kind="text/plain"), False),
        (answer(b"User-agent: *\nDisallow: /b\n", kind="text/plain"), True),
        (answer(b"User-agent: Parallax\nDisallow: /\n", kind="text/plain"), False),
        (answer(b"User-agent: other\nDisallow: /\n", kind="text/plain"), True),
        (answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", kind="text/plain"), False),
        (answer(b"<!doctype html><p>Disallow: / is what we say</p>"), True),
        (answer(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n", kind="text/plain"), True),
        (answer(b"", "302 Found", location="/moved.txt"), False),
        (answer(b"", "302 Found", location="/robots.txt"), True),
    ],
)  # fmt: skip
def test_b38_robots_txt_is_obeyed(robots: bytes, allowed: bool) -> None:
    moved = answer(b"User-agent: *\nDisallow: /a\n", kind="text/plain")
    with serving({"/robots.txt": robots, "/moved.txt": moved, "/a": answer()}) as server:
        visit = fetcher(server, QUICK if callable(robots) else PATIENT)
        found = visit.fetch(f"http://news.example:{server.port}/a")
        assert isinstance(found, Page) == allowed
        assert ("/a" in server.asked) == allowed
        if not allowed:
            assert code(found) == "robots"


def test_b38_robots_txt_is_asked_once_for_many_pages() -> None:
    with serving({"/a": answer(), "/b": answer()}) as server:
        visit = fetcher(server)
        for path in ("a", "b", "a"):
            visit.fetch(f"http://news.example:{server.port}/{path}")
        assert server.asked == ["/robots.txt", "/a", "/b", "/a"]


def test_b39_one_request_a_host_in_each_pause() -> None:
    moments: list[float] = [0.0]
    pace = Pace(5.0, clock=lambda: moments[-1], sleep=lambda s: moments.append(moments[-1] + s))
    with serving({"/a": answer(), "/b": answer()}) as server:
        settings = replace(PATIENT, loopback_ports=frozenset((server.port,)))
        visit = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"], pace=pace)
        visit.fetch(f"http://one.example:{server.port}/a")
        visit.fetch(f"http://one.example:{server.port}/b")
        assert moments == [0.0, 5.0, 10.0]
        visit.fetch(f"http://two.example:{server.port}/a")
        assert moments == [0.0, 5.0, 10.0, 15.0]


def test_crawl_delay_of_robots_txt_makes_the_pause_longer() -> None:
    moments: list[float] = [0.0]
    pace = Pace(5.0, clock=lambda: moments[-1], sleep=lambda s: moments.append(moments[-1] + s))
    robots = answer(b"User-agent: *\nCrawl-delay: 20\n", kind="text/plain")
    with serving({"/robots.txt": robots, "/a": answer()}) as server:
        settings = replace(PATIENT, loopback_ports=frozenset((server.port,)))
        visit = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"], pace=pace)
        visit.fetch(f"http://one.example:{server.port}/a")
        visit.fetch(f"http://one.example:{server.port}/a")
        assert moments == [0.0, 5.0, 25.0]


@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_b37_retry_after_is_kept(status: str) -> None:
    busy = answer(b"", status, retry_after="7200")
    with serving({"/a": busy, "/b": answer()}) as server:
        visit = fetcher(server)
        first = visit.fetch(f"http://news.example:{server.port}/a")
        assert code(first) == "busy"
        assert isinstance(first, Problem)
        assert "7,200" in first.reason
        assert code(visit.fetch(f"http://news.example:{server.port}/b")) == "busy"
        assert "/b" not in server.asked
        assert isinstance(visit.fetch(f"http://other.example:{server.port}/b"), Page)


def test_retry_after_reads_seconds_and_dates() -> None:
    assert retry_after("120") == 120
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("soon") is None
    assert retry_after("") is None
    assert retry_after("9" * 50) == 31_536_000


def test_b40_unchanged_page_costs_nothing_but_a_full_fetch_is_made_now_and_then() -> None:
    with serving({"/feed": answer(b"", "304 Not Modified")}) as server:
        visit = fetcher(server)
        address = f"http://news.example:{server.port}/feed"
        found = visit.fetch(address, Validators('"7"', "yesterday", time.time() - 60))
        assert isinstance(found, Page)
        assert (found.unchanged, found.data) == (True, b"")
        assert 'If-None-Match: "7"' in server.requests[-1]
        visit.fetch(address, Validators('"7"', "", time.time() - 90_000))
        assert "If-None-Match" not in server.requests[-1]


def test_many_addresses_come_in_once_each_with_their_problems() -> None:
    with serving({f"/{n}": answer(str(n).encode()) for n in range(4)}) as server:
        base = f"http://h{{}}.example:{server.port}/{{}}"
        wanted = [base.format(n % 2, n) for n in range(4)]
        told: list[int] = []
        found = list(
            fetcher(server).fetch_all(
                [*wanted, wanted[0] + "#again", "ftp://x/", base.format(1, "gone")],
                progress=lambda done, total, what: told.append(total - done),
            )
        )
        assert sorted(page.data for page in found if isinstance(page, Page)) == [
            b"0",
            b"1",
            b"2",
            b"3",
        ]
        assert sorted(each.code for each in found if isinstance(each, Problem)) == [
            "address",
            "status",
        ]
        assert told == [5, 4, 3, 2, 1, 0]


def test_b39_a_slow_host_does_not_hold_up_the_others() -> None:
    with serving({"/a": answer(), "/slow": _drip}) as server:
        settings = replace(PATIENT, deadline=3.0)
        addresses = [f"http://slow.example:{server.port}/slow"]
        addresses += [f"http://h{n}.example:{server.port}/a" for n in range(3)]
        found = list(fetcher(server, settings).fetch_all(addresses))
        assert isinstance(found[-1], Problem)
        assert all(isinstance(each, Page) for each in found[:-1])
