"""A whole made-up edition, from assignment to certificates, by the actions and commands that people use."""
