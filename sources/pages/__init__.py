"""From the bytes of a web page to the article on it and what the page says of it."""
