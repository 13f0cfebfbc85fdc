"""Retrieval quality of each step of the ranking on our own judged needs over the shipped catalogue.

    .venv/bin/python benchmarks/search_quality.py              # the table
    .venv/bin/python benchmarks/search_quality.py --pool FILE  # what a judge has to grade: top ten of every method

Needs (`judged/needs.jsonl`) were written without looking at the records' words; grades (`judged/grades.jsonl`) are
0 beside the point, 1 partly helpful, 2 worth replicating for this need. A guard against getting worse, not a proof:
nothing is tuned on it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
from measuring import machine, set_up

set_up()


from tular.engines.matching import evaluation, needs
from tular.engines.matching.index import SearchIndex, TextRules
from tular.features.catalogue.models import Innovation
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.finder.queries.opened import opened
from tular.features.finder.queries.rules import ranking_rules, resource_reader, the_thesaurus
from tular.features.finder.queries.search import Question, answer

JUDGED = Path(__file__).parent / "judged"
DEPTH = 100
Ranker = Callable[[str], list[str]]


def text_ranker(
    search: SearchIndex, rules: TextRules, *, words: bool = True, meaning: bool = True, synonyms: bool = True
) -> Ranker:
    """A ranking by text fit with parts of the method left out."""

    def ranked(text: str) -> list[str]:
        need = needs.read(text, search, the_thesaurus(), resource_reader())
        vectors = search.encode_need(need.named if synonyms else need.text) if meaning else {}
        fit = search.fit(need.topics if words else (), need.expansions if synonyms and words else (), vectors, rules)
        order = np.argsort(-fit.fused, kind="stable")[:DEPTH]
        return [search.keys[int(fit.numbers[place])] for place in order]

    return ranked


def full_ranker(text: str) -> list[str]:
    """The product's whole ranking, without an asker."""
    return [hit.code for hit in answer(Question(text=text, page_size=DEPTH), date(2026, 11, 22)).hits]


def methods() -> dict[str, Ranker]:
    """The steps, from the simplest to the product."""
    search, rules = opened().search, ranking_rules().text
    return {
        "words alone": text_ranker(search, rules, meaning=False, synonyms=False),
        "meaning alone": text_ranker(search, rules, words=False, synonyms=False),
        "fused": text_ranker(search, rules, synonyms=False),
        "fused with synonyms": text_ranker(search, rules),
        "full ranking": full_ranker,
    }


def main() -> None:
    """Print the table, or write the pool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", type=Path)
    options = parser.parse_args()
    if needs_reindex():
        reindex(print)
    queries = _read("needs.jsonl")
    rankers = methods()
    if options.pool:
        _write_pool(options.pool, queries, rankers)
        return
    grades = {row["id"]: row["rel"] for row in _read("grades.jsonl")}
    judged = [query for query in queries if any(grades.get(query["id"], {}).values())]
    print(machine())
    print(
        f"{len(queries)} needs, {len(judged)} with a helpful innovation in the catalogue, "
        f"{len(opened().search)} records"
    )
    print(f"{'method':22}{'nDCG@10':>9}{'Recall@100':>12}{'MRR@10':>9}")
    for name, ranker in rankers.items():
        rows = [(ranker(query["query"]), grades[query["id"]]) for query in judged]
        print(
            f"{name:22}{np.mean([evaluation.ndcg(*row) for row in rows]):9.3f}"
            f"{np.mean([evaluation.recall(*row) for row in rows]):12.3f}"
            f"{np.mean([evaluation.reciprocal_rank(*row) for row in rows]):9.3f}"
        )


def _write_pool(path: Path, queries: list[dict], rankers: dict[str, Ranker]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for query in queries:
            codes = sorted({code for ranker in rankers.values() for code in ranker(query["query"])[:10]})
            rows = Innovation.objects.filter(code__in=codes).values("code", "title", "problem", "solution", "results")
            file.write(json.dumps({**query, "candidates": list(rows)}, ensure_ascii=False) + "\n")


def _read(name: str) -> list[dict]:
    lines = (JUDGED / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


if __name__ == "__main__":
    main()
