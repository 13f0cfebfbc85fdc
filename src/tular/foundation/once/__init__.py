"""A form sent twice is worked on once, and one sent from a page that is out of date is noticed."""
