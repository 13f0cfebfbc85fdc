"""Opening a plenary, its settings and basis, and holding it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.actions.plenary.writing import LONGEST, said, while_open, write
from tular.features.selection.choices import DecisionKind, PlenaryState
from tular.features.selection.models import Plenary, PlenaryBasis, PlenaryDecision, PlenaryMember
from tular.features.selection.queries.plenary.basis import basis_of
from tular.features.selection.queries.plenary.readiness import readiness
from tular.features.selection.queries.plenary.records import basis_that_holds, decisions_of
from tular.features.selection.queries.plenary.settling import canonical, settings_of, sha256_of
from tular.features.selection.queries.plenary.stages import CALIBRATED, RAW, plenary_stage, sources_of, suggested
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.rulebooks.versions import rules_of

MOST_PLACES = 10000


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a plenary sits, who leads and approves; see `Plenary`."""

    held_on: date | None
    place: str = ""
    chair: str = ""
    notes: str = ""
    quorum: int = 1
    approver_email: str = ""


@action("selection.open_plenary", gettext_lazy("Membuka sidang pleno"))
def open_plenary(competition: Competition, *, stage: str, by: Any, now: datetime, reason: str = "") -> Plenary:
    """Begin nominations or a plenary with the settings of the rulebook; what it decides from is frozen now.

    Refused with all that is missing: the stage before is not decided, marks are not closed or not computed.
    """
    found = plenary_stage(competition, stage)
    if found is None:
        raise Refused(_("Tahap ini tidak berakhir dengan pilihan menurut buku aturannya."))
    if Plenary.objects.filter(competition=competition, stage=stage).exists():
        raise Refused(_("Sidang tahap ini sudah dibuka, mungkin oleh rekan Anda. Muat ulang halamannya."))
    missing = readiness(competition, found).obstacles
    if missing:
        raise Refused(*(one.text for one in missing))
    plenary = Plenary.objects.create(
        competition=competition, stage=stage, number=1, state_at=now, opened_by=by, opened_at=now
    )
    _freeze(plenary, by=by, now=now)
    settings = suggested(rules_of(competition.rulebook), found)
    write(plenary, DecisionKind.SETTINGS, by=by, now=now, detail=settings, reason=_("Menurut buku aturan."))
    plenary.save()
    return plenary


@action("selection.set_plenary", gettext_lazy("Mengubah pengaturan sidang"))
def set_plenary(
    plenary: Plenary, *, settings: Mapping[str, Any], by: Any, now: datetime, reason: str = "", seen_version: str = ""
) -> Plenary:
    """Other places, another score that decides, another passing grade; always with a reason, read in the minutes."""
    while_open(plenary)
    told = _checked(plenary, settings)
    if canonical(told) == canonical(settings_of(decisions_of(plenary))):
        return plenary
    why = said(reason, _("Tulis mengapa pengaturannya berubah; alasannya masuk berita acara."))
    write(plenary, DecisionKind.SETTINGS, by=by, now=now, detail=told, reason=why)
    plenary.save()
    return plenary


@action("selection.describe_plenary", gettext_lazy("Mencatat keterangan sidang"))
def describe_plenary(
    plenary: Plenary, *, sitting: Sitting, by: Any, now: datetime, reason: str = "", seen_version: str = ""
) -> Plenary:
    """When and where it sits, who leads it, how many have to vote, and who approves besides the organiser's people."""
    while_open(plenary)
    if not 1 <= sitting.quorum <= 500:
        raise Refused(Reason(_("Isi kuorum: 1 sampai 500 orang."), "quorum"))
    approver = None
    if sitting.approver_email.strip():
        approver = User.objects.filter(email__iexact=sitting.approver_email.strip(), is_active=True).first()
        if approver is None:
            raise Refused(Reason(_("Tidak ada akun dengan alamat surel ini."), "approver"))
        if plenary.members.filter(person=approver, left_at__isnull=True).exists():
            raise Refused(Reason(_("Anggota sidang tidak dapat sekaligus memberi persetujuan."), "approver"))
    plenary.held_on, plenary.place, plenary.chair = sitting.held_on, sitting.place[:200], sitting.chair[:200]
    plenary.notes, plenary.quorum, plenary.approver = sitting.notes[:LONGEST], sitting.quorum, approver
    plenary.save()
    return plenary


@action("selection.renew_basis", gettext_lazy("Mengambil nilai terbaru untuk sidang"))
def renew_basis(plenary: Plenary, *, by: Any, now: datetime, reason: str = "", seen_version: str = "") -> Plenary:
    """Decide from the scores as they are now; what was decided stays, and is looked at again."""
    while_open(plenary)
    why = said(reason, _("Tulis mengapa nilainya diambil lagi."))
    stage = plenary_stage(plenary.competition, plenary.stage)
    assert stage is not None, "a plenary is of a stage of its rulebook"
    missing = readiness(plenary.competition, stage).obstacles
    if missing:
        raise Refused(*(one.text for one in missing))
    held, _told = basis_that_holds(plenary)
    text = canonical(basis_of(plenary.competition, stage))
    if sha256_of(text) == held.sha256:
        raise Refused(_("Nilainya tidak berubah sejak terakhir diambil."))
    PlenaryBasis.objects.create(
        plenary=plenary, number=held.number + 1, canonical=text, sha256=sha256_of(text), reason=why, by=by, at=now
    )
    _note_settings(plenary, by=by, now=now, why=why)
    return plenary


