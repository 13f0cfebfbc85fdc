"""What the people of an administrative selection read: their list, one proposal, and doublets."""
