"""Public benefit rating: users of a service rate it, apart from expert marks, guarded against stuffing."""
