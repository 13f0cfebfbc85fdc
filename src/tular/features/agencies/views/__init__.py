"""Pages about people, units, invitations and requests: thin callers of queries and actions."""
