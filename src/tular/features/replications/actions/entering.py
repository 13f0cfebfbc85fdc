"""Taking what a case says along: into the catalogue as a record of its own, and into a competition."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.actions.drafting import create_innovation
from tular.features.catalogue.actions.drafting import save_section as save_record
from tular.features.catalogue.actions.recognising import Arrived, arrived_from
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, InnovationDraft
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.beginning import begin
from tular.features.proposals.actions.writing import save_section
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.form import GENERAL, RESULTS
from tular.features.replications.models import Case
from tular.features.replications.queries.entering import (
    ENTERS,
    SOURCE,
    address_of,
    answers_for,
    cannot_enter,
    content_of_record,
    entered_record,
    group_for_replications,
    proposal_in,
    results_for,
)
from tular.foundation.actions import Refused, action
from tular.foundation.rulebooks.versions import rules_of


@action("replications.enter_catalogue", gettext_lazy("Memasukkan replikasi ke katalog"))
def enter_catalogue(case: Case, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Make a record of what the taker runs: a draft with all that the case says, and its origin as its source."""
    if case.state not in ENTERS:
        raise Refused(_("Yang masuk katalog adalah yang sudah dijalankan."))
    if case.owner.pk == case.taker.pk:
        raise Refused(_("Ini perluasan inovasi Anda sendiri. Lengkapi catatan inovasinya, jangan buat yang kedua."))
    there = entered_record(case)
    if there is not None:
        raise Refused(_("Replikasi ini sudah ada di katalog: %(title)s.") % {"title": there.title})
    made = create_innovation(case.taker, by=by, now=now, title=case.name, unit=case.unit)
    held = InnovationDraft.objects.get(innovation=made)
    for section, content in content_of_record(case, held.content).items():
        draft = InnovationDraft.objects.get(innovation=made)
        save_record(made, by=by, now=now, section=section, content=content, base=draft.versions.get(section, 0))
    told = {"title": case.innovation.title, "agency": case.owner.name, "case": case.code, "code": case.innovation.code}
    arrived_from(made, Arrived(SOURCE, case.code, told, address_of(case)), now=now)
    return made


@action("replications.enter_competition", gettext_lazy("Mengikutkan replikasi dalam kompetisi"))
def enter_competition(case: Case, *, competition: Competition, by: Any, now: datetime, reason: str = "") -> Proposal:
    """Begin a proposal in the group for replications, with origin, dates, texts and results carried over."""
    if case.state not in ENTERS or case.began_on is None:
        raise Refused(_("Yang diikutkan adalah replikasi yang sudah dijalankan."))
    there = proposal_in(case, competition)
    if there is not None:
        raise Refused(_("Replikasi ini sudah punya proposal di sana: %(code)s. Lanjutkan yang itu.") % {
            "code": there.code})  # fmt: skip
    if said := cannot_enter(case, competition, now):
        raise Refused(said)
    rules = rules_of(competition.rulebook)
    group = group_for_replications(rules)
    record = entered_record(case)
    if record is not None and record.state == State.WITHDRAWN:
        record = None
    made = begin(
        case.taker, by=by, now=now, competition=competition, title=case.name, unit=case.unit, innovation=record
    )
    general = made.content[GENERAL] | {
        "group": group, "replicates": case.innovation.code, "started_on": case.began_on.isoformat(),
    }  # fmt: skip
    save_section(made, by=by, now=now, section=GENERAL, content=general, base=1)
    for section, parts in answers_for(case, rules, group).items():
        save_section(made, by=by, now=now, section=section, content=dict(parts), base=0)
    if rows := results_for(case):
        save_section(made, by=by, now=now, section=RESULTS, content={"rows": rows}, base=0, count=True)
    return Proposal.objects.get(pk=made.pk)
