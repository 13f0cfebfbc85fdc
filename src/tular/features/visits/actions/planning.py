"""Planning visits: team, time and place; announcing, changing and cancelling them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.judging.queries.entrants import is_secret
from tular.features.visits.actions.moving import (
    agency_path,
    move,
    needs_reason,
    people_of_agency,
    people_of_team,
    team_path,
    told_of,
)
from tular.features.visits.choices import VisitMode, VisitState
from tular.features.visits.models import FieldRecord, Verifier, Visit, VisitChoice
from tular.features.visits.queries.clashes import When, clashes_of
from tular.features.visits.queries.rules import checklist_for
from tular.features.visits.queries.standing import is_in_list
from tular.features.visits.queries.visibility import team_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a visit is planned; `lead` is one of `team`."""

    mode: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    team: Sequence[Verifier]
    lead: Verifier | None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    link: str = ""
    contact: str = ""
    note: str = ""

    @property
    def when(self) -> When:
        """Its time."""
        return When(self.starts_at, self.ends_at, self.zone)


@action("visits.plan", gettext_lazy("Merencanakan kunjungan"))
def plan(choice: VisitChoice, *, told: Plan, by: Any, now: datetime, reason: str = "") -> Visit:
    """Plan the visit of a chosen proposal. The team is told; the agency is not, until it is announced."""
    if choice.undone_at is not None:
        raise Refused(_("Pilihan ini sudah dibatalkan."))
    if choice.visits.exclude(state=VisitState.CANCELLED).exists():
        raise Refused(_("Kunjungan untuk proposal ini sudah ada. Ubah yang itu."))
    if not is_in_list(choice.competition, choice.stage, choice.proposal_id):
        raise Refused(_("Proposal ini tidak ada lagi dalam daftar yang masuk tahap ini."))
    visit = Visit(choice=choice, state_at=now, created_by=by, created_at=now)
    _set(visit, told, now)
    items, told_by_rules = checklist_for(choice.proposal, choice.stage)
    FieldRecord.objects.create(visit=visit, items=items, from_rulebook=told_by_rules)
    joined, _left = _staff(visit, told, now, "")
    notify(joined, "visits.assigned", path=team_path(visit), now=now, **told_of(visit))
    return visit


@action("visits.change", gettext_lazy("Mengubah kunjungan"))
def change(visit: Visit, *, told: Plan, by: Any, now: datetime, reason: str = "") -> Visit:
    """Another time, place or team. Once it was announced a reason is needed, which the agency and the team read."""
    if not visit.may_change:
        raise Refused(_("Kunjungan ini tidak dapat diubah lagi."))
    announced = visit.state == VisitState.ANNOUNCED
    said = reason.strip()
    if announced:
        said = needs_reason(reason, _("Tulis mengapa kunjungan ini diubah; instansi dan tim membacanya."))
    before = _public(visit)
    _set(visit, told, now)
    joined, left = _staff(visit, told, now, said or _("Susunan tim diubah."))
    if announced:
        visit.change_reason = said
        visit.save()
    notify(joined, "visits.assigned", path=team_path(visit), now=now, **told_of(visit))
    notify(left, "visits.taken_off", path="/verifikasi", now=now, title=visit.choice.proposal.title,
           reason=said or _("Susunan tim diubah."))  # fmt: skip
    if announced and _public(visit) != before:
        stayed = [one for one in people_of_team(visit) if one.pk not in {person.pk for person in joined}]
        notify(people_of_agency(visit), "visits.changed", path=agency_path(visit), now=now, reason=said,
               **told_of(visit))  # fmt: skip
        notify(stayed, "visits.changed", path=team_path(visit), now=now, reason=said, **told_of(visit))
    return visit


@action("visits.announce", gettext_lazy("Mengumumkan kunjungan"))
def announce(visit: Visit, *, by: Any, now: datetime, reason: str = "") -> Visit:
    """Tell the agency of its visit. The checklist is renewed a last time, unless somebody has begun to answer."""
    if is_secret(visit.choice.competition, visit.choice.stage):
        raise Refused(_("Yang masuk tahap ini sudah diputus, tetapi belum diumumkan. Umumkan dulu daftarnya."))
    move(visit, "visits.announce", now)
    visit.announced_at = now
    visit.revision += 1
    visit.save()
    record = visit.record
    if not record.content:
        record.items, record.from_rulebook = checklist_for(visit.choice.proposal, visit.choice.stage)
        record.save()
    notify(people_of_agency(visit), "visits.announced", path=agency_path(visit), now=now, **told_of(visit))
    return visit


