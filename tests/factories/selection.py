"""Made-up submissions, decisions and lists of the administrative selection."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.competitions import NOW, make_proposal
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import canonical_of, digest_of
from tular.features.selection.models import Announcement, AnnouncementLine, AwardCertificate
from tular.foundation.documents.actions import Order, issue
from tular.foundation.documents.choices import CertificateKind

STAGE = "administrasi"


def arrived(competition: Competition, owner: Agency, **fields: Any) -> Proposal:
    """A submitted proposal with what was submitted."""
    proposal = make_proposal(competition, owner, state=ProposalState.SUBMITTED, **fields)
    canonical = canonical_of(proposal, number=1, by=None, at=NOW)
    ProposalVersion.objects.create(
        proposal=proposal, number=1, receipt=f"R-{proposal.code}".upper(), canonical=canonical,
        sha256=digest_of(canonical),
        rulebook=competition.rulebook, at=NOW,
    )  # fmt: skip
    return proposal


def check(proposal: Proposal, by: User, *reasons: str, explanation: str = "") -> Check:
    """A decision: it passes without reasons, and fails with some."""
    return Check.objects.create(
        proposal=proposal, submission=proposal.submissions.last(), stage=STAGE, reasons=list(reasons), by=by, at=NOW,
        decision=CheckDecision.FAILED if reasons else CheckDecision.PASSED, explanation=explanation,
    )  # fmt: skip


def make_line(proposal: Proposal, by: User, **fields: Any) -> AnnouncementLine:
    """A published list with one line, written directly: the proposal failed."""
    competition = proposal.competition
    announcement = Announcement.objects.create(
        competition=competition, stage=STAGE, number=1, title="Hasil", decree="1", decree_on=date(2026, 3, 16),
        sha256="0" * 64, by=by, at=NOW,
    )  # fmt: skip
    defaults = {"outcome": "tidak-lolos", "reasons": ["incomplete"], "change": "baru"}
    return AnnouncementLine.objects.create(
        announcement=announcement, proposal=proposal, order=1, code=proposal.code, title=proposal.title,
        agency_name=proposal.agency.name, **defaults | fields,
    )  # fmt: skip


def make_certificate(line: AnnouncementLine, by: User) -> AwardCertificate:
    """A certificate of the agency in the line."""
    facts = {
        "heading": "Sertifikat", "given": "kepada", "about": "", "for_what": "sebagai", "distinction": "Juara",
        "before_work": "atas", "work": line.title, "event": "dalam lomba", "basis": "Dasar: 1.", "proof": [],
        "dated": "Surabaya, 1 Maret 2026", "signer": {"name": "Contoh", "office": "Kepala", "number": ""},
    }  # fmt: skip
    order = Order(
        f"contoh/{line.pk}", "CONTOH", CertificateKind.AWARD, "Juara", line.agency_name, "Penyelenggara", facts
    )
    paper, _new = issue(order, by=by, now=NOW)
    return AwardCertificate.objects.create(
        certificate=paper, announcement=line.announcement, line=line, holder="instansi"
    )
