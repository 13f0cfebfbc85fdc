"""A small catalogue, a deterministic encoder without a model, and the shipped ranking rulebook."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tular.engines.matching import index as engine
from tular.engines.matching import thesaurus
from tular.engines.matching.analysis import stems, topics
from tular.engines.matching.encoders import Encoder
from tular.engines.matching.facts import UNKNOWN, Facts, RecordFacts, gather
from tular.engines.matching.index import Record, SearchIndex
from tular.engines.matching.rules import RankingRules, rules_from
from tular.engines.matching.thesaurus import Thesaurus

ROOT = Path(__file__).parents[3]
RULEBOOK = tomllib.loads((ROOT / "rulebooks" / "ranking" / "finder-1.toml").read_text(encoding="utf-8"))
RULES: RankingRules = rules_from(RULEBOOK)

STATES = ("rencana", "kesepakatan", "berjalan", "terbukti", "berhenti", "belum jelas")
SETS = {
    "themes": ("kemiskinan", "pendidikan", "stunting"),
    "sdgs": ("1", "2", "3", "4"),
    "awards": tuple(RULES.recognition),
    "resources": tuple(resource.id for resource in RULES.resources),
}


class HashedEncoder:
    """Every stem points in a direction of its own, drawn from its hash; needs are turned a little away from records."""

    def __init__(self, name: str = "hashed", dim: int = 48, weight: float = 1.0, shift: float = 0.0) -> None:
        self.name = name
        self.dim = dim
        self.weight = weight
        self.slow = False
        self.shift = shift
        self.encoded: list[str] = []

    def needs(self, texts: Sequence[str]) -> np.ndarray:
        """Bags of stems, with a direction that all needs share."""
        return self._bags(texts) + np.float32(0.5) * self._direction("need")

    def records(self, texts: Sequence[str]) -> np.ndarray:
        """Bags of stems, with `shift` of a direction that all records share."""
        return self._bags(texts)

    def _bags(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in stems(text):
                row += self._direction(stem)
            length = float(np.linalg.norm(row))
            row /= length or 1.0
            row += np.float32(self.shift) * self._direction("shared by all")
        return rows

    def _direction(self, name: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(f"{self.name} {name}".encode()).digest()[:8])
        row = np.random.default_rng(seed).standard_normal(self.dim)
        return (row / np.linalg.norm(row)).astype(np.float32)


def encode(encoder: Encoder, kind: str, texts: Sequence[str]) -> np.ndarray:
    """Encode without a cache."""
    return encoder.needs(texts) if kind == "need" else encoder.records(texts)


RECORDS = (
    Record(
        "gizi",
        "Dapur Sehat",
        (
            "Balita stunting di desa banyak.",
            "Kader posyandu memasak makanan bergizi untuk balita.",
            "Stunting turun 5%.",
        ),
        "Pemerintah Kabupaten Alor Dinas Kesehatan",
    ),
    Record("obat", "Antar Obat", ("Antrean obat rumah sakit panjang.", "Ojek mengantar obat ke rumah pasien.")),
    Record("akta", "Akta Kilat", ("Warga sulit mengurus akta kelahiran.", "Akta terbit saat bayi lahir di puskesmas.")),
    Record("sampah", "Bank Sampah", ("Sampah plastik menumpuk di sungai.", "Warga menabung sampah plastik.")),
    Record(
        "perahu", "Kelas Perahu", ("Anak nelayan putus sekolah.", "Guru memberi lembar kerja untuk belajar di perahu.")
    ),
    Record("judul", "Balita Sehat", ()),
)

THESAURUS_FILE = """
title = "Contoh"
[[concept]]
id = "gizi"
label = "gizi masyarakat"
official = ["status gizi"]
[[concept]]
id = "stunting"
label = "stunting"
official = ["tengkes", "gizi kronis"]
everyday = ["anak pendek"]
broader = ["gizi"]
[[concept]]
id = "diare"
label = "diare"
everyday = ["mencret"]
[[concept]]
id = "kematian-ibu"
label = "kematian ibu"
acronyms = ["AKI"]
[[concept]]
id = "aki-mobil"
label = "baterai mobil"
everyday = ["aki"]
[[concept]]
id = "sekolah"
label = "sekolah"
everyday = ["bangku sekolah"]
[[concept]]
id = "putus-sekolah"
label = "putus sekolah"
everyday = ["tidak sekolah"]
broader = ["sekolah"]
"""


def small_thesaurus() -> Thesaurus:
    """Seven groups: one pair of broader and narrower each for food and school, and a term that two groups share."""
    return thesaurus.build(thesaurus.parse(THESAURUS_FILE.encode(), "contoh.toml"))


def build_index(
    folder: Path, records: Sequence[Record] = RECORDS, encoders: Sequence[Encoder] | None = None
) -> SearchIndex:
    """Build into the new `folder` and open; with two encoders unless told otherwise."""
    if encoders is None:
        encoders = [HashedEncoder("first", 48, 0.6), HashedEncoder("second", 32, 0.4)]
    folder.mkdir()
    engine.build(folder, list(records), encoders, encode)
    return SearchIndex(folder, encoders)


def order_of(search: SearchIndex, text: str, **changes: Any) -> list[str]:
    """Keys by fused fit for a need, best first."""
    rules = engine.TextRules(**changes)
    expansions = small_thesaurus().expansions(topics(text))
    fit = search.fit(topics(text), expansions, search.encode_need(text), rules)
    return [search.keys[int(fit.numbers[place])] for place in np.argsort(-fit.fused, kind="stable")]


def facts_of(**known: Any) -> RecordFacts:
    """A record's facts; what is not given is unknown."""
    nothing: dict[str, Any] = {
        "agency": "pemkab-alor", "kind": "", "province": "", "island_group": "", "region": "", "year": UNKNOWN,
        "themes": (), "sdgs": (), "awards": (), "status": "tidak-diketahui", "confirmed_day": UNKNOWN,
        "replications": {}, "taken": {}, "filled": 0, "partly": 0, "components": 19,
        "has_problem": False, "has_solution": False, "has_results": False, "measured": False, "resources": (),
        "indicators": {},
    }  # fmt: skip
    return RecordFacts(**nothing | known)


def columns_of(rows: Sequence[RecordFacts]) -> Facts:
    """Facts of records as columns, with the shipped rulebook's names."""
    return gather(rows, SETS, STATES, [rule.id for rule in RULES.indicators])
