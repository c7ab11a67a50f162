"""Who says what: quotations, their speakers, and one statement in its several wordings."""

from analysis.quotations.find import find_quotations
from analysis.quotations.linking import link_speakers
from analysis.quotations.roles import ROLES
from analysis.quotations.verbs import VERB_CLASSES, verb_class
from analysis.quotations.wordings import Wording, WordingPiece, align_wordings

__all__ = [
    "ROLES",
    "VERB_CLASSES",
    "Wording",
    "WordingPiece",
    "align_wordings",
    "find_quotations",
    "link_speakers",
    "verb_class",
]
