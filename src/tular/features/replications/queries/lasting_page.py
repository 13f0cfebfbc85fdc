"""The page of how long replications last."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.engines.evidence.survival import Curve
from tular.features.replications.queries.figures import rounded
from tular.features.replications.queries.lasting import By, Lasting, lasting
from tular.foundation.charts.lifetimes import Life, Lifetimes

MONTHS = (12, 24, 36)
"""Columns of the table."""


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One curve in the table: shares after `MONTHS` in percent, "" where nobody was watched that long."""

    name: str
    count: int
    stopped: int
    median: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastingPage:
    """The drawing (None without any curve) and the table."""

    lasting: Lasting
    drawing: Lifetimes | None
    lines: tuple[CurveLine, ...]
    months: tuple[int, ...] = MONTHS


def lasting_page(by: By) -> LastingPage:
    """By everything, year of beginning, theme or kind of taker. At most three queries."""
    found = lasting(by)
    return LastingPage(
        found,
        Lifetimes(
            id="daya-tahan", title=_("Bagian replikasi yang masih berjalan"),
            description=_("Kurva Kaplan–Meier dari %(n)d replikasi; angkanya ada di tabel.") % {"n": found.counted},
            curves=[_life(one) for one in found.curves], axis_word=_("bulan sejak mulai dijalankan"),
            watched_word=_("masih diamati:"),
        ) if found.curves else None,
        tuple(_line(one) for one in found.curves),
    )  # fmt: skip


def _life(curve: Curve) -> Life:
    return Life(
        curve.group,
        [(one.months, one.share, one.low95, one.high95) for one in curve.steps],
        curve.seen,
        curve.spans,
        curve.running,
    )


def _line(curve: Curve) -> CurveLine:
    shares = [curve.share_at(months) for months in MONTHS]
    return CurveLine(
        name=curve.group or _("semua"), count=curve.count, stopped=curve.stopped,
        median=rounded(curve.median, 0) if curve.median is not None else "",
        shares=tuple(f"{rounded(one * 100, 0)} %" if one is not None else "" for one in shares),
    )  # fmt: skip
