"""`tular work`: the background worker."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.jobs.worker import Worker

NICENESS = 5
"""Pages come first on a small machine."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `work` to `tular`."""
    work = subparsers.add_parser("work", help=_("mengerjakan pekerjaan latar dan pekerjaan berkala"))
    work.add_argument("--once", action="store_true", help=_("kerjakan yang menunggu, lalu selesai"))
    work.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    work.set_defaults(run=_work)


def _work(options: argparse.Namespace) -> int:
    with suppress(OSError):
        os.nice(NICENESS)
    worker = Worker(parent=options.parent)
    if options.once:
        count = worker.once()
        print(ngettext("%(count)s pekerjaan dikerjakan.", "%(count)s pekerjaan dikerjakan.", count) % {"count": count})
        return 0
    if not options.parent:
        print(_("Pekerja siap (Ctrl-C untuk berhenti)"), flush=True)
    clean = worker.run()
    if not clean:
        # A job that does not stop is left to its lease; the next worker takes it up again.
        print(_("Satu pekerjaan belum berhenti; pekerjaan itu dilanjutkan oleh pekerja berikutnya."), file=sys.stderr)
        sys.stderr.flush()
        os._exit(0)
    return 0
