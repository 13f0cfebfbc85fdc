"""What forms and addresses of field verification ask, read forgivingly."""
