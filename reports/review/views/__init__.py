"""Pages of the review: queue, one report under review, and the acts on it."""
