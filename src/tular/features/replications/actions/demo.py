"""Replications made up for the demo, in several states, between real agencies of Jawa Timur; each marked as made up.

Made by the real actions at made-up times, so that every page, paper and count looks as it will.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Membership
from tular.features.catalogue.choices import Better, StopReason
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.beginning import First, begin_with
from tular.features.replications.actions.certifying import certify
from tular.features.replications.actions.closing import confirm_closing, report_closing, write_lessons
from tular.features.replications.actions.demo_work import adapt, add_gap, answer_as, plan_ahead, visit, watch
from tular.features.replications.actions.drafting import draft_agreement
from tular.features.replications.actions.extending import bring_signed
from tular.features.replications.actions.indicators import IndicatorTold
from tular.features.replications.actions.measuring import Measured, measure
from tular.features.replications.actions.requesting import accept, ask, verify
from tular.features.replications.actions.starting import Told
from tular.features.replications.actions.stepping import Decided, begin, decide, finish_step
from tular.features.replications.actions.stopping import stop
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.choices import Kind, Outcome, Paper, Scale, Side, WorkModel
from tular.features.replications.models import Case
from tular.features.replications.queries.figures import Figures
from tular.features.replications.queries.files import FILE
from tular.foundation.files.actions import store
from tular.foundation.files.models import StoredFile

OWNER, TAKER = "pemkab-sidoarjo", "pemkab-gresik"
ADMIN_OF_OWNER, ADMIN_OF_TAKER = "Contoh Admin Instansi", "Contoh Admin Penerima"
ADMIN_OF_HUB = "Contoh Admin Hub"
LEARN_AND_PLAN = ("belajar", "adaptasi")


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who plays: the taker's and the owner's admins and the hub's, with their agencies."""

    taker: User
    owner: User
    hub: User
    takes: Agency
    gives: Agency


@transaction.atomic
def create_demo_replications(*, now: datetime) -> int:
    """Make them once; nothing where there are some, or where the catalogue lacks the agencies. Returns how many."""
    if Case.objects.filter(is_demo=True).exists():
        return 0
    cast = _cast(now)
    if cast is None:
        return 0
    theirs = list(_published(cast.gives)[:6])
    ours = _published(cast.takes).first()
    if len(theirs) < 6 or ours is None:
        return 0
    _prepared(cast, ours, now)
    _waiting(cast, theirs[0], now)
    _drafted(cast, theirs[1], now)
    _running(cast, theirs[2], now)
    _proven(cast, theirs[3], now)
    _stopped(cast, theirs[4], now)
    return Case.objects.filter(is_demo=True).count()


def _cast(now: datetime) -> _Cast | None:
    agencies = {one.slug: one for one in Agency.objects.filter(slug__in=[OWNER, TAKER])}
    people = {one.name: one for one in User.objects.filter(is_demo=True, name__in=[ADMIN_OF_OWNER, ADMIN_OF_HUB])}
    if len(agencies) < 2 or len(people) < 2:
        return None
    taker = demo_person(ADMIN_OF_TAKER)
    since = timezone.localdate(now - timedelta(days=800), timezone.get_default_timezone())
    wanted = {"person": taker, "role": Role.AGENCY, "agency": agencies[TAKER], "until": None}
    Membership.objects.get_or_create(**wanted, defaults={"since": since})
    return _Cast(taker, people[ADMIN_OF_OWNER], people[ADMIN_OF_HUB], agencies[TAKER], agencies[OWNER])


def _published(agency: Agency) -> QuerySet[Innovation]:
    return Innovation.published.filter(agency=agency).order_by("code")


