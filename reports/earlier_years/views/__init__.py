"""Pages of results of earlier years."""
