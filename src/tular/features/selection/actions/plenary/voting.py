"""Who sits in a plenary, and votes: asked, cast in secret until closed, counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.judging.models import Evaluator
from tular.features.proposals.models import Proposal
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.actions.plenary.deciding import Pick, break_tie, decide
from tular.features.selection.actions.plenary.writing import LONGEST, said, while_open
from tular.features.selection.choices import DecisionKind, QuestionKind, TieWay, VoteChoice
from tular.features.selection.models import Plenary, PlenaryMember, PlenaryQuestion, PlenaryVote
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.plenary.counting import counted
from tular.features.selection.queries.plenary.records import current
from tular.features.selection.queries.plenary.seeing import conflicts_of, may_sit
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put to the vote: a proposal by its code, or who of equal ones gets the last places of a pool."""

    kind: QuestionKind
    text: str
    code: str = ""
    pool: int = -1
    chosen: Sequence[str] = ()
    secret: bool = False


@action("selection.seat", gettext_lazy("Mengundang anggota sidang"))
def seat(
    plenary: Plenary, *, emails: Sequence[str] = (), review: str = "", by: Any, now: datetime, reason: str = "",
    seen_version: str = "",
) -> Plenary:  # fmt: skip
    """Invite people by their addresses, or all evaluators of a stage. The organiser's people are never members."""
    while_open(plenary)
    people: dict[int, User] = {}
    for email in emails:
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise Refused(Reason(_("Tidak ada akun dengan alamat %(email)s.") % {"email": email.strip()}, "emails"))
        people[person.pk] = person
    if review:
        serving = Evaluator.objects.filter(
            review__competition=plenary.competition, review__stage=review, left_at__isnull=True, person__is_active=True
        )
        people |= {one.person_id: one.person for one in serving.select_related("person")}
    if not people:
        raise Refused(
            Reason(_("Belum ada yang diundang: isi alamat surel, atau pilih penilai sebuah tahap."), "emails")
        )
    for person in people.values():
        if not may_sit(person, plenary.competition):
            text = _("%(name)s bekerja untuk penyelenggara: menjalankan sidang, tetapi tidak memberi suara.")
            raise Refused(Reason(text % {"name": person.name}, "emails"))
        if plenary.approver_id == person.pk:
            text = _("%(name)s akan memberi persetujuan, jadi tidak menjadi anggota.")
            raise Refused(Reason(text % {"name": person.name}, "emails"))
    held = {one.person_id: one for one in plenary.members.all()}
    new = []
    for person in people.values():
        member = held.get(person.pk)
        if member is None:
            new.append(person)
            PlenaryMember.objects.create(plenary=plenary, person=person, by=by, since=now)
        elif member.left_at is not None:
            new.append(person)
            member.left_at, member.left_reason = None, ""
            member.save()
    competition = plenary.competition
    notify(
        new, "selection.seated", path=f"/kompetisi/{competition.slug}/pleno/{plenary.stage}", now=now,
        competition=competition.title, stage=stage_label(competition, plenary.stage),
    )  # fmt: skip
    return plenary


@action("selection.record_presence", gettext_lazy("Mencatat kehadiran"))
def record_presence(
    plenary: Plenary, *, present: Collection[int], by: Any, now: datetime, reason: str = "", seen_version: str = ""
) -> Plenary:
    """Who is there, by the ids of members; only those who are vote."""
    while_open(plenary)
    for member in plenary.members.filter(left_at__isnull=True):
        if (member.pk in present) != (member.present_at is not None):
            member.present_at = now if member.pk in present else None
            member.save()
    return plenary


@action("selection.unseat", gettext_lazy("Mencatat anggota yang berhenti"))
def unseat(member: PlenaryMember, *, by: Any, now: datetime, reason: str = "") -> PlenaryMember:
    """A member leaves; votes in open questions are gone with them, closed ones stay."""
    while_open(member.plenary)
    if member.left_at is not None:
        raise Refused(_("Anggota ini sudah berhenti."))
    member.left_at, member.left_reason = now, said(reason, _("Tulis mengapa anggota ini berhenti."))
    member.save()
    PlenaryVote.objects.filter(member=member, question__closed_at__isnull=True).delete()
    return member


