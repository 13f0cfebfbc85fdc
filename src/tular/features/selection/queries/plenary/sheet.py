"""The ranking of a plenary as a table for the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tular.features.selection.models import Plenary
from tular.features.selection.queries.plenary.balance import value_of
from tular.features.selection.queries.plenary.settling import Settled
from tular.foundation.files.streams import Cell

COLUMNS = (
    "tempat", "peringkat", "kode", "judul", "instansi", "jenis_instansi", "kelompok", "kategori", "provinsi", "pulau",
    "daerah_tertinggal", "sudah_direplikasi", "nilai", "menurut_peringkat", "putusan", "penghargaan", "sebab", "alasan",
    "nilai_tahap",
)  # fmt: skip


def sheet_rows(_plenary: Plenary, told: Mapping[str, Any], found: Settled) -> Iterator[Sequence[Cell]]:
    """A row for each proposal by its place. The last cell tells stages apart: "tahap mentah/terkalibrasi"."""
    facts = {one["code"]: one for one in told["proposals"]}
    for line in found.lines:
        one = facts[line.code]
        scores = [
            f"{source['id']} {(one['scores'].get(source['id']) or {}).get('raw') or '-'}"
            f"/{(one['scores'].get(source['id']) or {}).get('calibrated') or '-'}"
            for source in told["sources"]
        ]
        yield (
            line.place, line.rank, line.code, one["title"], one["agency"], one["kind"], one["group"], one["category"],
            one["province"], one["island"], value_of(one, "lagging"), value_of(one, "replicated"),
            float(line.score) if line.score else None, line.ranked, line.outcome, line.award, line.why, line.reason,
            "; ".join(scores),
        )  # fmt: skip
