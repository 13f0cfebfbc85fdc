"""Writes `data/vectors.npz`: the vectors of the shipped catalogue, so that a first start need not encode it.

Run after the shipped catalogue or an encoder changed, on an installation that has it loaded:
`.venv/bin/python scripts/ship_vectors.py`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
django.setup()

from django.conf import settings

from tular.engines.matching import index as engine
from tular.engines.matching.encoders import Encoder
from tular.features.finder.queries.opened import the_encoders
from tular.features.finder.queries.records import index_records
from tular.features.finder.vectors import VectorCache, in_steps, vector_key


def main() -> None:
    """Collect the keys that an index of this catalogue asks for, and write their vectors."""
    wanted: dict[str, tuple[Encoder, dict[bytes, np.ndarray]]] = {
        encoder.name: (encoder, {}) for encoder in the_encoders()
    }
    with VectorCache(settings.VECTOR_CACHE, settings.SHIPPED_VECTORS) as cache:

        def encode(encoder: Encoder, kind: str, texts: Sequence[str]) -> np.ndarray:
            rows, missing = cache.read(encoder, kind, texts)
            if missing:
                raise SystemExit("Run `tular reindex` first: some texts have not been encoded yet.")
            keys = (vector_key(encoder.name, kind, text) for text in texts)
            wanted[encoder.name][1].update(zip(keys, rows, strict=True))
            return rows

        records, _ = index_records()
        with tempfile.TemporaryDirectory() as folder:
            engine.build(Path(folder), records, the_encoders(), encode)
    arrays: dict[str, np.ndarray] = {"encoders": np.array(sorted(wanted))}
    for name, (_, vectors) in wanted.items():
        arrays[f"{name}.keys"] = np.array([np.frombuffer(key, np.uint8) for key in vectors])
        arrays[f"{name}.rows"], arrays[f"{name}.steps"] = in_steps(np.array(list(vectors.values())))
    np.savez_compressed(settings.SHIPPED_VECTORS, allow_pickle=False, **arrays)
    print(f"{settings.SHIPPED_VECTORS}: {sum(len(vectors) for _, vectors in wanted.values())} vectors")


if __name__ == "__main__":
    main()
