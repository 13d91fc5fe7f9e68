"""Pages of the official figures."""
