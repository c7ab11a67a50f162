"""From articles to a `Comparison`; pure, typed, usable from a notebook."""
