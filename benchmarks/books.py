"""How long the four forms of a long book take to make, and how big they are.

    .venv/bin/python benchmarks/books.py [--pages 200] [--tables 60] [--figures 80]

A made-up book of 20 chapters with as many tables and figures as asked, its figures noisy so that they do not compress
away. Each form is made five times; that the bytes are the same each time is checked.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
from measuring import machine, spread
from PIL import Image

from tular.foundation.documents.book import (
    Book,
    BookAuthor,
    BookFigure,
    BookSource,
    Chapter,
    IndexTerm,
    docx_of,
    epub_of,
    html_of,
    pdf_of,
    preview_html,
    web_chapters,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)
CHAPTERS = 20
WORDS_ON_A_PAGE = 430
ROUNDS = 5


def main() -> None:
    """Make the book and its forms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--tables", type=int, default=60)
    parser.add_argument("--figures", type=int, default=80)
    options = parser.parse_args()
    book = made(options.pages, options.tables, options.figures)
    print(machine())
    letters = sum(len(one.text) for one in book.chapters)
    weight = sum(len(one.data) for one in book.figures.values())
    print(f"{letters:,} letters, {options.tables} tables, {options.figures} figures of {weight / 1e6:.1f} MB together")
    for name, make in (("PDF", pdf_of), ("DOCX", docx_of), ("EPUB", epub_of), ("HTML", html_of)):
        times, found = [], []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            found.append(make(book, AT))
            times.append((time.perf_counter() - began) * 1000)
        assert all(one == other for one, other in pairwise(found)), f"{name} differs from itself"
        pages = f", {found[0].count(b'/Type /Page') or _pages(found[0])} pages" if name == "PDF" else ""
        print(f"  {name:10}{spread(times)}; {len(found[0]) / 1e6:.1f} MB{pages}")
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        web_chapters(book, str, str)
        times.append((time.perf_counter() - began) * 1000)
    print(f"  {'chapters':10}{spread(times)}; all {CHAPTERS} as HTML")
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        preview_html(book.chapters[3].text, book, book.chapters[3].id, str)
        times.append((time.perf_counter() - began) * 1000)
    print(f"  {'preview':10}{spread(times)}; one chapter of {len(book.chapters[3].text):,} letters")


def made(pages: int, tables: int, figures: int) -> Book:
    """A book of about so many pages."""
    chance = random.Random(7)
    words = [*"kader posyandu desa layanan warga data anak gizi biaya bulan kabupaten puskesmas".split(), "stunting"]
    text_pages = max(CHAPTERS, pages - figures // 2 - tables // 3)
    chapters = []
    for number in range(1, CHAPTERS + 1):
        parts = []
        for block in range(max(1, text_pages * WORDS_ON_A_PAGE // CHAPTERS // 80)):
            sentence = " ".join(chance.choice(words) for _word in range(78))
            parts.append(f"{sentence.capitalize()} [@sumber{chance.randrange(40)}].")
            if block % 6 == 5:
                parts.append(f"## Bagian {block // 6 + 1}")
        for place in range(number - 1, tables, CHAPTERS):
            rows = "\n".join(
                f"| Butir {row} | {chance.choice(words)} | {chance.random() * 100:.1f} |" for row in range(8)
            )
            parts.append(f"| Hal | Uraian | Angka |\n|---|---|---:|\n{rows}\n\n: Tabel ke-{place} {{#tabel:t{place}}}")
            parts.append(f"Lihat @tabel:t{place}.")
        parts += [f"![Gambar ke-{place}](gambar:g{place})" for place in range(number - 1, figures, CHAPTERS)]
        chapters.append(Chapter(f"bab{number}", str(number), f"Bab nomor {number}", "\n\n".join(parts)))
    return Book(
        title="Buku panjang buatan",
        chapters=tuple(chapters),
        authors=(BookAuthor("Penulis Contoh", "Universitas Contoh", "ketua"),),
        url="https://tular.example/model/buku-panjang",
        identifier="tular-model/buku-panjang/1",
        made_up=True,
        sources=tuple(BookSource(f"sumber{n}", f"Penulis {n} (2024). Judul ke-{n}.") for n in range(40)),
        figures={f"g{n}": BookFigure(_picture(n), "image/jpeg", f"Gambar buatan nomor {n}") for n in range(figures)},
        index=tuple(IndexTerm("instansi", word, (word,)) for word in words),
    )


def _picture(seed: int) -> bytes:
    noise = np.random.default_rng(seed).integers(0, 255, (300, 500, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=60)
    return out.getvalue()


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


if __name__ == "__main__":
    main()
