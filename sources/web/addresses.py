"""Addresses: when two are the same page, and which hosts may be asked at all.

References
----------
IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

PORTS = frozenset((80, 443, 8080, 8443))
LONGEST = 2048

_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|"
    r"ns_(?:source|mchannel|campaign|linkname|fee)|at_(?:medium|campaign|custom\d|link_.*|"
    r"format|ptr_name|bbc_team)|cmpid|cmp|ocid|ito|smid|smtyp|ref_src|ref_url|__twitter_impression|"
    r"s_cid|wt\.mc_id|mkt_tok|ncid|sr_share|spm|amp|outputtype)$",
    re.IGNORECASE,
)
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f\s]")
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_NUMBER = re.compile(r"^(?:0x[0-9a-f]*|\d+)$")
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedAddressError(ValueError):
    """An address that is not fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that has passed every check that needs no network."""

    scheme: str
    host: str
    """Lower case, ASCII; an IPv6 address stands without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        port = "" if self.port == usual else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return str(WebAddress(self.scheme, self.host, self.port, ""))


def parse_address(address: str, *, ports: frozenset[int] = PORTS) -> WebAddress:
    """Return an address in its plain form.

    Parameters
    ----------
    address : str
        As somebody pasted it, or as a page redirected to it.
    ports : frozenset of int
        The ports that may be asked.

    Returns
    -------
    WebAddress
        With a host that is an ordinary name or a plainly written address.

    Raises
    ------
    RefusedAddressError
        Another scheme than http and https, a user name, another port, control letters or blanks,
        over 2,048 letters, or a host in an odd spelling (``2130706433``, ``0x7f.1``, full-width
        digits …): browsers read those as numbers, and no honest link has them.
    """
    text = address.strip()
    if len(text) > LONGEST:
        raise RefusedAddressError(f"address is over {LONGEST} letters long")
    if _BLANK_OR_CONTROL.search(text) or "\\" in text:
        raise RefusedAddressError("address holds a blank, a control letter or a backslash")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError(f"address cannot be read ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise RefusedAddressError("only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise RefusedAddressError("address holds a user name")
    port = port if port is not None else {"http": 80, "https": 443}[scheme]
    if port not in ports:
        raise RefusedAddressError(f"port {port} is not asked")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return WebAddress(scheme, _plain_host(parts.hostname or ""), port, target)


def _plain_host(host: str) -> str:
    if ":" in host:
        if "%" in host:
            raise RefusedAddressError("address names a network interface")
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise RefusedAddressError(f"{host} is no address") from error
    invisible = any(unicodedata.category(letter) == "Cf" for letter in host)
    if invisible or unicodedata.normalize("NFKC", host) != host or "。" in host:
        raise RefusedAddressError("host name is oddly spelled")
    host = host.rstrip(".")
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise RefusedAddressError("host name is oddly spelled") from error
    labels = plain.lower().split(".")
    if not host or not all(_LABEL.match(label) for label in labels):
        raise RefusedAddressError("host name is missing or oddly spelled")
    if _NUMBER.match(labels[-1]):
        return _plain_ipv4(plain)
    if len(labels) == 1:
        raise RefusedAddressError(f"{plain} is a name of the local network")
    return ".".join(labels)


def _plain_ipv4(host: str) -> str:
    """Only four decimal numbers without leading zeros: the one spelling all programs agree on."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise RefusedAddressError("address is written in an odd way") from error


def is_public(address: Address) -> bool:
    """Return whether an address is one of the open internet.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is unpacked first; 6to4 and Teredo are
    closed as a whole. An allow-list: what no rule opens is closed.

    Examples
    --------
    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64[0]:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not any(
        address in network for network in _CLOSED if network.version == address.version
    )


def canonical_address(address: str) -> str:
    """Return what is the same for all spellings of one page's address; empty when there is none.

    Scheme, ``www.``, letter case of the host, fragment, tracking parameters, a trailing slash and
    the mobile or AMP variant are taken away; every other parameter stays.

    Examples
    --------
    >>> canonical_address("http://www.Example.org/a/amp/?utm_source=x&id=3#top")
    'example.org/a?id=3'
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)
    path = re.sub(r"(?:/amp|\.amp)(?=/?$)", "", parts.path).removeprefix("/amp/")
    path = "/" + path.strip("/") if path.strip("/") else ""
    kept = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.match(pair[0])]
    query = "?" + urlencode(kept) if kept else ""
    return f"{host}{'' if port in (None, 80, 443) else f':{port}'}{path}{query}"
