"""The `tular` command: each feature contributes its own subcommands."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import django
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tular.config.processors import SERVING
from tular.foundation.audit.context import under

COMMANDS = (
    "tular.config.commands",
    "tular.features.accounts.commands",
    "tular.foundation.audit.commands",
    "tular.foundation.jobs.commands",
    "tular.foundation.notifications.commands",
    "tular.foundation.rulebooks.commands",
    "tular.features.agencies.commands",
    "tular.features.competitions.commands",
    "tular.features.finder.commands",
    "tular.features.judging.commands",
    "tular.features.modelbooks.commands",
    "tular.features.replications.commands",
    "tular.features.exchange.commands",
)
"""Modules with a function `register(subparsers)`; a subcommand sets `run`, which returns the exit code."""

INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Says in the user's language what is wrong with a command line, and how to go on."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        self.print_usage(sys.stderr)
        text = _("Perintah belum lengkap atau tidak dikenal (%(message)s). Lihat %(program)s --help.")
        self.exit(2, text % {"message": message, "program": self.prog} + "\n")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code: 0 done, 1 refused with a reason, 2 not understood.

    Number libraries get one thread, as in the server: with more of them sums end in other digits, and a replay differs.
    """
    os.environ |= SERVING
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
    # The subcommands import models, which exist only after this.
    django.setup()
    parser = Parser(prog="tular", description=_("Menemukan dan menularkan inovasi pelayanan publik."))
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=_("PERINTAH"))
    for module in COMMANDS:
        import_module(module).register(subparsers)
    options = parser.parse_args(arguments)
    try:
        # Everything a command does carries its name in the audit trail.
        with under("command", f"{options.command} {secrets.token_hex(8)}"):
            code: int = options.run(options)
    except DatabaseError as error:
        print(_database_sentence(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Dihentikan. Yang belum selesai tidak disimpan."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _database_sentence(error: DatabaseError) -> str:
    text = str(error)
    if "no such table" in text or "does not exist" in text:
        return _("Basis data belum disiapkan. Jalankan 'tular serve' sekali, atau 'python manage.py migrate'.")
    if "locked" in text:
        return _("Basis data sedang dipakai proses lain. Tunggu sebentar, lalu ulangi perintah ini.")
    return _("Basis data tidak dapat dipakai: %(error)s") % {"error": text.strip()}
