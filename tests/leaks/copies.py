"""Two agencies copy one innovation: its owner was asked by one of them and knows nothing yet of the other.

The first is the case of the samples, taken over by Lamongan, in which somebody works who has no role there; what was
written before anybody was asked stays with them. The second is Gresik's own, which nobody else may know of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.actions_samples import World
from tests.factories.competitions import NOW
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.replications.actions.readiness import Answer, reply
from tular.features.replications.actions.requesting import refuse
from tular.features.replications.actions.starting import Told, describe, start
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.choices import CaseState, Kind, MeetingState, Outcome, PartKind, Side, WorkModel
from tular.features.replications.models import (
    Agreement,
    AgreementClause,
    Case,
    CaseFile,
    CasePart,
    CaseRisk,
    Measurement,
    Meeting,
    TakerWarning,
)
from tular.features.replications.queries.replies import TAKER, question_ids
from tular.features.replications.queries.rules import rules_of
from tular.foundation.files.models import StoredFile

PAGES = (
    "case", "request", "agreements", "readiness", "readiness_csv", "readiness_xlsx", "history", "measurements",
    "measurements_csv", "closing", "describe",
)  # fmt: skip
BYTES = "contoh-zqisi"


@dataclass(frozen=True)
class Copies:
    """Both cases, and a file of the first."""

    asked: Case
    private: Case
    file: StoredFile
    elsewhere: Agency
    """Where nobody of the planted world works."""

    def paths(self) -> list[str]:
        """Addresses of the private case, and of the file."""
        found = [reverse(f"replications:{name}", kwargs={"pk": self.private.pk}) for name in PAGES]
        return [*found, f"/berkas/{self.file.pk}/berkas.pdf", "/replikasi/angka?per=penerima"]


def plant_copies(samples: World, taker: Agency, rival: Agency, people: dict[str, Any]) -> Copies:
    """`people` who work on them: the first's "team_member", the owner's "local_admin", "rival_admin" on the second."""
    case = samples.replicating["Case"]
    assert isinstance(case, Case)
    Case.objects.filter(pk=case.pk).update(
        taker=taker, owner=samples.agency, state=CaseState.VERIFIED, need="Antrean zqdahulu.", asked_at=NOW,
        owner_told_at=NOW, state_at=NOW,
    )  # fmt: skip
    case = Case.objects.get(pk=case.pk)
    case.members.update(person=people["team_member"])
    told = Told(
        name=case.name, need="Antrean zqbutuh.", model=case.model, kind=case.kind, affected="Balita zqkena",
        wish="Antrean zqharap", sponsor="Dinas zqdukung", takes="Alur zqambil", changes="Bahasa zqubah",
    )  # fmt: skip
    describe(case, told=told, by=people["team_member"], now=NOW - timedelta(hours=1))
    refuse(case, by=people["local_admin"], now=NOW + timedelta(hours=1), reason="Belum ada orang zqtolak.")
    Case.objects.filter(pk=case.pk).update(state=CaseState.AGREEING)
    file = _work(case, people["team_member"])
    TakerWarning.objects.update(text="Tautan lama terbuka zqawas.")
    private = _private(samples, rival, people["rival_admin"])
    return Copies(case, private, file, taker)


def _work(case: Case, by: User) -> StoredFile:
    """Words in whatever a case holds; the file that it keeps, with its bytes."""
    case.tasks.update(title="Latih kader zqtugas")
    case.ticks.create(item="dua-calon", note="Terlampir zqcentang", by=by, at=NOW)
    case.decisions.create(
        outcome=Outcome.GO_ON, reason="Nyata zqputus", decided_on=NOW.date(), decided_by="Kepala zqpejabat", by=by,
        at=NOW,
    )  # fmt: skip
    Meeting.objects.filter(case=case).update(
        state=MeetingState.HELD, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2, hours=-1),
        place="Balai zqbalai", agenda="Bertemu zqagenda", report="Gagal zqlaporan", attended="Bidan zqhadir",
    )  # fmt: skip
    CasePart.objects.filter(case=case).update(kind=PartKind.CHANGED, here="Di sini zqdisini", reason="Sebab zqsebab")
    CaseRisk.objects.filter(case=case).update(plan="Rencana zqrencana")
    Measurement.objects.filter(indicator__case=case).update(
        value="63.7184", note="Catatan zqukur", source="Laporan zqsumber"
    )
    Agreement.objects.filter(case=case).update(second_party="Bupati zqpihak")
    AgreementClause.objects.filter(agreement__case=case).update(text="Bersama zqpasal")
    question = next(iter(question_ids(rules_of(case), TAKER)))
    case.replies.create(question=question, side=Side.TAKER, level=1, evidence="Dokumen zqbukti", by=by, at=NOW)
    if not default_storage.exists(BYTES):
        default_storage.save(BYTES, ContentFile(b"%PDF-1.4 zqisi"))
    row = CaseFile.objects.select_related("file").get(case=case)
    row.file.name, row.file.stored_as, row.file.size = "naskah-zqnama.pdf", BYTES, default_storage.size(BYTES)
    row.file.save()
    CaseFile.objects.filter(pk=row.pk).update(title="Naskah zqjudul")
    return row.file


def _private(samples: World, taker: Agency, by: User) -> Case:
    """Begun, answered a little, and told to nobody."""
    told = Told(
        name="Layanan Zqdiam", need="Antrean zqsunyi.", model=WorkModel.TOGETHER, kind=Kind.ADAPTATION, wish="zqingin"
    )
    case = start(taker, innovation=samples.published, told=told, by=by, now=NOW)
    question = next(iter(question_ids(rules_of(case), TAKER)))
    reply(case, side=Side.TAKER, answers={question: Answer(1, "zqsendiri")}, seen={}, by=by, now=NOW)
    add_task(case, told=TaskTold("Tanya zqtanya", Side.TAKER, case.step), by=by, now=NOW)
    return case


def copy_otherwise(copies: Copies) -> None:
    """Other words, another state and other figures in the case whose owner was asked; one task more."""
    case = copies.asked
    Case.objects.filter(pk=case.pk).update(
        need="Lain.", wish="", takes="Lain.", state=CaseState.VERIFIED, state_at=NOW + timedelta(minutes=5)
    )
    case.tasks.create(step="cari", title="Lain", by=case.created_by, at=NOW)
    case.replies.all().delete()
    case.members.create(person=case.created_by, side=Side.TAKER, since=NOW, by=case.created_by)
    Measurement.objects.filter(indicator__case=case).update(value="12", note="Lain.")
    Meeting.objects.filter(case=case).update(place="Lain", agenda="", starts_at=NOW - timedelta(days=3))
    CaseFile.objects.filter(case=case).update(removed_at=NOW)
    StoredFile.objects.filter(pk=copies.file.pk).update(name="lain.pdf", sha256="1" * 64)
    AgreementClause.objects.filter(agreement__case=case).update(text="Lain.", version=7)


def prepare_elsewhere(copies: Copies) -> None:
    """Another agency prepares it, in other words and later."""
    Case.objects.filter(pk=copies.private.pk).update(
        taker=copies.elsewhere, name="Lain", need="Lain.", created_at=NOW + timedelta(hours=1)
    )
    copies.private.tasks.all().delete()