@action("visits.cancel", gettext_lazy("Membatalkan kunjungan"))
def cancel(visit: Visit, *, by: Any, now: datetime, reason: str = "") -> Visit:
    """It does not take place, or not to its end. What was recorded on the way stays, and is not counted."""
    said = needs_reason(reason, _("Tulis mengapa kunjungan ini dibatalkan; yang sudah tahu membaca alasannya."))
    move(visit, "visits.cancel", now, said)
    visit.revision += 1
    visit.save()
    values = {**told_of(visit), "reason": said}
    notify(people_of_team(visit), "visits.cancelled", path=team_path(visit), now=now, **values)
    if visit.announced_at is not None:
        notify(people_of_agency(visit), "visits.cancelled", path=agency_path(visit), now=now, **values)
    return visit


def _public(visit: Visit) -> tuple[Any, ...]:
    """What the agency and calendars know of it."""
    return visit.mode, visit.starts_at, visit.ends_at, visit.zone, visit.place, visit.link


def _set(visit: Visit, told: Plan, now: datetime) -> None:
    """Put the plan into the visit and save it. Raises `Refused` with a reason at each field that cannot be."""
    moved = visit._state.adding or (visit.starts_at, visit.ends_at) != (told.starts_at, told.ends_at)
    wrong = [Reason(text, field) for field, text in _wrong(told, now, moved=moved)]
    if not wrong:
        people = [one.person_id for one in told.team]
        # Two visits planned at once for the same person: the second sees the first.
        list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
        clashes = clashes_of(visit.choice, told.team, told.when, None if visit._state.adding else visit)
        wrong = [Reason(text, "team") for text in clashes]
    if wrong:
        raise Refused(*wrong)
    before = None if visit._state.adding else _public(visit)
    for name in (
        "mode", "starts_at", "ends_at", "zone", "place", "latitude", "longitude", "link", "contact", "note",
    ):  # fmt: skip
        setattr(visit, name, getattr(told, name))
    if before is not None and before != _public(visit):
        visit.revision += 1
    visit.save()


def _wrong(told: Plan, now: datetime, *, moved: bool) -> list[tuple[str, str]]:
    found = []
    if moved and told.starts_at <= now:
        found.append(("day", _("Waktu itu sudah lewat. Pilih waktu yang akan datang.")))
    if told.ends_at <= told.starts_at:
        found.append(("until", _("Jam selesai harus sesudah jam mulai.")))
    elif told.ends_at - told.starts_at > LONGEST:
        found.append(("until", _("Satu kunjungan paling lama tujuh hari.")))
    if told.mode == VisitMode.ONSITE and not told.place:
        found.append(("place", _("Tulis tempatnya: nama gedung dan alamat.")))
    if told.mode == VisitMode.ONLINE and not (told.link or told.place):
        found.append(("link", _("Tulis tautan rapatnya, atau di mana para peserta berada.")))
    if not told.team:
        found.append(("team", _("Pilih paling sedikit satu verifikator.")))
    elif told.lead is None or told.lead not in told.team:
        found.append(("lead", _("Pilih ketua dari antara timnya.")))
    return found


def _staff(visit: Visit, told: Plan, now: datetime, reason: str) -> tuple[list[Any], list[Any]]:
    """Let the team be as told: (people who joined, people who left). The lead is taken off before another is set."""
    held = {one.verifier_id: one for one in team_of(visit)}
    wanted = {one.pk: one for one in told.team}
    visit.members.filter(lead=True).update(lead=False)
    left = []
    for key, member in held.items():
        if key not in wanted:
            member.left_at, member.left_reason, member.lead = now, reason, False
            member.save()
            left.append(member.verifier.person)
    joined = []
    for key, verifier in wanted.items():
        leads = told.lead is not None and told.lead.pk == key
        if key not in held:
            joined.append(verifier.person)
            visit.members.update_or_create(
                verifier=verifier, defaults={"since": now, "left_at": None, "left_reason": "", "lead": leads}
            )
        elif leads:
            visit.members.filter(verifier=verifier).update(lead=True)
    return joined, left
