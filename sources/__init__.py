"""Articles come in here and leave clean, dated, tagged and kept."""

from sources.article import Article, Problem, article_id
from sources.reading import iter_read, preview_tables, read, read_bytes, read_file

__all__ = [
    "Article",
    "Problem",
    "article_id",
    "iter_read",
    "preview_tables",
    "read",
    "read_bytes",
    "read_file",
]
