"""Notices: rows first, shown in the reader's language, mailed by each person's choice."""
