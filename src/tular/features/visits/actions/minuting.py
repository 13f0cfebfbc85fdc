"""Minutes: drawn up from the answers, signed by the team, acknowledged by the agency, added to later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.runners import runners_of
from tular.features.visits.actions.moving import (
    agency_path,
    move,
    needs_reason,
    organiser_path,
    people_of_agency,
    people_of_team,
    team_path,
)
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Acknowledgement, Addendum, FieldRecord, Minutes, Signature, Visit
from tular.features.visits.queries.canonical import canonical_of, digest_of, digest_of_addendum
from tular.features.visits.queries.minutes import NOTHING, shown_to_agency
from tular.features.visits.queries.visibility import memberships_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import line_typed, prose_typed

LONGEST_NAME = 200
LONGEST_TEXT = 10_000


@action("visits.draw_up", gettext_lazy("Menyusun berita acara"))
def draw_up(visit: Visit, *, by: Any, now: datetime, reason: str = "") -> Minutes:
    """Freeze the answers as minutes to be signed. After they were opened again, they get a new number and say why."""
    last = visit.minutes.order_by("-number").first()
    said = visit.state_reason if last is not None else ""
    move(visit, "visits.draw_up", now)
    visit.save()
    number = 1 if last is None else last.number + 1
    # A save that is on its way arrives before, and stands in the minutes, or after, and is kept aside.
    visit.record = FieldRecord.objects.select_for_update().get(visit=visit)
    canonical = canonical_of(visit, number=number, at=now, reason=said)
    made = Minutes.objects.create(
        visit=visit, number=number, canonical=canonical, sha256=digest_of(canonical), reason=said, by=by, at=now
    )
    notify(
        people_of_team(visit), "visits.to_sign", path=f"{team_path(visit)}/berita-acara", now=now,
        title=visit.choice.proposal.title, lead=by.name,
    )  # fmt: skip
    return made


@action("visits.reopen", gettext_lazy("Membuka lagi catatan kunjungan"))
def reopen(visit: Visit, *, by: Any, now: datetime, reason: str = "") -> Visit:
    """Let answers be mended before everybody has signed. The minutes so far stay, with who signed them."""
    move(visit, "visits.reopen", now, needs_reason(reason, _("Tulis apa yang perlu diperbaiki; tim membacanya.")))
    visit.save()
    return visit


@action("visits.sign", gettext_lazy("Menandatangani berita acara"))
def sign(minutes: Minutes, *, signed_as: str, by: Any, now: datetime, reason: str = "") -> Signature:
    """Sign with one's name. With the last signature the visit is done, and the agency is asked to read."""
    visit = Visit.objects.select_for_update().get(pk=minutes.visit_id)
    if visit.state != VisitState.MINUTED:
        raise Refused(_("Berita acara ini tidak sedang ditandatangani. Muat ulang halamannya."))
    if minutes != visit.minutes.order_by("-number").first():
        raise Refused(_("Sudah ada berita acara yang lebih baru. Bacalah yang itu."))
    member = memberships_of(by).filter(visit=visit).get()
    if minutes.signatures.filter(member=member).exists():
        raise Refused(_("Anda sudah menandatangani berita acara ini."))
    name = line_typed(signed_as, LONGEST_NAME)
    if name.casefold() != line_typed(by.name, LONGEST_NAME).casefold():
        text = _("Tulis nama Anda seperti di akun: %(name)s.") % {"name": by.name}
        raise Refused(Reason(text, "signed_as"))
    made = Signature.objects.create(minutes=minutes, member=member, signed_as=name, sha256=minutes.sha256, at=now)
    _finish_when_all_signed(visit, now)
    return made


def _finish_when_all_signed(visit: Visit, now: datetime) -> None:
    try:
        move(visit, "visits.sign", now)
    except Refused:  # somebody has not signed yet
        return
    visit.save()
    title = visit.choice.proposal.title
    notify(runners_of(visit.choice.competition), "visits.signed", path=organiser_path(visit), now=now, title=title)
    if shown_to_agency(visit) != NOTHING:
        notify(people_of_agency(visit), "visits.to_acknowledge", path=agency_path(visit), now=now, title=title)


