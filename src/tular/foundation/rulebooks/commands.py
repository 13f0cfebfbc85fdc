"""`tular rulebook check | score | eligible | publish`: rulebooks outside the web application."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook import Rulebook, RulebookError, load
from tular.engines.rulebook.cases import failures, scored
from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.eligibility import Status, Verdict
from tular.engines.rulebook.exact import rounded, written
from tular.engines.rulebook.facts import verdicts
from tular.engines.rulebook.reading import is_competition, read_competition
from tular.engines.rulebook.scoring import Score, Unfit
from tular.foundation.access.refusal import Refused
from tular.foundation.rulebooks.actions import publish_rulebook, read_text, same_text
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.registry import CASES

NOT_UTF_8 = "berkas bukan UTF-8; simpan ulang dengan pengodean UTF-8"

DIGITS = 6
"""After the comma, for the numbers of a derivation in JSON."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rulebook` to `tular`."""
    rulebook = subparsers.add_parser("rulebook", help=_("memeriksa dan menjalankan buku aturan"))
    kinds = rulebook.add_subparsers(dest="kind", required=True, metavar=_("PERINTAH"))
    check = kinds.add_parser("check", help=_("memeriksa berkas dan kasus di sampingnya"))
    score = kinds.add_parser("score", help=_("menghitung nilai"))
    eligible = kinds.add_parser("eligible", help=_("memeriksa syarat ikut"))
    for parser, run in ((check, _check), (score, _score), (eligible, _eligible)):
        parser.add_argument("file", type=Path, metavar=_("BERKAS"))
        parser.add_argument("--json", action="store_true", help=_("hasil sebagai JSON"))
        parser.set_defaults(run=run)
    publish = kinds.add_parser("publish", help=_("menerbitkan versi yang tidak berubah lagi"))
    publish.add_argument("file", type=Path, metavar=_("BERKAS"))
    publish.add_argument("--note", default="", metavar=_("CATATAN"), help=_("yang diperbaiki sejak versi terakhir"))
    publish.set_defaults(run=_publish)
    for parser in (score, eligible):
        parser.add_argument(
            "--input", type=Path, required=True, metavar=_("DATA"), help=_("berkas JSON, atau - untuk masukan baku")
        )


def _check(options: argparse.Namespace) -> int:
    try:
        book = load(options.file)
        if not is_competition(book):
            return _only_read(book, options)
        rules = read_competition(book)
        failed = list(_failed_cases(rules, options.file))
    except (RulebookError, OSError) as error:
        return _refuse(error)
    blocking = [gap for gap in rules.gaps if gap.blocks]
    if options.json:
        gaps = [{"key": gap.key, "sentence": gap.sentence, "blocks": gap.blocks} for gap in rules.gaps]
        _print_json({**_named(rules), "can_be_opened": rules.can_be_opened, "gaps": gaps, "failed_cases": failed})
        return 1 if failed else 0
    print(f"{rules.book.title} ({rules.book.id}, {rules.book.short_digest})")
    for gap in rules.gaps:
        if not gap.blocks:
            print("  " + _("belum diketahui: %(what)s") % {"what": gap.sentence})
    for gap in blocking:
        print("  " + _("perlu dilengkapi: %(what)s (%(key)s)") % {"what": gap.sentence, "key": gap.key})
    for sentence in failed:
        print("  " + _("kasus gagal: %(what)s") % {"what": sentence})
    if blocking:
        text = ngettext(
            "Dapat dibaca. Belum dapat dibuka sebagai kompetisi: %(count)s hal perlu dilengkapi.",
            "Dapat dibaca. Belum dapat dibuka sebagai kompetisi: %(count)s hal perlu dilengkapi.",
            len(blocking),
        )
        print(text % {"count": len(blocking)})
    else:
        print(_("Lengkap: dapat dibuka sebagai kompetisi."))
    return 1 if failed else 0


def _only_read(book: Rulebook, options: argparse.Namespace) -> int:
    """A rulebook of another kind: it was read, and that is all that this command can say."""
    if options.json:
        named = {"rulebook": {"id": book.id, "title": book.title, "sha256": book.digest}}
        _print_json({**named, "can_be_opened": None, "gaps": [], "failed_cases": []})
        return 0
    print(f"{book.title} ({book.id}, {book.short_digest})")
    print(_("Dapat dibaca. Bukan aturan kompetisi, jadi tidak ada yang dihitung."))
    return 0


def _score(options: argparse.Namespace) -> int:
    try:
        rules, told = _rules(options.file), _input(options.input)
        found = [_at(place, scored, rules, one) for place, one in enumerate(_each(told), start=1)]
    except (RulebookError, Unfit, OSError) as error:
        return _refuse(error)
    if options.json:
        tables = [_score_table(rules, score) for score in found]
        _print_json(tables if isinstance(told, list) else tables[0])
        return 0
    for score in found:
        for step in score.steps:
            print(f"{step.label}: {step.formula} = {written(step.value)}")
        band = f" ({score.band})" if score.band else ""
        print(_("Nilai: %(total)s") % {"total": written(score.total)} + band)
        for note in score.notes:
            print(_("Catatan: %(note)s") % {"note": note})
    return 0


