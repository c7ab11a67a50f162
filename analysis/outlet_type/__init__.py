"""What kind of outlet an article comes from: a person's word, the registry, or marks in the text."""

from analysis.outlet_type.detection import OUTLET_TYPES, detect_outlet_type
from analysis.outlet_type.marks import MARKS, Mark

__all__ = ["MARKS", "OUTLET_TYPES", "Mark", "detect_outlet_type"]
