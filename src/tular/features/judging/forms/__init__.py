"""What the forms of judging ask."""
