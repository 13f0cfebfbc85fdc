"""Everything that may be read of judging."""