def _eligible(options: argparse.Namespace) -> int:
    try:
        rules, told = _rules(options.file), _input(options.input)
        found = [_at(place, verdicts, rules, one) for place, one in enumerate(_each(told), start=1)]
    except (RulebookError, Unfit, OSError) as error:
        return _refuse(error)
    if options.json:
        tables = [_verdicts_table(rules, one) for one in found]
        _print_json(tables if isinstance(told, list) else tables[0])
        return 0
    names = {Status.MET: _("ya"), Status.UNMET: _("TIDAK"), Status.UNKNOWN: "?", Status.HUMAN: _("diperiksa orang")}
    for one in found:
        for verdict in one:
            print(f"[{names[verdict.status]}] {verdict.rule.kind}: {verdict.reason} ({verdict.rule.key})")
    return 0


def _publish(options: argparse.Namespace) -> int:
    try:
        data = options.file.read_bytes()
        read = read_text(data, options.file.name)
        if (same := same_text(read)) is not None:
            told = {"title": same.title, "number": same.number, "hash": same.sha256[:12]}
            print(_("%(title)s versi %(number)d (%(hash)s) sudah berisi teks ini; tidak ada yang baru.") % told)
            return 0
        version = RulebookVersion(identity=read.book.id, text=read.text)
        made = publish_rulebook(version, by=None, now=timezone.now(), reason=options.note)
    except (RulebookError, OSError, Refused) as error:
        return _refuse(error)
    told = {"title": made.title, "number": made.number, "hash": made.sha256}
    print(_("Terbit: %(title)s versi %(number)d, SHA-256 %(hash)s") % told)
    return 0


def _rules(path: Path) -> Competition:
    return read_competition(load(path))


def _failed_cases(rules: Competition, path: Path) -> list[str]:
    beside = path.with_name(path.name.removesuffix(".toml") + CASES)
    if not beside.exists():
        return []
    try:
        return list(failures(rules, beside.read_text(encoding="utf-8-sig"), beside.name))
    except UnicodeDecodeError:
        raise RulebookError(beside.name, "", NOT_UTF_8) from None


def _input(path: Path) -> Any:
    is_stdin = str(path) == "-"
    data = sys.stdin.buffer.read() if is_stdin else path.read_bytes()
    try:
        return json.loads(data, parse_float=Decimal, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        name = _("masukan baku") if is_stdin else path
        raise Unfit(_("%(file)s bukan JSON yang benar (%(error)s).") % {"file": name, "error": error}) from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a criterion that is marked twice, one mark would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(_('"%(name)s" disebut dua kali') % {"name": next(n for n in names if names.count(n) > 1)})
    return found


def _each(told: Any) -> list[dict[str, Any]]:
    many = told if isinstance(told, list) else [told]
    if not many or not all(isinstance(one, dict) for one in many):
        raise Unfit(_("Masukan harus satu objek JSON atau daftar objek."))
    return many


def _at[T](place: int, run: Callable[[Competition, dict[str, Any]], T], rules: Competition, told: dict[str, Any]) -> T:
    """What the engine says of one of the inputs; a refusal tells of which."""
    try:
        return run(rules, told)
    except Unfit as error:
        raise Unfit(_("masukan ke-%(place)s: %(error)s") % {"place": place, "error": error}) from None


def _score_table(rules: Competition, score: Score) -> dict[str, Any]:
    return {
        "total": float(score.total),
        "maximum": None if score.maximum is None else float(rounded(score.maximum, DIGITS)),
        "band": score.band,
        "passes": score.passes,
        "derivation": [
            {
                "part": step.part,
                "label": step.label,
                "formula": step.formula,
                "value": float(rounded(step.value, DIGITS)),
                "rule": step.rule,
            }
            for step in score.steps
        ],
        "notes": list(score.notes),
        **_named(rules),
    }


def _verdicts_table(rules: Competition, found: tuple[Verdict, ...]) -> dict[str, Any]:
    statuses = {verdict.status for verdict in found}
    eligible = False if Status.UNMET in statuses else None if Status.UNKNOWN in statuses else True
    return {
        "eligible": eligible,
        "needs_a_person": Status.HUMAN in statuses or any(verdict.rule.proof for verdict in found),
        "rules": [
            {
                "rule": verdict.rule.kind,
                "status": verdict.status.value,
                "reason": verdict.reason,
                "key": verdict.rule.key,
                "source": verdict.rule.source,
                "confidence": verdict.rule.confidence.value if verdict.rule.confidence else None,
            }
            for verdict in found
        ],
        **_named(rules),
    }


def _named(rules: Competition) -> dict[str, Any]:
    return {"rulebook": {"id": rules.book.id, "title": rules.book.title, "sha256": rules.book.digest}}


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _refuse(error: Exception) -> int:
    if isinstance(error, OSError):
        print(_("%(file)s tidak dapat dibaca: periksa nama berkasnya.") % {"file": error.filename}, file=sys.stderr)
    else:
        print(error, file=sys.stderr)
    return 1
