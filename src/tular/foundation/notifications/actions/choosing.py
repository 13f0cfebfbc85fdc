"""What people do with their own notices. It is theirs alone, so it needs no permission and leaves no trail."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tular.foundation.notifications.choices import MailContent, MailState, Rhythm
from tular.foundation.notifications.kinds import GROUPS, group_of
from tular.foundation.notifications.models import Mail, Notice, NoticeChoice, RefusedAddress
from tular.foundation.notifications.queries.notices import RECENT
from tular.foundation.notifications.tokens import Stop


def mark_read(person: Any, ids: Collection[int], now: datetime) -> int:
    """Mark these of the person's own notices; how many were unread."""
    return _mark(Notice.objects.filter(person=person, pk__in=ids), now)


def mark_all_read(person: Any, now: datetime, group: str = "") -> int:
    """Mark everything the person has been told so far, of one group or of all; how many were unread."""
    notices = Notice.objects.filter(person=person)
    return _mark(notices.filter(group=group) if group else notices, now)


def _mark(notices: QuerySet[Notice], now: datetime) -> int:
    return notices.filter(read_at=None).update(read_at=now)


@transaction.atomic
def choose(person: Any, wishes: Mapping[str, str]) -> None:
    """Keep how soon the person wants mail, by group; groups that nobody defined are passed over.

    What already waits for a digest follows the new wish; when the new wish is "at once" it still comes with the digest.
    """
    for group, rhythm in wishes.items():
        if group not in GROUPS or rhythm not in Rhythm:
            continue
        if rhythm == group_of(group).default:
            NoticeChoice.objects.filter(person=person, group=group).delete()
        else:
            NoticeChoice.objects.update_or_create(person=person, group=group, defaults={"rhythm": rhythm})
        if rhythm != Rhythm.AT_ONCE:
            waiting = Notice.objects.filter(person=person, group=group, mail=None, read_at=None)
            waiting.filter(rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY]).update(rhythm=rhythm)


def stop(person: Any, what: Stop) -> None:
    """End the mail that a link at the foot of a mail names: of a group, or the digests of one rhythm."""
    if what.what in (Rhythm.DAILY, Rhythm.WEEKLY):
        chosen = dict(NoticeChoice.objects.filter(person=person).values_list("group", "rhythm"))
        groups = [code for code, group in GROUPS.items() if chosen.get(code, group.default) == what.what]
    else:
        groups = [what.what]
    choose(person, dict.fromkeys(groups, Rhythm.NEVER))


@transaction.atomic
def try_again(person: Any, now: datetime) -> int:
    """Let the person's address count as good again and send what failed lately; how many mails that are."""
    RefusedAddress.objects.filter(address=person.email.lower()).delete()
    failed = Mail.objects.filter(person=person, state=MailState.FAILED, created_at__gte=now - RECENT)
    return failed.exclude(content=MailContent.LETTER).update(
        state=MailState.WAITING, next_try_at=now, attempts=0, error=""
    )
