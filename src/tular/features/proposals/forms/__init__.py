"""What addresses and forms of proposals ask, read forgivingly."""
