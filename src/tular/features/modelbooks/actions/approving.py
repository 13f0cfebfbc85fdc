"""Holding a manuscript still, and approving it: by two people who did not write it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import move, refuse_unless_in
from tular.features.modelbooks.actions.telling import approvers_of, tell, writers_of
from tular.features.modelbooks.choices import BookState
from tular.features.modelbooks.flow import MOVES
from tular.features.modelbooks.models import ModelBook, SignOff
from tular.features.modelbooks.queries.approving import office_of, text_to_approve, wrote
from tular.features.modelbooks.queries.faults import must_mend
from tular.features.modelbooks.queries.manuscript import next_edition
from tular.features.modelbooks.queries.standing import SIGNERS, sign_offs_of, standing_of
from tular.foundation.actions import Reason, Refused, action

LONGEST_NOTE = 2_000


@action("modelbooks.finalise", gettext_lazy("Mengajukan naskah untuk disahkan"))
def finalise(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> ModelBook:
    """Hold the text still and ask for its approval. Raises `Refused` with every sentence of what still lacks."""
    refuse_unless_in(book, "modelbooks.finalise")
    standing = standing_of(book, MOVES["modelbooks.finalise"].needs)
    lacking = [one for said in standing.against.values() for one in said]
    lacking += [fault.sentence for fault in must_mend(book)]
    if lacking:
        raise Refused(*(Reason(one) for one in lacking))
    move(book, "modelbooks.finalise", now)
    tell("modelbooks.to_approve", approvers_of(book), book, by=by, path=f"{book.desk}/pengesahan", now=now)
    return book


@action("modelbooks.send_back", gettext_lazy("Mengembalikan naskah kepada penulis"))
def send_back(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> ModelBook:
    """Let the authors write on. Approvals hold only for exactly the text that was approved."""
    if not reason.strip():
        raise Refused(Reason(_("Tulis apa yang harus diperbaiki, supaya penulis tahu."), "alasan"))
    move(book, "modelbooks.send_back", now, reason.strip())
    tell("modelbooks.sent_back", writers_of(book), book, by=by, path=book.desk, now=now, why=reason.strip())
    return book


@action("modelbooks.sign_off", gettext_lazy("Mengesahkan naskah"))
def sign_off(book: ModelBook, *, sha256: str, note: str = "", by: Any, now: datetime, reason: str = "") -> SignOff:
    """Approve the text whose hash the person had before them. Raises `Refused` when it is no longer the text of now."""
    if book.state != BookState.APPROVING:
        raise Refused(_("Naskah ini belum diajukan untuk disahkan. Tunggu sampai ketua tim penulis mengajukannya."))
    if wrote(by, book):
        raise Refused(_("Anda ikut menulis buku ini, jadi tidak dapat mengesahkannya. Mintalah orang lain."))
    digest = text_to_approve(book).sha256
    if sha256 != digest:
        raise Refused(_("Naskah berubah sejak Anda membuka halaman ini. Baca lagi yang sekarang, lalu sahkan."))
    number = next_edition(book)
    if book.sign_offs.filter(edition=number, sha256=digest, person=by).exists():
        raise Refused(_("Anda sudah mengesahkan naskah ini. Pengesahan kedua harus dari orang lain."))
    if len(note) > LONGEST_NOTE:
        raise Refused(Reason(_("Catatan paling panjang %(n)d huruf.") % {"n": LONGEST_NOTE}, "note"))
    made = SignOff.objects.create(
        book=book, edition=number, sha256=digest, person=by, as_role=office_of(by, book), note=note.strip(), at=now
    )
    if len({one.person_id for one in sign_offs_of(book)}) >= SIGNERS:
        path = f"{book.desk}/pengesahan"
        tell("modelbooks.approved", [*writers_of(book), *approvers_of(book)], book, by=by, path=path, now=now)
    return made
