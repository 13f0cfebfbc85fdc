"""What all processes of an installation count together."""

from __future__ import annotations

from django.db import models


class SharedCount(models.Model):
    """Attempts at signing in and the like, and codes that were used up: the table behind Django's default cache.

    Read and written by `django.core.cache.cache` alone, which needs just these columns (`createcachetable`); the model
    is here so that `migrate` makes the table. Nothing in it is worth a backup. Keys name internet addresses and numbers
    of accounts; they end after minutes, and rows that ended are thrown away at night.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
