"""What replications achieved: effects per place, what they come to together, and how long they lasted."""
