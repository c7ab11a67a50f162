"""What is measured, how, and against what: ``python -m benchmarks.NAME`` prints a table."""
