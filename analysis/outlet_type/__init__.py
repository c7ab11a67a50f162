"""What kind of outlet an article comes from: said, listed, or read from the text."""

from analysis.outlet_type.detection import detect_outlet_type
from analysis.outlet_type.marks import Mark, load_marks
from sources.outlets import OUTLET_TYPES

__all__ = ["OUTLET_TYPES", "Mark", "detect_outlet_type", "load_marks"]
