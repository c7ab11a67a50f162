"""Charts: pure functions from a table to a Plotly figure."""
