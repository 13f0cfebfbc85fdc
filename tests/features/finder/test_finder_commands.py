"""`tular find`, `tular reindex`, `tular evaluate-search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.features.finder.conftest import Asking
from tular.config.cli import run
from tular.features.catalogue.models import IndexOutbox
from tular.features.finder import commands
from tular.features.finder.queries.opened import current_generation

NEED = "antrean obat di rumah sakit panjang"

DOCUMENTS = [
    {"id": "d1", "title": "Antar Obat", "text": "Ojek mengantar obat ke rumah pasien agar antrean apotek pendek."},
    {"id": "d2", "title": "Kelas Perahu", "text": "Anak nelayan putus sekolah belajar di perahu dengan lembar kerja."},
    {"id": "d3", "title": "Bank Sampah", "text": "Warga menabung sampah plastik.\u2028Sungai bersih."},
    {"id": "d4", "title": "Judul saja", "text": ""},
]
QUERIES = [
    {"id": "q1", "query": "antrean obat panjang", "rel": {"d1": 2}},
    {"id": "q2", "query": "anak nelayan putus sekolah", "rel": {"d2": 2, "d3": 0}},
    {"id": "q3", "query": "sampah plastik di sungai", "rel": {"d3": 1, "not-there": 1}},
]


def test_find_prints_the_list_with_reasons_and_cautions(ask: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", NEED, "--agency", "pemkab-alor", "--limit", "3"]) == 0
    out = capsys.readouterr().out
    page = ask.page(q=NEED, untuk="pemkab-alor")
    assert out.splitlines()[0] == f"{page.total} inovasi untuk: {NEED}"
    for line in page.lines[:3]:
        assert f"{line.hit.rank}. {line.hit.title}  [{line.hit.score:.1f}]  {line.hit.code}" in out
        assert all(f"   ! {caution}" in out for caution in line.care)
    assert page.lines[3].hit.code not in out
    assert out.count("   + ") >= 6


def test_find_as_json_keeps_its_contract(ask: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", NEED, "--agency", "pemkab-alor", "--limit", "5", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["need"], document["asker"]) == (NEED, "Pemerintah Kabupaten Alor")
    results = document["results"]
    assert [result["rank"] for result in results] == [1, 2, 3, 4, 5]
    assert [result["id"] for result in results] == ask.codes(q=NEED, untuk="pemkab-alor")
    for result in results:
        assert {"rank", "id", "title", "agency", "score", "parts", "reasons", "cautions"} <= set(result)
        assert set(result["parts"]) == {"text", "theme", "context", "proof", "completeness"}
        assert round(sum(result["parts"].values()), 1) == result["score"]
        assert all(reason["code"] and reason["points"] > 0 and reason["text"] for reason in result["reasons"])
        assert all(caution["code"] and caution["text"] for caution in result["cautions"])


def test_an_unknown_agency_ends_with_1_and_a_sentence(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", NEED, "--agency", "pemkab-antah"]) == 1
    output = capsys.readouterr()
    assert output.err == "Instansi 'pemkab-antah' tidak dikenal. Lihat daftar slug di /instansi.\n"
    assert output.out == ""


@pytest.mark.parametrize("need", ["", "a", "yang di dalam", "😀"])
def test_a_need_without_words_ends_with_1_and_an_example(
    index: Path, capsys: pytest.CaptureFixture[str], need: str
) -> None:
    assert run(["find", need]) == 1
    assert capsys.readouterr().err.startswith("Tulis masalahnya dengan beberapa kata, misalnya: tular find ")


@pytest.mark.parametrize("limit", ["0", "-1", "501", "banyak"])
def test_a_limit_out_of_range_is_not_understood(index: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["find", NEED, "--limit", limit])
    assert ended.value.code == 2
    assert "--limit" in capsys.readouterr().err


def test_a_misspelt_need_is_answered_and_the_right_spelling_printed(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["find", "antraen obat", "--limit", "1"]) == 0
    assert "Maksud Anda: antrean obat?" in capsys.readouterr().out


def test_find_brings_an_index_that_is_behind_up_to_date_first(
    own_index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    monkeypatch.setattr(commands, "reindex", lambda progress: built.append("reindex"))
    assert run(["find", NEED]) == 0
    assert built == []
    IndexOutbox.objects.create(innovation_id=1, at="2026-11-22T00:00:00Z")
    assert run(["find", NEED]) == 0
    assert built == ["reindex"]


def test_reindex_builds_and_says_so(own_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = current_generation()
    assert run(["reindex"]) == 0
    assert capsys.readouterr().err.endswith("Indeks siap: 737 inovasi\n")
    assert current_generation() != before


class Collection:
    """Two files of a judged collection."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "dokumen.jsonl"
        self.queries = folder / "kebutuhan.jsonl"
        self.write(self.documents, DOCUMENTS)
        self.write(self.queries, QUERIES)

    def write(self, path: Path, rows: list[Any]) -> None:
        """One JSON object a line; a text is written as it is."""
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def evaluate(self, *options: str) -> int:
        """Run the command."""
        return run(["evaluate-search", "--documents", str(self.documents), "--queries", str(self.queries), *options])


