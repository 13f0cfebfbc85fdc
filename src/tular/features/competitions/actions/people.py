"""Who is invited to a closed group, and who works for a competition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.competitions.actions.checks import must_be_running, one_line
from tular.features.competitions.actions.following import asks_anew
from tular.features.competitions.choices import CompetitionState, StaffRole
from tular.features.competitions.models import Competition, GroupInvitation, Staff
from tular.features.competitions.queries.admission import agencies_admitted
from tular.features.competitions.queries.concerned import admins_of
from tular.foundation.actions import Reason, Refused, action, together
from tular.foundation.notifications.actions import notify
from tular.foundation.rulebooks.versions import rules_of

LONGEST_NOTE = 300


@action("competitions.invite", gettext_lazy("mengundang ke kelompok"))
def invite_agency(
    competition: Competition, *, group: str, agency: Agency, note: str = "", by: User, now: datetime, reason: str = ""
) -> GroupInvitation:
    """Let this agency enter a group that is open to invited ones only."""
    must_be_running(competition)
    known = {one.id: one for one in rules_of(competition.rulebook).groups}
    if group not in known or known[group].intake != "invited":
        raise Refused(Reason(_("Kelompok ini tidak memakai undangan."), "group"))
    text = one_line(note, LONGEST_NOTE, "note")
    if not agencies_admitted(competition).filter(pk=agency.pk).exists():
        words = _("%(agency)s tidak termasuk peserta kompetisi ini.")
        raise Refused(Reason(words % {"agency": agency.name}, "agencies"))
    if competition.invitations.filter(group=group, agency=agency).exists():
        raise Refused(Reason(_("%(agency)s sudah diundang sebelumnya.") % {"agency": agency.name}, "agencies"))
    made = GroupInvitation.objects.create(competition=competition, group=group, agency=agency, note=text, by=by, at=now)
    asks_anew(competition, agency.pk)
    if competition.state == CompetitionState.OPEN:
        tell_invited(made, known[group].label, now)
    return made


def invite_agencies(
    competition: Competition, *, group: str, agencies: Sequence[Agency], note: str = "", by: User, now: datetime
) -> tuple[GroupInvitation, ...]:
    """Invite several at once, all or none; those who are invited already stay so.

    Raises `Refused` with one sentence for each agency that may not take part.
    """
    wanted = {agency.pk: agency for agency in agencies}
    already = set(competition.invitations.filter(group=group, agency__in=wanted).values_list("agency_id", flat=True))
    made: list[GroupInvitation] = []
    refused: list[Reason] = []
    with together():
        for pk in sorted(wanted.keys() - already):
            try:
                made.append(invite_agency(competition, group=group, agency=wanted[pk], note=note, by=by, now=now))
            except Refused as refusal:
                refused += refusal.reasons
        if refused:
            raise Refused(*dict.fromkeys(refused))
    return tuple(made)


def tell_invited(invitation: GroupInvitation, group: str, now: datetime) -> None:
    """Tell the admins of the invited agency; only of competitions that they can see."""
    competition = invitation.competition
    notify(
        admins_of([invitation.agency_id]), "competitions.invited", path=f"/kompetisi/{competition.slug}", now=now,
        competition=competition.title, agency=invitation.agency.name, group=group, note=invitation.note,
    )  # fmt: skip


@action("competitions.uninvite", gettext_lazy("menarik undangan"))
def uninvite(invitation: GroupInvitation, *, by: User, now: datetime, reason: str = "") -> None:
    """Take an invitation back; what was written stays, but cannot be submitted in that group."""
    must_be_running(invitation.competition)
    invitation.delete()
    asks_anew(invitation.competition, invitation.agency_id)


@action("competitions.appoint", gettext_lazy("menugaskan"))
def appoint(
    competition: Competition, *, email: str, role: StaffRole, by: User, now: datetime, reason: str = ""
) -> Staff:
    """Let somebody with an account work for this one competition."""
    must_be_running(competition)
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        text = _("Belum ada akun dengan alamat ini. Minta orangnya membuat akun dulu, lalu tugaskan.")
        raise Refused(Reason(text, "email"))
    if competition.staff.filter(person=person, role=role, until__isnull=True).exists():
        raise Refused(Reason(_("%(name)s sudah bertugas begitu.") % {"name": person.name}, "email"))
    made = Staff.objects.create(competition=competition, person=person, role=role, by=by, since=now)
    notify(
        [person], "competitions.appointed", path=f"/kompetisi/{competition.slug}", now=now,
        competition=competition.title, role=str(role.value), giver=by.name,
    )  # fmt: skip
    return made


@action("competitions.dismiss", gettext_lazy("mengakhiri tugas"))
def dismiss(staff: Staff, *, by: User, now: datetime, reason: str = "") -> Staff:
    """End somebody's work for the competition; what they did stays under their name."""
    if staff.until is not None:
        raise Refused(_("Tugas ini sudah berakhir."))
    staff.until = now
    staff.save()
    notify(
        [staff.person], "competitions.dismissed", path=f"/kompetisi/{staff.competition.slug}", now=now,
        competition=staff.competition.title,
    )  # fmt: skip
    return staff
