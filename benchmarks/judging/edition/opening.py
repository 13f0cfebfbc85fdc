"""The made-up competition: its rules, calendar, secretariat, applicants and proposals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from benchmarks.judging.edition.telling import timed
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Membership
from tular.features.agencies.queries.giving import place_fields
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, StaffRole, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.rulebook import categories_of
from tular.features.proposals.actions.demo import create_demo_proposals
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.selection.actions.demo import demo_person
from tular.foundation.rulebooks.actions import publish_rulebook
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

SLUG = "edisi-karangan"
RULEBOOKS = Path(__file__).parents[3] / "rulebooks" / "competitions"
DAY = timedelta(days=1)
LENGTH = 90
"""Days from the opening to today, when everything is over."""

DESK, RATED, HEARD, VISITED, FINAL = "proposal", "kebermanfaatan", "presentasi", "verifikasi", "penetapan"

WINDOWS = (
    (WindowKind.SUBMISSION, "", 0, 20), (WindowKind.STAGE, "administrasi", 20, 25), (WindowKind.STAGE, DESK, 35, 50),
    (WindowKind.STAGE, RATED, 52, 62), (WindowKind.STAGE, HEARD, 56, 66), (WindowKind.STAGE, VISITED, 66, 73),
    (WindowKind.STAGE, FINAL, 74, 80),
)  # fmt: skip
"""(kind, stage, first day, last day)."""

MADE_UP = 'source = "edisi karangan, untuk diperagakan"\nconfidence = "certain"\n'

MORE_STAGES = f"""
[[stages]]
id = "{RATED}"
label = "Penilaian kebermanfaatan oleh masyarakat"
order = 3
parallel_with = "{HEARD}"
kind = "public_rating"
actor = "masyarakat"
{MADE_UP}
[[stages]]
id = "{VISITED}"
label = "Verifikasi lapangan"
order = 5
kind = "field_verification"
actor = "tim_panel_independen"
minutes_to_agency = "all"
{MADE_UP}
[[totals]]
id = "akhir"
label = "Nilai akhir"
combine = "weighted_mean"
items = [{{ stage = "{DESK}", weight = 60 }}, {{ stage = "{HEARD}", weight = 40 }}]
{MADE_UP}
[criteria.proposal]"""
"""Stages of the editions of 2022 and 2025 that the ready-made rulebook leaves out."""


HEARING = """order = 4
kind = "presentation_interview"
minutes_presentation = 7
minutes_questions = 13
evaluators_per_entry = 3"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the edition is. The number of readings is that of the plan; third readers come on top."""

    proposals: int
    evaluators: int
    readings: int = 2

    @property
    def finalists(self) -> int:
        """99, fewer where there are few proposals."""
        return min(99, max(10, self.proposals // 4))

    @property
    def winners(self) -> int:
        """45 of 99."""
        return round(self.finalists * 45 / 99)

    @property
    def visited(self) -> int:
        """Finalists that are visited."""
        return max(2, self.finalists // 8)

    @property
    def equals(self) -> int:
        """Finalists that get the very same marks, so that the last places fall among them."""
        return 6 if self.finalists >= 40 else 3


@dataclass(frozen=True, slots=True)
class Edition:
    """The competition with who runs it. `opened` is the day from which all others are counted."""

    competition: Competition
    secretary: User
    second: User
    opened: datetime
    sizes: Sizes

    def day(self, number: float) -> datetime:
        """A moment so many days after the opening."""
        return self.opened + number * DAY


def open_edition(sizes: Sizes, now: datetime) -> Edition:
    """A competition opened 90 days before `now` under rules of its own."""
    opened = now - LENGTH * DAY
    unsaved = RulebookVersion(identity=SLUG, title="Edisi karangan", text=rulebook_text(sizes), published_at=opened)
    rulebook = publish_rulebook(unsaved, by=None, now=opened)
    made = Competition.objects.create(
        slug=SLUG, title="Edisi karangan", organiser=Agency.objects.get(slug="kemen-panrb"),
        level=CompetitionLevel.NATIONAL, year=opened.year, rulebook=rulebook, state=CompetitionState.OPEN,
        state_at=opened, decree="contoh, tanpa surat", is_demo=True, created_at=opened,
    )  # fmt: skip
    for order, one in enumerate(categories_of(rules_of(rulebook)), start=1):
        made.categories.create(name=one.name, description=one.description, examples=one.examples, order=order)
    for kind, stage, begins, ends in WINDOWS:
        Window.objects.create(
            competition=made, kind=kind, stage=stage, opens_at=opened + begins * DAY, closes_at=opened + ends * DAY
        )
    secretary, second = (demo_person(name) for name in ("Contoh Sekretariat", "Contoh Ketua Sekretariat"))
    for person in (secretary, second):
        made.staff.create(person=person, role=StaffRole.SECRETARIAT, by=secretary, since=opened)
    return Edition(made, secretary, second, opened, sizes)


def rulebook_text(sizes: Sizes) -> str:
    """The ready-made rulebook with an edition's places, and with the stages that it leaves out."""
    text = (RULEBOOKS / "kompetisi-daerah.toml").read_text(encoding="utf-8")
    changes = {
        'id = "kompetisi-daerah"': f'id = "{SLUG}"',
        'series = "kompetisi-daerah"': f'series = "{SLUG}"',
        '{ pool = ["umum"], count = 20 }': f'{{ pool = ["umum"], count = {sizes.finalists} }}',
        '{ pool = ["umum"], count = 10 }': f'{{ pool = ["umum"], count = {sizes.winners} }}',
        'label = "Finalis"\ncount = 26': f'label = "Finalis"\ncount = {sizes.finalists + 6}',
        'Umum"\ncount = 10': f'Umum"\ncount = {sizes.winners}',
        'order = 3\nkind = "presentation_interview"': HEARING,
        'order = 4\nkind = "panel_selection"': 'order = 6\nkind = "panel_selection"',
        "\n[criteria.proposal]": MORE_STAGES,
    }
    missing = [former for former in changes if former not in text]
    assert not missing, missing
    anything = re.compile(
        "|".join(rf"(?m:^){re.escape(one)}" if one[:3] == "id " else re.escape(one) for one in changes)
    )
    return anything.sub(lambda found: changes[found[0]], text)


def submit(edition: Edition) -> list[Proposal]:
    """Submitted proposals of all agencies in turn, each with an innovator; each agency with a local admin."""
    sizes, closed = edition.sizes, edition.day(20)
    agencies = list(Agency.objects.filter(until="", region__isnull=False).order_by("slug"))[: sizes.proposals]
    with timed("applicants and their submissions") as told:
        for agency in agencies:
            person = User.objects.create(
                email=f"admin.{agency.slug}@tular.example", name=f"Contoh Admin {agency.name}"[:150], is_demo=True,
                password=make_password(None),
            )  # fmt: skip
            Membership.objects.create(
                person=person, role=Role.AGENCY, since=edition.opened.date(), **place_fields(agency)
            )
        made = create_demo_proposals(edition.competition, agencies, count=sizes.proposals, now=closed)
        people = User.objects.bulk_create(
            User(email=f"inovator.{number:04d}@tular.example", name=f"Contoh Inovator {number:04d}", is_demo=True,
                 password=make_password(None))
            for number in range(1, len(made) + 1)
        )  # fmt: skip
        TeamMember.objects.bulk_create(
            TeamMember(proposal=proposal, person=person, by=None, since=edition.opened)
            for proposal, person in zip(made, people, strict=True)
        )
        told += [f"{len(made)} proposals", f"{len(agencies)} agencies"]
    return made
