"""Moments of a deadline in words, as competitions tell them."""

from tular.features.competitions.queries.moments import DEFAULT_ZONE, days_until, in_words, to_the_second

__all__ = ["DEFAULT_ZONE", "days_until", "in_words", "to_the_second"]
