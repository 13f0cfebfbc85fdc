"""Everything that may change about proposals."""
