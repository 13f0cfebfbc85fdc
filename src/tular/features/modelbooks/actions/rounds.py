"""Opening a round of FGD about a draft, giving it more or less time, and closing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.events.models import Event
from tular.features.modelbooks.actions.moving import move
from tular.features.modelbooks.actions.telling import tell, writers_of
from tular.features.modelbooks.actions.telling_rounds import tell_answers, write_to_guests
from tular.features.modelbooks.choices import RoundKind
from tular.features.modelbooks.models import ModelBook, Round
from tular.features.modelbooks.queries.manuscript import last_draft
from tular.features.modelbooks.queries.seats import events_to_choose, participants_of
from tular.foundation.actions import Reason, Refused, action


@action("modelbooks.open_round", gettext_lazy("Membuka putaran FGD"))
def open_round(
    book: ModelBook, *, kind: str, event: Event | None, until: datetime, by: Any, now: datetime, reason: str = ""
) -> Round:
    """Let everybody who is invited to the event comment on the last draft until `until`, and tell them."""
    wrong = []
    if kind not in RoundKind.values:
        wrong.append(Reason(_("Pilih FGD review atau FGD finalisasi."), "kind"))
    if event is None or not events_to_choose(by).filter(pk=event.pk).exists():
        wrong.append(Reason(_("Pilih acara yang sudah diumumkan, supaya jelas siapa pesertanya."), "event"))
    if until <= now:
        wrong.append(Reason(_("Batas waktu masukan harus sesudah sekarang."), "until"))
    if wrong:
        raise Refused(*wrong)
    move(book, "modelbooks.open_round", now)
    draft, last = last_draft(book), book.rounds.order_by("-number").first()
    assert draft is not None  # the move needs one
    made = Round.objects.create(
        book=book, draft=draft, event=event, number=last.number + 1 if last else 1, kind=kind, opened_at=now,
        until=until, by=by,
    )  # fmt: skip
    invited = participants_of(made)
    people = [one.person for one in invited if one.person is not None]
    path = f"{book.path}/fgd/{made.number}"
    tell("modelbooks.round_opened", [*people, *writers_of(book)], book, by=by, path=path, now=now, until=until)
    write_to_guests(
        made, [one for one in invited if one.person is None],
        subject=_("Beri masukan untuk rancangan buku model: %(title)s") % {"title": book.title},
        text=_("Anda diundang membahas rancangan buku “%(title)s”. Baca dan beri masukan per kalimat lewat:\n%(link)s"),
        now=now,
    )  # fmt: skip
    return made


@action("modelbooks.extend_round", gettext_lazy("Mengubah batas waktu masukan"), first=lambda one: one.book)
def extend_round(fgd: Round, *, until: datetime, by: Any, now: datetime, reason: str = "") -> Round:
    """Another end, later or earlier; never one that is over."""
    if fgd.closed_at is not None:
        raise Refused(_("Putaran ini sudah ditutup. Buka putaran baru untuk rancangan berikutnya."))
    if until <= now:
        raise Refused(Reason(_("Batas waktu masukan harus sesudah sekarang."), "until"))
    if until == fgd.until:
        raise Refused(Reason(_("Batas waktunya sudah begitu."), "until"))
    fgd.until = until
    fgd.save(update_fields=["until"])
    people = [one.person for one in participants_of(fgd) if one.person is not None]
    path = f"{fgd.book.path}/fgd/{fgd.number}"
    tell("modelbooks.round_moved", [*people, *writers_of(fgd.book)], fgd.book, by=by, path=path, now=now, until=until)
    return fgd


@action("modelbooks.close_round", gettext_lazy("Menutup putaran FGD"), first=lambda one: one.book)
def close_round(fgd: Round, *, by: Any, now: datetime, reason: str = "") -> Round:
    """End it once everything is answered; whoever commented is told, each once."""
    if fgd.closed_at is not None:
        raise Refused(_("Putaran ini sudah ditutup."))
    if now <= fgd.until:
        raise Refused(_("Masukan masih diterima. Tunggu sampai batas waktunya, atau ubah batas waktu itu dulu."))
    book = ModelBook.objects.get(pk=fgd.book_id)
    move(book, "modelbooks.close_round", now)
    fgd.closed_at = now
    fgd.save(update_fields=["closed_at"])
    tell_answers(fgd, fgd.comments.all(), code="modelbooks.answered", now=now)
    return fgd
