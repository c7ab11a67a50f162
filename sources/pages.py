"""From the bytes of a web page to the article on it."""

from __future__ import annotations

from sources.item import Item


def read_page(data: bytes, *, address: str = "") -> Item:
    """Return the article of a web page.

    Parameters
    ----------
    data : bytes
        The page.
    address : str
        Where it was fetched from, when known.
    """
    from trafilatura import bare_extraction

    from sources.decoding import decode

    page = decode(data).text
    document = bare_extraction(
        page, url=address or None, favor_precision=True, include_comments=False
    )
    if document is None:
        return Item(url=address)
    return Item(
        text=document.text or "",
        title=document.title or "",
        published=document.date or "",
        authors=tuple(filter(None, (document.author or "").split("; "))),
        url=document.url or address,
        outlet=document.sitename or "",
    )
