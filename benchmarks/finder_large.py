"""The finder with 100,000 generated records: time of the word index, of a page, and memory of a worker.

    .venv/bin/python benchmarks/finder_large.py [--records 100000] [--keep FOLDER]

Records are made by recombining title, problem, solution and results of the shipped ones, so that words are as
frequent as in life; they exist only in a throw-away installation. Vectors of single fields are the real ones; those
of whole records are the mean of their fields', since encoding 100,000 new texts would take an hour and change
neither time nor memory of an answer. Budgets: page p95 ≤ 150 ms, word index ≤ 60 s, worker ≤ 600 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Make the installation, index it, ask it from a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-large-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        sys.path.insert(0, str(HERE))
        _run(options.records, folder)


def _run(count: int, folder: Path) -> None:
    from measuring import machine, set_up, spread

    set_up()
    from django.core.management import call_command

    from tular.engines.matching import words
    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.finder.actions import reindex
    from tular.features.finder.queries.records import index_records

    print(machine())
    call_command("migrate", verbosity=0)
    load_shipped_catalogue(lambda _: None)
    _say(f"{_generate(count)} records generated")
    _cache_whole_records()
    records, _ = index_records()
    started = time.perf_counter()
    words.build(
        Path(tempfile.mkdtemp(dir=folder)) / "words", ((one.title, " ".join(one.fields), one.owner) for one in records)
    )
    print(f"word index of {len(records)} records: {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    reindex(_say)
    print(f"whole index, vectors from the cache: {time.perf_counter() - started:.1f} s")
    command = [sys.executable, str(HERE / "finder_page.py"), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(answer.stdout.splitlines()[-1])
    print(f"first page of a new need:       {spread(figures['cold'])}")
    print(f"second page, one filter:        {spread(figures['paged'])}")
    print(f"resident memory of the process: {figures['rss_mb']:.0f} MB")


def _generate(count: int) -> int:
    from tular.features.catalogue.models import Innovation, Recognition

    rows = list(Innovation.objects.exclude(code__startswith="gen-").prefetch_related("themes"))
    missing = count - Innovation.objects.count()
    if missing <= 0:
        return Innovation.objects.count()
    chance = random.Random(2026)
    made, links, awards = [], [], []
    told = {name: [getattr(row, name) for row in rows] for name in ("title", "problem", "solution", "results")}
    for number in range(missing):
        owner = chance.choice(rows)
        made.append(
            Innovation(
                code=f"gen-{number:06}",
                slug=f"gen-{number:06}",
                agency_id=owner.agency_id,
                province_id=owner.province_id,
                unit=owner.unit,
                year=owner.year,
                start_year=owner.start_year,
                **{name: chance.choice(texts) for name, texts in told.items()},
            )
        )
    Innovation.objects.bulk_create(made, batch_size=2000)
    for row in made:
        links += [
            Innovation.themes.through(innovation_id=row.pk, theme_id=one.pk) for one in chance.choice(rows).themes.all()
        ]
        if chance.random() < 0.5:
            awards.append(
                Recognition(innovation=row, agency_id=row.agency_id, level="top99", year=2019, as_written="Top 99")
            )
    Innovation.themes.through.objects.bulk_create(links, batch_size=5000)
    Recognition.objects.bulk_create(awards, batch_size=5000)
    return Innovation.objects.count()


def _cache_whole_records() -> None:
    import numpy as np
    from django.conf import settings

    from tular.engines.matching.index import passages, whole
    from tular.features.finder.queries.opened import the_encoders
    from tular.features.finder.queries.records import index_records
    from tular.features.finder.vectors import VectorCache

    records, _ = index_records()
    chance = np.random.default_rng(2026)
    with VectorCache(settings.VECTOR_CACHE, settings.SHIPPED_VECTORS) as cache:
        for encoder in the_encoders():
            _say(f"vectors of whole records for {encoder.name}")
            for start in range(0, len(records), 5000):
                batch = records[start : start + 5000]
                texts = [whole(record) for record in batch]
                _, missing = cache.read(encoder, "record", texts)
                rows = []
                for place in missing:
                    vectors, unknown = cache.read(encoder, "record", passages(batch[place]))
                    mean = vectors[[i for i in range(len(vectors)) if i not in unknown]].sum(axis=0)
                    mean = mean + chance.normal(0, 0.02, encoder.dim)
                    rows.append(mean / np.linalg.norm(mean))
                cache.write(encoder, "record", [texts[place] for place in missing], np.array(rows))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
