"""`tular deactivate-person` and `tular reactivate-person`: for the operator, when nobody else can."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.accounts import actions
from tular.features.accounts.queries import person_with
from tular.foundation.actions import Refused


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands to `tular`."""
    off = subparsers.add_parser("deactivate-person", help=_("menonaktifkan akun: tidak dapat masuk lagi"))
    off.add_argument("email", metavar=_("SUREL"))
    off.add_argument("--reason", required=True, metavar=_("ALASAN"), help=_("tercatat dalam riwayat"))
    off.set_defaults(run=_deactivate)
    on = subparsers.add_parser("reactivate-person", help=_("mengaktifkan kembali akun"))
    on.add_argument("email", metavar=_("SUREL"))
    on.add_argument("--reason", default="", metavar=_("ALASAN"), help=_("tercatat dalam riwayat"))
    on.set_defaults(run=_reactivate)


def _deactivate(options: argparse.Namespace) -> int:
    person = person_with(options.email)
    if person is None:
        return _unknown(options.email)
    try:
        actions.deactivate(person, by=None, now=timezone.now(), reason=options.reason)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(_("%(name)s tidak dapat masuk lagi; semua sesinya berakhir.") % {"name": person.name})
    return 0


def _reactivate(options: argparse.Namespace) -> int:
    person = person_with(options.email)
    if person is None:
        return _unknown(options.email)
    try:
        actions.reactivate(person, by=None, now=timezone.now(), reason=options.reason)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(_("%(name)s dapat masuk lagi.") % {"name": person.name})
    return 0


def _unknown(email: str) -> int:
    print(_("Tidak ada akun dengan alamat %(email)s.") % {"email": email}, file=sys.stderr)
    return 1
