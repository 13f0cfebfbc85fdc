"""Regular work on replications."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from tular.features.replications.actions.answering import remind_all
from tular.features.replications.actions.certifying import certify_all
from tular.features.replications.actions.extending import tell_endings
from tular.features.replications.actions.reminding import remind_measuring
from tular.features.replications.actions.tasks import remind_tasks
from tular.features.replications.actions.warning import tell_takers
from tular.features.replications.queries.certificates import is_any_waiting
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("replications.tell_takers", gettext_lazy("Mengabari peniru tentang asalnya"), every=timedelta(minutes=15))
def tell(run: Run) -> None:
    """What happened to an origin is told once to everybody who copies it."""
    tell_takers(timezone.now())


@scheduled(
    "replications.remind_answers", gettext_lazy("Mengingatkan jawaban permintaan replikasi"), every=timedelta(hours=1)
)
def remind_answers(run: Run) -> None:
    """Whose answer is awaited is reminded; a late answer is told one level higher."""
    remind_all(timezone.now())


@scheduled(
    "replications.watch_agreements", gettext_lazy("Mengabarkan kesepakatan yang akan berakhir"), daily_at=time(6, 15)
)
def watch_agreements(run: Run) -> None:
    """Both sides hear, at each threshold of the rules, that their agreement ends."""
    tell_endings(timezone.now())


@scheduled("replications.remind_tasks", gettext_lazy("Mengingatkan tugas replikasi"), daily_at=time(6, 45))
def remind_of_tasks(run: Run) -> str:
    """Who has a task hears of it three days before its day and on it."""
    told = remind_tasks(now=timezone.now())
    return ngettext("%(n)d tugas diingatkan", "%(n)d tugas diingatkan", told) % {"n": told}


@scheduled("replications.remind_measuring", gettext_lazy("Mengingatkan ukuran replikasi"), daily_at=time(6, 30))
def remind_to_measure(run: Run) -> None:
    """The taker hears before and on the day; the owner when it is late."""
    remind_measuring(timezone.now())


@scheduled(
    "replications.certify", gettext_lazy("Menerbitkan piagam replikasi"), every=timedelta(minutes=5),
    when=is_any_waiting,
)  # fmt: skip
def certify(run: Run) -> None:
    """What was promised or finished meanwhile is certified; what was issued once is not issued again."""
    certify_all(timezone.now())
