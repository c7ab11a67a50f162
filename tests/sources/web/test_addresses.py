"""Which addresses are asked, and which are the same page."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.article import Problem
from sources.web import Fetcher, WebSettings, canonical_address
from sources.web.addresses import RefusedAddressError, is_public, parse_address


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
     "169.254.169.254", "100.64.1.1", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::]",
     "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[2002:7f00:1::]",
     "[64:ff9b::7f00:1]", "[2001:0:7f00:1::]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
     "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "0x7f000001", "017700000001",
     "１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1", "127.0.0.0x1", "1.1", "[::ffff:7f00:1]",
     "localhost.", "LOCALHOST", "intranet", "[::127.0.0.1]", "[64:ff9b:1::7f00:1]"],
)  # fmt: skip
def test_b30_b31_address_of_this_machine_or_network_is_refused_before_any_socket(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.create_connection", never)
    found = Fetcher(WebSettings(pause=0)).fetch(f"http://{host}/")
    assert isinstance(found, Problem)
    assert found.code in ("address", "private", "host")


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "data:text/html,x", "javascript:alert(1)",
     "/etc/passwd", "<rss/>", "", "http://", "http:///x", "http://good.example@evil.example/",
     "http://user:word@example.org/", "http://example.org:22/", "http://example.org:6379/",
     "http://example.org:25/", "http://a\t.b/", "http://a\n.b/", "http://exa mple.org/",
     "http://example.org/\\..\\x", "http://example.org:99999/", "http://[::1", "http://-a.org/",
     "http://example.org:x/", "http://" + "a" * 3000 + ".org/", "http://a..b/", "http://%31.org/",
     "http://exam\u00adple.org/", "gopher://example.org", "http://[fe80::1%25eth0]/"],
)  # fmt: skip
def test_b22_b34_address_that_no_honest_link_has_is_refused(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        parse_address(address)


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://Example.ORG", "https://example.org/"),
        (" http://example.org:80/a b".replace(" b", "%20b"), "http://example.org/a%20b"),
        ("https://example.org:8443/ä?q=ö#x", "https://example.org:8443/%C3%A4?q=%C3%B6"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ("https://example.org./a", "https://example.org/a"),
    ],
)
def test_ordinary_address_is_made_plain(given: str, plain: str) -> None:
    assert str(parse_address(given)) == plain


@given(st.ip_addresses(v=4))
def test_public_is_never_wider_than_what_python_calls_global(
    address: ipaddress.IPv4Address,
) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_private
    assert is_public(ipaddress.ip_address(f"::ffff:{address}")) == is_public(address)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except RefusedAddressError:
        return
    assert str(parse_address(str(address))) == str(address)


@pytest.mark.parametrize(
    "other",
    ["http://example.org/a?id=3", "https://www.example.org/a/?id=3", "https://EXAMPLE.org/a?id=3#top",
     "https://example.org/a?utm_source=x&id=3&utm_medium=y", "https://example.org/a?id=3&fbclid=z",
     "https://example.org/a/amp?id=3", "https://m.example.org/a?id=3", "https://amp.example.org/a?id=3"],
)  # fmt: skip
def test_b41_spellings_of_one_page_are_the_same(other: str) -> None:
    assert canonical_address(other) == canonical_address("https://example.org/a?id=3")


@pytest.mark.parametrize(
    "other", ["https://example.org/a?id=4", "https://example.org/b?id=3", "https://example.com/a?id=3",
              "https://example.org/a", "https://example.org/amplifier?id=3"]
)  # fmt: skip
def test_b41_other_pages_stay_apart(other: str) -> None:
    assert canonical_address(other) != canonical_address("https://example.org/a?id=3")


@given(st.text())
def test_canonical_address_forgets_scheme_and_www(text: str) -> None:
    plain = canonical_address("http://example.org/" + text)
    assert plain == canonical_address("https://www.example.org/" + text)
    assert plain.startswith("example.org") or not plain
