"""Who is honoured."""
