"""What to call the outlet of an article that names none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import pandas as pd

NO_TYPE = "unknown"


def outlet_names(articles: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """Return a name for the outlet of each article, as fully as it is known.

    Parameters
    ----------
    articles : sequence of tuple of str
        Outlet, address, headline and file of each; all but the file may be empty.

    Returns
    -------
    list of str
        The outlet; where it is not known the host of the address, else the file, or the headline
        where the file holds several articles: they need not be of one outlet.

    Examples
    --------
    >>> outlet_names([("Bay News", "", "", "a"), ("", "https://www.bay.example/1", "", "b")])
    ['Bay News', 'bay.example']
    >>> outlet_names([("", "", "Fares rise", "all.zip"), ("", "", "Fares fall", "all.zip")])
    ['Fares rise', 'Fares fall']
    """
    files = Counter(file for *_, file in articles)
    return [
        known_outlet(outlet, url) or (headline if files[file] > 1 and headline else file)
        for outlet, url, headline, file in articles
    ]


def known_outlet(outlet: str, url: str) -> str:
    """Return the outlet, or the host of the address where only that is known; else empty."""
    if outlet:
        return outlet
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def count_outlets(articles: pd.DataFrame) -> str:
    """Return in words how many articles by how many outlets; unknown ones are counted apart.

    Parameters
    ----------
    articles : DataFrame
        outlet, outlet_known (bool).

    Examples
    --------
    >>> import pandas as pd
    >>> count_outlets(pd.DataFrame({"outlet": ["A", "A", "x.pdf"], "outlet_known": [1, 1, 0]}))
    '3 articles by 1 outlet (1 names none)'
    """
    known = articles["outlet_known"].astype(bool)
    outlets, without = articles.loc[known, "outlet"].nunique(), int((~known).sum())
    count = f"{len(articles)} article{'s' * (len(articles) != 1)}"
    if not outlets:
        return f"{count} whose outlets are not known"
    named = f"{count} by {outlets} outlet{'s' * (outlets != 1)}"
    return f"{named} ({without} name{'s' * (without == 1)} none)" if without else named


def count_types(outlet_types: Iterable[str]) -> str:
    """Return in words how many kinds of outlet there are, those not known left out.

    Examples
    --------
    >>> count_types(["agency", "unknown", "agency"])
    '1 kind of outlet'
    """
    kinds = len(set(outlet_types) - {NO_TYPE, ""})
    return f"{kinds} kind{'s' * (kinds != 1)} of outlet"
