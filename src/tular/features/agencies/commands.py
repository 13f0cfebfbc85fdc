"""`tular admin create`: the first person, whom nobody can invite."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.actions import invite_super_admin
from tular.features.agencies.choices import INVITATION_DAYS
from tular.foundation.actions import Refused
from tular.foundation.audit.context import under
from tular.foundation.notifications.rendering import absolute


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `tular admin`."""
    admin = subparsers.add_parser("admin", help=_("mengundang super admin pertama"))
    verbs = admin.add_subparsers(dest="verb", required=True, metavar=_("PERINTAH"))
    create = verbs.add_parser("create", help=_("mencetak tautan sekali pakai untuk menjadi super admin"))
    create.add_argument("--email", required=True, help=_("alamat surel orangnya"))
    create.add_argument("--name", required=True, help=_("nama orangnya"))
    create.set_defaults(run=_create)


def _create(options: argparse.Namespace) -> int:
    with under("command", "admin create"):
        try:
            token = invite_super_admin(options.email, options.name, now=timezone.now())
        except Refused as refused:
            print("\n".join(reason.text for reason in refused.reasons), file=sys.stderr)
            return 1
    values = {"email": options.email, "days": INVITATION_DAYS}
    print(_("Tautan sekali pakai untuk %(email)s, berlaku %(days)d hari:") % values)
    print(absolute(f"/undangan/{token}"))
    return 0
