"""Drafting an agreement: both sides write, each clause by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import told_of
from tular.features.replications.choices import Paper, WorkModel
from tular.features.replications.models import Agreement, AgreementClause, Case
from tular.features.replications.queries.agreement_text import clauses_of_rules, place_names
from tular.features.replications.queries.agreements import DRAFTING
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.people import (
    people_of_facilitator,
    people_of_owner,
    people_of_taker,
    without,
)
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST_CLAUSE = 8_000
"""Letters."""

MOST_CLAUSES = 60

LONGEST_VALUE = 600
"""Letters of what fills a place."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a paper besides its clauses. `values` fill places of clauses by their name."""

    first_party: str = ""
    second_party: str = ""
    place: str = ""
    first_number: str = ""
    second_number: str = ""
    valid_until: date | None = None
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as somebody wants it. `seen` is the version on which they wrote; `place` counts from 1."""

    title: str
    text: str
    included: bool
    place: int
    seen: int


@action("replications.draft_agreement", gettext_lazy("Menyusun rancangan kesepakatan"))
def draft_agreement(case: Case, *, paper: str, by: Any, now: datetime, reason: str = "") -> Agreement:
    """Begin a paper with the clauses that the rules of the case know for it."""
    if paper not in Paper.values:
        raise Refused(Reason(_("Pilih naskahnya."), "paper"))
    if case.model == WorkModel.ALONE:
        raise Refused(_("Kasus ini dikerjakan mandiri, jadi tidak perlu kesepakatan."))
    if case.state not in DRAFTING:
        raise Refused(_("Kesepakatan disusun setelah pemilik menerima permintaan."))
    if case.agreements.filter(paper=paper).exists():
        raise Refused(_("Rancangan naskah ini sudah ada. Muat ulang halamannya."))
    agreement = Agreement.objects.create(case=case, paper=paper, created_by=by, created_at=now)
    AgreementClause.objects.bulk_create(
        AgreementClause(agreement=agreement, clause=id, title=name, text=draft, place=place)
        for place, (id, name, draft) in enumerate(clauses_of_rules(agreement), start=1)
    )
    tell_both(agreement, "replications.agreement_drafted", by=by, now=now)
    return agreement


@action("replications.write_agreement", gettext_lazy("Menulis pihak dan isian kesepakatan"))
def write_agreement(agreement: Agreement, *, told: Written, by: Any, now: datetime, reason: str = "") -> Agreement:
    """Parties, place, numbers, the planned end, and what fills the places of clauses."""
    refuse_frozen(agreement)
    values = {key: str(value).strip() for key, value in (told.values or {}).items() if key in place_names()}
    wrong = [
        Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_VALUE}, key)
        for key, value in values.items()
        if len(value) > LONGEST_VALUE
    ]
    if told.valid_until is not None and told.valid_until <= day_of(now):
        wrong.append(Reason(_("Tanggal berakhir sudah lewat. Tulis tanggal yang akan datang."), "valid_until"))
    if wrong:
        raise Refused(*wrong)
    for name in ("first_party", "second_party", "place", "first_number", "second_number"):
        setattr(agreement, name, getattr(told, name).strip())
    agreement.valid_until = told.valid_until
    agreement.values = {key: value for key, value in values.items() if value}
    agreement.save()
    return agreement


@action(
    "replications.write_clause",
    gettext_lazy("Menulis pasal kesepakatan"),
    first=lambda clause: clause.agreement,
)
def write_clause(
    clause: AgreementClause, *, told: ClauseText, by: Any, now: datetime, reason: str = ""
) -> AgreementClause:  # fmt: skip
    """Save a clause, or add an own one (a row without `clause`).

    Raises `Refused` when somebody else saved it meanwhile: both texts are shown then, and nothing is written over.
    """
    # A clause that is new came with the agreement as its page had it, perhaps before somebody signed.
    clause.agreement.refresh_from_db(fields=["signed_on"])
    refuse_frozen(clause.agreement)
    title, text = told.title.strip(), told.text.strip()
    if _conflicts(clause, told):
        said = _("Pihak lain menyimpan pasal ini ketika Anda menulis. Kedua teks ada di sini; tidak ada yang hilang.")
        raise Refused(Reason(said, "text"))
    wrong = []
    if not title:
        wrong.append(Reason(_("Tulis judul pasalnya."), "title"))
    if not text and told.included:
        wrong.append(Reason(_("Tulis isi pasalnya, atau jangan pakai pasal ini."), "text"))
    if len(text) > LONGEST_CLAUSE:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_CLAUSE}, "text"))
    others = list(clause.agreement.clauses.exclude(pk=clause.pk))
    if clause._state.adding and len(others) >= MOST_CLAUSES:
        wrong.append(Reason(_("Paling banyak %(n)d pasal.") % {"n": MOST_CLAUSES}))
    if wrong:
        raise Refused(*wrong)
    if clause._state.adding:
        own = [int(one.clause.removeprefix("lain-")) for one in others if one.clause.startswith("lain-")]
        clause.clause = f"lain-{max(own, default=0) + 1}"
    clause.title, clause.text, clause.included = title[:200], text, told.included
    clause.version += 1
    clause.edited_by, clause.edited_at = by, now
    _put(clause, others, told.place)
    clause.save()
    return clause


def refuse_frozen(agreement: Agreement) -> None:
    """Raise `Refused` for what was signed, or of a case that ended."""
    if agreement.signed_on is not None:
        raise Refused(_("Naskah ini sudah ditandatangani, jadi teksnya tetap. Buat perpanjangan bila perlu diubah."))
    if agreement.case.state not in DRAFTING:
        raise Refused(_("Kasus ini tidak sedang menyusun kesepakatan, jadi naskahnya tidak dapat diubah."))


def tell_both(agreement: Agreement, kind: str, *, by: Any, now: datetime, **facts: Any) -> None:
    """Tell everybody who works on the case but the one who did it."""
    case = agreement.case
    people = [*people_of_taker(case), *people_of_owner(case), *people_of_facilitator(case)]
    path = f"{case.path}/kesepakatan/{agreement.pk}"
    notify(without(people, by), kind, path=path, now=now, paper=agreement.paper, **facts, **told_of(case))


def _conflicts(clause: AgreementClause, told: ClauseText) -> bool:
    """Whether somebody saved another text since; twice the same is none."""
    if clause._state.adding or told.seen == clause.version:
        return False
    return (told.text.strip(), told.included) != (clause.text, clause.included)


def _put(clause: AgreementClause, others: list[AgreementClause], place: int) -> None:
    """Put the clause at a place, the others around it in their order."""
    at = min(max(place, 1), len(others) + 1)
    for number, one in enumerate(others, start=1):
        wanted = number if number < at else number + 1
        if one.place != wanted:
            one.place = wanted
            one.save(update_fields=["place"])
    clause.place = at
