"""Who hears what about a round: people with an account by notice, guests by letter, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tular.features.accounts.models import User
from tular.features.events.choices import GuestState
from tular.features.events.models import Invitation
from tular.features.modelbooks import notices  # noqa: F401 - makes the kinds known
from tular.features.modelbooks.models import FgdComment, Round
from tular.features.modelbooks.queries.seats import door_of
from tular.foundation.notifications.actions import notify, post


def write_to_guests(found: Round, guests: Iterable[Invitation], *, subject: str, text: str, now: datetime) -> int:
    """Letters to guests without an account who left an address, each with a way in of their own; how many.

    `text` has a place `%(title)s` for the book and `%(link)s` for the way in.
    """
    with override(settings.LANGUAGE_CODE):
        sent = 0
        for guest in guests:
            if not guest.email or guest.state == GuestState.WITHDRAWN:
                continue
            link = f"{settings.ADDRESS}{door_of(guest)}/{found.book.slug}/{found.number}"
            lines = [_("Yth. %(name)s,") % {"name": guest.name}, "", text % {"title": found.book.title, "link": link}]
            post(guest.email, subject=subject, text="\n".join(lines), language="id", now=now, urgent=False)
            sent += 1
    return sent


def tell_answers(found: Round, comments: QuerySet[FgdComment], *, code: str, now: datetime) -> None:
    """Tell everybody whose comments these are that there are answers: one notice or letter for each person."""
    rows = list(comments.values_list("person_id", "invitation_id", "invitation__person_id"))
    people = Counter(person or behind for person, _invitation, behind in rows if person or behind)
    guests = Counter(invitation for person, invitation, behind in rows if invitation and not (person or behind))
    path = f"{found.book.path}/fgd/{found.number}/masukan-saya"
    by_count: dict[int, list[User]] = {}
    for reader in User.objects.filter(pk__in=people):
        by_count.setdefault(people[reader.pk], []).append(reader)
    for count, readers in by_count.items():
        notify(readers, code, path=path, now=now, title=found.book.title, count=count)
    write_to_guests(
        found,
        Invitation.objects.filter(pk__in=guests),
        subject=_("Jawaban atas masukan Anda: %(title)s") % {"title": found.book.title},
        text=_("Penulis buku “%(title)s” sudah menjawab masukan Anda. Baca jawabannya lewat:\n%(link)s/masukan-saya"),
        now=now,
    )
