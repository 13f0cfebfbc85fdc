"""Made-up plenaries: a competition with a closed review, computed scores and somebody to sit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from django.db.models import Model

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import CalibratedScore, Calibration, Entry, Review
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.plenary import open_plenary, record_presence, seat
from tular.features.selection.choices import DecisionKind
from tular.features.selection.models import Plenary
from tular.features.selection.queries.plenary.settling import canonical, sha256_of

PANEL = "penetapan"

STAGES = (
    RULEBOOK
    + """
[[stages]]
id = "penetapan"
label = "Penetapan finalis"
kind = "panel_selection"
balance_over = ["agency_type", "underdeveloped_area"]
objection_days = 5
cutoffs = [{ pool = ["umum"], count = 2 }]

[[stages]]
id = "wawancara"
label = "Wawancara"
kind = "presentation_interview"
scale = [0, 100]

[criteria.wawancara]
stage = "wawancara"
items = [{ id = "bukti", weight = 100 }]

[[awards]]
id = "finalis"
label = "Top 2 Inovasi"
count = 2
pool = ["umum"]
"""
)
"""The usual rulebook without a checklist in the way, with a panel that chooses two and interviews after it."""

_BEGINS, _ENDS = STAGES.index('[[stages]]\nid = "administrasi"'), STAGES.index('[[stages]]\nid = "proposal"')
STAGES = STAGES[:_BEGINS] + STAGES[_ENDS:]

_numbers = count(5000)


def make_scored(
    competition: Competition, by: User, owners: Sequence[Agency], totals: Sequence[str | None], **fields: Any
) -> Review:
    """The closed review of stage `proposal` with one reading of each proposal and what was computed of them."""
    review = make_review(competition, by, readings=1, state=ReviewState.CLOSED)
    evaluator = make_evaluator(review)
    calibration = Calibration.objects.create(
        review=review, number=1, canonical="{}", sha256="a" * 64,
        figures={"lines": [], "evaluators": [], "alerts": []}, sheets=sum(one is not None for one in totals), at=NOW,
        **{"identifiable": True} | fields,
    )  # fmt: skip
    for place, (owner, total) in enumerate(zip(owners, totals, strict=True)):
        proposal = arrived(
            competition, owner, title=f"Inovasi Contoh {place + 1}", group="umum",
            submitted_at=NOW + timedelta(minutes=place),
        )  # fmt: skip
        entry = make_entry(review, proposal)
        if total is None:
            continue
        make_sheet(make_reading(evaluator, entry), total=total, dampak=total, kebaruan=total)
        score(calibration, entry, float(total), calibrated=not fields or fields.get("identifiable", True))
    return review


def score(calibration: Calibration, entry: Entry, value: float, *, calibrated: bool = True) -> CalibratedScore:
    """What was computed of an entry; the calibrated score is one less."""
    return CalibratedScore.objects.create(
        calibration=calibration, entry=entry, pool=0, readings=1, apart=0, raw=value, raw_rank=1,
        calibrated=value - 1 if calibrated else None, low=value - 5, high=value + 5, rank=1, p_in=0.5,
        belongs="ambang",
    )  # fmt: skip


def make_contest(organiser: Agency, text: str = STAGES, **fields: Any) -> Competition:
    """A competition whose rulebook ends with a plenary."""
    number = next(_numbers)
    return make_competition(organiser, rulebook=make_rulebook(text, number=number, note="Lain."), **fields)


def make_plenary(competition: Competition, by: User, *, stage: str = PANEL, members: Sequence[User] = ()) -> Plenary:
    """A plenary that was opened, with members who are present."""
    plenary = open_plenary(competition, stage=stage, by=by, now=NOW)
    if members:
        seat(plenary, emails=[one.email for one in members], by=by, now=NOW)
        record_presence(plenary, present={one.pk for one in plenary.members.all()}, by=by, now=NOW)
    plenary.refresh_from_db()
    return plenary


def make_plenary_sample(proposal: Proposal, by: User, member: User) -> dict[str, Model]:
    """One row of each kind, written directly: nominations of stage `proposal` with one question and one member."""
    competition = proposal.competition
    plenary = Plenary.objects.create(
        competition=competition,
        stage="proposal",
        number=1,
        state_at=NOW,
        opened_by=by,
        opened_at=NOW,
        decisions_count=1,
    )
    told = {
        "code": proposal.code, "title": proposal.title, "agency": "Contoh", "kind": "kabupaten", "group": "umum",
        "category": "", "province": "", "island": "", "region": "", "lagging": None, "replicated": None,
        "first_time": True, "submitted": None, "cluster": "", "scores": {"proposal": {"raw": "80", "calibrated": None}},
        "marks": {},
    }  # fmt: skip
    source = {"id": "proposal", "label": "Penilaian", "kind": "scored_desk_review", "counts": True, "calibration": None,
              "sha256": "", "identifiable": None, "reason": ""}  # fmt: skip
    text = canonical({"schema": "tular-plenary-1", "sources": [source], "proposals": [told]})
    plenary.bases.create(number=1, canonical=text, sha256=sha256_of(text), by=by, at=NOW)
    settings = {
        "decides": "proposal", "score": "raw", "passing_grade": None, "priority": False, "tie_breaks": [],
        "places": [{"pool": [], "cluster": "", "count": 1, "award": ""}],
    }  # fmt: skip
    plenary.decisions.create(number=1, kind=DecisionKind.SETTINGS, detail=settings, by=by, at=NOW)
    return {
        "Plenary": plenary,
        "PlenaryMember": plenary.members.create(person=member, present_at=NOW, by=by, since=NOW),
        "PlenaryQuestion": plenary.questions.create(
            number=1, kind="keluar", proposal=proposal, text="Contoh.", asked_by=by, asked_at=NOW
        ),
    }
