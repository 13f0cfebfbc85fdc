"""Forms on which rulebooks are written."""
