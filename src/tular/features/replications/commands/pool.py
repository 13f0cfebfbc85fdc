"""`tular evidence pool`: effects of several places as one, with the range to expect in a new place."""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.engines.evidence.effects import Effect, Share, Unmeasurable, risk_ratio, told
from tular.engines.evidence.pooling import METHOD, Pooled, Unpoolable, pool
from tular.foundation.files.tables import TableRow, defects, parse_table, read_table

EFFECTS = ("effect", "variance")
COUNTS = ("events_after", "n_after", "events_before", "n_before")

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
"""-0.71 or -0,71: with both signs nobody can tell thousands from decimals."""

DIGITS = 6
"""After the comma in JSON."""


class Unreadable(ValueError):
    """The file cannot be understood; the text says which lines and what would be right."""


def run(options: argparse.Namespace) -> int:
    """Pool the effects of the file: 0 done, 1 refused with the reason, 2 not understood."""
    try:
        effects = _effects(options.file)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    found = pool(effects)
    if options.json:
        print(json.dumps(_as_dict(found), ensure_ascii=False, allow_nan=False))
    else:
        _tell(found)
    return 0 if isinstance(found, Pooled) else 1


def _effects(path: Path) -> list[Effect]:
    optional = (*EFFECTS, *COUNTS)
    table = (
        parse_table(sys.stdin.buffer.read(), _("masukan baku"), ("study",), optional)
        if str(path) == "-"
        else read_table(path, ("study",), optional)
    )
    wrong = [(one.line, f"{one.column}: {one.message}" if one.column else one.message) for one in table.problems]
    columns = next((asked for asked in (EFFECTS, COUNTS) if set(asked) <= set(table.columns)), None)
    if columns is None and not wrong:
        raise Unreadable(
            _("%(file)s: perlu kolom study dan %(effects)s, atau study dan %(counts)s.")
            % {"file": table.name, "effects": ", ".join(EFFECTS), "counts": ", ".join(COUNTS)}
        )
    found: list[Effect] = []
    for row in table.rows if columns else ():
        try:
            found.append(_effect(row, columns or ()))
        except Unmeasurable as error:
            wrong.append((row.line, str(error)))
    if wrong:
        raise Unreadable(defects(table, wrong))
    return found


def _effect(row: TableRow, columns: tuple[str, ...]) -> Effect:
    study = row.get("study")
    if not study:
        raise Unmeasurable(_("Kolom study kosong. Isi nama tempatnya."))
    values = [_number(row, column) for column in columns]
    if columns == EFFECTS:
        return told(study, *values)
    after, of_after, before, of_before = values
    return risk_ratio(study, Share(after, of_after), Share(before, of_before))


def _number(row: TableRow, column: str) -> float:
    cell = row.get(column)
    if not cell:
        raise Unmeasurable(
            _("Kolom %(column)s kosong. Isi, atau hapus baris ini bila belum diukur.") % {"column": column}
        )
    if not NUMBER.fullmatch(cell):
        text = _(
            '%(column)s "%(cell)s" bukan angka. Tulis misalnya 12,5 atau 12.5, tanpa titik ribuan dan tanpa huruf.'
        )
        raise Unmeasurable(text % {"column": column, "cell": cell[:40]})
    return float(cell.replace(",", "."))


def _as_dict(found: Pooled | Unpoolable) -> dict[str, Any]:
    names = ("effect", "low95", "high95", "tau2", "i2", "q", "prediction_low95", "prediction_high95")
    if isinstance(found, Unpoolable):
        return {**dict.fromkeys(names), "method": METHOD, "comparable": False, "reason": found.reason}
    values = {name: getattr(found, name) for name in names}
    rounded = {name: None if value is None else round(value, DIGITS) + 0.0 for name, value in values.items()}
    return {**rounded, "method": METHOD, "comparable": True, "reason": _remark(found)}


def _remark(found: Pooled) -> str:
    if found.prediction_low95 is None:
        return _("Baru dua tempat, jadi kisaran di tempat baru belum dapat dihitung.")
    return ""


def _tell(found: Pooled | Unpoolable) -> None:
    if isinstance(found, Unpoolable):
        print(_("Tidak digabungkan. %(reason)s") % {"reason": found.reason})
        return
    rows = found.effects
    width = max(len(one.study) for one in rows)
    print(f"{'':{width}}  {_('efek'):>8}  {_('selang 95%'):>22}  {_('bobot'):>6}")
    for one, weight in zip(rows, found.weights, strict=True):
        half = 1.959964 * math.sqrt(one.variance)
        span = _span(one.effect - half, one.effect + half)
        print(f"{one.study:{width}}  {_written(one.effect):>8}  {span:>22}  {100 * weight:>5.0f}%")
    print(f"\n{_('Gabungan')}: {_written(found.effect)} ({_span(found.low95, found.high95)})")
    if found.prediction_low95 is not None and found.prediction_high95 is not None:
        print(f"{_('Di tempat baru')}: {_span(found.prediction_low95, found.prediction_high95)}")
    else:
        print(_remark(found))
    told_spread = {"tau2": _written(found.tau2), "i2": f"{found.i2:.0f}", "q": _written(found.q)}
    print(_("Beda antartempat: tau² %(tau2)s, I² %(i2)s%%, Q %(q)s.") % told_spread)


def _span(low: float, high: float) -> str:
    return _("%(low)s sampai %(high)s") % {"low": _written(low), "high": _written(high)}


def _written(value: float) -> str:
    return number_format(round(value, 3) + 0.0, 3)
