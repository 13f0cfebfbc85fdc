"""Everything that may be read about results and objections."""
