"""The web, politely and safely: addresses, robots.txt, and the one fetcher."""
