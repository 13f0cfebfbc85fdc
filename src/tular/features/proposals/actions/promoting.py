"""Taking a proposal along into the competition that its own feeds: nothing is typed again, nothing is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import kind_in
from tular.features.proposals import permissions  # noqa: F401 - registers who may do all this
from tular.features.proposals.actions.beginning import next_code
from tular.features.proposals.actions.writing import count_again
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalFile, TeamMember
from tular.features.proposals.queries.begin import why_not
from tular.features.proposals.queries.carrying import carried_to
from tular.features.proposals.queries.standing import quotas_of
from tular.foundation.actions import Refused, action
from tular.foundation.rulebooks.versions import rules_of

COUNTED = (ProposalState.SUBMITTED, ProposalState.FIXING)


@action("proposals.promote", gettext_lazy("Mempromosikan ke kompetisi lain"))
def promote(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> Proposal:
    """Begin a proposal of the same agency and unit in the competition that this one's feeds, with all that it has.

    It waits for its own people: the unit completes it, the local admin submits it. Once only; withdrawing it undoes it.
    Refused where that competition does not take proposals of the agency now, or as many as its rules allow are there.
    """
    target = proposal.competition.feeds
    if target is None:
        raise Refused(_("Kompetisi ini tidak meneruskan pemenangnya ke kompetisi lain."))
    if proposal.state != ProposalState.SUBMITTED:
        # What its people are writing now is not what passed.
        said = _("Proposal ini %(state)s, jadi tidak dipromosikan sekarang.")
        raise Refused(said % {"state": proposal.get_state_display()})
    target = (
        Competition.objects.select_for_update(of=("self",)).select_related("rulebook", "organiser").get(pk=target.pk)
    )
    if said := why_not(target, proposal.agency, now):
        raise Refused(said)
    _must_be_free(proposal, target)
    carried = carried_to(proposal, target)
    _must_be_within_quota(proposal, target, carried.group)
    made = Proposal(
        code=next_code(target), competition=target, agency=proposal.agency, unit=proposal.unit,
        innovation=proposal.innovation, replicates=proposal.replicates, promoted_from=proposal, title=proposal.title,
        group=carried.group, category_id=carried.category_id, started_on=proposal.started_on, content=carried.content,
        versions=dict.fromkeys(carried.content, 1),
        state=ProposalState.DRAFT if proposal.unit_id else ProposalState.WITH_ADMIN, state_at=now, created_by=by,
        created_at=now, edited_by=by, edited_at=now, is_demo=target.is_demo,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(_("Proposal ini sudah dipromosikan.")) from error
    ProposalFile.objects.bulk_create(
        [
            ProposalFile(proposal=made, attachment=one.attachment, file=one.file, by=one.by, at=now)
            for one in carried.files
        ]
    )
    team = proposal.team.filter(until__isnull=True)
    TeamMember.objects.bulk_create(
        [TeamMember(proposal=made, person_id=one.person_id, by=by, since=now) for one in team]
    )
    count_again(made)
    return made


def _must_be_free(proposal: Proposal, target: Competition) -> None:
    before = Proposal.objects.filter(competition=target, promoted_from=proposal).first()
    if before is not None:
        said = _("Proposal ini sudah dipromosikan: %(code)s (%(state)s).")
        raise Refused(said % {"code": before.code, "state": before.get_state_display()})
    if proposal.innovation_id is None:
        return
    standing = Proposal.objects.filter(competition=target, innovation=proposal.innovation_id)
    other = standing.exclude(state=ProposalState.WITHDRAWN).first()
    if other is not None:
        said = _("Inovasi ini sudah memiliki proposal di %(title)s: %(code)s.")
        raise Refused(said % {"title": target.title, "code": other.code})


def _must_be_within_quota(proposal: Proposal, target: Competition, group: str) -> None:
    """Submitted ones and those promoted so far may not be more than the rules let the agency enter in the group."""
    most = quotas_of(rules_of(target.rulebook), kind_in(target, proposal.agency)).get(group)
    if most is None:
        return
    there = Proposal.objects.filter(competition=target, agency=proposal.agency, group=group)
    count = there.filter(state__in=COUNTED).count()
    count += there.filter(promoted_from__isnull=False).exclude(state__in=(*COUNTED, ProposalState.WITHDRAWN)).count()
    if count >= most:
        said = _("%(agency)s sudah mencapai kuotanya di %(title)s dalam kelompok ini: %(most)d.")
        raise Refused(said % {"agency": proposal.agency.name, "title": target.title, "most": most})
