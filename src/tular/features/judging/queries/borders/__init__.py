"""Borderline bands: which proposals, what was said about them, what follows from it."""