def _begun(by: User, taker: Agency, innovation: Innovation, at: datetime, *, model: str = WorkModel.TOGETHER) -> Case:
    """A case with need and baseline."""
    told = Told(
        name=f"{innovation.title[:200]} di {taker.name.removeprefix('Pemerintah ')}",
        need="Contoh: 41 dari 100 pemohon menunggu lebih dari satu jam (2025, buku layanan).",
        affected="Contoh: sekitar 2.400 pemohon setahun.",
        wish="Contoh: paling banyak 15 dari 100 menunggu selama itu.",
        sponsor="Sekretaris Daerah (contoh)", model=model, kind=Kind.ADAPTATION,
        takes="Contoh: alur layanan dan papan antreannya.", changes="Contoh: bahasa, jadwal, dan alat yang sudah ada.",
        model_reason="Contoh: kami perlu melihat langsung cara kerjanya.",
    )  # fmt: skip
    measured = IndicatorTold(
        name="Pemohon yang menunggu lebih dari satu jam", unit="persen", scale=Scale.RATE, better=Better.DOWN,
        method="Contoh: dihitung dari buku layanan setiap bulan.",
        baseline=Figures(events=Decimal(41), total=Decimal(100)), baseline_on=_day(at - timedelta(days=10)),
        baseline_source="Buku layanan (contoh)", target=Decimal(15), target_on=_day(at + timedelta(days=700)),
    )  # fmt: skip
    case = begin_with(taker, innovation=innovation, told=told, first=First(measured), by=by, now=at)
    _finish(case, ("kebutuhan", "cari"), by, at + timedelta(days=3))
    return case


def _asked(cast: _Cast, innovation: Innovation, at: datetime, *, told: bool = False) -> Case:
    """Decided, sent and checked: it waits for the owner. `told`: both sides answered the questions of readiness."""
    case = _begun(cast.taker, cast.takes, innovation, at)
    if told:
        answer_as(case, Side.TAKER, by=cast.taker, now=at + timedelta(days=5))
    case = _decided(case, cast.taker, at + timedelta(days=10))
    ask(case, by=cast.taker, now=at + timedelta(days=12))
    case = verify(case, by=cast.hub, now=at + timedelta(days=14))
    if told:
        answer_as(case, Side.OWNER, by=cast.owner, now=at + timedelta(days=16))
    return case


def _decided(case: Case, by: User, at: datetime) -> Case:
    told = Decided(Outcome.GO_ON, "Kepala Dinas (contoh)", _day(at))
    decide(case, told=told, by=by, now=at, reason="Contoh: kebutuhannya nyata; pelatihan disiapkan lebih dulu.")
    _finish(case, ("kesiapan",), by, at)
    return case


def _agreed(cast: _Cast, innovation: Innovation, at: datetime, *, told: bool = False) -> Case:
    """As `_asked`, answered, drafted and signed a month later. `told`: they met, and wrote down what is changed."""
    case = _asked(cast, innovation, at, told=told)
    accept(case, by=cast.owner, now=at + timedelta(days=18))
    paper = draft_agreement(case, paper=Paper.WORKING, by=cast.owner, now=at + timedelta(days=20))
    signed = at + timedelta(days=30)
    copy = _scan("PERJANJIAN KERJA SAMA", cast.taker, signed)
    bring_signed(paper, file=copy, signed_on=_day(signed), valid_until=_day(signed + timedelta(days=730)),
                 by=cast.taker, now=signed)  # fmt: skip
    case.refresh_from_db()
    if told:
        on = _day(signed + timedelta(days=5))
        visit(case, taker=cast.taker, owner=cast.owner, on=on, now=signed + timedelta(days=1))
        adapt(case, by=cast.taker, now=signed + timedelta(days=9))
    _finish(case, ("kesepakatan", *LEARN_AND_PLAN), cast.taker, signed + timedelta(days=10))
    return case