@pytest.fixture
def collection(tmp_path: Path, settings: Any) -> Collection:
    settings.SHIPPED_VECTORS = tmp_path / "none.npz"
    settings.INDEX_DIR = tmp_path / "installation"
    settings.VECTOR_CACHE = tmp_path / "installation.sqlite3"
    return Collection(tmp_path)


def test_a_collection_is_measured_in_json(collection: Collection, capsys: pytest.CaptureFixture[str]) -> None:
    assert collection.evaluate("--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["ndcg_at_10", "recall_at_100", "mrr_at_10", "index_s", "query_p50_ms", "query_p95_ms"]
    # The one document that is not there costs q3 half its recall and, at grade 1, 0.3869 of its nDCG.
    assert figures["recall_at_100"] == pytest.approx((1 + 1 + 0.5) / 3, abs=1e-4)
    assert figures["mrr_at_10"] == 1.0
    assert figures["ndcg_at_10"] == pytest.approx((1 + 1 + 1 / (1 + 1 / 1.58496)) / 3, abs=1e-4)
    assert 0 < figures["query_p50_ms"] <= figures["query_p95_ms"]
    assert figures["index_s"] > 0


def test_a_collection_is_measured_in_words_and_nothing_is_written(
    collection: Collection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert collection.evaluate() == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "ndcg_at_10", "recall_at_100", "mrr_at_10", "index_s", "query_p50_ms", "query_p95_ms",
    ]  # fmt: skip
    assert sorted(tmp_path.iterdir()) == before


def test_queries_without_words_or_answers_count_as_nothing_found(
    collection: Collection, capsys: pytest.CaptureFixture[str]
) -> None:
    collection.write(collection.queries, [{"id": 1, "query": "?", "rel": {"x": 1}}, {"id": 2, "query": "", "rel": {}}])
    assert collection.evaluate("--json") == 0
    assert json.loads(capsys.readouterr().out)["ndcg_at_10"] == 0.0


@pytest.mark.parametrize(
    ("file", "rows", "sentence"),
    [
        ("documents", [DOCUMENTS[0], "{broken"], "dokumen.jsonl, baris 2: bukan JSON ("),
        (
            "documents",
            [DOCUMENTS[0], "", '{"id": "x", "title": "y"}'],
            "dokumen.jsonl, baris 3: kunci 'text' tidak ada.",
        ),
        ("documents", ['["a"]'], "dokumen.jsonl, baris 1: kunci 'id' tidak ada."),
        ("documents", [], "dokumen.jsonl: berkas kosong; perlu sedikitnya satu baris."),
        ("queries", [], "kebutuhan.jsonl: berkas kosong; perlu sedikitnya satu baris."),
        ("queries", ['{"id": "q", "rel": {}}'], "kebutuhan.jsonl, baris 1: kunci 'query' tidak ada."),
        (
            "queries",
            [{"id": "q", "query": "obat", "rel": ["d1"]}],
            "kebutuhan.jsonl, baris 1: 'rel' harus objek id dokumen → nilai.",
        ),
        (
            "queries",
            [QUERIES[0], {"id": "q", "query": "obat", "rel": {"d1": "2"}}],
            "kebutuhan.jsonl, baris 2: nilai dalam 'rel' harus bilangan bulat dari 0.",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_file(
    collection: Collection, capsys: pytest.CaptureFixture[str], file: str, rows: list[Any], sentence: str
) -> None:
    collection.write(getattr(collection, file), rows)
    assert collection.evaluate() == 1
    output = capsys.readouterr()
    assert sentence in output.err
    assert output.out == ""


def test_a_file_that_cannot_be_read_is_named(
    collection: Collection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collection.documents = tmp_path
    assert collection.evaluate() == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path}: tidak dapat dibaca (")
    collection.documents = tmp_path / "tidak-ada.jsonl"
    assert collection.evaluate() == 1
    assert capsys.readouterr().err == f"{tmp_path / 'tidak-ada.jsonl'}: berkas tidak ada.\n"
    collection.documents = tmp_path / "latin.jsonl"
    collection.documents.write_bytes(b'{"id": "\xe9"}')
    assert collection.evaluate() == 1
    assert capsys.readouterr().err == f"{tmp_path / 'latin.jsonl'}: bukan UTF-8 (bita ke-8).\n"
