"""What the same thing is called, by whom."""

from analysis.naming.grouping import find_namings
from analysis.naming.phrases import Phrase, prepare
from analysis.naming.uses import NamingUse, naming_uses, regroup

__all__ = ["NamingUse", "Phrase", "find_namings", "naming_uses", "prepare", "regroup"]
