"""Server time of the finder page: every need asked once by a different kind of asker, so that nothing is cached.

    .venv/bin/python benchmarks/finder_page.py          # on this installation's catalogue

Budget: p95 ≤ 60 ms on the shipped catalogue, ≤ 150 ms with 100,000 records (`finder_large.py` prepares those).
Prints time from request to response inside one process (no network), and the resident memory of that process.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from measuring import machine, resident_mb, set_up, spread

set_up()

from django.core.management import call_command
from django.test import Client

from tular.features.catalogue.models import Innovation
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.finder.queries.opened import warm_up

ASKERS = ("", "Kabupaten Alor", "Kota Surabaya", "Papua", "Kabupaten di Nusa Tenggara Timur", "Kementerian Kesehatan")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="only the figures, for other benchmarks")
    options = parser.parse_args()
    if needs_reindex():
        reindex(print)
    call_command("collectstatic", verbosity=0, interactive=False)
    lines = (Path(__file__).parent / "judged" / "needs.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["query"] for line in lines if line]
    client = Client(headers={"host": "localhost"})
    warm_up()
    for warm in ("pemanasan mesin", "pemanasan kedua"):
        client.get("/temukan", {"q": warm, "untuk": ASKERS[1]})
    cold, paged = [], []
    for place, text in enumerate(texts):
        query = {"q": text, "untuk": ASKERS[place % len(ASKERS)]}
        cold.append(_milliseconds(client, query))
        paged.append(_milliseconds(client, {**query, "halaman": "2", "hasil": "angka"}))
    if options.json:
        print(json.dumps({"cold": cold, "paged": paged, "rss_mb": resident_mb()}))
        return
    print(machine())
    print(
        f"{Innovation.objects.count()} records, {len(texts)} needs "
        f"of {min(map(_words, texts))}–{max(map(_words, texts))} words"
    )
    print(f"first page of a new need:       {spread(cold)}")
    print(f"second page, one filter:        {spread(paged)}")
    print(f"resident memory of the process: {resident_mb():.0f} MB")


def _milliseconds(client: Client, query: dict[str, str]) -> float:
    started = time.perf_counter()
    response = client.get("/temukan", query)
    assert response.status_code == 200, response.status_code
    return (time.perf_counter() - started) * 1000


def _words(text: str) -> int:
    return len(text.split())


if __name__ == "__main__":
    main()
