"""The word index: BM25 by tantivy, on disk or in memory, over tokens that our own analyser made.

Fields: `title` (counts half more), `body` (what the record tells) and `owner` (who has it). k1 = 1.2 and b = 0.75 are
tantivy's defaults and a measured middle for Indonesian.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from tular.engines.matching.analysis import stems

FIELD_WEIGHTS = {"title": 1.5, "body": 1.0, "owner": 0.7}
_HEAP = 128_000_000
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Clause:
    """Stems that say one thing, with the weight of each way to say it; only the best way counts."""

    ways: tuple[tuple[tuple[str, ...], float], ...]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=False, fast=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="position")
    return builder.build()


def build(folder: Path, records: Iterable[tuple[str, str, str]]) -> int:
    """Write a new index into the empty `folder`; record number = position. Returns the number of records.

    Each record is its title, body and owner as plain text. Raises OSError when the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return _fill(tantivy.Index(_schema(), path=str(folder)), records)


def in_memory(records: Iterable[tuple[str, str, str]]) -> WordIndex:
    """An index of a few thousand texts that is made when it is needed, and gone with the process."""
    index = tantivy.Index(_schema())
    _fill(index, records)
    return WordIndex(index)


def _fill(index: tantivy.Index, records: Iterable[tuple[str, str, str]]) -> int:
    writer = index.writer(heap_size=_HEAP, num_threads=1)  # one thread: record order, and so ties, stay the same
    count = 0
    for count, texts in enumerate(records, start=1):
        document = tantivy.Document()
        document.add_unsigned("number", count - 1)
        for field, text in zip(FIELD_WEIGHTS, texts, strict=True):
            document.add_text(field, " ".join(stems(text)))
        writer.add_document(document)
        if count % _BATCH == 0:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    return count


class WordIndex:
    """An index opened for reading. Safe to share between threads."""

    def __init__(self, source: Path | tantivy.Index) -> None:
        """Open the index that `build` wrote into a folder. Raises ValueError when the folder holds none."""
        self._index = tantivy.Index.open(str(source)) if isinstance(source, Path) else source
        self._index.config_reader("manual", 0)
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, clauses: Sequence[Clause], limit: int) -> tuple[np.ndarray, np.ndarray]:
        """The best `limit` records: their numbers (int64) and BM25 scores (float64), best first."""
        if not clauses:
            return np.empty(0, np.int64), np.empty(0)
        parts = [(tantivy.Occur.Should, self._clause(clause)) for clause in clauses]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=limit, count=False).hits
        if not hits:
            return np.empty(0, np.int64), np.empty(0)
        scores, addresses = zip(*hits, strict=True)
        numbers = self._searcher.fast_field_values("number", list(addresses))
        return np.array(numbers, np.int64), np.array(scores, float)

    def frequency(self, word_stem: str) -> int:
        """In how many records the stem stands, in any field (a record may count once per field)."""
        return sum(self._searcher.doc_freq(field, word_stem) for field in FIELD_WEIGHTS)

    def _clause(self, clause: Clause) -> tantivy.Query:
        ways = [self._way(way, weight) for way, weight in clause.ways]
        return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(ways)

    def _way(self, way: tuple[str, ...], weight: float) -> tantivy.Query:
        schema = self._index.schema
        in_fields = []
        for field, field_weight in FIELD_WEIGHTS.items():
            query = (
                tantivy.Query.term_query(schema, field, way[0])
                if len(way) == 1
                else tantivy.Query.phrase_query(schema, field, list(way), slop=1)
            )
            in_fields.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, weight * field_weight)))
        return tantivy.Query.boolean_query(in_fields)
