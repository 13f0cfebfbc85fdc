"""Tables that ship as files: the thesaurus and the rulebooks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tular.engines.matching.thesaurus import Concept
from tular.engines.rulebook import Rulebook
from tular.features.exchange.queries.tables import Column, Dataset, Kind
from tular.features.finder.queries.rules import the_thesaurus
from tular.foundation.rulebooks.registry import entries


def _terms() -> Iterator[tuple[Concept, str, str]]:
    """Concept, term and kind of term, in the order of the files."""
    for concept in the_thesaurus().concepts.values():
        for term, kind in concept.terms.items():
            yield concept, term, kind


def _count_terms() -> int:
    return sum(len(concept.terms) for concept in the_thesaurus().concepts.values())


def _books() -> list[Rulebook]:
    """The rulebooks that can be read; `/aturan` tells what is wrong with others."""
    return [entry.book for entry in entries() if entry.book]


THESAURUS = Dataset(
    "tesaurus",
    _("Tesaurus"),
    _("Kata yang dianggap sama oleh pencarian: kata sehari-hari, istilah resmi, singkatan, kata daerah."),
    (
        Column("concept_id", _("Kunci kelompok kata."), Kind.CODE, lambda row: row[0].id),
        Column("term", _("Kata atau frasa."), Kind.TEXT, lambda row: row[1]),
        Column("kind", _("label (nama kelompok), official, everyday, acronyms, atau regional."), Kind.TERM,
               lambda row: row[2]),
        Column("field", _("Bidang layanan."), Kind.TEXT, lambda row: row[0].field),
        Column("broader", _("Kunci kelompok yang lebih luas."), Kind.LIST, lambda row: row[0].broader),
    ),
    rows=_terms,
    count=_count_terms,
)  # fmt: skip

RULEBOOKS = Dataset(
    "buku-aturan",
    _("Buku aturan"),
    _("Aturan peringkat dan kelengkapan yang dipakai pemasangan ini; isinya di berkas TOML masing-masing."),
    (
        Column("id", _("Kunci buku aturan; versi baru mendapat kunci baru."), Kind.CODE, lambda book: book.id),
        Column("title", _("Judul."), Kind.TEXT, lambda book: book.title),
        Column("title_en", _("Judul dalam bahasa Inggris."), Kind.TEXT, lambda book: book.title_en),
        Column("schema", _("Jenis buku dan versi bentuknya."), Kind.CODE, lambda book: book.schema),
        Column("scope", _("Berlaku untuk: national, regional, agency, atau product."), Kind.TERM,
               lambda book: book.scope),
        Column("rules", _("Banyaknya aturan yang menyebut sumber."), Kind.INTEGER, lambda book: len(book.sources),
               _("aturan")),
        Column("unknown", _("Hal yang belum diketahui penyusunnya."), Kind.LIST, lambda book: book.unknown),
        Column("sha256", _("SHA-256 berkas: menandai versinya dengan pasti."), Kind.CODE, lambda book: book.digest),
        Column("path", _("Alamat berkas TOML di server ini."), Kind.TEXT, lambda book: f"/aturan/{book.id}.toml"),
    ),
    rows=_books,
    count=lambda: len(_books()),
)  # fmt: skip
