"""What pages of interviews ask."""
