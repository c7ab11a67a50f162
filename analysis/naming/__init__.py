"""What the same thing is called, by whom."""

from analysis.naming.grouping import find_namings

__all__ = ["find_namings"]