@action("selection.hold_again", gettext_lazy("Menyidangkan lagi"))
def hold_again(plenary: Plenary, *, by: Any, now: datetime, reason: str = "") -> Plenary:
    """A further plenary of the same stage, with the basis and decisions of this one. This one holds until then."""
    why = said(reason, _("Tulis mengapa disidangkan lagi; alasannya dibaca dalam berita acara."))
    if plenary.state != PlenaryState.APPROVED:
        raise Refused(_("Sidang ini belum selesai; lanjutkan sidang ini."))
    if Plenary.objects.filter(competition=plenary.competition, stage=plenary.stage, number__gt=plenary.number).exists():
        raise Refused(_("Sidang ulangnya sudah dibuka, mungkin oleh rekan Anda."))
    made = Plenary.objects.create(
        competition=plenary.competition, stage=plenary.stage, number=plenary.number + 1, reason=why, state_at=now,
        opened_by=by, opened_at=now, quorum=plenary.quorum, chair=plenary.chair, place=plenary.place,
        approver=plenary.approver, decisions_count=plenary.decisions_count,
    )  # fmt: skip
    basis = plenary.bases.order_by("-number")[0]
    PlenaryBasis.objects.create(
        plenary=made, number=1, canonical=basis.canonical, sha256=basis.sha256, reason=why, by=by, at=now
    )
    PlenaryDecision.objects.bulk_create(
        PlenaryDecision(
            plenary=made, number=one.number, kind=one.kind, proposal_id=one.proposal_id, detail=one.detail,
            reason=one.reason, question_id=one.question_id, by_id=one.by_id, at=one.at,
        )
        for one in plenary.decisions.order_by("number")
    )  # fmt: skip
    PlenaryMember.objects.bulk_create(
        PlenaryMember(plenary=made, person_id=one.person_id, by=by, since=now)
        for one in plenary.members.filter(left_at__isnull=True)
    )
    return made


def _freeze(plenary: Plenary, *, by: Any, now: datetime) -> None:
    stage = plenary_stage(plenary.competition, plenary.stage)
    assert stage is not None, "asked by whoever opens it"
    text = canonical(basis_of(plenary.competition, stage))
    PlenaryBasis.objects.create(plenary=plenary, number=1, canonical=text, sha256=sha256_of(text), by=by, at=now)


def _note_settings(plenary: Plenary, *, by: Any, now: datetime, why: str) -> None:
    """The settings again, so that history says when the scores under them changed."""
    write(
        plenary, DecisionKind.SETTINGS, by=by, now=now, detail=settings_of(decisions_of(plenary)),
        reason=_("Nilai terbaru diambil: %(why)s") % {"why": why},
    )  # fmt: skip
    plenary.save()


def _checked(plenary: Plenary, told: Mapping[str, Any]) -> dict[str, Any]:
    """Settings that can be; raises `Refused` at the field that cannot."""
    rules = rules_of(plenary.competition.rulebook)
    stage = plenary_stage(plenary.competition, plenary.stage)
    assert stage is not None, "a plenary is of a stage of its rulebook"
    basis = basis_that_holds(plenary)[1]
    now = dict(settings_of(decisions_of(plenary)))
    settings = {**now, **told}
    counting = {one.id for one in sources_of(rules, stage) if one.counts}
    if settings["decides"] not in counting or settings["score"] not in (RAW, CALIBRATED):
        raise Refused(Reason(_("Pilih nilai yang menentukan peringkat."), "decides"))
    known = any(
        (one["scores"].get(settings["decides"]) or {}).get(settings["score"]) is not None for one in basis["proposals"]
    )
    if not known:
        why = next((one["reason"] for one in basis["sources"] if one["id"] == settings["decides"]), "")
        raise Refused(
            Reason(_("Nilai ini tidak ada, jadi tidak dapat menentukan peringkat. %(why)s") % {"why": why}, "score")
        )
    for number, places in enumerate(settings["places"]):
        count = places["count"]
        if count is not None and not 0 <= count <= MOST_PLACES:
            raise Refused(Reason(_("Isi banyaknya tempat: 0 sampai 10.000."), f"places-{number}"))
        if places["award"] and places["award"] not in {one.id for one in rules.awards}:
            raise Refused(Reason(_("Penghargaan ini tidak ada dalam buku aturan."), f"award-{number}"))
    if settings["passing_grade"] is not None:
        try:
            settings["passing_grade"] = str(settings["passing_grade"]).strip()
            Fraction(settings["passing_grade"])
        except ValueError:
            raise Refused(Reason(_("Isi nilai batas dengan angka, misalnya 85."), "passing_grade")) from None
    return settings
