"""Regular work: unanswered questions climb, followers hear of news."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.conversations.actions import climb_overdue, tell_followers
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("conversations.climb", gettext_lazy("Meneruskan pertanyaan yang lewat tenggat"), every=timedelta(hours=1))
def climb(run: Run) -> None:
    """Every question whose deadline has passed is asked one level higher."""
    climb_overdue(timezone.now())


@scheduled("conversations.tell_followers", gettext_lazy("Mengabarkan inovasi baru"), every=timedelta(minutes=15))
def tell(run: Run) -> None:
    """Each publication is told once to those who follow the innovation, its agency or its themes."""
    tell_followers(timezone.now())
