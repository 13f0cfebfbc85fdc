"""`tular audit verify`: is the trail as it was written?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from tular.foundation.audit.queries import Fault, Verdict, compare, exported, verify

MOST_DIFFERENCES = 20
"""Lines printed of a comparison; the number of the others is told."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `audit` to `tular`."""
    audit = subparsers.add_parser("audit", help=_("memeriksa jejak audit"))
    verbs = audit.add_subparsers(dest="verb", required=True, metavar=_("KERJA"))
    check = verbs.add_parser("verify", help=_("membaca seluruh jejak audit dan menghitung ulang rantainya"))
    check.add_argument(
        "--export", metavar=_("BERKAS"), help=_("menulis semua entri ke berkas JSON Lines; simpan di luar server ini")
    )
    check.add_argument(
        "--against", metavar=_("BERKAS"), help=_("membandingkan dengan hasil --export yang dulu, entri demi entri")
    )
    check.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    try:
        with _export(options.export) as keep:
            verdict = verify(keep)
        for line in _sentences(verdict):
            print(line)
        different = _print_differences(options.against) if options.against else 0
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(_("Berkas tidak dapat dibaca atau ditulis: %(error)s") % {"error": error}, file=sys.stderr)
        return 1
    return 1 if verdict.faults or different else 0


@contextmanager
def _export(name: str | None) -> Iterator[Callable[[Any], None] | None]:
    """A function that writes an entry to the file; the file appears whole or not at all, readable by its owner only."""
    if not name:
        yield None
        return
    target = Path(name)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:  # noqa: PTH123 - opened by number
            yield lambda entry: _write(stream, entry)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _write(stream: TextIO, entry: Any) -> None:
    stream.write(json.dumps(exported(entry), ensure_ascii=False, sort_keys=True) + "\n")


def _sentences(verdict: Verdict) -> list[str]:
    lines = [_fault(fault) for fault in verdict.faults]
    if not verdict.faults:
        if not verdict.read:
            return [_("Jejak audit masih kosong.")]
        message = _("Jejak audit utuh: %(count)d entri, yang terakhir nomor %(number)d dengan hash %(hash)s.")
        lines.append(message % {"count": verdict.read, "number": verdict.number, "hash": verdict.hash})
    return lines


def _fault(fault: Fault) -> str:
    values = {"number": fault.number, "expected": fault.expected, "found": fault.found, "names": ", ".join(fault.names)}
    sentences = {
        "gap": _("Entri %(number)d tidak ada: entri berikutnya bernomor %(found)s."),
        "chain": _(
            "Entri %(number)d tidak menyambung: menurutnya hash entri sebelumnya %(expected)s, padahal %(found)s. "
            "Entri sebelumnya diganti atau dipindah."
        ),
        "content": _(
            "Isi entri %(number)d berubah sejak ditulis: hash yang tercatat %(expected)s, hash isinya %(found)s."
        ),
        "tail": _("Entri %(number)d sampai %(expected)s tidak ada: bagian akhir jejak audit dihapus."),
        "surplus": _("Entri %(number)d sampai %(found)s ditambahkan di luar Tular: kepala rantai tidak mengenalnya."),
        "head": _("Kepala rantai tidak cocok dengan entri terakhir, %(number)d: %(expected)s, padahal %(found)s."),
        "guards": _("Penjaga di basis data tidak ada atau dimatikan: %(names)s. Entri dapat diubah tanpa ditolak."),
    }
    return sentences[fault.kind] % values


def _print_differences(name: str) -> int:
    """How many entries are no longer as the file has them; the first of them are printed."""
    count = 0
    with Path(name).open(encoding="utf-8") as stream:
        for number, fields in compare(json.loads(line) for line in stream if line.strip()):
            count += 1
            if count <= MOST_DIFFERENCES:
                if fields == ["number"]:
                    print(_("Entri %(number)d ada di berkas, tetapi tidak ada lagi.") % {"number": number})
                else:
                    message = _("Entri %(number)d berbeda dari berkas pada: %(fields)s.")
                    print(message % {"number": number, "fields": ", ".join(fields)})
    if count > MOST_DIFFERENCES:
        print(_("… dan %(count)d entri lain.") % {"count": count - MOST_DIFFERENCES})
    if not count:
        print(_("Semua entri di berkas masih sama."))
    return count
