"""Everything that may change about competitions."""
