"""What was imported, when, from which file, and what it changed."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One import that changed something. An import that changes nothing leaves no run."""

    kind = models.CharField(max_length=20, help_text="innovations, agencies, replications, indicators, …")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name} {self.at:%Y-%m-%d %H:%M}"
