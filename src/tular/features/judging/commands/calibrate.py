"""`tular calibrate`: quality apart from severity, and how sure a list is, computed from a CSV of marks."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.judging.calibrating import Calibration, calibrate, low_and_high
from tular.engines.judging.marks import LARGEST, Mark, UnfitMarks
from tular.engines.judging.ranks import Class, Pool, Ranking, rankings
from tular.engines.judging.rereading import whom_to_read
from tular.engines.judging.writing import written
from tular.foundation.files.tables import TableRow, defects, parse_table, read_table

COLUMNS, OPTIONAL = ("proposal", "evaluator", "mark"), ("group",)

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
"""78, 78.5 or 78,5: with both signs nobody can tell thousands from decimals."""

DIGITS, CHANCE_DIGITS = 4, 6
"""After the comma in JSON."""

SHOWN = 20
"""Defects of a file that are shown, and evaluators of either end of the scale of severity."""
READ_NEXT = 5


def run(options: argparse.Namespace) -> int:
    """Calibrate the marks of the file: 0 done, 1 refused with the reason, 2 not understood."""
    try:
        marks = _marks(options.file)
        pools = _pools(options.places, {one.group for one in marks})
        found = calibrate(marks, by_lot=options.by_lot)
    except UnfitMarks as error:
        print(error, file=sys.stderr)
        return 2
    ranked = rankings(found, pools) if found.identifiable else ()
    for ranking in ranked:
        if ranking.pool.places >= len(ranking.standings):
            text = _("%(places)d tempat untuk %(count)d proposal%(which)s: semuanya mendapat tempat.")
            told = {"places": ranking.pool.places, "count": len(ranking.standings), "which": _which(ranking.pool)}
            print(text % told, file=sys.stderr)
    if options.json:
        print(json.dumps(_as_dict(found, ranked), ensure_ascii=False, allow_nan=False))
    else:
        _tell(found, ranked)
    return 0 if found.identifiable else 1


def _marks(path: Path) -> list[Mark]:
    table = (
        parse_table(sys.stdin.buffer.read(), _("masukan baku"), COLUMNS, OPTIONAL)
        if str(path) == "-"
        else read_table(path, COLUMNS, OPTIONAL)
    )
    wrong = [(one.line, f"{one.column}: {one.message}" if one.column else one.message) for one in table.problems]
    marks: list[Mark] = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        mark, problem = _mark(row, seen)
        if mark:
            marks.append(mark)
        else:
            wrong.append((row.line, problem))
    if wrong:
        raise UnfitMarks(defects(table, wrong))
    return marks


def _mark(row: TableRow, seen: dict[tuple[str, str], int]) -> tuple[Mark | None, str]:
    """The mark of a row, or what is wrong with it."""
    proposal, evaluator, written_mark = row.get("proposal"), row.get("evaluator"), row.get("mark")
    for column, cell in (("proposal", proposal), ("evaluator", evaluator), ("mark", written_mark)):
        if not cell:
            return None, _("Kolom %(column)s kosong. Isi, atau hapus baris ini bila belum dinilai.") % {
                "column": column
            }
    if not NUMBER.fullmatch(written_mark):
        text = _('mark "%(cell)s" bukan angka. Tulis misalnya 78,5 atau 78.5, tanpa titik ribuan dan tanpa huruf.')
        return None, text % {"cell": written_mark[:40]}
    value = float(written_mark.replace(",", "."))
    if abs(value) > LARGEST:
        text = _("mark %(cell)s di luar batas. Nilai harus di antara −%(most)d dan %(most)d.")
        return None, text % {"cell": written_mark[:40], "most": LARGEST}
    if first := seen.get((proposal, evaluator)):
        text = _("Penilai %(evaluator)s sudah menilai proposal %(proposal)s di baris %(line)d. Sisakan satu nilai.")
        return None, text % {"evaluator": evaluator, "proposal": proposal, "line": first}
    seen[proposal, evaluator] = row.line
    return Mark(proposal, evaluator, value, row.get("group")), ""


def _pools(asked: Sequence[str], groups: set[str]) -> list[Pool]:
    """`99`, or one for each group: `umum=99`, `khusus=15`."""
    pools: list[Pool] = []
    named: set[str] = set()
    for one in asked:
        group, _equals, count = one.rpartition("=")
        if not re.fullmatch(r"[0-9]{1,9}", count, re.ASCII) or int(count) < 1:
            text = _('--places "%(text)s" tidak dimengerti. Tulis bilangan bulat mulai dari 1, misalnya --places 99.')
            raise UnfitMarks(text % {"text": one[:40]})
        if group and group not in groups:
            text = _('Kelompok "%(group)s" tidak ada dalam kolom group. Yang ada: %(known)s.')
            known = ", ".join(sorted(groups - {""})[:SHOWN]) or "–"
            raise UnfitMarks(text % {"group": group[:40], "known": known})
        if group in named or (named and "" in named | {group}):
            raise UnfitMarks(_("--places disebut dua kali untuk proposal yang sama. Sebutkan satu kali per kelompok."))
        named.add(group)
        pools.append(Pool(int(count), (group,) if group else ()))
    return pools


def _as_dict(found: Calibration, ranked: Sequence[Ranking]) -> dict[str, Any]:
    table, fit = found.table, found.fit
    raw = [round(one, DIGITS) for one in table.raw.tolist()]
    nothing: dict[str, Any] = {"calibrated": None, "low90": None, "high90": None, "p_in": None}
    if fit is None:
        return {
            "identifiable": False,
            "reason": found.reason,
            "proposals": [{"id": id, "raw": mean, **nothing} for id, mean in zip(table.proposals, raw, strict=True)],
            "evaluators": [{"id": id, "severity": None, "scale": None} for id in table.evaluators],
        }
    chances = {one.id: round(one.p_in, CHANCE_DIGITS) for ranking in ranked for one in ranking.standings}
    low, high = low_and_high(fit)
    return {
        "identifiable": True,
        "reason": _about_strays(found),
        "proposals": [
            {
                "id": id,
                "raw": raw[at],
                "calibrated": round(float(fit.adjusted.mean[at]), DIGITS),
                "low90": round(float(low[at]), DIGITS),
                "high90": round(float(high[at]), DIGITS),
                "p_in": chances.get(id),
            }
            for at, id in enumerate(table.proposals)
        ],
        "evaluators": [
            {"id": id, "severity": round(severity, DIGITS) + 0.0, "scale": round(scale, DIGITS)}
            for id, severity, scale in zip(table.evaluators, fit.severity.tolist(), fit.scale.tolist(), strict=True)
        ],
    }


def _tell(found: Calibration, ranked: Sequence[Ranking]) -> None:
    table, fit = found.table, found.fit
    counts = {"proposals": len(table.proposals), "evaluators": len(table.evaluators), "marks": len(table.value)}
    print(_("%(proposals)d proposal, %(evaluators)d penilai, %(marks)d nilai.") % counts)
    if fit is None:
        print(_("Tidak dikalibrasi. %(reason)s") % {"reason": found.reason})
        print(_("Rata-rata mentah tetap dapat dilihat dengan --json."))
        return
    spread = {"noise": written(fit.severities.noise**0.5, 1), "severity": written(fit.severities.spread**0.5, 1)}
    print(_("Simpangan baku: keketatan %(severity)s, kebetulan satu nilai %(noise)s.") % spread)
    if fit.stretch:
        text = _("Penilai memakai rentang skala berbeda-beda (simpangan baku %(spread)s); ikut diperhitungkan.")
        print(text % {"spread": written(fit.stretch.variance**0.5)})
    if fit.noise:
        print(_("Ketelitian penilai berbeda-beda; nilai yang kurang teliti dihitung lebih ringan."))
    if strays := _about_strays(found):
        print(strays)
    low, high = low_and_high(fit)
    place = {id: at for at, id in enumerate(table.proposals)}
    for ranking in ranked:
        _tell_ranking(found, ranking, place, [fit.adjusted.mean.tolist(), low.tolist(), high.tolist()])
    _tell_severity(table.evaluators, fit.severity.tolist())


def _tell_ranking(
    found: Calibration, ranking: Ranking, place: dict[str, int], scores: Sequence[Sequence[float]]
) -> None:
    words = {Class.IN: _("pasti masuk"), Class.BORDERLINE: _("batas"), Class.OUT: _("pasti di luar")}
    print("\n" + _("%(places)d tempat%(which)s") % {"places": ranking.pool.places, "which": _which(ranking.pool)})
    listed = set(ranking.line.listed)
    shown = [one for one in ranking.standings if one.belongs is not Class.OUT or one.id in listed]
    width = max([len(one.id) for one in shown] + [8])
    titles = (_("mentah"), _("terkalibrasi"), _("selang 90%"), _("peluang"))
    spaced = "  ".join(f"{title:>{size}}" for title, size in zip(titles, (7, 12, 15, 7), strict=True))
    print(f"{_('proposal'):{width}}  {spaced}  " + _("peringkat"))
    raw = found.table.raw.tolist()
    for one in sorted(shown, key=lambda one: (-scores[0][place[one.id]], one.id)):
        at = place[one.id]
        interval = f"{written(scores[1][at], 1)}–{written(scores[2][at], 1)}"
        print(
            f"{one.id:{width}}  {written(raw[at]):>7}  {written(scores[0][at]):>12}  {interval:>15}  "
            f"{100 * one.p_in:>6.0f}%  {one.low_rank}–{one.high_rank}  {words[one.belongs]}"
        )
    rest = len(ranking.standings) - len(shown)
    if rest:
        print(_("%(count)d proposal lain pasti di luar.") % {"count": rest})
    if ranking.pool.places < len(ranking.standings):
        _tell_line(found, ranking)


def _tell_line(found: Calibration, ranking: Ranking) -> None:
    line = ranking.line
    text = _("Garis: selisih nilai terakhir di dalam dan pertama di luar %(gap)s, galat bakunya %(error)s.")
    print(text % {"gap": written(line.gap), "error": written(line.gap_error)})
    text = _("Diperkirakan %(count)s dari %(places)d yang masuk sebenarnya tidak termasuk yang terbaik.")
    print(text % {"count": written(line.misplaced, 1), "places": len(line.listed)})
    if line.tied:
        print(_("Bernilai sama di garis: %(ids)s. Aturan lain harus memilih.") % {"ids": ", ".join(line.tied[:SHOWN])})
    if more := whom_to_read(found, ranking, limit=READ_NEXT):
        told = ", ".join(one.proposal for one in more)
        print(_("Paling berguna dibaca sekali lagi: %(ids)s.") % {"ids": told})


def _tell_severity(evaluators: Sequence[str], severity: Sequence[float]) -> None:
    print("\n" + _("Keketatan penilai (positif: memberi nilai lebih rendah)"))
    order = sorted(range(len(evaluators)), key=lambda at: (-severity[at], evaluators[at]))
    shown = order if len(order) <= 2 * SHOWN else [*order[:SHOWN], *order[-SHOWN:]]
    width = max(len(evaluators[at]) for at in shown)
    for at in shown:
        print(f"{evaluators[at]:{width}}  {written(severity[at]):>7}")
    if len(shown) < len(order):
        print(_("%(count)d penilai di tengah tidak ditampilkan.") % {"count": len(order) - len(shown)})


def _about_strays(found: Calibration) -> str:
    if not found.outside:
        return ""
    text = _("Pembaca %(count)d proposal tidak berbagi bacaan dengan yang lain; selangnya lebar: %(ids)s.")
    shown = ", ".join(found.outside[:READ_NEXT]) + ("…" if len(found.outside) > READ_NEXT else "")
    return text % {"count": len(found.outside), "ids": shown}


def _which(pool: Pool) -> str:
    return _(" untuk kelompok %(groups)s") % {"groups": ", ".join(pool.groups)} if pool.groups else ""
