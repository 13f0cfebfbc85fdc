"""Server time of the pages of published model books.

    .venv/bin/python benchmarks/books_pages.py [--books 12] [--pages 200] [--keep FOLDER]

Made-up books of 20 chapters with tables and cross-references, one of them of as many pages as asked, in a throw-away
installation. Every page is asked as by a stranger's browser, so that reading is counted too. Budget: p95 ≤ 100 ms once
the process has rendered the edition; what the first reader waits for is printed beside it. Prints the number of
database queries of each page, which may not depend on how much there is.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROUNDS = 40
WORDS_ON_A_PAGE = 430
NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
BROWSER = "Mozilla/5.0 (Android 14; Mobile) Gecko/130.0"
WORDS = (
    "posyandu kader anak gizi desa puskesmas dana rapat data ukur timbang ibu hamil pangan lokal bulan tahun kecamatan "
    "keluarga pendamping layanan catatan biaya tugas hasil bukti"
).split()

PAGES = (
    ("library", "/model"),
    ("theme", "/model/tema/stunting"),
    ("downloads", "/unduhan"),
    ("title page", "/model/{slug}"),
    ("chapter", "/model/{slug}/inovasi_rujukan"),
    ("chapter, marked", "/model/{slug}/inovasi_rujukan?cari=kader"),
    ("search", "/model/{slug}/cari?cari=kader+gizi"),
    ("checklist", "/model/{slug}/edisi/1/periksa"),
    ("table (CSV)", "/model/{slug}/edisi/1/tabel/inovasi_rujukan/1.csv"),
    ("API, book", "/api/v1/books/{slug}"),
)


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", type=int, default=12)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-books-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        os.environ["TULAR_DEMO"] = "1"
        sys.path.insert(0, str(Path(__file__).parent))
        _run(options.books, options.pages)


def _run(books: int, pages: int) -> None:
    from measuring import machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.modelbooks.models import Edition

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    if not Edition.objects.exists():
        _populate(books, pages)
    longest = max(Edition.objects.select_related("book"), key=lambda one: len(one.canonical))
    print(machine())
    print(f"{Edition.objects.count()} books; the longest has {len(longest.canonical) / 1e6:.2f} MB of text")
    client = Client(headers={"host": "localhost", "user-agent": BROWSER})
    for name, path in PAGES:
        address = path.format(slug=longest.book.slug)
        begun = time.perf_counter()
        client.get(address)
        first = (time.perf_counter() - begun) * 1000
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        asked = len(captured)  # the next request empties the list
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - begun) * 1000)
        print(f"{name:16} {spread(times)}; first {first:6.0f} ms; {asked} queries; {len(answer.content)} bytes")


def _populate(books: int, pages: int) -> None:
    """The first book has all the pages; the others are a twentieth as long."""
    from tular.features.accounts.models import User
    from tular.features.agencies.choices import Role
    from tular.features.agencies.models import Membership

    person = User.objects.create_user("penulis.ukur@contoh.example", "Penulis Ukur")
    Membership.objects.create(person=person, role=Role.AUTHOR, since=NOW.date())
    for number in range(books):
        _publish(number, person, pages if number == 0 else max(1, pages // 20))


def _publish(number: int, person: Any, pages: int) -> None:
    from tular.features.agencies.models import Agency
    from tular.features.catalogue.models import Theme
    from tular.features.modelbooks.actions.beginning import start
    from tular.features.modelbooks.models import Edition, ModelBook, ReaderComment
    from tular.features.modelbooks.queries.manuscript import canonical_of, digest_of, text_of

    made = random.Random(number)
    agency, theme = Agency.objects.get(slug="kemen-panrb"), Theme.objects.get(slug="stunting")
    book = start(agency, theme=theme, title=f"Buku ukur {number + 1}", by=person, now=NOW)
    ModelBook.objects.filter(pk=book.pk).update(is_demo=True, kinds=["kabupaten"], licence="cc-by-4.0")
    sections = list(book.sections.all())
    for section in sections:
        section.text = _chapter(made, pages * WORDS_ON_A_PAGE // len(sections), section.code)
        section.save()
    book = ModelBook.objects.select_related("theme", "agency", "rulebook").get(pk=book.pk)
    told = canonical_of(book)
    edition = Edition.objects.create(
        book=book, number=1, identifier=told["identifier"], title=book.title, canonical=text_of(told),
        sha256=digest_of(told), licence=book.licence, published_at=NOW + timedelta(hours=number), by=person,
    )  # fmt: skip
    ReaderComment.objects.bulk_create(
        ReaderComment(
            edition=edition, chapter="inovasi_rujukan", person=person, text=f"Tanggapan {place}.", at=NOW,
            state="tampil",
        )
        for place in range(40)
    )  # fmt: skip


def _chapter(made: random.Random, words: int, code: str) -> str:
    """Paragraphs below headings, a table now and then, and references between them."""
    parts, count = [], 0
    if code == "kesiapan":
        parts += ["## Harus ada sebelum mulai", *(f"- [ ] {_sentence(made)}" for _item in range(20))]
        return "\n".join(parts) + "\n"
    while words > 0:
        if count % 5 == 0:
            parts.append(f"## Bagian {count // 5 + 1}")
        if count % 9 == 4:
            rows = "\n".join(f"| {_sentence(made, 3)} | {made.randint(1, 99)} |" for _row in range(8))
            key = f"{code}-{count}"
            parts.append(
                f"| Apa | Angka |\n|---|---:|\n{rows}\n\n: Angka contoh {{#tabel:{key}}}\n\nLihat @tabel:{key}."
            )
        parts.append(" ".join(_sentence(made) for _sentence_of in range(6)))
        words -= 70
        count += 1
    return "\n\n".join(parts) + "\n"


def _sentence(made: random.Random, length: int = 11) -> str:
    return " ".join(made.choices(WORDS, k=length)).capitalize() + "."


if __name__ == "__main__":
    main()
