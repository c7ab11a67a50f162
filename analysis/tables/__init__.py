"""The comparison document as pandas frames, a function a table; each says its columns."""

from analysis.tables.read import Tables, check_tables, read_tables
from analysis.tables.rows import each_row, one_row
from analysis.tables.voices import NO_SPEAKER

__all__ = ["NO_SPEAKER", "Tables", "check_tables", "each_row", "one_row", "read_tables"]
