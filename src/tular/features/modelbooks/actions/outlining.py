"""The chapters of a book: which there are, in which order, and who writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.actions.telling import tell
from tular.features.modelbooks.models import Author, DraftChapter, ModelBook, Section
from tular.features.modelbooks.queries.outline import component_of
from tular.features.modelbooks.queries.visibility import WRITERS
from tular.foundation.actions import Reason, Refused, action

MOST_SECTIONS = 60
ASIDE = 10_000
"""Numbers that chapters have while they change places."""

RESERVED = ("naskah", "fgd", "edisi", "tema", "cari", "perubahan")
"""Words that stand in the place of a chapter in addresses."""


@action("modelbooks.add_section", gettext_lazy("Menambah bab"))
def add_section(book: ModelBook, *, title: str, by: Any, now: datetime, reason: str = "") -> Section:
    """A chapter that the outline does not have, as the last one."""
    refuse_unless_writable(book)
    title = _title(title)
    if book.sections.count() >= MOST_SECTIONS:
        raise Refused(_("Paling banyak %(n)d bab.") % {"n": MOST_SECTIONS})
    last = book.sections.order_by("-number").values_list("number", flat=True).first() or 0
    return Section.objects.create(book=book, code=_free_code(book, title), number=last + 1, title=title)


@action("modelbooks.rename_section", gettext_lazy("Mengganti judul bab"))
def rename_section(section: Section, *, title: str, by: Any, now: datetime, reason: str = "") -> Section:
    """Another title; its address stays."""
    refuse_unless_writable(section.book)
    section.title = _title(title)
    section.save()
    return section


@action("modelbooks.move_section", gettext_lazy("Memindahkan bab"))
def move_section(section: Section, *, number: int, by: Any, now: datetime, reason: str = "") -> Section:
    """Let it be the chapter of this number; the others make room."""
    refuse_unless_writable(section.book)
    rows = list(section.book.sections.select_for_update().order_by("number"))
    order = [one for one in rows if one.pk != section.pk]
    order.insert(max(0, min(number - 1, len(order))), section)
    if [one.pk for one in order] == [one.pk for one in rows]:
        return section
    for place, one in enumerate(order, start=1):
        Section.objects.filter(pk=one.pk).update(number=ASIDE + place)
    for place, one in enumerate(order, start=1):
        Section.objects.filter(pk=one.pk).update(number=place)
        one.number = place
    return section


@action("modelbooks.drop_section", gettext_lazy("Menghapus bab"))
def drop_section(section: Section, *, by: Any, now: datetime, reason: str = "") -> ModelBook:
    """Only a chapter of one's own that is empty and was never discussed."""
    refuse_unless_writable(section.book)
    book = section.book
    if component_of(book, section.code) is not None:
        raise Refused(_("Bab ini bagian dari kerangka buku model, jadi tidak dapat dihapus. Tulis alasan bila kosong."))
    if section.text.strip():
        raise Refused(_("Bab ini masih berisi tulisan. Pindahkan isinya dulu, lalu kosongkan."))
    if DraftChapter.objects.filter(section=section).exists():
        raise Refused(_("Bab ini sudah dibahas dalam FGD, jadi riwayatnya disimpan. Biarkan kosong dengan alasan."))
    section.revisions.all().delete()
    section.delete()
    return book


@action("modelbooks.assign_section", gettext_lazy("Membagi bab"))
def assign_section(section: Section, *, author: Author | None, by: Any, now: datetime, reason: str = "") -> Section:
    """Give a chapter to an author, who is told; or to nobody."""
    if author is not None and (author.book_id != section.book_id or author.until is not None):
        raise Refused(Reason(_("Orang ini tidak ikut menulis buku ini."), "author"))
    if author is not None and author.role not in WRITERS:
        raise Refused(Reason(_("Notulis tidak menulis bab. Ubah dulu perannya."), "author"))
    if section.author_id == (author.pk if author else None):
        return section
    section.author = author
    section.save()
    if author is not None:
        path = f"{section.book.desk}/bab/{section.code}"
        tell("modelbooks.assigned", [author.person], section.book, path=path, by=by, now=now, chapter=section.title)
    return section


@action("modelbooks.explain_gap", gettext_lazy("Menjelaskan celah"))
def explain_gap(section: Section, *, text: str, by: Any, now: datetime, reason: str = "") -> Section:
    """Why the chapter stays incomplete; readers see it in front of the chapter. Empty: it is complete."""
    refuse_unless_writable(section.book)
    text = text.strip()
    if len(text) > 2_000:
        raise Refused(Reason(_("Alasan paling panjang 2.000 huruf."), "text"))
    section.gap_reason = text
    section.save()
    return section


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > 200:
        raise Refused(Reason(_("Tulis judul bab, paling panjang 200 huruf."), "title"))
    return title


def _free_code(book: ModelBook, title: str) -> str:
    base = slugify(title)[:36].strip("-") or "bab"
    taken = {*RESERVED, *book.sections.values_list("code", flat=True)}
    if base not in taken:
        return base
    return next(code for n in range(2, 1000) if (code := f"{base}-{n}") not in taken)
