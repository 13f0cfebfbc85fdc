"""Everything of field verification that may be read."""
