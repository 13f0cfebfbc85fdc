"""Made-up competitions and proposals in any state. The rulebook is one that can be opened."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.foundation.rulebooks.models import RulebookVersion

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
"""5 March 2026, 09.00 WIB: within the submission of every made competition."""

OPENS, CLOSES = NOW - timedelta(days=10), NOW + timedelta(days=10)

RULEBOOK = """
schema = "tular-competition-1"
id = "lomba-uji"
series = "lomba-uji"
title = "Lomba Uji"
scope = "regional"
year = 2026
unknown = []

[participants]
agency_types = ["kabupaten", "kota", "provinsi", "kementerian"]

[submission]
closes = 2026-03-15T09:00:00+07:00

[[groups]]
id = "umum"
label = "Kelompok Umum"
min_age_months = 12
quota_per_agency = 2

[[groups]]
id = "replikasi"
label = "Kelompok Replikasi"

[[eligibility]]
rule = "never_awarded"
award = "terpuji"
competition = "kipp"
groups = ["umum"]

[form]
sections = [
  { id = "ringkasan", label = "Ringkasan", asks = "ringkasan inovasi", max_words = 200 },
  { id = "dampak", label = "Dampak", max_words = 300, parts = [
    { id = "hasil", label = "Hasil", asks = "apa yang berubah", max_words = 100 },
    { id = "ditiru", label = "Sudah ditiru", asks = "oleh siapa", kind = "yes_no_then_text", max_words = 50 },
  ] },
]

[[attachments]]
id = "pernyataan"
label = "Surat pernyataan"
required = true
format = "PDF"
max_mib = 2

[[attachments]]
id = "video"
label = "Tautan video"
kind = "link"

[[stages]]
id = "administrasi"
label = "Seleksi administrasi"
kind = "checklist"
fix_days = 3
objection_days = 5

[[stages]]
id = "proposal"
label = "Penilaian proposal"
kind = "scored_desk_review"
scale = [0, 100]

[criteria.proposal]
stage = "proposal"
items = [{ id = "dampak", weight = 60 }, { id = "kebaruan", weight = 40 }]
"""

_numbers = count(1)


def make_rulebook(text: str = RULEBOOK, **fields: Any) -> RulebookVersion:
    """A published rulebook, found again by its text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    found = RulebookVersion.objects.filter(sha256=sha256).first()
    defaults = {"identity": "lomba-uji", "number": 1, "title": "Lomba Uji", "published_at": NOW}
    return found or RulebookVersion.objects.create(text=text, sha256=sha256, **defaults | fields)


def make_competition(organiser: Agency, *, closes: datetime = CLOSES, **fields: Any) -> Competition:
    """An open competition of this agency with one category; submission began ten days ago."""
    number = next(_numbers)
    rulebook = fields.pop("rulebook", None) or make_rulebook()
    defaults = {
        "slug": f"lomba-{number}", "title": f"Lomba Uji {number}", "level": CompetitionLevel.PROVINCE, "year": 2026,
        "state": CompetitionState.OPEN, "state_at": OPENS, "created_at": OPENS,
    }  # fmt: skip
    made = Competition.objects.create(organiser=organiser, rulebook=rulebook, **defaults | fields)
    made.categories.create(name="Kesehatan", order=1)
    Window.objects.create(competition=made, kind=WindowKind.SUBMISSION, opens_at=OPENS, closes_at=closes)
    return made


def full_content(competition: Competition) -> dict[str, Any]:
    """Answers to everything that `RULEBOOK` asks, but for the file."""
    category = competition.categories.first()
    return {
        "_umum": {
            "title": "Posyandu Terapung", "group": "umum", "category": category.pk if category else None,
            "started_on": "2024-01-10", "never_entered": "ya", "sdgs": [3],
        },
        "ringkasan": {"ringkasan": "Posyandu di atas perahu untuk kampung tepi sungai."},
        "dampak": {"hasil": "Kunjungan balita naik dari 40 menjadi 85 persen.", "ditiru.jawab": "tidak", "ditiru": ""},
    }  # fmt: skip


def make_proposal(
    competition: Competition, agency: Agency, *, unit: ServiceUnit | None = None, by: User | None = None, **fields: Any
) -> Proposal:
    """A draft with every text answered; `state` and the like as told. Without files, see `tests` of proposals."""
    number = next(_numbers)
    content = fields.pop("content", None) or full_content(competition)
    state = fields.get("state", ProposalState.DRAFT)
    defaults: dict[str, Any] = {
        "code": f"uji-{number:05d}", "title": content["_umum"]["title"], "group": "umum",
        "category": competition.categories.first(), "started_on": date(2024, 1, 10), "content": content,
        "state_at": NOW, "created_at": NOW, "edited_at": NOW, "created_by": by, "edited_by": by,
        "submitted_at": NOW if state in (ProposalState.SUBMITTED, ProposalState.FIXING) else None,
    }  # fmt: skip
    return Proposal.objects.create(competition=competition, agency=agency, unit=unit, **defaults | fields)
