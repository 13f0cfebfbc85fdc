"""Made-up cases of replication, brought as far as wanted by the actions themselves.

The taker is Gresik, the owner Sidoarjo; both lie in the area of the hub of Jawa Timur.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.catalogue import make_innovation
from tests.people import agency, make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub
from tular.features.catalogue.choices import Better
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.agreeing import sign
from tular.features.replications.actions.closing import confirm_closing, report_closing, write_lessons
from tular.features.replications.actions.requesting import accept, ask, verify
from tular.features.replications.actions.starting import Told, start, version_of_today
from tular.features.replications.actions.stepping import Decided, begin, decide
from tular.features.replications.choices import (
    CaseState,
    Kind,
    MeetingKind,
    MeetingMode,
    Outcome,
    Paper,
    PartKind,
    Purpose,
    Scale,
    Side,
    WorkModel,
)
from tular.features.replications.models import (
    Agreement,
    Case,
    CaseFile,
    CaseIndicator,
    CasePart,
    CaseRisk,
    Measurement,
    Meeting,
    TakerWarning,
    Task,
)
from tular.features.replications.queries.files import FILE
from tular.foundation.files.models import StoredFile

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
"""When made-up cases begin; each further step is a day later."""

BEGAN = date(2026, 3, 10)
MEASURED = date(2026, 9, 10)

_numbers = count(1)

WAY = (
    CaseState.PREPARING,
    CaseState.ASKED,
    CaseState.VERIFIED,
    CaseState.AGREEING,
    CaseState.AGREED,
    CaseState.RUNNING,
    CaseState.CLOSING,
    CaseState.DONE,
)
"""The states that `make_case` can bring a case to, in order."""


def people() -> dict[str, User]:
    """Taker's and owner's admin and the hub's, each made once."""
    found = {}
    for name, role, place in (
        ("taker", Role.AGENCY, agency("pemkab-gresik")),
        ("owner", Role.AGENCY, agency("pemkab-sidoarjo")),
        ("hub", Role.HUB, Hub.objects.get(agency__region_id="35")),
    ):
        person = User.objects.filter(email=f"{name}.replikasi@contoh.example").first()
        if person is None:
            person = User.objects.create_user(f"{name}.replikasi@contoh.example", f"Orang {name}")
            make_member(role, place, person=person)
        found[name] = person
    return found


def reviewer(case: Case) -> User:
    """Who checks interest: the hub of Jawa Timur for its area, else the centre."""
    region = case.taker.region
    if region is not None and region.code.startswith("35"):
        return people()["hub"]
    person = User.objects.filter(email="pusat.replikasi@contoh.example").first()
    if person is None:
        person = User.objects.create_user("pusat.replikasi@contoh.example", "Orang pusat")
        make_member(Role.NATIONAL, person=person)
    return person


def told(**fields: Any) -> Told:
    """What the taker says, complete for working together."""
    given = {
        "name": "Posyandu Cepat Gresik",
        "need": "Antrean posyandu 120 menit di 14 desa.",
        "model": WorkModel.TOGETHER,
        "kind": Kind.ADAPTATION,
        "affected": "2.400 balita",
        "wish": "Antrean 30 menit",
        "takes": "Pendaftaran lewat pesan singkat",
        "changes": "Bahasa dan jadwal",
    }
    return Told(**{**given, **fields})


def make_case(
    state: str = CaseState.PREPARING, *, innovation: Innovation | None = None, taker: Agency | None = None,
    by: User | None = None, now: datetime = NOW, **fields: Any,
) -> Case:  # fmt: skip
    """A case in a state of `WAY`. `fields` are those of `Told`; who works alone goes from preparing to running."""
    who = people()
    taker = taker or agency("pemkab-gresik")
    innovation = innovation or make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")
    actor = by or who["taker"]
    if taker != agency("pemkab-gresik") and by is None:
        actor = make_member(Role.AGENCY, taker).person
    case = start(taker, innovation=innovation, told=told(**fields), by=actor, now=now)
    alone = case.model == WorkModel.ALONE
    for place, wanted in enumerate(WAY[1 : WAY.index(CaseState(state)) + 1], start=1):
        at = now + timedelta(days=place)
        if wanted in (CaseState.ASKED, CaseState.RUNNING) and not case.decisions.exists():
            ready(case, actor, at)
        if alone and wanted in (CaseState.ASKED, CaseState.VERIFIED, CaseState.AGREEING, CaseState.AGREED):
            continue
        case = _further(case, wanted, actor, who, at)
    return case


def ready(case: Case, by: User, now: datetime) -> None:
    """Decided to go on, with a main indicator and its baseline."""
    decide(
        case,
        told=Decided(Outcome.GO_ON, "Kepala Dinas Kesehatan", now.date()),
        by=by,
        now=now,
        reason="Kebutuhan nyata.",
    )
    make_indicator(case, by=by, now=now)


def make_indicator(case: Case, *, by: User, now: datetime = NOW, **fields: Any) -> CaseIndicator:
    """The main indicator of a case, with a baseline of 40 of 100."""
    given: dict[str, Any] = {
        "name": "Balita ditimbang", "unit": "persen", "key": "balita ditimbang|persen", "scale": Scale.RATE,
        "better": Better.UP, "baseline": Decimal(40), "baseline_events": Decimal(40), "baseline_total": Decimal(100),
        "baseline_on": date(2026, 2, 1), "target": Decimal(80), "target_on": date(2027, 3, 1), "main": True,
        "method": "register posyandu",
    }  # fmt: skip
    return CaseIndicator.objects.create(case=case, by=by, at=now, **{**given, **fields})


