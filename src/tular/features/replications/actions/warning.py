"""Telling everybody who copies an innovation: a fault was found, or something happened to the origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import State, Sustainability
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.visibility import writers_of
from tular.features.replications.models import Case, TakerNews, TakerWarning
from tular.features.replications.queries.people import without
from tular.features.replications.queries.takers import cases_of_takers, has_takers, people_of_takers
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST = 2_000
"""Letters of a warning."""


@action("replications.warn", gettext_lazy("Memperingatkan para peniru"))
def warn(subject: Innovation | Case, *, text: str, by: Any, now: datetime, reason: str = "") -> TakerWarning:
    """Tell all takers, and the owner, of a fault: found by the owner, or in one of the copies."""
    said = _text(text, _("Tulis apa yang salah dan apa yang harus dilakukan para peniru."))
    case = subject if isinstance(subject, Case) else None
    innovation = subject.innovation if isinstance(subject, Case) else subject
    made = TakerWarning.objects.create(innovation=innovation, case=case, text=said, by=by, at=now)
    _tell_all(innovation, "replications.warning", said, by=by, now=now)
    return made


@action("replications.settle_warning", gettext_lazy("Menyatakan peringatan selesai"))
def settle_warning(warning: TakerWarning, *, text: str, by: Any, now: datetime, reason: str = "") -> TakerWarning:
    """It was mended; everybody who was warned reads how."""
    if warning.settled_at is not None:
        raise Refused(_("Peringatan ini sudah dinyatakan selesai."))
    warning.settled_text = _text(text, _("Tulis bagaimana itu diatasi."))
    warning.settled_at = now
    warning.save()
    _tell_all(warning.innovation, "replications.warning_settled", warning.settled_text, by=by, now=now)
    return warning


def tell_takers(now: datetime) -> int:
    """Tell takers once of each stop, withdrawal and new text of their origin since they began; how many notices.

    Each in its own transaction, with a row that says it was told: a crash repeats none and forgets none.
    """
    count = 0
    for innovation in Innovation.objects.filter(has_takers()).select_related("agency").order_by("pk"):
        for news in _news_of(innovation):
            with transaction.atomic():
                _row, fresh = TakerNews.objects.get_or_create(
                    innovation=innovation, occasion=news.occasion, defaults={"at": now}
                )
                count += _tell(innovation, news, now) if fresh else 0
    return count


@dataclass(frozen=True, slots=True)
class _News:
    """What happened to an origin, and when; only who began before it is told."""

    kind: str
    occasion: str
    at: datetime
    reason: str = ""


def _news_of(innovation: Innovation) -> Iterator[_News]:
    if innovation.state == State.WITHDRAWN and innovation.state_at is not None:
        occasion = f"withdrawn {innovation.state_at.isoformat()}"
        yield _News("replications.origin_withdrawn", occasion, innovation.state_at, innovation.state_reason)
    if innovation.published_at is not None:
        occasion = f"changed {innovation.published_at.isoformat()}"
        yield _News("replications.origin_changed", occasion, innovation.published_at)
    declared = innovation.declarations.first()
    if declared is not None and declared.status == Sustainability.STOPPED:
        yield _News("replications.origin_stopped", f"stopped {declared.pk}", declared.at)


def _tell(innovation: Innovation, news: _News, now: datetime) -> int:
    before = dict(cases_of_takers(innovation.pk).filter(created_at__lt=news.at).values_list("pk", "pk"))
    told: set[int] = set()
    for case, people in people_of_takers(innovation.pk).items():
        fresh = [one for one in people if case in before and one.pk not in told]
        told.update(one.pk for one in fresh)
        notify(fresh, news.kind, path=f"/replikasi/{case}", now=now, title=innovation.title,
               owner=innovation.agency.name, reason=news.reason)  # fmt: skip
    return len(told)


def _tell_all(innovation: Innovation, kind: str, text: str, *, by: Any, now: datetime) -> None:
    told = {by.pk}
    for case, people in people_of_takers(innovation.pk).items():
        fresh = [one for one in people if one.pk not in told]
        told.update(one.pk for one in fresh)
        notify(fresh, kind, path=f"/replikasi/{case}", now=now, title=innovation.title, text=text)
    owners = [one for one in without(writers_of(innovation), by) if one.pk not in told]
    notify(owners, kind, path=f"/inovasi/{innovation.slug}#peniru", now=now, title=innovation.title, text=text)


def _text(text: str, missing: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(Reason(missing, "text"))
    if len(said) > LONGEST:
        raise Refused(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST}, "text"))
    return said
