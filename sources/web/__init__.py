"""The web, politely and safely: addresses, robots.txt, and the one fetcher."""

from sources.web.addresses import canonical_address
from sources.web.fetcher import Fetcher, Page, Validators
from sources.web.settings import WebSettings

__all__ = ["Fetcher", "Page", "Validators", "WebSettings", "canonical_address"]
