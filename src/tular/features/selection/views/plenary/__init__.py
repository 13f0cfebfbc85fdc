"""Pages of a plenary."""
