"""A competition made up for the demo: open, from the ready-made rulebook, marked as made up on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.demo_rules import DESK, FINAL, HEARD, IDENTITY, RATED, VISITED, demo_rules
from tular.features.competitions.queries.rulebook import categories_of
from tular.foundation.rulebooks.actions import publish_rulebook
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

ORGANISER = "pemprov-jawa-timur"
"""A real place, as with the demo's people; the competition itself says that it is made up."""

RULEBOOK = "kompetisi-daerah"
ZONE = ZoneInfo("Asia/Jakarta")

ABOUT = (
    "Tidak ada kompetisi seperti ini di Jawa Timur: halaman ini dibuat untuk mencoba Tular, dari ajakan sampai daftar "
    "yang lolos.\n\nMasuklah sebagai salah satu orang contoh, mulai sebuah proposal, lalu ajukan sebagai admin lokal."
)

DAYS_OPEN = 28

BEING_JUDGED = (
    "Tidak ada kompetisi seperti ini di Jawa Timur: proposal, penilai, dan nilainya dikarang untuk mencoba Tular.\n\n"
    "Masuklah sebagai Contoh Penilai untuk menilai, atau sebagai Contoh Sekretariat untuk melihat ruang kendali."
)

COURSE = (
    ("administrasi", 20, 5), (DESK, 35, 15), (RATED, 52, 14), (HEARD, 56, 10), (VISITED, 57, 14), (FINAL, 74, 8),
)  # fmt: skip
"""(stage, day after the opening on which it begins, days)."""


@dataclass(frozen=True, slots=True)
class Course:
    """A competition of the demo that goes through every stage; days are counted from its opening."""

    slug: str
    title: str
    about: str
    opened: datetime

    def day(self, number: float) -> datetime:
        """A moment so many days after the opening, at nine in the morning for whole numbers."""
        return self.opened + timedelta(days=number)


@transaction.atomic
def create_demo_competition(*, now: datetime) -> Competition | None:
    """One that takes proposals for four weeks, unless there is such a one already. None when nothing was made.

    Without its organiser in the catalogue, or its rulebook among the files, nothing is made either. Publishes the
    rulebook when it was not yet.
    """
    running = Competition.objects.filter(is_demo=True, state=CompetitionState.OPEN)
    organiser = Agency.objects.filter(slug=ORGANISER).first()
    if running.filter(windows__kind=WindowKind.SUBMISSION, windows__closes_at__gt=now).exists() or organiser is None:
        return None
    rulebook = _rulebook(now)
    if rulebook is None:
        return None
    today = now.astimezone(ZONE).date()
    slug = f"contoh-{today:%Y-%m-%d}"
    if Competition.objects.filter(slug=slug).exists():
        return None
    title = f"Kompetisi Inovasi Contoh {today.year}"
    made = _competition(organiser, rulebook, slug=slug, title=title, about=ABOUT, now=now)
    closes = datetime.combine(today + timedelta(days=DAYS_OPEN), time(16, 0), ZONE)
    opens = datetime.combine(today - timedelta(days=1), time(8, 0), ZONE)
    Window.objects.create(competition=made, kind=WindowKind.SUBMISSION, opens_at=opens, closes_at=closes)
    first = next((stage for stage in rules_of(rulebook).stages if stage.kind == "checklist"), None)
    if first:
        _stage(made, first.id, closes, 7)
    return made


def create_demo_edition(*, now: datetime) -> Competition | None:
    """One whose submission is over and whose proposals are to be judged for another nine days, with its calendar.

    None when there is one, or without its organiser or rulebook. Call it in a transaction: what it holds is made by
    upper features.
    """
    organiser = Agency.objects.filter(slug=ORGANISER).first()
    today = now.astimezone(ZONE).date()
    slug = f"contoh-penilaian-{today.year}"
    if organiser is None or Competition.objects.filter(slug=slug).exists():
        return None
    rulebook = _rulebook(now)
    if rulebook is None or any(rules_of(rulebook).stage(name) is None for name in ("administrasi", "proposal")):
        return None
    title = f"Kompetisi Inovasi Contoh {today.year}: sedang dinilai"
    made = _competition(organiser, rulebook, slug=slug, title=title, about=BEING_JUDGED, now=now)
    closed = datetime.combine(today - timedelta(days=21), time(16, 0), ZONE)
    opened = closed - timedelta(days=DAYS_OPEN)
    Window.objects.create(competition=made, kind=WindowKind.SUBMISSION, opens_at=opened, closes_at=closed)
    _stage(made, "administrasi", closed, 5)
    _stage(made, "proposal", closed + timedelta(days=14), 16)
    return made


def create_demo_course(course: Course) -> Competition | None:
    """One with the calendar of all stages. None when there is one, or without its organiser or rulebook.

    Call it in a transaction: what it holds is made by upper features.
    """
    organiser = Agency.objects.filter(slug=ORGANISER).first()
    if organiser is None or Competition.objects.filter(slug=course.slug).exists():
        return None
    rulebook = _whole_rulebook(course.opened)
    if rulebook is None:
        return None
    made = _competition(
        organiser, rulebook, slug=course.slug, title=course.title, about=course.about, now=course.opened
    )
    Window.objects.create(
        competition=made, kind=WindowKind.SUBMISSION, opens_at=course.opened, closes_at=course.day(20)
    )
    for stage, begins, days in COURSE:
        _stage(made, stage, course.day(begins), days)
    return made


def _whole_rulebook(now: datetime) -> RulebookVersion | None:
    known = RulebookVersion.objects.filter(identity=IDENTITY).order_by("-number").first()
    path = Path(settings.RULEBOOKS_DIR) / "competitions" / f"{RULEBOOK}.toml"
    if known is None and path.exists() and (text := demo_rules(path.read_text(encoding="utf-8"))):
        unsaved = RulebookVersion(identity=IDENTITY, title=IDENTITY, text=text, published_at=now)
        known = publish_rulebook(unsaved, by=None, now=now)
    return known if known and rules_of(known).can_be_opened else None


def _competition(
    organiser: Agency, rulebook: RulebookVersion, *, slug: str, title: str, about: str, now: datetime
) -> Competition:
    made = Competition.objects.create(
        slug=slug, title=title, organiser=organiser, level=CompetitionLevel.PROVINCE, year=now.astimezone(ZONE).year,
        rulebook=rulebook, state=CompetitionState.OPEN, state_at=now, about=about, decree="contoh, tanpa surat",
        is_demo=True, created_at=now,
    )  # fmt: skip
    for order, one in enumerate(categories_of(rules_of(rulebook)), start=1):
        made.categories.create(name=one.name, description=one.description, examples=one.examples, order=order)
    return made


def _stage(competition: Competition, stage: str, opens: datetime, days: int) -> None:
    closes = opens + timedelta(days=days)
    Window.objects.create(competition=competition, kind=WindowKind.STAGE, stage=stage, opens_at=opens, closes_at=closes)


def _rulebook(now: datetime) -> RulebookVersion | None:
    """The newest version that can be opened; published from its file when there is none."""
    known = RulebookVersion.objects.filter(identity=RULEBOOK).order_by("-number").first()
    path = Path(settings.RULEBOOKS_DIR) / "competitions" / f"{RULEBOOK}.toml"
    if known is None and path.exists():
        text = path.read_text(encoding="utf-8")
        unsaved = RulebookVersion(identity=RULEBOOK, title=RULEBOOK, text=text, published_at=now)
        known = publish_rulebook(unsaved, by=None, now=now)
    return known if known and rules_of(known).can_be_opened else None
