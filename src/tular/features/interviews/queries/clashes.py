"""What is wrong with a timetable and what to do about it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.judging.timetable import Clash, Unheard, Why, clashes
from tular.features.competitions.queries.moments import in_words
from tular.features.interviews.models import Slot
from tular.features.interviews.queries.task import Laid, is_usable, task_of, zone_of
from tular.features.judging.models import Entry
from tular.features.judging.queries.submitted import number_text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a slot (None: about the whole), what to do, and whether it must not stay so."""

    text: str
    todo: str
    slot: int | None
    is_obstacle: bool


def called(entry: Entry) -> str:
    """What an entry is called on pages of the timetable: "Usulan 0012"."""
    return _("Usulan %(number)s") % {"number": number_text(entry)}


def everything_wrong(laid: Laid, now: datetime) -> list[Said]:
    """Obstacles first, then cautions, each by time. No query."""
    found = [*_of_engine(laid), *_of_people(laid, now), *_of_sessions(laid)]
    lacking = lacking_slots(laid, now)
    if lacking:
        found.insert(0, _too_few(laid, lacking))
    order = {one.pk: place for place, one in enumerate(laid.slots)}
    return sorted(found, key=lambda one: (not one.is_obstacle, -1 if one.slot is None else order[one.slot]))


def lacking_slots(laid: Laid, now: datetime) -> int:
    """How many slots lack at least for those who have none."""
    free = sum(1 for one in laid.slots if is_usable(laid, one, now))
    return max(0, len(laid.waiting) - free)


def unheard_in_words(entry: Entry, why: Unheard) -> str:
    """Why somebody has no slot, and what to do."""
    name = called(entry)
    if why is Unheard.ALL_BARRED:
        text = _("%(entry)s: setiap tim punya penilai dengan benturan. Tambah sesi tim lain, atau ganti penilainya.")
    elif why is Unheard.CLASHES:
        text = _(
            "%(entry)s: slot yang tersisa bertabrakan dengan tim, instansi, atau penilai yang sama. Tambah sesi pada "
            "waktu lain."
        )
    else:
        text = _("%(entry)s: slotnya habis. Tambah sesi atau perpanjang hari.")
    return text % {"entry": name}


def clash_in_words(laid: Laid, clash: Clash) -> Said:
    """A clash of the engine."""
    slots, entries = {str(one.pk): one for one in laid.slots}, {str(one.pk): one for one in laid.entries}
    slot, entry = slots[clash.slot], entries[clash.entry]
    values = {"entry": called(entry), "panel": slot.panel.name}
    if clash.why is Why.BARRED:
        numbers = [one.number for one in laid.members.get(slot.panel_id, ()) if (entry.pk, one.pk) in laid.conflicts]
        values["who"] = ", ".join(f"{one:02d}" for one in numbers)
        text = _("%(entry)s di %(panel)s: Penilai %(who)s punya benturan kepentingan dengannya.")
        return Said(text % values, _("Pindahkan ke tim lain."), slot.pk, True)
    if clash.why is Why.OUTSIDE:
        values["when"] = in_words(slot.starts_at, zone_of(entry))
        text = _("%(entry)s tampil %(when)s, di luar jam kerja di tempatnya.")
        return Said(text % values, _("Tukar dengan yang zonanya cocok, bila ada."), slot.pk, False)
    values["other"] = called(entries[clash.other])
    if clash.why is Why.PANELS:
        text = _("%(entry)s dan %(other)s bertabrakan: ada penilai yang duduk di kedua tim pada saat yang sama.")
    else:
        text = _("%(entry)s dan %(other)s bertabrakan: instansi atau orang timnya sama, waktunya bersamaan.")
    return Said(text % values, _("Pindahkan salah satunya."), slot.pk, True)


def obstacles_of(laid: Laid, entries: set[int]) -> list[str]:
    """Sentences of everything that must not stay, of these entries."""
    found = [one for one in clashes(task_of(laid), _places(laid)) if one.is_obstacle and int(one.entry) in entries]
    said = [clash_in_words(laid, one).text for one in found]
    for entry, slot in laid.held.items():
        if entry in entries:
            said += [one.text for one in _absent(laid, slot)]
    return list(dict.fromkeys(said))


def _places(laid: Laid) -> dict[str, str]:
    return {str(entry): str(slot.pk) for entry, slot in laid.held.items() if entry in laid.keys}


