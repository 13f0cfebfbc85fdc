"""Examples of the drawings on the pattern page `/pola`. Every place, figure and year in them is made up."""

from __future__ import annotations

import math
from decimal import Decimal

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import number_format

from tular.foundation.charts.forest import Forest, Mean, Row
from tular.foundation.charts.lifetimes import Life, Lifetimes
from tular.foundation.charts.measures import Beside, Measures
from tular.foundation.charts.tree import Leaf, Tree

MEASURES = Measures(
    id="pola-ukuran",
    title="Prevalensi stunting, bulan ke-0 sampai ke-24",
    description="Contoh: 31,0 pada awal, 30,1 pada bulan ke-3, bulan ke-6 belum diisi; sasaran 24 pada bulan ke-24.",
    points=[(0, Decimal("31.0")), (3, Decimal("30.1"))],
    target=(24, Decimal(24)),
    awaited=6,
    months=(3, 6, 12, 24),
    axis_word="bulan sejak mulai",
    target_word="sasaran 24",
    awaited_word="bulan ke-6: belum diisi",
    beside=Beside("tempat asal", [(0, Decimal(33)), (18, Decimal(14))]),
)

PLACES = (("Kab. A", 0.30, 0.12, 0.35), ("Kab. B", 0.51, 0.2, 0.17), ("Kota C", 0.05, 0.15, 0.26),
          ("Prov. D", 0.44, 0.18, 0.20), ("Kab. E", 0.1, 0.9, 0.01))  # fmt: skip
"""Name, log ratio, standard error, weight."""


def _percent(value: float) -> str:
    if value == 0:
        return "tetap"
    percent = (math.exp(value) - 1) * 100
    return f"{'+' if percent > 0 else '−'}{number_format(abs(percent), 0)} %"


FOREST = Forest(
    id="pola-hutan",
    title="Perubahan bagian balita yang ditimbang, lima tempat",
    description="Contoh: naik di kelima tempat; rata-rata +35 persen, di tempat baru −14 sampai +110 persen.",
    rows=[
        Row(name, value, value - 1.96 * error, value + 1.96 * error, weight, _percent(value))
        for name, value, error, weight in PLACES
    ],
    mean=Mean(0.297, 0.037, 0.556, "+35 %", (-0.147, 0.74), "−14 % … +110 %"),
    mean_word="Rata-rata semua tempat",
    new_word="Di tempat baru",
    left_word="turun",
    right_word="naik",
    said=_percent,
    log=True,
)

LIFETIMES = Lifetimes(
    id="pola-hidup",
    title="Bagian replikasi yang masih berjalan",
    description="Contoh: sesudah 24 bulan masih berjalan 78 persen dari angkatan 2022, 55 persen dari angkatan 2023.",
    curves=(
        Life(
            "2022",
            [(8, 0.889, 0.433, 0.984), (15, 0.778, 0.365, 0.939)],
            36,
            (8, 15, 20, 24, 30, 30, 33, 36, 36),
            (20, 24, 30, 33, 36),
        ),
        Life(
            "2023",
            [(4, 0.875, 0.387, 0.981), (9, 0.729, 0.276, 0.925), (16, 0.547, 0.137, 0.832)],
            26,
            (4, 6, 9, 11, 16, 18, 22, 26),
            (6, 11, 18, 22, 26),
        ),
    ),
    axis_word="bulan sejak mulai dijalankan",
    watched_word="masih diamati:",
)

TREE = Tree(
    id="pola-silsilah",
    title="Silsilah replikasi",
    description="Contoh: tiga peniru; yang pertama ditiru lagi, dan peniru itu ditiru pula.",
    origin="Kab. Asal",
    nodes=(
        Leaf(1, None, "Kab. A", "terbukti, 2023", "jalan", mark="proven"),
        Leaf(4, 1, "Kota D", "berjalan, 2024", "jalan", mark="full"),
        Leaf(5, 4, "Kab. E", "kesepakatan ditandatangani, 2025", "key", mark="open"),
        Leaf(2, None, "Kab. B", "berhenti, 2022", "rencana", mark="ended"),
        Leaf(3, None, "Prov. C", "rencana, 2025", "rencana", mark="hollow"),
    ),
    more_word="dan %d lainnya, lihat tabel",
)


def figures(request: HttpRequest, _subject: object) -> str:
    """The drawings with a table beside each."""
    shown = {
        "measures": MEASURES,
        "forest": FOREST,
        "lifetimes": LIFETIMES,
        "tree": TREE.drawn(),
        "nodes": [
            (one, next((up.name for up in TREE.nodes if up.id == one.parent), TREE.origin)) for one in TREE.nodes
        ],
        "shares": [
            (one, [number_format(100 * one.share_at(month), 0) for month in (12, 24)]) for one in LIFETIMES.curves
        ],
    }
    return render_to_string("charts/patterns.html", shown, request)
