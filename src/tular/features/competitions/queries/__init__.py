"""Everything that may be read about competitions."""
