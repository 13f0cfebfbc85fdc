"""Who verifies: appointed people with accounts, never those of the organiser."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging.queries.visibility import may_judge
from tular.features.visits.actions.moving import needs_reason, organiser_path
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Verifier, VerifierConflict, VisitMember
from tular.features.visits.queries.rules import stage_called
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

MOST_DAYS_OFF = 100
RUNNING = (VisitState.PLANNED, VisitState.ANNOUNCED, VisitState.MINUTED)


@action("visits.appoint", gettext_lazy("Mengangkat verifikator"))
def appoint(
    competition: Competition, *, stage: str, email: str, days_off: Collection[date] = (), by: Any, now: datetime,
    reason: str = "",
) -> Verifier:  # fmt: skip
    """Let somebody with an account verify in a stage; they are told. Refused for the organiser's people."""
    if stage_called(competition, stage) is None:
        raise Refused(_("Tahap ini bukan verifikasi lapangan."))
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        text = _("Belum ada akun dengan alamat ini. Minta orangnya membuat akun dulu, lalu angkat.")
        raise Refused(Reason(text, "email"))
    if not may_judge(person, competition):
        text = _("%(name)s bekerja untuk penyelenggara; verifikasi dilakukan panel independen dan penilai.")
        raise Refused(Reason(text % {"name": person.name}, "email"))
    found = Verifier.objects.filter(competition=competition, stage=stage, person=person).first()
    if found is not None and found.left_at is None:
        raise Refused(Reason(_("%(name)s sudah menjadi verifikator di sini.") % {"name": person.name}, "email"))
    found = found or Verifier(competition=competition, stage=stage, person=person)
    found.by, found.since, found.left_at, found.left_reason = by, now, None, ""
    found.days_off = _days(days_off)
    found.save()
    notify([person], "visits.appointed", path="/verifikasi", now=now, competition=competition.title, giver=by.name)
    return found


@action("visits.set_days_off", gettext_lazy("Mengatur hari libur verifikator"))
def set_days_off(
    verifier: Verifier, *, days_off: Collection[date], by: Any, now: datetime, reason: str = ""
) -> Verifier:
    """Days on which they make no visits. Visits that stand already stay; the list shows them."""
    if verifier.left_at is not None:
        raise Refused(_("Verifikator ini sudah berhenti."))
    verifier.days_off = _days(days_off)
    verifier.save()
    return verifier


@action("visits.release_verifier", gettext_lazy("Mengakhiri tugas verifikator"))
def release_verifier(verifier: Verifier, *, by: Any, now: datetime, reason: str = "") -> Verifier:
    """They verify no more and leave the teams of visits that are not done; what they wrote and signed stays."""
    if verifier.left_at is not None:
        raise Refused(_("Verifikator ini sudah berhenti."))
    verifier.left_reason = needs_reason(reason, _("Tulis mengapa tugasnya berakhir; ia membaca alasan ini."))
    verifier.left_at = now
    verifier.save()
    rows = VisitMember.objects.filter(verifier=verifier, left_at__isnull=True, visit__state__in=RUNNING)
    rows.update(left_at=now, left_reason=verifier.left_reason, lead=False)
    notify(
        [verifier.person], "visits.released", path=f"/kompetisi/{verifier.competition.slug}", now=now,
        competition=verifier.competition.title, reason=verifier.left_reason,
    )  # fmt: skip
    return verifier


@action("visits.step_aside", gettext_lazy("Mundur dari kunjungan"))
def step_aside(member: VisitMember, *, by: Any, now: datetime, reason: str = "") -> VisitMember:
    """Leave a team because of a tie to the agency, or for another reason; they are not put on this proposal again.

    What they wrote stays. Whoever runs the competition is told, and completes the team.
    """
    visit = member.visit
    if visit.state not in RUNNING:
        raise Refused(_("Kunjungan ini sudah selesai atau dibatalkan."))
    said = needs_reason(reason, _("Tulis mengapa Anda mundur; hanya penyelenggara yang membacanya."))
    member.left_at, member.left_reason, member.lead = now, said, False
    member.save()
    VerifierConflict.objects.get_or_create(
        verifier=member.verifier, proposal=visit.choice.proposal, defaults={"reason": said, "at": now}
    )
    notify(
        runners_of(visit.choice.competition), "visits.stepped_aside", path=organiser_path(visit), now=now,
        title=visit.choice.proposal.title, name=by.name, reason=said,
    )  # fmt: skip
    return member


def _days(days: Collection[date]) -> list[str]:
    if len(days) > MOST_DAYS_OFF:
        raise Refused(Reason(_("Paling banyak 100 hari libur."), "days_off"))
    return sorted({one.isoformat() for one in days})
