"""From a text with site furniture and broken lines to the article in it."""
