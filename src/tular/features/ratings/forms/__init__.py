"""What the pages of the public rating ask."""
