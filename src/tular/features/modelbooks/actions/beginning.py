"""Beginning a book, telling what it is, and who writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Theme
from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.actions.telling import tell
from tular.features.modelbooks.choices import AuthorKind, AuthorRole, Licence
from tular.features.modelbooks.models import Author, ModelBook, Section
from tular.features.modelbooks.queries.outline import IDENTITY, todays_outline
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.actions import new_version, read_text, same_text
from tular.foundation.rulebooks.models import RulebookVersion

LONGEST_SLUG = 80

TAKEN = ("baru", "fgd", "luring", "naskah", "tema")
"""Words that stand where the address of a book does."""


@action("modelbooks.start", gettext_lazy("Memulai buku model"))
def start(
    agency: Agency, *, theme: Theme, title: str, subtitle: str = "", by: Any, now: datetime, reason: str = ""
) -> ModelBook:
    """Begin a book with the chapters of the outline, all empty. Whoever begins it leads its authors."""
    title = " ".join(title.split())
    if not title:
        raise Refused(Reason(_("Tulis judul buku."), "title"))
    if len(title) > 200 or len(subtitle) > 200:
        raise Refused(Reason(_("Judul dan anak judul paling panjang 200 huruf."), "title"))
    book = ModelBook.objects.create(
        slug=_free_slug(title), title=title, subtitle=" ".join(subtitle.split()), theme=theme, agency=agency,
        rulebook=_version_of_today(now), state_at=now, created_by=by, created_at=now,
        is_demo=bool(getattr(by, "is_demo", False)),
    )  # fmt: skip
    Author.objects.create(book=book, person=by, role=AuthorRole.LEAD, since=now)
    Section.objects.bulk_create(
        Section(book=book, code=one.id, number=one.number, title=one.name) for one in todays_outline()
    )
    return book


@dataclass(frozen=True, slots=True)
class Told:
    """What is told about a book; see the fields of `ModelBook`."""

    title: str
    subtitle: str = ""
    kinds: tuple[str, ...] = ()
    licence: str = ""
    changes: str = ""


@action("modelbooks.describe", gettext_lazy("Mengubah keterangan buku"))
def describe(book: ModelBook, *, told: Told, by: Any, now: datetime, reason: str = "") -> ModelBook:
    """Another title, kinds of agency, licence, or list of changes of the next edition."""
    refuse_unless_writable(book)
    wrong = []
    title = " ".join(told.title.split())
    if not title or len(title) > 200:
        wrong.append(Reason(_("Tulis judul buku, paling panjang 200 huruf."), "title"))
    if told.licence and told.licence not in Licence.values:
        wrong.append(Reason(_("Pilih lisensinya."), "licence"))
    if set(told.kinds) - set(AgencyKind.values):
        wrong.append(Reason(_("Pilih jenis instansi dari daftar."), "kinds"))
    if wrong:
        raise Refused(*wrong)
    book.title, book.subtitle, book.kinds = (
        title,
        " ".join(told.subtitle.split())[:200],
        list(dict.fromkeys(told.kinds)),
    )
    book.licence, book.changes = told.licence, told.changes.strip()
    book.save()
    return book


@action("modelbooks.add_author", gettext_lazy("Menambah penulis"))
def add_author(
    book: ModelBook, *, person: User, role: str, kind: str = "", affiliation: str = "", by: Any, now: datetime,
    reason: str = "",
) -> Author:  # fmt: skip
    """Let somebody write the book or take notes for it."""
    _check(role, kind)
    if not person.is_active:
        raise Refused(Reason(_("Akun ini tidak aktif."), "person"))
    if book.authors.filter(person=person, until__isnull=True).exists():
        raise Refused(Reason(_("Orang ini sudah terdaftar. Ubah perannya di daftar."), "person"))
    if role == AuthorRole.LEAD:
        raise Refused(Reason(_("Buku ini sudah punya ketua. Serahkan peran ketua dari daftar penulis."), "role"))
    place = book.authors.count() + 1
    author = Author.objects.create(
        book=book, person=person, role=role, kind=kind, affiliation=affiliation.strip()[:200], order=place, since=now
    )
    said = str(author.get_role_display())
    tell("modelbooks.invited", [person], book, path=book.desk, by=by, now=now, role=said)
    return author


@action("modelbooks.change_author", gettext_lazy("Mengubah peran penulis"))
def change_author(
    author: Author, *, role: str, kind: str, affiliation: str, order: int, by: Any, now: datetime, reason: str = ""
) -> Author:
    """Another role or place on the title page. Who becomes the lead takes that over from the one before."""
    _check(role, kind)
    _refuse_left(author)
    lead = author.book.authors.filter(role=AuthorRole.LEAD, until__isnull=True).exclude(pk=author.pk).first()
    if author.role == AuthorRole.LEAD and role != AuthorRole.LEAD:
        raise Refused(Reason(_("Jadikan penulis lain ketua; peran Anda lalu berubah sendiri."), "role"))
    if role == AuthorRole.LEAD and lead is not None:
        lead.role = AuthorRole.AUTHOR
        lead.save(update_fields=["role"])
    author.role, author.kind, author.affiliation = AuthorRole(role), kind, affiliation.strip()[:200]
    author.order = max(1, min(order, 999))
    author.save()
    return author


@action("modelbooks.remove_author", gettext_lazy("Mengeluarkan penulis"))
def remove_author(author: Author, *, by: Any, now: datetime, reason: str = "") -> Author:
    """They write no more; what they wrote stays with their name. Their chapters have nobody then."""
    _refuse_left(author)
    if author.role == AuthorRole.LEAD:
        raise Refused(_("Ketua tidak dapat dikeluarkan. Jadikan penulis lain ketua dulu."))
    author.until = now
    author.save()
    author.sections.update(author=None)
    return author


def _check(role: str, kind: str) -> None:
    wrong = []
    if role not in AuthorRole.values:
        wrong.append(Reason(_("Pilih perannya."), "role"))
    if kind and kind not in AuthorKind.values:
        wrong.append(Reason(_("Pilih akademisi atau praktisi."), "kind"))
    if wrong:
        raise Refused(*wrong)


def _refuse_left(author: Author) -> None:
    if author.until is not None:
        raise Refused(_("Orang ini sudah tidak ikut menulis. Tambahkan lagi bila perlu."))


def _free_slug(title: str) -> str:
    """An address that no other book has."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "buku"
    taken = set(ModelBook.objects.filter(slug__startswith=base[: LONGEST_SLUG - 4]).values_list("slug", flat=True))
    if base not in taken and base not in TAKEN:
        return base
    return next(slug for n in range(2, 1000) if (slug := f"{base[: LONGEST_SLUG - 4]}-{n}") not in taken)


def _version_of_today(now: datetime) -> RulebookVersion:
    """The published version of the outline as it is in the file; published here when nobody has begun under it."""
    data = registry.entry(IDENTITY).read()
    known = same_text(read_text(data, f"{IDENTITY}.toml"))
    if known is not None:
        return known
    note = _("Kerangka buku yang dibawa versi aplikasi ini.")
    return new_version(data, f"{IDENTITY}.toml", note=note, by=None, now=now)
