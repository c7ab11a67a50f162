"""How it is said: keyness between groups, loaded words, keyword in context."""

from analysis.words.concordance import ConcordanceLine, find_concordance
from analysis.words.keyness import LOADED, benjamini_hochberg, find_keywords, log_odds_z
from analysis.words.loadedness import LoadedWord, find_loaded_words, loadedness
from analysis.words.terms import Term, house_style, terms_of

__all__ = [
    "LOADED",
    "ConcordanceLine",
    "LoadedWord",
    "Term",
    "benjamini_hochberg",
    "find_concordance",
    "find_keywords",
    "find_loaded_words",
    "house_style",
    "loadedness",
    "log_odds_z",
    "terms_of",
]
