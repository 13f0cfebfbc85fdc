"""What all takers have to hear of an innovation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.catalogue.models import Innovation
from tular.features.replications.models.case import Case


class TakerWarning(models.Model):
    """A fault was found in an innovation or in one of its copies. Everybody who copies it is told; it stays."""

    innovation = models.ForeignKey(Innovation, on_delete=models.PROTECT, related_name="taker_warnings")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="+", help_text="Where it was found."
    )
    text = models.TextField(help_text="What is wrong, and what takers should do.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="When it was mended.")
    settled_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="taker_warning_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="taker_warning_settled_says_how", condition=Q(settled_at__isnull=True) | ~Q(settled_text="")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class TakerNews(models.Model):
    """That takers were told what happened to the origin; `occasion` names it, so that nothing is told twice."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "occasion"], name="taker_news_told_once")]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.occasion}"