@action("visits.acknowledge", gettext_lazy("Menyatakan sudah membaca berita acara"))
def acknowledge(
    minutes: Minutes, *, signed_as: str, position: str, remarks: str = "", by: Any, now: datetime, reason: str = ""
) -> Acknowledgement:
    """The agency has read what it is shown; remarks are kept beside the minutes. It does not agree by that."""
    visit = minutes.visit
    if visit.state != VisitState.DONE or minutes != visit.minutes.order_by("-number").first():
        raise Refused(_("Berita acara ini belum selesai ditandatangani tim."))
    if (readers := shown_to_agency(visit)) == NOTHING:
        raise Refused(_("Penyelenggara belum membuka berita acara ini."))
    if Acknowledgement.objects.filter(minutes=minutes).exists():
        raise Refused(_("Instansi Anda sudah menyatakan membacanya."))
    name, place, said = line_typed(signed_as, LONGEST_NAME), line_typed(position, LONGEST_NAME), prose_typed(remarks)
    wrong = []
    if not name:
        wrong.append(Reason(_("Tulis nama Anda."), "signed_as"))
    if not place:
        wrong.append(Reason(_("Tulis jabatan Anda di instansi ini."), "position"))
    if len(said) > LONGEST_TEXT:
        wrong.append(Reason(_("Paling panjang 10.000 huruf. Singkatkan dulu."), "remarks"))
    if wrong:
        raise Refused(*wrong)
    made = Acknowledgement.objects.create(
        minutes=minutes, by=by, signed_as=name, position=place, remarks=said, shown=readers, sha256=minutes.sha256,
        at=now,
    )  # fmt: skip
    told = {"title": visit.choice.proposal.title, "name": name, "position": place}
    notify(runners_of(visit.choice.competition), "visits.acknowledged", path=organiser_path(visit), now=now, **told)
    notify(people_of_team(visit), "visits.acknowledged", path=f"{team_path(visit)}/berita-acara", now=now, **told)
    return made


@action("visits.add_to", gettext_lazy("Menambah berita acara"))
def add_to(minutes: Minutes, *, text: str, by: Any, now: datetime, reason: str = "") -> Addendum:
    """Correct signed minutes by an addendum with its reason. What was signed never changes."""
    visit = minutes.visit
    if visit.state != VisitState.DONE or minutes != visit.minutes.order_by("-number").first():
        raise Refused(_("Tambahan hanya untuk berita acara yang sudah ditandatangani semua."))
    said = prose_typed(text).strip()
    wrong = []
    if not said:
        wrong.append(Reason(_("Tulis tambahannya."), "text"))
    elif len(said) > LONGEST_TEXT:
        wrong.append(Reason(_("Paling panjang 10.000 huruf. Singkatkan dulu."), "text"))
    if not reason.strip():
        wrong.append(Reason(_("Tulis mengapa berita acara ini ditambah."), "reason"))
    if wrong:
        raise Refused(*wrong)
    last = minutes.addenda.order_by("-number").first()
    number = 1 if last is None else last.number + 1
    before = minutes.sha256 if last is None else last.sha256
    made = Addendum.objects.create(
        minutes=minutes, number=number, text=said, reason=reason.strip(), by=by, at=now,
        sha256=digest_of_addendum(before, number, said, reason.strip()),
    )  # fmt: skip
    told = {"title": visit.choice.proposal.title, "reason": made.reason}
    notify(runners_of(visit.choice.competition), "visits.added_to", path=organiser_path(visit), now=now, **told)
    notify(people_of_team(visit), "visits.added_to", path=f"{team_path(visit)}/berita-acara", now=now, **told)
    if shown_to_agency(visit) != NOTHING:
        notify(people_of_agency(visit), "visits.added_to", path=agency_path(visit), now=now, **told)
    return made


@action("visits.release", gettext_lazy("Membuka berita acara untuk instansi"))
def release(visit: Visit, *, by: Any, now: datetime, reason: str = "") -> Visit:
    """Let the agency read the whole minutes, the recommendation too. Cannot be taken back: it has been read."""
    if visit.state != VisitState.DONE:
        raise Refused(_("Berita acaranya belum ditandatangani semua verifikator."))
    if visit.released_at is not None:
        raise Refused(_("Berita acara ini sudah dibuka untuk instansinya."))
    visit.released_at, visit.released_by = now, by
    visit.save()
    notify(people_of_agency(visit), "visits.given_out", path=agency_path(visit), now=now,
           title=visit.choice.proposal.title)  # fmt: skip
    return visit
