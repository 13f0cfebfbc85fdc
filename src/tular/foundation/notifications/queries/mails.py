"""Which mail is due, and what operators see of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tular.foundation.notifications.choices import MailContent, MailState, Via
from tular.foundation.notifications.models import Mail, Relay
from tular.foundation.ui.shapes import Kind, Pages

PAGE_SIZE = 30

LEASE = timedelta(minutes=20)
"""How long a process may take for one mail; longer than the slowest conversation with a server that is still given
time (see `sending`). After that the process counts as dead and the mail is due again."""


def due(now: datetime) -> QuerySet[Mail]:
    """Mail to be sent now, urgent mail first; while the server rests, only what goes to files."""
    mails = Mail.objects.filter(
        Q(state=MailState.WAITING, next_try_at__lte=now) | Q(state=MailState.SENDING, claimed_at__lte=now - LEASE)
    ).order_by("-urgent", "next_try_at", "id")
    if settings.MAIL_SERVER and is_resting(now):
        mails = mails.filter(person__is_demo=True)
    return mails


def is_resting(now: datetime) -> bool:
    """Whether the mail server is down and not yet to be asked again."""
    return Relay.objects.filter(next_try_at__gt=now).exists()


def address_of(mail: Mail) -> str:
    """Where a mail goes: a letter to its address, everything else to where its person is reached today."""
    if mail.content == MailContent.LETTER:
        return mail.address
    assert mail.person is not None, "the database refuses a notice without a person"
    return mail.person.email


@dataclass(frozen=True, slots=True)
class StateOption:
    """A state by which operators narrow the list, with its count."""

    code: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail as operators see it: to whom and how it stands, never its words."""

    id: int
    content: str
    kind: str
    name: str
    address: str
    state: str
    state_label: str
    tag: Kind
    attempts: int
    error: str
    created_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    to_file: bool

    @property
    def may_retry(self) -> bool:
        """Whether it can be sent again."""
        return self.state in (MailState.WAITING, MailState.FAILED, MailState.HELD)

    @property
    def may_hold(self) -> bool:
        """Whether it can be held."""
        return self.state in (MailState.WAITING, MailState.FAILED)


@dataclass(frozen=True, slots=True)
class MailsPage:
    """What the operators' page shows; `server` is its host name, "" when mail goes to files in `folder`."""

    rows: Sequence[MailRow]
    pages: Pages
    states: Sequence[StateOption]
    state: str
    failed: int
    relay: Relay | None
    server: str
    folder: str


TAGS: dict[str, Kind] = {
    MailState.WAITING: "part",
    MailState.SENDING: "info",
    MailState.SENT: "ok",
    MailState.FAILED: "stop",
    MailState.HELD: "unknown",
}


def mail_counts() -> dict[str, int]:
    """How many mails there are in each state that has any."""
    return dict(Mail.objects.order_by("state").values_list("state").annotate(Count("id")))


def mail_rows(states: Sequence[str], limit: int) -> list[MailRow]:
    """The newest mails in these states. Two queries."""
    mails = Mail.objects.filter(state__in=states).select_related("person").prefetch_related("notices")
    return [mail_row(mail) for mail in mails.order_by("-id")[:limit]]


def mails_page(state: str = "", page: str = "") -> MailsPage:
    """The mail of the installation, the newest first; `state` narrows it. Always four queries."""
    counts = mail_counts()
    state = state if state in MailState else ""
    total = sum(counts.values())
    pages = Pages.read(page, counts.get(state, 0) if state else total, PAGE_SIZE)
    mails = Mail.objects.filter(state=state) if state else Mail.objects.all()
    listed = mails.select_related("person").prefetch_related("notices").order_by("-id")
    options = [StateOption("", _("Semua"), total, not state)]
    options += [StateOption(one.value, one.label, counts.get(one, 0), one == state) for one in MailState]
    return MailsPage(
        rows=[mail_row(mail) for mail in listed[pages.start : pages.start + PAGE_SIZE]],
        pages=pages,
        states=options,
        state=state,
        failed=counts.get(MailState.FAILED, 0),
        relay=Relay.objects.first(),
        server=str(settings.MAIL_SERVER["host"]) if settings.MAIL_SERVER else "",
        folder=str(settings.MAIL_FOLDER),
    )


def mail_row(mail: Mail) -> MailRow:
    """A mail with its person and notices already read."""
    kinds = sorted({notice.kind for notice in mail.notices.all()})
    return MailRow(
        id=mail.pk,
        content=str(MailContent(mail.content).label),
        kind=", ".join(kinds[:3]),
        name=mail.person.name if mail.person else "",
        address=mail.address if mail.sent_at and mail.address else address_of(mail),
        state=mail.state,
        state_label=str(MailState(mail.state).label),
        tag=TAGS[mail.state],
        attempts=mail.attempts,
        error=mail.error,
        created_at=mail.created_at,
        next_try_at=mail.next_try_at,
        sent_at=mail.sent_at,
        to_file=mail.via == Via.FILE,
    )
