"""Everything that may be read of interviews."""
