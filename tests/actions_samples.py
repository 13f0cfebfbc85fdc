"""One row of every kind that actions and addresses are about, around the unit of the cast.

A new action on a known kind of row needs nothing here; on a new kind, a row in `make_world` and a line in `subject_of`.
A test fails for an action without a sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models

from tests.factories.book_sample import make_book_sample
from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
from tests.factories.interviews import make_interview_sample
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.plenary import make_plenary_sample
from tests.factories.ratings import make_rating_sample
from tests.factories.replications import make_replication_sample
from tests.factories.selection import arrived, make_certificate, make_line
from tests.factories.visits import make_sample
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Invitation, JoinRequest, Membership, ServiceUnit
from tular.features.catalogue.actions import create_innovation
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import (
    Category,
    Competition,
    GroupInvitation,
    RulebookDraft,
    Staff,
    Window,
)
from tular.features.conversations.models import Comment, Question, Report
from tular.features.finder.models import SavedNeed
from tular.features.judging.models import (
    Assignment,
    AssignmentPlan,
    BorderPair,
    BulkAssignment,
    Conflict,
    EvaluatorProfile,
    Panel,
    Review,
    Tie,
)
from tular.features.proposals.models import BulkCheck, Doublet, Preselection, Proposal
from tular.features.selection.models import AnnouncementLine, AwardCertificate, ListDraft, Objection
from tular.foundation.files.models import StoredFile
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.rulebooks.models import RulebookVersion

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

OPEN_TO_EVERYONE = {
    "agencies.correct_request",  # whoever holds the link of the mail, with or without an account
    "agencies.request_to_join",  # the same
    "conversations.ask",
    "conversations.ask_agency",
    "conversations.bookmark",
    "conversations.comment",
    "conversations.follow",
    "conversations.report_comment",
    "modelbooks.remark",
    "modelbooks.report_usage",  # for the agency to which they belong
    "ratings.confirm",  # whoever holds the link of the mail
    "ratings.rate",  # with or without an account, unless they organise or judge
    "ratings.withdraw",
}
"""Whoever is signed in may do this to what is public; only strangers are refused."""

BESIDE_THE_TRAIL = {
    "catalogue.save": "keeps its own revisions",
    "conversations.bookmark": "a private matter",
    "conversations.follow": "a private matter",
    "files.begin": "an upload is told of when it is complete",
    "files.cancel": "an upload that never was complete",
    "finder.drop_need": "a private matter",
    "finder.save_need": "a private matter",
    "finder.watch_need": "a private matter",
    "judging.mark": "keeps its own history",
    "modelbooks.hold": "who holds a chapter is of the hour, not of the history",
    "modelbooks.release": "as modelbooks.hold",
    "modelbooks.save": "keeps its own revisions",
    "selection.vote": "nobody learns before a question is closed how somebody voted",
    "ratings.confirm": "leads to a person: each rating is a row of its own, forgotten after the objections",
    "ratings.inspect": "finds what the ratings say; decisions about it are told",
    "ratings.rate": "as ratings.confirm",
    "ratings.withdraw": "as ratings.confirm",
    "replications.reply": "each answer that changed is told by itself",
    "visits.answer": "keeps its own history",
    "proposals.save": "keeps its own revisions",
}
"""Actions that leave no entry, and why."""


@dataclass(frozen=True)
class World:
    """One row of each kind. `bystander` has no role, is invited, and asked, commented and kept a need."""

    upp: User
    bystander: User
    agency: Agency
    hub: Hub
    unit: ServiceUnit
    membership: Membership
    admin_membership: Membership
    invitation: Invitation
    join_request: JoinRequest
    published: Innovation
    draft: Innovation
    question: Question
    comment: Comment
    report: Report
    need: SavedNeed
    file: StoredFile
    mail: Mail
    notice: Notice
    run: JobRun
    version: RulebookVersion
    rulebook_draft: RulebookDraft
    competition: Competition
    window: Window
    category: Category
    group_invitation: GroupInvitation
    staff: Staff
    proposal: Proposal
    preselection: Preselection
    list_draft: ListDraft
    line: AnnouncementLine
    objection: Objection
    award_certificate: AwardCertificate
    doublet: Doublet
    bulk_check: BulkCheck
    judging: Judging
    rated: dict[str, models.Model]
    interviewing: dict[str, models.Model]
    visiting: dict[str, models.Model]
    sitting: dict[str, models.Model]
    replicating: dict[str, models.Model]
    booking: dict[str, models.Model]
    member: User
    """Sits in the plenary, and judges nothing that it decides from."""


@dataclass(frozen=True)
class Judging:
    """One row of each kind of judging, around one evaluator."""

    profile: EvaluatorProfile
    review: Review
    panel: Panel
    reading: Assignment
    conflict: Conflict
    plan: AssignmentPlan
    bulk: BulkAssignment
    tie: Tie
    pair: BorderPair


def make_world(agency: Agency, unit: ServiceUnit, upp: User, admin: User) -> World:
    """The rows, written directly: no action has to succeed for them."""
    bystander = make_person("Orang Lewat")
    published = Innovation.objects.create(
        code="contoh-1", slug="contoh-1", title="Layanan Contoh", agency=agency, service_unit=unit
    )
    comment = Comment.objects.create(innovation=published, author=bystander, text="Bagus.", at=NOW)
    letter, competition = _letter(upp), make_competition(agency, slug="lomba-contoh")
    proposal = _written(arrived(competition, agency, unit=unit, code="lomba-contoh-00001"), bystander)
    line = make_line(proposal, admin)
    judging = _judging(competition, proposal, admin)
    return World(
        upp=upp,
        bystander=bystander,
        agency=agency,
        hub=Hub.objects.get(agency__region_id="35"),
        unit=unit,
        membership=Membership.objects.get(person=upp),
        admin_membership=Membership.objects.get(person=admin),
        invitation=Invitation.objects.create(
            email=bystander.email, role=Role.UNIT, agency=agency, unit=unit, token_hash="a" * 64,
            created_at=NOW, sent_at=NOW, expires_at=NOW + timedelta(days=14),
        ),
        join_request=_join_request(agency, letter),
        published=published,
        draft=create_innovation(agency, by=upp, now=NOW, title="Naskah Contoh", unit=unit),
        question=_question(published, agency, bystander),
        comment=comment,
        report=Report.objects.create(comment=comment, person=upp, reason="spam", at=NOW),
        need=SavedNeed.objects.create(person=bystander, text="stunting", query="q=stunting", saved_at=NOW),
        file=letter,
        mail=_mail(),
        notice=Notice.objects.create(person=upp, kind="contoh", group="contoh", path="/kerja", rhythm="none", at=NOW),
        run=JobRun.objects.create(name="contoh.kerja", title="Kerja contoh", owner=upp, created_at=NOW),
        version=make_rulebook(),
        rulebook_draft=_rulebook_draft(agency, admin),
        competition=competition,
        window=competition.windows.get(stage=""),
        category=competition.categories.get(),
        group_invitation=competition.invitations.create(group="umum", agency=agency, by=admin, at=NOW),
        staff=competition.staff.create(person=bystander, role="pemeriksa", by=admin, since=NOW),
        proposal=proposal,
        preselection=Preselection.objects.create(
            competition=competition, agency=agency, rulebook=make_rulebook(), opened_by=admin, opened_at=NOW
        ),
        list_draft=_list_draft(competition, admin),
        line=line,
        objection=line.objections.create(text="Berkasnya lengkap.", by=admin, at=NOW),
        award_certificate=make_certificate(line, admin),
        doublet=proposal.doublets.create(record=published, cluster=1, title_likeness=100, text_likeness=0, at=NOW),
        bulk_check=competition.bulk_checks.create(by=admin, decision="lolos", checks=[], at=NOW),
        judging=judging,
        rated=make_rating_sample(proposal, admin),
        interviewing=make_interview_sample(proposal, admin),
        visiting=make_sample(proposal, admin, NOW, judging.reading.evaluator.person),
        sitting=make_plenary_sample(proposal, admin, member := make_person("Anggota Pleno")),
        replicating=make_replication_sample(published, admin, NOW),
        booking=make_book_sample(agency, published, bystander, NOW),
        member=member,
    )  # fmt: skip


def _question(published: Innovation, agency: Agency, asker: User) -> Question:
    return Question.objects.create(
        innovation=published, agency=agency, asker=asker, text="Berapa kadernya?", asked_at=NOW, level_since=NOW,
        due_at=NOW + timedelta(days=14),
    )  # fmt: skip


def _mail() -> Mail:
    return Mail.objects.create(
        content="letter", address="a@contoh.example", language="id", subject="Surat", text="Isi", next_try_at=NOW,
        created_at=NOW,
    )  # fmt: skip


def _judging(competition: Competition, proposal: Proposal, admin: User) -> Judging:
    review = make_review(competition, admin, running=True)
    panel = review.panels.create(name="Tim A")
    evaluator = make_evaluator(review, panel=panel)
    entry = make_entry(review, proposal)
    reading = make_reading(evaluator, entry)
    make_sheet(reading, done=False, dampak="80")
    entry.cases.create(purpose="diskusi", said="Berselisih 24.", opened_at=NOW)
    band = review.bands.create(
        calibration=review.calibrations.create(
            number=1, canonical="{}", sha256="0" * 64, identifiable=False, figures={"lines": []}, sheets=0, at=NOW
        ),
        pool=0, places=1, entries=[1, 2], budget=9, by=admin, at=NOW,
    )  # fmt: skip
    return Judging(
        profile=EvaluatorProfile.objects.create(person=evaluator.person, updated_at=NOW),
        review=review,
        panel=panel,
        reading=reading,
        conflict=Conflict.objects.create(
            evaluator=make_evaluator(review, person=make_person("Penilai Lain")), entry=entry, kind="instansi",
            source="sistem", at=NOW,
        ),
        plan=review.plans.create(
            number=1, canonical="{}", sha256="0" * 64, feasible=True, by=admin, at=NOW
        ),
        bulk=review.bulk_assignments.create(given=[[1, 1]], by=admin, at=NOW),
        tie=competition.ties.create(agency=proposal.agency, name="Seorang Dosen", kind="keluarga", by=admin, at=NOW),
        pair=band.pairs.create(
            evaluator=evaluator, first=entry, second=make_entry(review), turned=False, at=NOW
        ),
    )  # fmt: skip


def _join_request(agency: Agency, letter: StoredFile) -> JoinRequest:
    return JoinRequest.objects.create(
        agency=agency, name="Pemohon", email="pemohon@contoh.example", position="Kepala bagian", letter=letter,
        token_hash="b" * 64, sent_at=NOW,
    )  # fmt: skip


def _rulebook_draft(agency: Agency, admin: User) -> RulebookDraft:
    return RulebookDraft.objects.create(
        owner=agency, identity="rancangan-contoh", title="Rancangan contoh", created_by=admin, edited_by=admin,
        edited_at=NOW, text=RULEBOOK.replace('id = "lomba-uji"', 'id = "rancangan-contoh"', 1),
    )  # fmt: skip


def _letter(sender: User) -> StoredFile:
    return StoredFile.objects.create(
        purpose="agencies.letter", name="surat.pdf", size=1, state="ready", uploaded_by=sender, created_at=NOW,
        finished_at=NOW, content_type="application/pdf", sha256="0" * 64, stored_as="contoh",
    )  # fmt: skip


def _written(proposal: Proposal, person: User) -> Proposal:
    """With a member of the team, and a remark."""
    proposal.team.create(person=person, since=NOW)
    proposal.comments.create(section="ringkasan", text="Sebut jumlahnya.", by=person, at=NOW)
    return proposal


def _list_draft(competition: Competition, admin: User) -> ListDraft:
    return competition.list_drafts.create(
        stage="administrasi", title="Hasil", sha256="0" * 64, edited_by=admin, edited_at=NOW
    )


def _of_judging(world: Judging) -> dict[str, models.Model]:
    return {
        "EvaluatorProfile": world.profile,
        "Review": world.review,
        "Panel": world.panel,
        "Evaluator": world.reading.evaluator,
        "Entry": world.reading.entry,
        "Assignment": world.reading,
        "AssignmentPlan": world.plan,
        "BulkAssignment": world.bulk,
        "ScoreSheet": world.reading.sheets.get(),
        "DifferenceCase": world.reading.entry.cases.get(),
        "Conflict": world.conflict,
        "Tie": world.tie,
        "BorderBand": world.pair.band,
        "BorderPair": world.pair,
    }


def _by_name(world: World) -> dict[str, models.Model]:
    """Rows of actions that are tried on another one than their kind has."""
    return {
        "agencies.invite": world.agency,
        **dict.fromkeys(("agencies.delegate_membership", "agencies.hand_over_membership"), world.admin_membership),
        "conversations.follow": world.published,
        "files.begin": world.upp,
        "finder.save_need": world.bystander,
        "catalogue.discard": world.draft,
        "modelbooks.start": world.agency,
        **dict.fromkeys(("events.withdraw", "events.reply", "events.attend"), world.booking["Guest"]),
        "replications.warn": world.published,
        **dict.fromkeys(("interviews.name_presenters", "interviews.attach_material"), world.interviewing["Slot"].entry),  # type: ignore[attr-defined]
    }


def subject_of(name: str, kind: str, world: World) -> models.Model:
    """The row that an action of this name is tried on, by the kind of row that its function takes."""
    by_kind: dict[str, models.Model] = {
        "User": world.upp,
        "Agency": world.agency,
        "Hub": world.hub,
        "ServiceUnit": world.unit,
        "Membership": world.membership,
        "Invitation": world.invitation,
        "JoinRequest": world.join_request,
        "Innovation": world.published,
        "Question": world.question,
        "Comment": world.comment,
        "Report": world.report,
        "SavedNeed": world.need,
        "StoredFile": world.file,
        "Mail": world.mail,
        "Notice": world.notice,
        "JobRun": world.run,
        "RulebookVersion": world.version,
        "RulebookDraft": world.rulebook_draft,
        "Competition": world.competition,
        "Window": world.window,
        "Category": world.category,
        "GroupInvitation": world.group_invitation,
        "Staff": world.staff,
        "Proposal": world.proposal,
        "TeamMember": world.proposal.team.get(),
        "SectionComment": world.proposal.comments.get(),
        "Preselection": world.preselection,
        "ListDraft": world.list_draft,
        "AnnouncementLine": world.line,
        "Announcement": world.line.announcement,
        "AwardCertificate": world.award_certificate,
        "Objection": world.objection,
        "Doublet": world.doublet,
        "BulkCheck": world.bulk_check,
        **_of_judging(world.judging),
        **world.rated,
        **world.interviewing,
        **world.visiting,
        **world.sitting,
        **world.replicating,
        **{name: row for name, row in world.booking.items() if name != "Guest"},
    }
    found = _by_name(world).get(name) or by_kind.get(kind)
    if found is None:
        raise LookupError(f"{name} takes a {kind}: give it a sample in {__name__}")
    return found


__all__ = ["BESIDE_THE_TRAIL", "NOW", "OPEN_TO_EVERYONE", "World", "make_world", "subject_of"]
