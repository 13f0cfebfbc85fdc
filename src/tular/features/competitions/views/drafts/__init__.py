"""Pages on which rulebooks are written."""
