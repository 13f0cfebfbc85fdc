"""What a person was told, and what they chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tular.foundation.notifications.choices import MailContent, MailState, Rhythm
from tular.foundation.notifications.kinds import GROUPS, group_of, urgent_groups, wording
from tular.foundation.notifications.models import Mail, Notice, NoticeChoice, RefusedAddress
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 20

MANY = 100
"""From this many unread notices on the bell stops counting."""

RECENT = timedelta(days=30)
"""How long mail that failed is still worth sending."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as the list shows it, in the reader's language."""

    id: int
    title: str
    text: str
    group: str | Promise
    at: datetime
    unread: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class GroupOption:
    """A group by which the list can be narrowed; `code` "" is all of them."""

    code: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Mail does not reach the person: where to, what the server said if it refused the address, how many mails."""

    address: str
    error: str
    failed: int


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """One page of a person's notices, unread ones first."""

    rows: Sequence[NoticeRow]
    pages: Pages
    groups: Sequence[GroupOption]
    group: str
    unread: int
    trouble: Trouble | None


def notices_page(person: Any, now: datetime, group: str = "", page: str = "") -> NoticesPage:
    """The list of a person; `group` narrows it, an unknown one does not. Always four queries."""
    mine = Notice.objects.filter(person=person)
    unread_ones = Count("id", filter=Q(read_at=None))
    counted = mine.order_by("group").values_list("group").annotate(total=Count("id"), unread=unread_ones)
    counts = {code: (total, unread) for code, total, unread in counted}
    group = group if group in counts else ""
    shown = [counts[group]] if group else list(counts.values())
    pages = Pages.read(page, sum(total for total, _unread in shown), PAGE_SIZE)
    notices = (mine.filter(group=group) if group else mine).alias(is_read=Q(read_at__isnull=False))
    rows = [_row(notice) for notice in notices.order_by("is_read", "-id")[pages.start : pages.start + PAGE_SIZE]]
    total = sum(total for total, _unread in counts.values())
    groups = [GroupOption("", _("Semua"), total, not group)]
    groups += [GroupOption(code, group_of(code).label, counts[code][0], code == group) for code in sorted(counts)]
    unread = sum(unread for _total, unread in shown)
    return NoticesPage(rows, pages, groups, group, unread, trouble_of(person, now))


def _row(notice: Notice) -> NoticeRow:
    title, text = wording(notice.kind, notice.params)
    return NoticeRow(
        notice.pk, title, text, group_of(notice.group).label, notice.at, notice.read_at is None, notice.urgent
    )


def notice_of(person: Any, pk: int) -> Notice | None:
    """One of the person's own notices."""
    return Notice.objects.filter(person=person, pk=pk).first()


def unread_count(person: Any) -> int:
    """How many notices wait, at most `MANY`. One query over the index of unread notices."""
    return Notice.objects.filter(person=person, read_at=None).order_by()[:MANY].count()


def trouble_of(person: Any, now: datetime) -> Trouble | None:
    """Whether mail fails to reach the person. Two queries."""
    refused = RefusedAddress.objects.filter(address=person.email.lower()).first()
    failed = Mail.objects.filter(person=person, state=MailState.FAILED, created_at__gte=now - RECENT)
    count = failed.exclude(content=MailContent.LETTER).count()
    if refused is None and not count:
        return None
    return Trouble(person.email, refused.error if refused else "", count)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A group with what the person chose for it; `urgent` when some of it is always mailed at once."""

    code: str
    label: str | Promise
    hint: str | Promise
    rhythm: str
    urgent: bool


def choice_rows(person: Any) -> list[ChoiceRow]:
    """The table of choices: every group, in the order in which features were loaded. One query."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("group", "rhythm"))
    urgent = urgent_groups()
    return [
        ChoiceRow(code, group.label, group.hint, chosen.get(code, group.default), code in urgent)
        for code, group in GROUPS.items()
    ]


DIGEST_HOUR = time(7)
"""When digests are made, by the reader's clock; weekly ones on Monday."""


def last_hour(rhythm: str, zone: str, now: datetime) -> datetime:
    """The latest moment, not after `now`, at which digests of this rhythm are made in this zone."""
    local = now.astimezone(ZoneInfo(zone))
    hour = datetime.combine(local.date(), DIGEST_HOUR, local.tzinfo)
    if hour > local:
        hour -= timedelta(days=1)
    return hour - timedelta(days=hour.weekday()) if rhythm == Rhythm.WEEKLY else hour


def waiting_for_digest(rhythm: str, before: datetime) -> QuerySet[Notice]:
    """Notices that go into a digest of this rhythm: told before that moment, unread, not yet in a mail."""
    notices = Notice.objects.filter(rhythm=rhythm, mail=None, read_at=None, at__lt=before)
    return notices.filter(person__is_active=True).order_by()


def digests_due(now: datetime) -> Iterator[tuple[str, datetime, QuerySet[Notice]]]:
    """(rhythm, its hour, the notices told before it) for each rhythm and zone in which something is due."""
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        for zone in waiting_for_digest(rhythm, now).values_list("person__zone", flat=True).distinct():
            hour = last_hour(rhythm, zone, now)
            notices = waiting_for_digest(rhythm, hour).filter(person__zone=zone)
            if notices.exists():
                yield rhythm, hour, notices


def told_since(kind: str, path: str, since: datetime) -> set[int]:
    """Who was told of this thing since a moment, so that nobody is reminded twice a day. One query."""
    return set(Notice.objects.filter(kind=kind, path=path, at__gte=since).values_list("person", flat=True))
