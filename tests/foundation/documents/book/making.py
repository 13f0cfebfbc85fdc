"""A small book with everything of the dialect, and books of one chapter."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from PIL import Image

from tular.foundation.documents.book import (
    Book,
    BookAuthor,
    BookFigure,
    BookSource,
    Chapter,
    Fault,
    IndexTerm,
    faults_of,
    preview_html,
    web_chapters,
)

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

FIRST = """Kader SIMPATI mengukur[^1] di Kabupaten Contoh [@bps2023, hlm. 4], lihat @tabel:biaya dan @gambar:alur.

[^1]: Setiap **bulan**, menurut [@panduan].

## Penyebab

::: penting
Jangan dihapus.
:::

::: contoh
- satu
- dua
:::

::: celah
Belum diketahui.
:::

### Rinci

Tautan [resmi](https://contoh.example/a) dan [judul](#bab-masalah-penyebab).
"""

SECOND = """Sesudah @bab:masalah.

| Hal | Rupiah |
|-----|------:|
| Alat \\| ukur | 45.000 |

: Biaya *awal* {#tabel:biaya}

![Alur layanan](gambar:alur)

## Harus ada sebelum mulai

- [ ] Daftar sasaran
- [x] Kader
"""


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "PNG")
    return out.getvalue()


def small_book() -> Book:
    return Book(
        title="Contoh & percobaan",
        subtitle="Dengan semua unsur",
        theme="Stunting",
        edition=2,
        identifier="tular-model/contoh/2",
        authors=(BookAuthor("Ani Contoh", "Universitas Contoh", "ketua"), BookAuthor("Budi Contoh")),
        publisher="Kementerian Contoh",
        licence="CC BY 4.0",
        citation="Contoh (2026). Contoh.",
        url="https://tular.example/model/contoh",
        published_on=date(2026, 5, 4),
        changes="Bab 2 **baru**.",
        sources=(
            BookSource("panduan", "Panduan (2020). Cara mengukur."),
            BookSource("bps2023", "BPS (2023). Angka.", "https://bps.example/a"),
            BookSource("lain", "Tidak dirujuk (tahun belum diketahui)."),
        ),
        figures={"alur": BookFigure(picture(), "image/png", "Kotak dan panah", "olahan penulis")},
        index=(
            IndexTerm("inovasi", "SIMPATI", ("SIMPATI",)),
            IndexTerm("instansi", "Pemerintah Kabupaten Contoh", ("Kabupaten Contoh",)),
            IndexTerm("instansi", "Tidak disebut", ("Tidak disebut",)),
        ),
        chapters=(Chapter("masalah", "1", "Masalah", FIRST), Chapter("sumber_daya", "2", "Sumber daya", SECOND)),
        annexes=(Chapter("masukan", "A", "Masukan", "## Putaran 1\n\nDiterima."),),
    )


def book_of(text: str, **others: object) -> Book:
    return Book(
        title="Buku", chapters=(Chapter("satu", "1", "Satu", text),), sources=(BookSource("ada", "Ada."),),
        **others,  # type: ignore[arg-type]
    )  # fmt: skip


def web(text: str, **others: object) -> str:
    return web_chapters(book_of(text, **others), str, str)["satu"].html


def previewed(text: str) -> str:
    return preview_html(text, book_of(""), "satu", str)


def faults(text: str, **others: object) -> list[tuple[str, int, bool]]:
    """Code, line, whether it must be mended."""
    return [(one.code, one.line, one.must_mend) for one in whole_faults(text, **others)]


def whole_faults(text: str, **others: object) -> list[Fault]:
    return faults_of(book_of(text, **others))
