"""What people keep and follow, and telling followers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations.models import Bookmark, Follow, News
from tular.foundation.actions import Refused, action
from tular.foundation.notifications.actions import notify

MOST = 500
"""Things that one person may keep, and follow."""

MONTH = timedelta(days=30)
"""How far back a publication is still news."""


@action("conversations.bookmark", gettext_lazy("Menyimpan inovasi"), on_trail=False)
def set_bookmark(innovation: Innovation, *, by: Any, now: datetime, kept: bool, note: str = "") -> bool:
    """Keep an innovation for oneself, with a note, or let it go; twice is as good as once. A private matter."""
    if not kept:
        Bookmark.objects.filter(person=by, innovation=innovation).delete()
        return False
    if Bookmark.objects.filter(person=by).count() >= MOST:
        raise Refused(_("Anda sudah menyimpan %(count)s inovasi. Lepas beberapa dulu.") % {"count": MOST})
    Bookmark.objects.update_or_create(
        person=by,
        innovation=innovation,
        defaults={"note": note.strip()[:300]},
        create_defaults={"note": note, "at": now},
    )
    return True


@action("conversations.follow", gettext_lazy("Mengikuti"), on_trail=False)
def set_follow(subject: models.Model, *, by: Any, now: datetime, following: bool) -> bool:
    """Follow an innovation, a theme or an agency, or stop; twice is as good as once. A private matter."""
    about = {{Innovation: "innovation", Theme: "theme", Agency: "agency"}[type(subject)]: subject}
    if not following:
        Follow.objects.filter(person=by, **about).delete()
        return False
    if Follow.objects.filter(person=by).count() >= MOST:
        raise Refused(_("Anda sudah mengikuti %(count)s hal. Lepas beberapa dulu.") % {"count": MOST})
    Follow.objects.get_or_create(person=by, **about, defaults={"at": now})
    return True


def tell_followers(now: datetime) -> int:
    """Tell followers of each publication of the last month of which they were not told; returns how many notices.

    Each publication in its own transaction, with a row that says it was told: a crash repeats none and forgets none.
    Who follows an innovation in several ways is told once.
    """
    told = News.objects.filter(innovation=OuterRef("pk"), published_at=OuterRef("published_at"))
    fresh = Innovation.objects.filter(state=State.PUBLISHED, published_at__gt=now - MONTH, published_at__lte=now)
    count = 0
    for innovation in fresh.exclude(Exists(told)).prefetch_related("themes"):
        assert innovation.published_at is not None, "asked for above"
        with transaction.atomic():
            News.objects.create(innovation=innovation, published_at=innovation.published_at)
            count += _tell(innovation, now)
    return count


def _tell(innovation: Innovation, now: datetime) -> int:
    ways = Q(innovation=innovation) | Q(agency=innovation.agency_id) | Q(theme__in=innovation.themes.all())
    follows = Follow.objects.filter(ways, at__lt=innovation.published_at).select_related("person", "agency", "theme")
    groups: dict[str, dict[int, Any]] = {}
    seen: set[int] = set()
    for follow in follows.order_by(F("innovation").asc(nulls_last=True), F("agency").asc(nulls_last=True), "pk"):
        if follow.person_id not in seen:
            seen.add(follow.person_id)
            subject = str(follow.agency or follow.theme or innovation)
            groups.setdefault(subject, {})[follow.person_id] = follow.person
    for subject, people in groups.items():
        notify(
            people.values(), "conversations.news", path=f"/inovasi/{innovation.slug}", now=now,
            subject=subject, title=innovation.title,
        )  # fmt: skip
    return len(seen)
