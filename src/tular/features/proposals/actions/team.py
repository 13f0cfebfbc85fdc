"""Who writes along, and remarks on sections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.proposals import notices  # noqa: F401 - what people are told
from tular.features.proposals.models import Proposal, SectionComment, TeamMember
from tular.features.proposals.queries.asked import section_titles
from tular.features.proposals.queries.people import both_sides_of, without
from tular.features.proposals.queries.team import colleague_called
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import prose_typed

LONGEST_COMMENT = 3000
MOST_MEMBERS = 20


@action("proposals.add_member", gettext_lazy("Menambah anggota tim"))
def add_member(proposal: Proposal, *, by: Any, now: datetime, email: str) -> TeamMember:
    """Let somebody of the same agency write along. Whether people elsewhere have an account is told to nobody."""
    person = colleague_called(email, proposal.agency_id)
    if person is None:
        said = _(
            "Tidak ada orang dengan alamat surel ini yang berperan di %(agency)s. Minta admin instansi mengundangnya "
            "lebih dulu."
        )
        raise Refused(Reason(said % {"agency": proposal.agency.name}, "email"))
    team = proposal.team.filter(until__isnull=True)
    if team.filter(person=person).exists() or person.pk == by.pk:
        raise Refused(Reason(_("%(who)s sudah menulis proposal ini.") % {"who": person}, "email"))
    if team.count() >= MOST_MEMBERS:
        raise Refused(Reason(_("Paling banyak %(most)d anggota tim.") % {"most": MOST_MEMBERS}, "email"))
    made = TeamMember.objects.create(proposal=proposal, person=person, by=by, since=now)
    notify(
        [person], "proposals.joined_team", path=f"/proposal/{proposal.code}", now=now, title=proposal.title,
        who=str(by),
    )  # fmt: skip
    return made


@action("proposals.remove_member", gettext_lazy("Mengeluarkan anggota tim"))
def remove_member(member: TeamMember, *, by: Any, now: datetime) -> TeamMember:
    """End somebody's writing; what they wrote stays. Members may leave by themselves."""
    if member.until is not None:
        raise Refused(_("Orang ini sudah bukan anggota tim."))
    member.until = now
    member.save()
    return member


@action("proposals.comment", gettext_lazy("Mengomentari bagian"))
def comment(proposal: Proposal, *, by: Any, now: datetime, section: str, text: str) -> SectionComment:
    """A remark on one section; the writers and the local admin hear of it."""
    text = prose_typed(text).strip()
    if not text:
        raise Refused(Reason(_("Tulis komentarnya."), "text"))
    if len(text) > LONGEST_COMMENT:
        raise Refused(Reason(_("Komentar paling banyak 3.000 huruf."), "text"))
    titles = section_titles(proposal)
    if section not in titles:
        raise Refused(_("Bagian ini tidak dikenal."))
    made = SectionComment.objects.create(proposal=proposal, section=section, text=text, by=by, at=now)
    notify(
        without(both_sides_of(proposal), by), "proposals.commented",
        path=f"/proposal/{proposal.code}/sunting/{section}", now=now, title=proposal.title, who=str(by),
        section=titles[section], text=text[:300],
    )  # fmt: skip
    return made


@action("proposals.close_comment", gettext_lazy("Menandai komentar selesai"))
def close_comment(remark: SectionComment, *, by: Any, now: datetime) -> SectionComment:
    """Say that what a remark asked for is done."""
    if remark.done_at is not None:
        raise Refused(_("Komentar ini sudah ditandai selesai."))
    remark.done_at, remark.done_by = now, by
    remark.save()
    return remark
