"""`tular find`, `tular reindex`, `tular evaluate-search`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.utils import timezone

from tular.features.agencies.queries import find_agency
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.finder.evaluating import EvaluationError, evaluate
from tular.features.finder.exports import hit_as_dict
from tular.features.finder.forms import LONGEST_TEXT
from tular.features.finder.queries.opened import IndexMissing
from tular.features.finder.queries.search import Answer, Question, answer
from tular.features.finder.sentences import caution_sentence, reason_sentence


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the finder's commands."""
    find = subparsers.add_parser("find", help="cari inovasi untuk sebuah masalah")
    find.add_argument("need", metavar="MASALAH", help="masalah dengan kata sehari-hari")
    find.add_argument("--agency", metavar="SLUG", default="", help="instansi yang bertanya, misalnya pemkab-alor")
    find.add_argument("--limit", type=_count, default=10, help="jumlah hasil (baku 10)")
    find.add_argument("--json", action="store_true", help="keluaran JSON")
    find.set_defaults(run=_find)
    again = subparsers.add_parser("reindex", help="susun ulang indeks pencarian")
    again.set_defaults(run=_reindex)
    measure = subparsers.add_parser("evaluate-search", help="ukur mutu pencarian pada kumpulan uji")
    measure.add_argument("--documents", required=True, type=Path, metavar="D.jsonl")
    measure.add_argument("--queries", required=True, type=Path, metavar="Q.jsonl")
    measure.add_argument("--json", action="store_true", help="keluaran JSON")
    measure.set_defaults(run=_evaluate)


def _find(options: argparse.Namespace) -> int:
    if options.agency and find_agency(options.agency) is None:
        return _fail(f"Instansi '{options.agency}' tidak dikenal. Lihat daftar slug di /instansi.")
    if needs_reindex():
        reindex(_progress)
    question = Question(text=options.need[:LONGEST_TEXT], asker=options.agency, page_size=options.limit)
    try:
        found = answer(question, timezone.localdate())
    except IndexMissing:
        return _fail("Indeks belum ada. Jalankan: tular reindex")
    if found.need.is_empty:
        return _fail(
            'Tulis masalahnya dengan beberapa kata, misalnya: tular find "antrean obat di rumah sakit panjang"'
        )
    if options.json:
        document = {
            "need": options.need,
            "asker": found.asker.label or None,
            "themes": found.themes,
            "total": found.total,
            "results": [hit_as_dict(hit) for hit in found.hits],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0


def _print(found: Answer) -> None:
    print(f"{found.total} inovasi untuk: {found.question.text}")
    if found.suggestion:
        print(f"Maksud Anda: {found.suggestion}?")
    for hit in found.hits:
        print(f"\n{hit.rank}. {hit.title}  [{hit.score:.1f}]  {hit.code}")
        print(f"   {hit.agency}{f' · {hit.unit}' if hit.unit else ''}")
        for reason in hit.reasons:
            print(f"   + {reason_sentence(reason)} ({reason.points:.1f})")
        for caution in hit.cautions:
            print(f"   ! {caution_sentence(caution)}")


def _reindex(options: argparse.Namespace) -> int:
    reindex(_progress)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    try:
        figures = evaluate(options.documents, options.queries, _progress)
    except EvaluationError as error:
        return _fail(str(error))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:16} {value}")
    return 0


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 500:
        raise argparse.ArgumentTypeError("antara 1 dan 500")
    return number


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
