"""`tular mail`: what mail waits or failed, and trying it again."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.actions import Refused
from tular.foundation.notifications.actions import deliver_due, retry_all, retry_mail
from tular.foundation.notifications.choices import MailState
from tular.foundation.notifications.models import Mail, Relay
from tular.foundation.notifications.queries.mails import MailRow, mail_counts, mail_rows


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `mail` to `tular`."""
    mail = subparsers.add_parser("mail", help=_("melihat dan mengirim ulang surel keluar"))
    verbs = mail.add_subparsers(dest="verb", required=True, metavar=_("TINDAKAN"))

    listing = verbs.add_parser("list", help=_("surel yang menunggu atau tidak terkirim, yang terbaru dahulu"))
    listing.add_argument("--state", choices=MailState.values, help=_("hanya surel dengan keadaan ini"))
    listing.add_argument("--limit", type=int, default=50, metavar="N", help=_("paling banyak N baris (bawaan: 50)"))
    listing.set_defaults(run=_list)

    retry = verbs.add_parser("retry", help=_("mencoba lagi surel yang tidak terkirim atau ditahan"))
    retry.add_argument("number", nargs="*", type=int, metavar=_("NOMOR"), help=_("nomor surel dari 'tular mail list'"))
    retry.add_argument("--failed", action="store_true", help=_("semua yang tidak terkirim"))
    retry.set_defaults(run=_retry)

    send = verbs.add_parser("send", help=_("mengirim sekarang apa yang menunggu"))
    send.set_defaults(run=_send)


def _list(options: argparse.Namespace) -> int:
    if settings.MAIL_SERVER:
        print(_("Server surat: %(server)s") % {"server": settings.MAIL_SERVER["host"]})
    else:
        text = _("Server surat belum diatur (TULAR_SMTP_URL). Surel ditulis sebagai berkas di %(folder)s.")
        print(text % {"folder": settings.MAIL_FOLDER})
    for relay in Relay.objects.all():
        values = {"since": _time(relay.down_since), "error": relay.error}
        print(_("Tidak dapat dipakai sejak %(since)s: %(error)s") % values)
    counts = mail_counts()
    print(", ".join(f"{state.label} {counts.get(state, 0)}" for state in MailState))
    states = [options.state] if options.state else [MailState.WAITING, MailState.FAILED, MailState.HELD]
    for row in mail_rows(states, max(0, options.limit)):
        print(_line(row))
    return 0


def _line(row: MailRow) -> str:
    parts = [str(row.id), _time(row.created_at), row.state_label, row.address, row.kind or row.content]
    return "  ".join([*parts, row.error] if row.error else parts)


def _time(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i T")


def _retry(options: argparse.Namespace) -> int:
    if not options.number and not options.failed:
        print(_("Sebut nomor surel, atau pakai --failed untuk semua yang tidak terkirim."), file=sys.stderr)
        return 2
    now, code, count = timezone.now(), 0, 0
    for number in options.number:
        mail = Mail.objects.filter(pk=number).first()
        try:
            if mail is None:
                raise Refused(_("Surel ini tidak ada."))
            retry_mail(mail, by=None, now=now)
            count += 1
        except Refused as refused:
            print(f"{number}: {refused}", file=sys.stderr)
            code = 1
    if options.failed:
        count += retry_all(by=None, now=now)
    text = ngettext("%(count)s surel dicoba lagi.", "%(count)s surel dicoba lagi.", count) % {"count": count}
    print(text, _("Pengirimannya dalam satu menit, atau sekarang dengan 'tular mail send'."))
    return code


def _send(options: argparse.Namespace) -> int:
    total = deliver_due(timezone.now(), limit=sys.maxsize, seconds=float("inf"))
    values = {"sent": total.sent, "later": total.later, "failed": total.failed}
    print(_("%(sent)s terkirim, %(later)s ditunda, %(failed)s tidak terkirim.") % values)
    if total.down:
        print(total.down, file=sys.stderr)
    return 1 if total.down or total.failed else 0
