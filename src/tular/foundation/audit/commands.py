"""`tular audit verify`: is the trail as it was written?"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.audit.queries import Fault, Verdict, compare, entry_hashes, exported, verify

MOST_DIFFERENCES = 20
"""Lines printed of a comparison; the number of the others is told."""

SHORTEST = 8
"""Of a digest that is typed by hand: the first group on the page."""


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
    check.add_argument(
        "--digests", metavar=_("BERKAS"), help=_("membandingkan dengan sidik yang dulu diterbitkan (jejak.csv)")
    )
    check.add_argument(
        "--digest", metavar=_("NOMOR:SIDIK"), action="append", default=[],
        help=_("membandingkan satu sidik yang Anda simpan; delapan huruf pertamanya cukup"),
    )  # fmt: skip
    check.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    try:
        with _export(options.export) as keep:
            verdict = verify(keep)
        for line in _sentences(verdict):
            print(line)
        different = _print_differences(options.against) if options.against else 0
        noted = [*_typed(options.digest), *(_read(options.digests) if options.digests else ())]
        different += _print_digests(noted) if options.digest or options.digests else 0
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


def _typed(given: list[str]) -> Iterator[tuple[int, str]]:
    """Digests as they were typed; the groups of the page may stay apart."""
    for one in given:
        number, _colon, digest = one.partition(":")
        tidy = "".join(digest.split()).lower()
        if len(tidy) < SHORTEST or not tidy.isalnum():
            raise ValueError(_("%(typed)s: tulis NOMOR:SIDIK, sedikitnya %(n)d huruf") % {"typed": one, "n": SHORTEST})
        yield int(number), tidy


def _read(name: str) -> Iterator[tuple[int, str]]:
    """Those of a file that was downloaded from the page of a competition."""
    with Path(name).open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            yield int(line["catatan"]), line["sha256"]


def _print_digests(noted: list[tuple[int, str]]) -> int:
    """How many digests the trail does not give any more; each of them is printed."""
    found = entry_hashes({number for number, _digest in noted})
    count = 0
    for number, digest in noted:
        if number not in found:
            print(
                _("Catatan %(number)d tidak ada lagi; sidiknya dulu %(noted)s.") % {"number": number, "noted": digest}
            )
        elif not found[number].startswith(digest):
            told = {"number": number, "noted": digest, "found": found[number]}
            print(_("Catatan %(number)d berubah: sidiknya dulu %(noted)s, sekarang %(found)s.") % told)
        else:
            continue
        count += 1
    if not count:
        text = ngettext("%(n)d sidik cocok dengan jejak audit.", "%(n)d sidik cocok dengan jejak audit.", len(noted))
        print(text % {"n": len(noted)})
    return count
