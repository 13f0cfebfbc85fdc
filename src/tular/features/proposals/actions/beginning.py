"""Beginning a proposal: for one's own agency, from a record of it or from nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of, today
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition
from tular.features.proposals import permissions  # noqa: F401 - registers who may do all this
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.begin import why_not
from tular.features.proposals.queries.form import GENERAL, LONGEST_TITLE, rules_for
from tular.features.proposals.queries.general import own_innovations
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.ui.typed import line_typed

LONGEST_CODE = 60
DIGITS = 5


@action("proposals.begin", gettext_lazy("Memulai proposal"))
def begin(
    agency: Agency, *, by: Any, now: datetime, competition: Competition, title: str = "",
    unit: ServiceUnit | None = None, innovation: Innovation | None = None,
) -> Proposal:  # fmt: skip
    """Begin a draft; only its unit, its team and the local admin see it. Who is of a unit writes for a unit.

    Of a record title, unit and SDG numbers are taken over, and the tie to it; its texts are offered in the editor.
    """
    roles = roles_of(by)
    if unit is not None and (unit.agency_id != agency.pk or (unit.until and unit.until < today())):
        raise Refused(Reason(_("Unit ini bukan bagian dari instansi tersebut, atau sudah tidak ada."), "place"))
    if agency.pk not in roles.agencies and (unit is None or unit.pk not in roles.units):
        raise Refused(Reason(_("Pilih unit Anda sendiri."), "place"))
    if said := why_not(competition, agency, now):
        raise Refused(said)
    if innovation is not None:
        _check_record(innovation, competition, agency, by)
    title = line_typed(title or (innovation.title if innovation else ""), LONGEST_TITLE + 1)
    if not title:
        raise Refused(Reason(_("Tulis judul inovasi. Judul masih dapat diubah nanti."), "title"))
    if len(title) > LONGEST_TITLE:
        raise Refused(Reason(_("Judul paling banyak 300 huruf."), "title"))
    general: dict[str, Any] = {"title": title}
    if innovation is not None:
        general |= {"innovation": innovation.code, "sdgs": [int(one) for one in innovation.sdgs or ()]}
    made = Proposal(
        code=next_code(competition), competition=competition, agency=agency, unit=unit, innovation=innovation,
        title=title, content={GENERAL: general}, versions={GENERAL: 1}, state=ProposalState.DRAFT, state_at=now,
        created_by=by, created_at=now, edited_by=by, edited_at=now, is_demo=competition.is_demo,
    )  # fmt: skip
    groups = rules_for(made).groups
    if len(groups) == 1:
        made.group = general["group"] = groups[0].id
    made.save()
    return made


def _check_record(innovation: Innovation, competition: Competition, agency: Agency, by: Any) -> None:
    if not own_innovations(by, agency.pk).filter(pk=innovation.pk).exists():
        raise Refused(Reason(_("Pilih catatan inovasi instansi Anda sendiri."), "inovasi"))
    other = (
        Proposal.objects.filter(competition=competition, innovation=innovation)
        .exclude(state=ProposalState.WITHDRAWN)
        .first()
    )
    if other is not None:
        said = _("Inovasi ini sudah memiliki proposal dalam kompetisi ini: %(code)s. Lanjutkan yang itu.")
        raise Refused(Reason(said % {"code": other.code}, "inovasi"))


def next_code(competition: Competition) -> str:
    """The next registration number; the row of the competition is held until the transaction ends."""
    row = Competition.objects.select_for_update(of=("self",)).only("pk", "slug", "last_number").get(pk=competition.pk)
    longest = LONGEST_CODE - DIGITS - 1
    # A long address is cut, and the key of the competition keeps two of them apart.
    slug = row.slug if len(row.slug) <= longest else f"{row.slug[: longest - 10].rstrip('-')}-{row.pk}"
    while True:
        row.last_number += 1
        code = f"{slug}-{row.last_number:0{DIGITS}d}"
        # Somebody may have chosen an address that looks like a cut one.
        if not Proposal.objects.filter(code=code).exists():
            break
    row.save(update_fields=["last_number"])
    return code
