"""Mail in the reader's language: text and HTML with one simple look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime, parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.notifications.choices import MailContent, Rhythm
from tular.foundation.notifications.kinds import group_of, wording
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.notifications.tokens import stop_path

LONGEST_DIGEST = 50
"""Notices that a digest spells out; the rest are counted, with a link to all."""

FONT = "font-family:'Plus Jakarta Sans','Segoe UI',Arial,sans-serif;"
LOOK = {
    "page": f"margin:0;padding:0;background:#faf9f5;color:#14213d;{FONT}",
    "cell": "padding:24px 16px;",
    "paper": "width:100%;max-width:600px;background:#ffffff;border-top:6px solid #0e6b50;text-align:left;",
    "inner": f"padding:24px;font-size:16px;line-height:1.55;color:#14213d;{FONT}",
    "p": "margin:0 0 14px;",
    "title": "margin:0 0 6px;font-size:19px;line-height:1.3;font-weight:700;",
    "group": "margin:24px 0 10px;padding:0 0 4px;border-bottom:1px solid #d8d6ce;font-size:14px;color:#4a5570;",
    "button": "display:inline-block;padding:11px 20px;background:#0e6b50;color:#ffffff;text-decoration:none;",
    "link": "color:#0e6b50;font-weight:700;",
    "foot": f"padding:16px 24px 24px;font-size:14px;line-height:1.5;color:#4a5570;{FONT}",
    "quiet": "color:#4a5570;",
}
"""What a class of the template means. Mail programs keep the style of an element, not of the head."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice as a mail tells it; `heading` is the name of its group where a digest begins a new one."""

    title: str
    text: str
    url: str
    heading: str = ""


def rendered(mail: Mail, address: str) -> EmailMultiAlternatives | None:
    """The message to `address`, in the language and zone of its reader; None when nothing is left to tell."""
    person = mail.person
    is_letter = mail.content == MailContent.LETTER
    language = mail.language if is_letter or person is None else person.language
    zone = ZoneInfo(person.zone) if person else timezone.get_default_timezone()
    with translation.override(language or settings.LANGUAGE_CODE), timezone.override(zone):
        if is_letter:
            return _message(mail, address, mail.subject, {"letter": mail.text})
        notices = list(Notice.objects.filter(mail=mail).order_by("group", "id"))
        if not notices:
            return None
        if mail.content == MailContent.NOTICE:
            first = notices[0]
            entry, stop = _entry(first), _stop(mail, first.group)
            return _message(mail, address, entry.title, {"entries": [entry], "why": _why(first), "stop": stop})
        title, lead = _digest_title(mail, len(notices))
        context = {
            "lead": lead,
            "entries": _entries(notices[:LONGEST_DIGEST]),
            "more": len(notices[LONGEST_DIGEST:]),
            "why": _("Anda menerima ringkasan ini karena memilihnya di akun Anda."),
            "stop": _stop(mail, mail.rhythm),
        }
        return _message(mail, address, title, context)


def absolute(path: str) -> str:
    """The whole address of a page, as a mail needs it."""
    return f"{settings.ADDRESS}{path}"


def message_id(mail: Mail) -> str:
    """The same at every try, so that a second copy is known as such."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    return f"<{mail.token}@{domain}>"


def _entry(notice: Notice, heading: str = "") -> Entry:
    title, text = wording(notice.kind, notice.params)
    return Entry(title, text, absolute(notice.path), heading)


def _entries(notices: Sequence[Notice]) -> list[Entry]:
    groups = [notice.group for notice in notices]
    return [
        _entry(notice, "" if before == notice.group else str(group_of(notice.group).label))
        for before, notice in zip(["", *groups], notices, strict=False)
    ]


def _why(notice: Notice) -> str:
    if notice.urgent:
        return _("Kabar mendesak selalu dikirim, karena ada yang menunggu Anda atau ada hak yang dapat lewat.")
    return _("Anda menerima surel ini karena memilih “segera” untuk kelompok %(group)s.") % {
        "group": group_of(notice.group).label
    }


def _stop(mail: Mail, what: str) -> str:
    """The address that ends this kind of mail with one press; none for urgent mail, which cannot be ended."""
    return "" if mail.urgent else absolute(stop_path(mail.person, what))


def _digest_title(mail: Mail, count: int) -> tuple[str, str]:
    period = _("pekan ini") if mail.rhythm == Rhythm.WEEKLY else _("hari ini")
    values = {"count": count, "period": period}
    title = ngettext("%(count)s kabar untuk Anda %(period)s", "%(count)s kabar untuk Anda %(period)s", count) % values
    return title, _("Yang belum Anda baca, menurut kelompoknya.")


def _message(mail: Mail, address: str, subject: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    person, is_letter = mail.person, mail.content == MailContent.LETTER
    whole = context | {
        "subject": subject,
        "name": person.name if person and not is_letter else "",
        "choices": "" if is_letter else absolute("/akun/pemberitahuan"),
        "all": absolute("/pemberitahuan"),
        "home": absolute("/"),
        "language": translation.get_language(),
    }
    headers = {
        "Message-ID": message_id(mail),
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": str(translation.get_language()),
    }
    if context.get("stop"):
        headers |= {"List-Unsubscribe": f"<{context['stop']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    text = render_to_string("notifications/mail.txt", whole)
    html = render_to_string("notifications/mail.html", whole)
    message = EmailMultiAlternatives(
        " ".join(subject.split())[:200],
        re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n",
        settings.MAIL_FROM,
        [address],
        headers=headers,
    )
    message.attach_alternative(_with_look(html), "text/html")
    return message


def _with_look(html: str) -> str:
    """The HTML with every `class="m-…"` turned into the style it stands for."""
    return re.sub(r'class="m-([a-z]+)"', lambda found: f'style="{LOOK[found[1]]}"', html)
