"""What can be known of plenaries: their basis, what follows from decisions, rooms, votes and minutes."""
