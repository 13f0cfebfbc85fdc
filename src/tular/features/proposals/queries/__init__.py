"""Everything that may be read about proposals."""
