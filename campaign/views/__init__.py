"""Pages of the plan: the text, the catalogue, the periods."""