def make_paper(by: User, name: str = "naskah.pdf") -> StoredFile:
    """A kept file of a case; its bytes are never read."""
    return StoredFile.objects.create(
        purpose=FILE, name=name, size=1, state="ready", uploaded_by=by, created_at=NOW, finished_at=NOW,
        content_type="application/pdf", sha256="0" * 64, stored_as=f"contoh-{next(_numbers)}",
    )  # fmt: skip


def _further(case: Case, wanted: str, taker: User, who: dict[str, User], at: datetime) -> Case:
    if wanted == CaseState.ASKED:
        return ask(case, by=taker, now=at)
    if wanted == CaseState.VERIFIED:
        return verify(case, by=reviewer(case), now=at)
    if wanted == CaseState.AGREEING:
        return accept(case, by=who["owner"], now=at)
    if wanted == CaseState.AGREED:
        return _agreed(case, taker, at)
    if wanted == CaseState.RUNNING:
        return begin(case, on=max(BEGAN, case.agreed_on or BEGAN), by=taker, now=at + timedelta(days=30))
    if wanted == CaseState.CLOSING:
        main = case.indicators.get(main=True)
        Measurement.objects.create(
            indicator=main, on=MEASURED, value=Decimal(70), events=Decimal(70), total=Decimal(100),
            method="register posyandu", source="laporan September 2026", by=taker, at=at,
        )  # fmt: skip
        write_lessons(case, text="Kader perlu dilatih dua kali.", by=taker, now=at)
        return report_closing(case, by=taker, now=at + timedelta(days=200))
    return confirm_closing(
        case, by=who["owner"] if case.owner_told_at else reviewer(case), now=at + timedelta(days=201)
    )


def _agreed(case: Case, taker: User, at: datetime) -> Case:
    Agreement.objects.create(
        case=case, paper=Paper.WORKING, signed_on=at.date(), valid_until=at.date() + timedelta(days=730),
        signed_file=make_paper(taker), signed_text="Naskah", created_by=taker, created_at=at,
    )  # fmt: skip
    return sign(case, by=taker, now=at)


def make_replication_sample(innovation: Innovation, by: User, at: datetime) -> dict[str, Any]:
    """One row of each kind around a case whose agreement is being drafted, by the name of its class.

    The rows are written directly: no action has to succeed for them. The agency of the innovation is on both sides,
    so that its people stand for taker and owner: it took the innovation over, and became its owner since.
    """
    case = Case.objects.create(
        innovation=innovation, owner=_other(innovation.agency), taker=innovation.agency, rulebook=version_of_today(at),
        name="Layanan Contoh Gresik", model=WorkModel.TOGETHER, kind=Kind.ADAPTATION, need="Antrean 120 menit.",
        state=CaseState.AGREEING, state_at=at, step="kesepakatan", asked_at=at, owner_told_at=at, answered_at=at,
        created_by=by, created_at=at,
    )  # fmt: skip
    agreement = Agreement.objects.create(case=case, paper=Paper.WORKING, created_by=by, created_at=at)
    clause = agreement.clauses.create(clause="haki", title="Kekayaan intelektual", text="Tetap pada pemilik.", place=1)
    indicator = make_indicator(case, by=by, now=at)
    measured = indicator.measurements.create(
        on=MEASURED, value=Decimal(70), method="register posyandu", source="laporan", by=by, at=at
    )
    rows = (case, agreement, clause, indicator, measured, *_work_of(case, by, at))
    return {type(one).__name__: one for one in rows}


def _work_of(case: Case, by: User, at: datetime) -> tuple[Any, ...]:
    """A task, a file, a meeting, a part, a risk, and somebody who joined."""
    starts = at + timedelta(days=7)
    return (
        Task.objects.create(case=case, step="cari", title="Latih kader", by=by, at=at),
        CaseFile.objects.create(
            case=case, step="cari", purpose=Purpose.WORK, title="Naskah", file=make_paper(by), by=by, at=at
        ),
        make_meeting(case, by=by, now=at, starts_at=starts),
        CasePart.objects.create(case=case, kind=PartKind.KEPT, core=True, name="Data dari kader", by=by, at=at),
        CaseRisk.objects.create(case=case, failure="hanya-aplikasi", by=by, at=at),
        case.members.create(person=by, side=Side.TAKER, since=at, by=by),
        TakerWarning.objects.create(innovation=case.innovation, text="Tautan lama terbuka.", by=by, at=at),
    )


def _other(one: Agency) -> Agency:
    """Any other agency."""
    found = Agency.objects.exclude(pk=one.pk).order_by("pk").first()
    assert found is not None
    return found


def make_meeting(case: Case, *, by: User, now: datetime = NOW, **fields: Any) -> Meeting:
    """A meeting with the owner that was asked for, a week ahead, of two hours."""
    starts = fields.pop("starts_at", now + timedelta(days=7))
    given: dict[str, Any] = {
        "host": case.innovation.agency, "kind": MeetingKind.VISIT, "mode": MeetingMode.ONSITE, "starts_at": starts,
        "ends_at": starts + timedelta(hours=2), "place": "Balai kota", "agenda": "Bertemu kader.",
    }  # fmt: skip
    return Meeting.objects.create(case=case, by=by, at=now, **{**given, **fields})
