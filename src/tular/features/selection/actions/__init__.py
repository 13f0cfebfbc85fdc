"""Everything that may change about results and objections."""