def _prepared(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    """The owner of the others takes something over as well, and has only begun."""
    at = now - timedelta(days=6)
    case = _begun(cast.owner, cast.gives, innovation, at)
    task = TaskTold(
        "Contoh: tanyai lima pelaksana layanan", Side.TAKER, "kesiapan", due_on=_day(now + timedelta(days=4))
    )
    add_task(case, told=task, by=cast.owner, now=at + timedelta(days=4))


def _waiting(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    _asked(cast, innovation, now - timedelta(days=18))


def _drafted(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    at = now - timedelta(days=26)
    case = _asked(cast, innovation, at)
    accept(case, by=cast.owner, now=at + timedelta(days=18))
    draft_agreement(case, paper=Paper.WORKING, by=cast.owner, now=at + timedelta(days=20))


def _running(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    """Measured after three months; the sixth month comes next. The one of which most was written down on the way."""
    began = now - timedelta(days=181)
    case = _agreed(cast, innovation, began - timedelta(days=50), told=True)
    begin(case, on=_day(began), by=cast.taker, now=began)
    add_gap(case, by=cast.taker, due=_day(now + timedelta(days=20)), now=began + timedelta(days=30))
    _measure(case, cast.taker, began, ((92, 34),))
    watch(case, by=cast.taker, now=began + timedelta(days=95))
    plan_ahead(case, taker=cast.taker, owner=cast.owner, now=now)


def _proven(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    """Closed by both sides after a year, with certificates."""
    began = now - timedelta(days=430)
    case = _agreed(cast, innovation, began - timedelta(days=50))
    begin(case, on=_day(began), by=cast.taker, now=began)
    _measure(case, cast.taker, began, ((92, 33), (184, 22), (368, 13)))
    closed = began + timedelta(days=380)
    _finish(case, ("pelaksanaan",), cast.taker, closed)
    text = "Contoh: kader perlu dilatih dua kali; papan antrean dari kertas lebih disukai daripada layar."
    write_lessons(case, text=text, by=cast.taker, now=closed)
    report_closing(case, by=cast.taker, now=closed)
    confirm_closing(case, by=cast.owner, now=closed + timedelta(days=5))
    certify(case, by=None, now=closed + timedelta(days=5))


def _stopped(cast: _Cast, innovation: Innovation, now: datetime) -> None:
    """Begun alone, measured once, given up."""
    began = now - timedelta(days=300)
    at = began - timedelta(days=30)
    case = _begun(cast.taker, cast.takes, innovation, at, model=WorkModel.ALONE)
    _decided(case, cast.taker, at + timedelta(days=10))
    begin(case, on=_day(began), by=cast.taker, now=began)
    _measure(case, cast.taker, began, ((92, 39),))
    ended = began + timedelta(days=140)
    stop(case, code=StopReason.BUDGET, on=_day(ended), by=cast.taker, now=ended,
         reason="Contoh: tidak ada baris anggaran untuk tahun kedua, dan penggeraknya pindah tugas.")  # fmt: skip


def _measure(case: Case, by: User, began: datetime, rows: Sequence[tuple[int, int]]) -> None:
    """(days after the beginning, how many of a hundred)."""
    main = case.indicators.get(main=True)
    for days, events in rows:
        at = began + timedelta(days=days)
        told = Measured(
            on=_day(at), figures=Figures(events=Decimal(events), total=Decimal(100)),
            method="Contoh: dihitung dari buku layanan.", source="Buku layanan (contoh)",
        )  # fmt: skip
        measure(main, told=told, by=by, now=at)
    case.refresh_from_db()


def _finish(case: Case, steps: Sequence[str], by: User, at: datetime) -> None:
    for step in steps:
        finish_step(case, step=step, by=by, now=at)


def _day(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())


def _scan(title: str, by: User, now: datetime) -> StoredFile:
    """A sheet that nobody takes for a scan: it says in large letters that it is made up."""
    drawn = Image.new("RGB", (620, 877), "#fdfdfb")
    pen = ImageDraw.Draw(drawn)
    pen.text((60, 60), title, fill="#1b2733", font=ImageFont.load_default(size=30))
    for line in range(18):
        pen.line((60, 150 + 28 * line, 560, 150 + 28 * line), fill="#c9ccd1", width=5)
    pen.text((60, 720), "CONTOH – naskah karangan", fill="#7a2e1f", font=ImageFont.load_default(size=36))
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=80)
    return store(SimpleUploadedFile("naskah-contoh.jpg", out.getvalue(), "image/jpeg"), FILE, by=by, now=now)