@action("selection.ask", gettext_lazy("Memungut suara"))
def ask(
    plenary: Plenary, *, asked: Asked, by: Any, now: datetime, reason: str = "", seen_version: str = ""
) -> PlenaryQuestion:
    """Put something to the vote. Accepted, it is decided at once with `text` as its reason."""
    while_open(plenary)
    wanted = _("Tulis alasan usulannya: anggota membacanya, dan bila disetujui menjadi alasan keputusan.")
    kind, code, pool, why = asked.kind, asked.code, asked.pool, said(asked.text, wanted, "text")
    told, _decisions, found = current(plenary)
    proposal: Proposal | None = None
    detail: dict[str, Any] = {}
    if kind in (QuestionKind.IN, QuestionKind.OUT):
        if code not in {one["code"] for one in told["proposals"]}:
            raise Refused(Reason(_("Pilih proposalnya."), "code"))
        proposal = Proposal.objects.get(competition=plenary.competition, code=code)
    if kind == QuestionKind.TIE:
        tie = next((one for one in found.ties if one.pool == pool), None)
        if tie is None:
            raise Refused(_("Nilai sama ini sudah diputus, atau tidak ada lagi. Muat ulang halamannya."))
        picked = sorted(set(asked.chosen) & set(tie.tied))
        if len(picked) != tie.places:
            raise Refused(
                Reason(_("Pilih tepat %(n)d proposal untuk tempat yang tersisa.") % {"n": tie.places}, "chosen")
            )
        detail = {"pool": pool, "tied": list(tie.tied), "chosen": picked}
    number = plenary.questions.count() + 1
    question = PlenaryQuestion.objects.create(
        plenary=plenary, number=number, kind=kind, proposal=proposal, detail=detail, text=why, secret=asked.secret,
        asked_by=by, asked_at=now,
    )  # fmt: skip
    competition = plenary.competition
    notify(
        [one.person for one in plenary.members.filter(left_at__isnull=True).select_related("person")],
        "selection.asked",
        path=f"/kompetisi/{competition.slug}/pleno/{plenary.stage}/suara/{number}", now=now,
        competition=competition.title,
    )  # fmt: skip
    return question


@action("selection.vote", gettext_lazy("Memberi suara"), on_trail=False)
def vote(
    question: PlenaryQuestion, *, choice: VoteChoice, note: str = "", by: Any, now: datetime, reason: str = ""
) -> PlenaryQuestion:
    """Vote, or vote differently, while the question is open. Secret: the trail of history does not tell it either."""
    if question.closed_at is not None:
        raise Refused(_("Pemungutan suara ini sudah ditutup. Suara Anda tidak berubah."))
    member = question.plenary.members.select_for_update(of=("self",)).filter(person=by, left_at__isnull=True).first()
    if member is None:
        raise Refused(_("Anda tidak lagi menjadi anggota sidang ini."))
    about = proposals_of(question)
    if choice != VoteChoice.RECUSED and conflicts_of(by.pk, about):
        raise Refused(_("Anda mempunyai benturan kepentingan dengan proposal ini, jadi tidak ikut memberi suara."))
    if choice == VoteChoice.RECUSED:
        note = said(note, _("Tulis benturan kepentingannya."), "note")
    PlenaryVote.objects.update_or_create(
        question=question, member=member, defaults={"choice": choice, "note": note.strip()[:LONGEST], "at": now}
    )
    return question


@action("selection.close_vote", gettext_lazy("Menutup pemungutan suara"))
def close_vote(question: PlenaryQuestion, *, by: Any, now: datetime, reason: str = "") -> PlenaryQuestion:
    """Count. More for than against with enough members voting decides at once what was asked; else nothing changes."""
    while_open(question.plenary)
    if question.closed_at is not None:
        raise Refused(_("Pemungutan suara ini sudah ditutup."))
    question.result = counted(question)
    question.accepted = bool(question.result["quorum"]) and question.result["yes"] > question.result["no"]
    question.closed_by, question.closed_at = by, now
    question.save()
    if question.accepted:
        _carry_out(question, by=by, now=now)
    return question


def _carry_out(question: PlenaryQuestion, *, by: Any, now: datetime) -> None:
    plenary = question.plenary
    if question.kind in (QuestionKind.IN, QuestionKind.OUT) and question.proposal is not None:
        kind = DecisionKind.IN if question.kind == QuestionKind.IN else DecisionKind.OUT
        decide(
            plenary, kind=kind, codes=[question.proposal.code], question=question, by=by, now=now, reason=question.text
        )
    elif question.kind == QuestionKind.TIE:
        told = question.detail
        break_tie(
            plenary, pick=Pick(told["pool"], TieWay.VOTE, told["chosen"]), question=question, by=by, now=now,
            reason=question.text,
        )  # fmt: skip


def proposals_of(question: PlenaryQuestion) -> list[int]:
    """Proposals that a question is about; of the whole list none, since nobody could vote then."""
    if question.proposal_id is not None:
        return [question.proposal_id]
    codes = question.detail.get("tied", ()) if question.kind == QuestionKind.TIE else ()
    rows = Proposal.objects.filter(competition=question.plenary.competition, code__in=codes)
    return list(rows.values_list("pk", flat=True))
