"""Everything that may be read of public ratings."""
