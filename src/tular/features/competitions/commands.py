"""`tular replay COMPETITION`: is what was decided what the frozen inputs give?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import UNKNOWN, Compared, replay


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `replay` to `tular`."""
    parser = subparsers.add_parser("replay", help=_("menghitung ulang satu kompetisi dari masukan yang dibekukan"))
    parser.add_argument("competition", metavar=_("KOMPETISI"), help=_("nama singkat kompetisi di alamatnya"))
    parser.add_argument("--json", action="store_true", help=_("hasil sebagai JSON"))
    parser.add_argument(
        "--out", type=Path, metavar=_("FOLDER"), help=_("menulis yang tersimpan dan hitungan ulangnya ke folder ini")
    )
    parser.set_defaults(run=_replay)


def _replay(options: argparse.Namespace) -> int:
    """0: every byte is equal; 1: something differs, or nothing can be computed again; 2: not understood; 3: nothing
    differs, but something was made with other versions and cannot be compared."""
    competition = Competition.objects.select_related("rulebook").filter(slug=options.competition).first()
    if competition is None:
        known = list(Competition.objects.order_by("-pk").values_list("slug", flat=True)[:20])
        text = _("Kompetisi “%(slug)s” tidak ada. Yang ada: %(known)s.")
        print(text % {"slug": options.competition, "known": ", ".join(known) or "-"}, file=sys.stderr)
        return 2
    found = []
    try:
        for number, one in enumerate(replay(competition), start=1):
            if options.out:
                _write(options.out, number, one)
            if not options.json:
                print(_line(one), flush=True)
            found.append(_told(one))
    except OSError as error:
        print(_("Berkas tidak dapat ditulis: %(error)s") % {"error": error}, file=sys.stderr)
        return 2
    same = bool(found) and all(one["equal"] for one in found)
    if options.json:
        print(json.dumps({"competition": competition.slug, "equal": same, "steps": found}, ensure_ascii=False))
    else:
        print(_verdict(found))
    if same:
        return 0
    return 3 if found and all(one["equal"] or not one["comparable"] for one in found) else 1


def _told(one: Compared) -> dict[str, Any]:
    return {
        "stage": one.stage, "kind": one.kind, "what": one.what, "equal": one.is_equal,
        "comparable": one.is_comparable, "bytes": one.size, "kept_sha256": one.kept_sha256,
        "again_sha256": one.again_sha256, "made_with": one.made_with, "failure": one.failure,
    }  # fmt: skip


def _line(one: Compared) -> str:
    sizes = {"what": one.what, "bytes": one.size, "hash": one.kept_sha256[:12]}
    if one.is_equal:
        return _("sama     %(hash)s  %(what)s (%(bytes)d bita)") % sizes
    if not one.is_comparable:
        head = _("TAK TERBANDING  %(hash)s  %(what)s (%(bytes)d bita)") % sizes
        why = _("         dibuat dengan %(made)s; di sini %(here)s. Pasang versi itu, lalu hitung lagi.")
        return "\n".join((head, why % {"made": one.made_with, "here": one.now_with}))
    lines = [_("BERBEDA  %(hash)s  %(what)s (%(bytes)d bita)") % sizes]
    if one.failure:
        lines.append(_("         masukannya tidak dapat dibaca lagi: %(error)s") % {"error": one.failure})
    else:
        kept, again = (" ⏎ ".join(text.splitlines()) for text in one.difference)  # on one line each
        lines.append(_("         tersimpan:      …%(text)s…") % {"text": kept})
        lines.append(_("         dihitung ulang: …%(text)s…") % {"text": again})
    if one.made_with == UNKNOWN:
        text = _("         versi pembuatnya tidak tercatat; di sini %(here)s. Bisa juga karena dibuat versi lama.")
        lines.append(text % {"here": one.now_with})
    return "\n".join(lines)


def _verdict(found: list[dict[str, Any]]) -> str:
    if not found:
        return _("Belum ada yang dapat dihitung ulang: belum ada rencana, nilai, atau daftar.")
    wrong = sum(not one["equal"] and one["comparable"] for one in found)
    others = sum(not one["comparable"] for one in found)
    sentences = []
    if wrong:
        text = ngettext("%(n)d dari %(all)d langkah berbeda.", "%(n)d dari %(all)d langkah berbeda.", wrong)
        sentences.append(text % {"n": wrong, "all": len(found)})
    if others:
        text = ngettext(
            "%(n)d dari %(all)d langkah tidak dapat dibandingkan: dibuat dengan versi lain.",
            "%(n)d dari %(all)d langkah tidak dapat dibandingkan: dibuat dengan versi lain.", others,
        )  # fmt: skip
        sentences.append(text % {"n": others, "all": len(found)})
    if sentences:
        return " ".join(sentences)
    return ngettext(
        "%(n)d langkah dihitung ulang; semuanya sama sampai ke bita terakhir.",
        "%(n)d langkah dihitung ulang; semuanya sama sampai ke bita terakhir.",
        len(found),
    ) % {"n": len(found)}


def _write(folder: Path, number: int, one: Compared) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join(part for part in (f"{number:03d}", one.stage, one.kind) if part)
    (folder / f"{name}.kept.txt").write_text(one.kept, encoding="utf-8")
    (folder / f"{name}.again.txt").write_text(one.again, encoding="utf-8")
