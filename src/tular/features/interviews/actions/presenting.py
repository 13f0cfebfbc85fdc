"""What the team of a proposal says and sends before it is heard, and what it asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.runners import runners_of
from tular.features.interviews import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.interviews.actions.placing import move
from tular.features.interviews.actions.telling import tell_team
from tular.features.interviews.choices import CURRENT, Presence, RequestAnswer, SlotOutcome
from tular.features.interviews.models import Material, Presentation, Slot, SlotRequest
from tular.features.interviews.queries.material import MOST_FILES, PURPOSE
from tular.features.judging.models import Entry
from tular.features.judging.queries.submitted import number_text
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.actions import notify

LONGEST = 2000


@action("interviews.name_presenters", gettext_lazy("Menyebut penyaji"))
def name_presenters(
    entry: Entry, *, presenters: str, head_comes: str, by: Any, now: datetime, reason: str = ""
) -> Presentation:
    """Say who presents, and whether the head of the agency comes; until the slot begins."""
    _ahead(entry, now)
    said = "\n".join(line.strip() for line in presenters.splitlines() if line.strip())[:LONGEST]
    if not said:
        raise Refused(Reason(_("Sebut paling sedikit satu penyaji, nama dan jabatannya."), "presenters"))
    held = Presentation.objects.select_for_update().filter(entry=entry).first() or Presentation(entry=entry)
    held.presenters, held.head_comes = said, Presence(head_comes)
    held.by, held.at = by, now
    held.save()
    return held


@action("interviews.attach_material", gettext_lazy("Mengirim bahan presentasi"))
def attach_material(entry: Entry, *, file: StoredFile, by: Any, now: datetime, reason: str = "") -> Material:
    """Send a file that will be shown. The same again does nothing."""
    slot = _ahead(entry, now)
    until = slot.session.plan.material_until or slot.starts_at
    if now >= min(until, slot.starts_at):
        raise Refused(_("Batas waktu mengirim bahan sudah lewat. Yang sudah terkirim tetap dipakai."))
    if file.purpose != PURPOSE or not file.is_ready or file.uploaded_by_id != by.pk:
        raise Refused(Reason(_("Berkas ini belum selesai diunggah, atau bukan kiriman Anda."), "file"))
    current = list(Material.objects.select_for_update().filter(entry=entry, removed_at__isnull=True))
    same = next((one for one in current if one.file_id == file.pk), None)
    if same is not None:
        return same
    if len(current) >= MOST_FILES:
        text = _("Paling banyak %(n)d berkas. Lepas salah satu dulu.")
        raise Refused(Reason(text % {"n": MOST_FILES}, "file"))
    return Material.objects.create(entry=entry, file=file, by=by, at=now)


@action("interviews.remove_material", gettext_lazy("Melepas bahan presentasi"))
def remove_material(material: Material, *, by: Any, now: datetime, reason: str = "") -> Material:
    """Take a file out; it stays on record."""
    slot = _ahead(material.entry, now)
    until = slot.session.plan.material_until or slot.starts_at
    if now >= min(until, slot.starts_at):
        raise Refused(_("Batas waktu mengubah bahan sudah lewat."))
    if material.removed_at is None:
        material.removed_at = now
        material.save(update_fields=["removed_at"])
    return material


@action("interviews.ask_another_slot", gettext_lazy("Meminta slot wawancara lain"))
def ask_another_slot(slot: Slot, *, by: Any, now: datetime, reason: str = "") -> SlotRequest:
    """Ask the organiser for another time. One question at a time."""
    said = reason.strip()[:LONGEST]
    if not said:
        raise Refused(Reason(_("Tulis mengapa Anda memerlukan waktu lain, dan kapan Anda bisa."), "alasan"))
    entry = slot.entry
    if entry is None or slot.outcome != SlotOutcome.PLANNED or slot.starts_at <= now:
        raise Refused(_("Slot ini sudah lewat atau berubah. Muat ulang halamannya."))
    if SlotRequest.objects.filter(entry=entry, answer="").exists():
        raise Refused(_("Permintaan Anda sebelumnya belum dijawab. Penyelenggara sudah menerimanya."))
    made = SlotRequest.objects.create(slot=slot, entry=entry, reason=said, by=by, at=now)
    review = slot.session.plan.review
    notify(
        runners_of(review.competition), "interviews.asked", now=now, number=number_text(entry), reason=said,
        path=f"/kompetisi/{review.competition.slug}/wawancara/{review.stage}/permintaan/{made.pk}",
        when=in_words(slot.starts_at, slot.session.zone),
    )  # fmt: skip
    return made


@action("interviews.answer_request", gettext_lazy("Menjawab permintaan slot"))
def answer_request(
    request: SlotRequest, *, target: Slot | None, expected: int = 0, by: Any, now: datetime, reason: str = ""
) -> SlotRequest:
    """Move it to `target`, or (None) keep the slot; the team reads the reason either way."""
    said = reason.strip()[:LONGEST]
    if not said:
        raise Refused(Reason(_("Tulis alasannya; tim proposal membacanya."), "alasan"))
    if request.answer != RequestAnswer.NONE:
        raise Refused(_("Permintaan ini sudah dijawab."))
    now_in = Slot.objects.filter(entry=request.entry, outcome__in=CURRENT).first()
    if now_in is None:
        raise Refused(_("Proposal ini sedang tidak punya slot. Tempatkan dulu di jadwal."))
    if target is not None:
        move(now_in, target=target, expected=expected, by=by, now=now, reason=said)
    else:
        tell_team(now_in, request.entry, "interviews.kept", now, reason=said)
    request.answer = RequestAnswer.MOVED if target is not None else RequestAnswer.KEPT
    request.answer_reason, request.answered_by, request.answered_at = said, by, now
    request.save()
    return request


def _ahead(entry: Entry, now: datetime) -> Slot:
    """Its slot, as long as it has not begun."""
    slot = Slot.objects.filter(entry=entry, outcome__in=CURRENT).select_related("session__plan").first()
    if slot is None:
        raise Refused(_("Proposal ini sedang tidak punya slot. Tunggu jadwal baru dari penyelenggara."))
    if slot.starts_at <= now or slot.outcome != SlotOutcome.PLANNED:
        raise Refused(_("Wawancaranya sudah dimulai, jadi tidak diubah lagi."))
    return slot
