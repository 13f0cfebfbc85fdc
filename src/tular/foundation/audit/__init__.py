"""Who did what, when, to what, from what to what: append-only and hash-chained."""