def _of_engine(laid: Laid) -> Iterator[Said]:
    told = set()
    for one in clashes(task_of(laid), _places(laid)):
        pair = (one.why, *sorted((one.entry, one.other))) if one.other else (one.why, one.entry)
        if pair not in told:
            told.add(pair)
            yield clash_in_words(laid, one)


def _absent(laid: Laid, slot: Slot) -> Iterator[Said]:
    values = {"entry": called(slot.entry), "panel": slot.panel.name} if slot.entry else {}
    if laid.off[slot.pk]:
        values["who"] = ", ".join(f"{one:02d}" for one in laid.off[slot.pk])
        values["day"] = slot.starts_at.astimezone(ZoneInfo(slot.session.zone)).strftime("%d-%m-%Y")
        text = _("%(entry)s di %(panel)s: Penilai %(who)s libur pada %(day)s.")
        yield Said(text % values, _("Pindahkan ke hari lain, atau ganti penilainya."), slot.pk, True)
    if numbers := laid.elsewhere.get(slot.pk):
        values["who"] = ", ".join(f"{one:02d}" for one in numbers)
        text = _("%(entry)s di %(panel)s: Penilai %(who)s sedang bertugas di wawancara lain pada saat itu.")
        yield Said(text % values, _("Pindahkan ke waktu lain."), slot.pk, True)


def _of_people(laid: Laid, now: datetime) -> Iterator[Said]:
    for slot in laid.slots:
        if slot.entry is not None and not slot.outcome and slot.ends_at > now:
            yield from _absent(laid, slot)
    for slot in laid.held.values():
        if slot.entry is not None and slot.entry.left_at is not None and not slot.outcome:
            text = _("%(entry)s sudah tidak ada dalam daftar, tetapi masih punya slot.") % {"entry": called(slot.entry)}
            yield Said(text, _("Keluarkan dari jadwal."), slot.pk, True)
    waiting = {one.pk for one in laid.waiting}
    for entry in laid.unplaced:
        if entry.pk not in waiting:
            text = _("%(entry)s: penyajinya tidak hadir.") % {"entry": called(entry)}
            yield Said(text, _("Bila mendapat kesempatan lagi, isikan sendiri ke slot kosong."), None, False)
    wanted = laid.plan.review.readings
    panels = {one.panel_id: one.panel for one in laid.slots}
    for pk, panel in panels.items():
        count = len(laid.members.get(pk, ()))
        if count < wanted:
            text = ngettext(
                "%(panel)s hanya punya %(n)d penilai; setiap proposal perlu %(wanted)d.",
                "%(panel)s hanya punya %(n)d penilai; setiap proposal perlu %(wanted)d.", count,
            )  # fmt: skip
            yield Said(
                text % {"panel": panel.name, "n": count, "wanted": wanted},
                _("Angkat atau pindahkan penilai di halaman tim."), None, count == 0,
            )  # fmt: skip


def _of_sessions(laid: Laid) -> Iterator[Said]:
    seen = set()
    for slot in laid.slots:
        session = slot.session
        if session.pk in seen or session.link or session.place:
            continue
        seen.add(session.pk)
        text = _("%(panel)s, %(when)s: tautan video atau tempatnya belum diisi.")
        values = {"panel": slot.panel.name, "when": in_words(session.starts_at, session.zone)}
        yield Said(text % values, _("Isi di sesi itu; penyaji melihatnya saat itu juga."), slot.pk, False)


def _too_few(laid: Laid, lacking: int) -> Said:
    plan = laid.plan
    each = plan.presentation_minutes + plan.question_minutes + plan.gap_minutes
    text = ngettext(
        "Kurang %(n)d slot untuk proposal yang belum punya jadwal.",
        "Kurang %(n)d slot untuk proposal yang belum punya jadwal.", lacking,
    ) % {"n": lacking}  # fmt: skip
    minutes = lacking * each
    if minutes < 60:
        todo = _("Tambah sesi: kira-kira %(minutes)d menit lagi untuk satu tim, atau dibagi ke beberapa tim.")
        return Said(text, todo % {"minutes": minutes}, None, True)
    todo = _("Tambah sesi: kira-kira %(hours)d jam %(minutes)d menit lagi untuk satu tim, atau dibagi ke beberapa tim.")
    return Said(text, todo % {"hours": minutes // 60, "minutes": minutes % 60}, None, True)
