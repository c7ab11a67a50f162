"""Rows and records of other tools: which column holds what, and what becomes of each row."""
