"""What kind of outlet an article comes from: said, listed, or read from the text."""

from analysis.outlet_type.detection import OUTLET_TYPES, REGISTRY_TYPES, detect_outlet_type
from analysis.outlet_type.marks import Mark, load_marks

__all__ = ["OUTLET_TYPES", "REGISTRY_TYPES", "Mark", "detect_outlet_type", "load_marks"]
