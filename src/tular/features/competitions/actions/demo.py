"""A competition made up for the demo: open, from the ready-made rulebook, marked as made up on every page."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.rulebook import categories_of
from tular.foundation.rulebooks.actions import publish_rulebook
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

ORGANISER = "pemprov-jawa-timur"
"""A real place, as with the demo's people; the competition itself says that it is made up."""

RULEBOOK = "kompetisi-daerah"

ABOUT = (
    "Tidak ada kompetisi seperti ini di Jawa Timur: halaman ini dibuat untuk mencoba Tular, dari ajakan sampai daftar "
    "yang lolos.\n\nMasuklah sebagai salah satu orang contoh, mulai sebuah proposal, lalu ajukan sebagai admin lokal."
)

DAYS_OPEN = 28


@transaction.atomic
def create_demo_competition(*, now: datetime) -> Competition | None:
    """One that takes proposals for four weeks, unless there is such a one already. None when nothing was made.

    Without its organiser in the catalogue, or its rulebook among the files, nothing is made either. Publishes the
    rulebook when it was not yet.
    """
    running = Competition.objects.filter(is_demo=True, state=CompetitionState.OPEN, windows__closes_at__gt=now)
    organiser = Agency.objects.filter(slug=ORGANISER).first()
    if running.filter(windows__kind=WindowKind.SUBMISSION).exists() or organiser is None:
        return None
    rulebook = _rulebook(now)
    if rulebook is None:
        return None
    zone = ZoneInfo("Asia/Jakarta")
    today = now.astimezone(zone).date()
    slug = f"contoh-{today:%Y-%m-%d}"
    if Competition.objects.filter(slug=slug).exists():
        return None
    made = Competition.objects.create(
        slug=slug, title=f"Kompetisi Inovasi Contoh {today.year}", organiser=organiser,
        level=CompetitionLevel.PROVINCE, year=today.year, rulebook=rulebook, state=CompetitionState.OPEN, state_at=now,
        about=ABOUT, decree="contoh, tanpa surat", is_demo=True, created_at=now,
    )  # fmt: skip
    rules = rules_of(rulebook)
    for order, one in enumerate(categories_of(rules), start=1):
        made.categories.create(name=one.name, description=one.description, examples=one.examples, order=order)
    closes = datetime.combine(today + timedelta(days=DAYS_OPEN), time(16, 0), zone)
    opens = datetime.combine(today - timedelta(days=1), time(8, 0), zone)
    Window.objects.create(competition=made, kind=WindowKind.SUBMISSION, opens_at=opens, closes_at=closes)
    first = next((stage for stage in rules.stages if stage.kind == "checklist"), None)
    if first:
        Window.objects.create(
            competition=made, kind=WindowKind.STAGE, stage=first.id, opens_at=closes,
            closes_at=closes + timedelta(days=7),
        )  # fmt: skip
    return made


def _rulebook(now: datetime) -> RulebookVersion | None:
    """The newest version that can be opened; published from its file when there is none."""
    known = RulebookVersion.objects.filter(identity=RULEBOOK).order_by("-number").first()
    path = Path(settings.RULEBOOKS_DIR) / "competitions" / f"{RULEBOOK}.toml"
    if known is None and path.exists():
        text = path.read_text(encoding="utf-8")
        unsaved = RulebookVersion(identity=RULEBOOK, title=RULEBOOK, text=text, published_at=now)
        known = publish_rulebook(unsaved, by=None, now=now)
    return known if known and rules_of(known).can_be_opened else None
