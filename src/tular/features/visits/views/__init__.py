"""Pages of field verification: the organiser's, the team's, the agency's."""
