"""Registered rulebooks and their public pages."""
