"""Outlets of articles by the registry: a name and a type where the source says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sources.article import Article
from sources.outlets import Registry


def name_outlet(article: Article, registry: Registry) -> Article:
    """Return an article with outlet and outlet type filled from the registry where empty.

    ``provenance`` says so. What a source or person said is never replaced.
    """
    if article.outlet and article.outlet_type:
        return article
    found = registry.find(domain=article.outlet_domain, name=article.outlet)
    if found is None:
        return article
    changes: dict[str, Any] = {
        name: value
        for name, value in (("outlet", found.name), ("outlet_type", found.type))
        if not getattr(article, name) and value and value != "unknown"
    }
    if not changes:
        return article
    origin = f"outlet registry ({found.source})"
    provenance = {**article.provenance, **dict.fromkeys(changes, origin)}
    return replace(article, **changes, provenance=provenance)
