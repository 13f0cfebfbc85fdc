"""Reading notices, choices and mail."""
