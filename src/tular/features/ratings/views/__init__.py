"""Pages of the public rating."""
