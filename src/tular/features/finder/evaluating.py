"""Measures retrieval on a judged collection with the product's own analysis and text ranking, in a throw-away index."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from tular.engines.matching import evaluation, needs
from tular.engines.matching import index as engine
from tular.engines.matching.encoders import Encoder
from tular.features.finder.queries.opened import the_encoders
from tular.features.finder.queries.rules import ranking_rules, resource_reader, the_thesaurus
from tular.features.finder.vectors import VectorCache

DEPTH = 100


class EvaluationError(Exception):
    """A file of the collection is wrong. The message names file and line and says what would be right."""


def evaluate(documents: Path, queries: Path, progress: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """nDCG@10, Recall@100 and MRR@10 over the queries, and the seconds of the index, the milliseconds of a query.

    Documents: `{"id", "title", "text"}`; queries: `{"id", "query", "rel": {document id: grade}}`, one JSON object a
    line. Vectors already in the shipped cache are not encoded again; nothing is written to the installation.
    """
    rows = _read(documents, {"id": str, "title": str, "text": str})
    asked = _read(queries, {"id": str, "query": str, "rel": dict})
    if not rows or not asked:
        raise EvaluationError(f"{documents if not rows else queries}: berkas kosong; perlu sedikitnya satu baris.")
    with tempfile.TemporaryDirectory(prefix="tular-evaluate-") as name:
        folder = Path(name)
        started = time.perf_counter()
        with VectorCache(folder / "vectors.sqlite3", settings.SHIPPED_VECTORS) as cache:
            records = [engine.Record(row["id"], row["title"], tuple(filter(None, [row["text"]]))) for row in rows]
            (folder / "index").mkdir()
            engine.build(folder / "index", records, the_encoders(), _encode(cache, progress), progress)
        seconds = time.perf_counter() - started
        search = engine.SearchIndex(folder / "index", the_encoders())
        rankings, times = _ask(search, [query["query"] for query in asked])
    return _figures(asked, rankings, times, seconds)


def ranked_keys(search: engine.SearchIndex, text: str) -> list[str]:
    """The product's text ranking of a need: keys, best first, without filters and reasons."""
    rules = ranking_rules()
    need = needs.read(text, search, the_thesaurus(), resource_reader())
    fit = search.fit(need.topics, need.expansions, search.encode_need(need.named), rules.text)
    order = np.argsort(-fit.fused, kind="stable")[:DEPTH]
    return [search.keys[int(fit.numbers[place])] for place in order]


def _ask(search: engine.SearchIndex, texts: Sequence[str]) -> tuple[list[list[str]], list[float]]:
    ranked_keys(search, texts[0])  # the first query pays for opening files
    rankings, times = [], []
    for text in texts:
        started = time.perf_counter()
        rankings.append(ranked_keys(search, text))
        times.append((time.perf_counter() - started) * 1000)
    return rankings, times


def _figures(
    asked: Sequence[dict[str, Any]], rankings: list[list[str]], times: list[float], seconds: float
) -> dict[str, float]:
    pairs = [(ranking, query["rel"]) for ranking, query in zip(rankings, asked, strict=True)]
    return {
        "ndcg_at_10": round(float(np.mean([evaluation.ndcg(ranking, rel) for ranking, rel in pairs])), 4),
        "recall_at_100": round(float(np.mean([evaluation.recall(ranking, rel) for ranking, rel in pairs])), 4),
        "mrr_at_10": round(float(np.mean([evaluation.reciprocal_rank(ranking, rel) for ranking, rel in pairs])), 4),
        "index_s": round(seconds, 2),
        "query_p50_ms": round(float(np.percentile(times, 50)), 1),
        "query_p95_ms": round(float(np.percentile(times, 95)), 1),
    }


def _encode(cache: VectorCache, progress: Callable[[str], None]) -> engine.Encode:
    def encode(encoder: Encoder, kind: str, texts: Sequence[str]) -> np.ndarray:
        result, missing = cache.read(encoder, kind, texts)
        for start in range(0, len(missing), 64):
            batch = missing[start : start + 64]
            result[batch] = (encoder.needs if kind == "need" else encoder.records)([texts[place] for place in batch])
            progress(f"{encoder.name}: {start + len(batch)}/{len(missing)}")
        return result

    return encode


def _read(path: Path, shape: dict[str, type]) -> list[dict[str, Any]]:
    try:
        # Not splitlines(): a text may hold other line separators, which JSON allows unescaped.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise EvaluationError(f"{path}: berkas tidak ada.") from None
    except OSError as error:
        raise EvaluationError(f"{path}: tidak dapat dibaca ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: bukan UTF-8 (bita ke-{error.start}).") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path}, baris {number}: bukan JSON ({error.msg}).") from None
        for key, kind in shape.items():
            if not isinstance(row, dict) or key not in row:
                raise EvaluationError(f"{path}, baris {number}: kunci '{key}' tidak ada.")
            if kind is str:
                row[key] = str(row[key] if row[key] is not None else "")
            elif not isinstance(row[key], kind):
                raise EvaluationError(f"{path}, baris {number}: '{key}' harus objek id dokumen → nilai.")
            elif not all(isinstance(grade, int) and grade >= 0 for grade in row[key].values()):
                raise EvaluationError(f"{path}, baris {number}: nilai dalam '{key}' harus bilangan bulat dari 0.")
        rows.append(row)
    return rows
