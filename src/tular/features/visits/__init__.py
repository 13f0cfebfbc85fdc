"""Field verification: who goes where and when, what is looked at there, and the signed minutes."""
