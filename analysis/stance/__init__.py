"""How articles stand toward targets: people, countries, organisations, proposals."""

from analysis.stance.article import article_stances
from analysis.stance.targets import propose_targets

__all__ = ["article_stances", "propose_targets"]
