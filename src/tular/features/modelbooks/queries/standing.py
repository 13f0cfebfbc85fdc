"""Which facts hold for the moves of a book, and the sentences for each that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.modelbooks.choices import AuthorRole, Decision
from tular.features.modelbooks.models import FgdComment, ModelBook, SignOff
from tular.features.modelbooks.queries.manuscript import (
    canonical_of,
    digest_of,
    digest_of_chapters,
    last_draft,
    next_edition,
)
from tular.features.modelbooks.queries.outline import outline_of

SIGNERS = 2
"""People who approve an edition, neither of whom wrote it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Needs that are met, and for each other one its sentences."""

    facts: frozenset[str]
    against: dict[str, tuple[str, ...]]


def standing_of(book: ModelBook, needs: Iterable[str]) -> Standing:
    """Which of these needs are met, and why the others are not. Asks only for what these need."""
    against = {need: said for need in needs if (said := tuple(SAID[need](book)))}
    return Standing(frozenset(need for need in needs if need not in against), against)


def sign_offs_of(book: ModelBook) -> list[SignOff]:
    """The approvals of exactly the text of now."""
    digest = digest_of(canonical_of(book))
    held = book.sign_offs.filter(edition=next_edition(book), sha256=digest).select_related("person")
    return list(held)


def unanswered(book: ModelBook) -> int:
    """Comments of all rounds that nobody answered, neither alone nor with those that say the same. One query."""
    return FgdComment.objects.filter(round__book=book, answer__isnull=True, same_as__answer__isnull=True).count()


def promised(book: ModelBook) -> int:
    """Comments that were accepted, wholly or partly, without naming the change yet. One query."""
    return FgdComment.objects.filter(
        round__book=book, answer__decision__in=[Decision.ACCEPTED, Decision.PARTLY], answer__section__isnull=True
    ).count()


def _frozen(book: ModelBook) -> list[str]:
    draft = last_draft(book)
    if draft is None:
        return [_("Belum ada rancangan bernomor. Bekukan dulu rancangan yang akan dibahas.")]
    if draft.sha256 != digest_of_chapters(book):
        text = _("Naskah berubah sejak rancangan %(n)d. Bekukan rancangan baru supaya semua membahas teks yang sama.")
        return [text % {"n": draft.number}]
    return []


def _answered(book: ModelBook) -> list[str]:
    count = unanswered(book)
    if not count:
        return []
    text = ngettext(
        "Masih ada %(n)d masukan yang belum dijawab. Jawab semuanya dulu.",
        "Masih ada %(n)d masukan yang belum dijawab. Jawab semuanya dulu.",
        count,
    )
    return [text % {"n": count}]


def _whole(book: ModelBook) -> list[str]:
    against = _answered(book)
    if count := promised(book):
        text = ngettext(
            "%(n)d masukan diterima tetapi perubahannya belum ditunjuk.",
            "%(n)d masukan diterima tetapi perubahannya belum ditunjuk.",
            count,
        )
        against.append(text % {"n": count})
    if not book.licence:
        against.append(_("Lisensi buku belum dipilih."))
    if not book.kinds:
        against.append(_("Belum dinyatakan untuk instansi jenis apa buku ini."))
    if not book.authors.filter(until__isnull=True, role=AuthorRole.LEAD).exists():
        against.append(_("Buku ini belum punya ketua tim penulis."))
    if next_edition(book) > 1 and not book.changes:
        against.append(_("Tulis apa yang berubah sejak edisi sebelumnya."))
    written = {one.code: one for one in book.sections.all()}
    for component in outline_of(book):
        section = written.get(component.id)
        if component.required and (section is None or not (section.text.strip() or section.gap_reason.strip())):
            text = _("Bab “%(title)s” masih kosong. Tulis isinya, atau alasan mengapa belum ada.")
            against.append(text % {"title": component.name})
    return against


def _approved(book: ModelBook) -> list[str]:
    signed = len({one.person_id for one in sign_offs_of(book)})
    if signed >= SIGNERS:
        return []
    text = _("Baru %(have)d dari %(need)d orang yang mengesahkan naskah ini.")
    return [text % {"have": signed, "need": SIGNERS}]


SAID: dict[str, Callable[[ModelBook], list[str]]] = {
    "frozen": _frozen,
    "answered": _answered,
    "whole": _whole,
    "approved": _approved,
}
"""For each need of the flow, what stands against it; nothing when it is met."""
