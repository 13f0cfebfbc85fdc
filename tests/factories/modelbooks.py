"""Small made-up model books: of a few words, whole enough to be approved and published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation, Theme
from tular.features.modelbooks.actions.approving import finalise, sign_off
from tular.features.modelbooks.actions.beginning import start
from tular.features.modelbooks.actions.publishing import publish
from tular.features.modelbooks.choices import Licence, RevisionKind
from tular.features.modelbooks.models import BookReference, Edition, ModelBook, Revision, Source
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.features.modelbooks.queries.references import frozen_of

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
"""When made-up books begin; each further step is an hour later."""

TABLE = """\
| Inovasi | Sebelum | Sesudah |
|---|---:|---:|
| Gerobak Cinta | 44 | 26 |
| Centil | 12,3 | 9,2 |

: Prevalensi menurut sumber {#tabel:hasil}
"""

TEXTS = {
    "masalah": "Stunting membuat anak kurang gizi sejak kandungan.\n\n## Tujuan\n\nAnak tumbuh sehat di setiap desa.\n",
    "inovasi_rujukan": f"Angka pada @tabel:hasil menurut pemiliknya.\n\n## Hasil\n\n{TABLE}",
    "kesiapan": (
        "Isilah bersama puskesmas.\n\n## Harus ada sebelum mulai\n\n- [ ] Daftar anak sasaran\n- [ ] Kader di setiap "
        "desa\n\n## Boleh menyusul\n\n- [ ] Aplikasi pencatatan\n"
    ),
}
"""Chapters that say something of their own; the others a sentence."""

GAP = "Belum ada bukti pada rujukan mana pun."


def make_lead(name: str = "Ketua Penulis") -> User:
    """Somebody who may begin books."""
    return make_member(Role.AUTHOR, person=make_person(name)).person  # type: ignore[return-value] # the one user model


def make_signers() -> tuple[User, User]:
    """Two of the centre who did not write."""
    first = make_member(Role.NATIONAL, person=make_person("Pengesah Satu")).person
    second = make_member(Role.NATIONAL, person=make_person("Pengesah Dua")).person
    return first, second  # type: ignore[return-value] # the one user model


def make_book(by: User | None = None, *, title: str = "Penanganan stunting contoh", now: datetime = NOW) -> ModelBook:
    """A book of Sidoarjo that lacks nothing: every chapter written, one with a reason instead."""
    lead = by or make_lead()
    book = start(agency("pemkab-sidoarjo"), theme=Theme.objects.get(slug="stunting"), title=title, by=lead, now=now)
    for section in book.sections.all():
        write_chapter(book, section.code, TEXTS.get(section.code, f"Isi bab {section.title}."), by=lead, now=now)
    book.sections.filter(code="kapasitas").update(text="", gap_reason=GAP)
    book.kinds, book.licence = ["kabupaten"], Licence.CC_BY
    book.save()
    return book


def write_chapter(book: ModelBook, code: str, text: str, *, by: User, now: datetime = NOW) -> None:
    """A save as the editor makes it."""
    section = book.sections.get(code=code)
    before = section.text
    section.text, section.version = text, section.version + 1
    section.save()
    Revision.objects.create(
        section=section, version=section.version, kind=RevisionKind.TYPED, before={"text": before},
        after={"text": text}, by=by, began_at=now, at=now,
    )  # fmt: skip


def add_reference(
    book: ModelBook, innovation: Innovation, *, key: str = "rujukan", now: datetime = NOW
) -> BookReference:
    """An innovation of which the book is made, frozen as it is."""
    frozen = frozen_of(innovation)
    return BookReference.objects.create(
        book=book, innovation=innovation, key=key, reason="Hasilnya terukur.", frozen=frozen.content,
        facts=frozen.facts, sha256=frozen.sha256, frozen_at=now,
    )  # fmt: skip


def add_source(book: ModelBook, key: str = "bps2023", *, now: datetime = NOW) -> Source:
    """An entry of the bibliography."""
    return Source.objects.create(
        book=book, key=key, kind="data", who="Badan contoh", year="2023", title="Angka contoh", at=now
    )


def approved(book: ModelBook, signers: tuple[User, User], *, now: datetime = NOW) -> ModelBook:
    """Sent to be approved, and approved by both."""
    lead = book.authors.get(role="ketua").person
    book = finalise(book, by=lead, now=now + timedelta(hours=1))
    for place, person in enumerate(signers, start=2):
        digest = text_to_approve(book).sha256
        sign_off(book, sha256=digest, by=person, now=now + timedelta(hours=place))
    return ModelBook.objects.get(pk=book.pk)


def make_edition(book: ModelBook | None = None, *, now: datetime = NOW, **fields: Any) -> Edition:
    """A published edition, by the actions themselves; its files are not built."""
    book = book or make_book(now=now, **fields)
    signers = tuple(User.objects.filter(name__startswith="Pengesah ").order_by("pk")) or make_signers()
    approved(book, signers, now=now)  # type: ignore[arg-type] # two of them
    return publish(ModelBook.objects.get(pk=book.pk), by=signers[0], now=now + timedelta(hours=4))
